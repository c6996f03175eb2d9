"""A seed that was killed leaves nothing half done, so that the next one goes on where it ended."""

import pytest

from clusterportal.demo import names, rule_drafts
from initiatives.actions import rules
from initiatives.models import RulePack
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, SINCE, acting_for, authority

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    pass


def killed(*_args, **_told):
    raise Killed


def test_an_initiative_has_all_of_its_names_or_none(monkeypatch):
    initiative, by = made.ready(name="Esil Dairy")
    call = names.naming.call
    monkeypatch.setattr(names.naming, "call", lambda **told: call(**told) if told["language"] == "kk" else killed())
    with pytest.raises(Killed):
        names.name(initiative, by=by, at=MONDAY)
    initiative.refresh_from_db()
    assert initiative.names == {}


def test_the_draft_of_the_rules_says_what_is_new_in_it_or_is_not_there(monkeypatch):
    standing = rules.adopt_default(at=SINCE)
    ministry = acting_for(authority("Ministry of Industry", None), name="Signatory of the ministry")
    type(ministry).objects.filter(pk=ministry.pk).update(email="ministry@demo.kz")
    monkeypatch.setattr(rules, "save", killed)
    with pytest.raises(Killed):
        rule_drafts.play_all()
    assert list(RulePack.objects.drafts().filter(code=standing.code)) == []
