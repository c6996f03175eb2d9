import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.audit import history
from accounts.guards import Refused as NotThisPerson
from accounts.models import Notice
from initiatives.actions import appeal, lifecycle
from initiatives.actions.approval import Refused
from initiatives.lifecycle import TransitionRefused
from initiatives.models import Appeal, Round
from initiatives.queries import lifecycle as needs
from initiatives.rules import Need, read
from tests.factories.approval import acting_for, handed_in, working_hours

pytestmark = pytest.mark.django_db
LATER = working_hours(3)


def rejected(by="KZ-61"):
    handed = handed_in()
    for code in {"KZ-61", "KZ-43", "KZ"} - {by}:
        handed.decide(code)
    handed.reject(by)
    handed.fresh()
    return handed


def lodged(handed, **how):
    said = {"text": "The wells are deep.", "by": handed.manager, "at": LATER} | how
    return appeal.lodge(round_=handed.round, **said)


def answered(made, handed, **how):
    said = {"answer": "granted", "reasons": "They are.", "by": handed.officials["KZ"], "at": LATER} | how
    return appeal.answer(appeal=made, **said)


def has_changed(handed):
    found = needs.gates(handed.initiative, on=LATER.date(), pack=read({"gates": []}))
    return [gate.is_passed for gate in found if gate.need == Need.CHANGED]


def submit(handed):
    return lifecycle.advance(initiative=handed.initiative, transition="submit", by=handed.manager, at=LATER)


def test_a_granted_appeal_opens_a_new_round_for_the_same_text():
    handed = rejected()
    with pytest.raises(TransitionRefused, match="Nothing has changed since the rejection"):
        submit(handed)
    made = lodged(handed)
    assert has_changed(handed) == [False]
    answered(made, handed)
    assert has_changed(handed) == [True]
    submit(handed)
    rounds = Round.objects.filter(initiative=handed.initiative).order_by("number")
    assert [(round_.number, round_.digest) for round_ in rounds] == [(1, handed.round.digest), (2, handed.round.digest)]


def test_a_dismissed_appeal_leaves_the_rejection():
    handed = rejected()
    answered(lodged(handed), handed, answer="dismissed")
    assert has_changed(handed) == [False]
    with pytest.raises(TransitionRefused):
        submit(handed)


def test_an_appeal_is_lodged_once_and_each_side_is_told_once():
    handed = rejected()
    assert lodged(handed) == lodged(handed)
    with pytest.raises(Refused, match="lodged already"):
        lodged(handed, text="And another thing.")
    for _twice in range(2):
        answered(Appeal.objects.get(), handed)
    kinds = Notice.objects.filter(kind__startswith="appeal_").values_list("kind", flat=True)
    assert sorted(kinds) == ["appeal_granted", "appeal_lodged"]
    assert [entry.verb for entry in history(handed.round)][:2] == ["appeal.granted", "appeal.lodged"]


def test_after_the_limit_of_the_rule_pack_nobody_appeals():
    handed = rejected()
    last = working_hours(1) + dt.timedelta(days=30)
    with pytest.raises(NotThisPerson, match=r"had to be lodged until 03\.12\.2026"):
        lodged(handed, at=last + dt.timedelta(days=1))
    assert lodged(handed, at=last).answer == ""


def test_only_a_rejection_can_be_appealed_against_and_only_by_its_people():
    handed = handed_in()
    with pytest.raises(NotThisPerson, match="Only against a rejection"):
        lodged(handed)
    rejected_again = rejected_of(handed)
    with pytest.raises(NotThisPerson, match="Only the people who run the initiative appeal"):
        lodged(rejected_again, by=handed.officials["KZ"])


def rejected_of(handed):
    for code in ("KZ-43", "KZ"):
        handed.decide(code)
    handed.reject("KZ-61")
    handed.fresh()
    return handed


def test_who_has_rejected_does_not_answer_the_appeal_and_a_region_never_does():
    handed = rejected("KZ")
    made = lodged(handed)
    with pytest.raises(NotThisPerson, match="You have rejected it yourself"):
        answered(made, handed)
    with pytest.raises(NotThisPerson, match="The ministry answers an appeal"):
        answered(made, handed, by=handed.officials["KZ-61"])
    colleague = acting_for(handed.seat(None).authority, name="Another signatory")
    assert answered(made, handed, by=colleague).answer == "granted"
    with pytest.raises(NotThisPerson, match="has been answered: granted"):
        answered(made, handed, by=colleague, answer="dismissed", at=working_hours(9))


def test_the_database_wants_reasons_and_another_person():
    handed = rejected()
    made = lodged(handed)
    now = {"answer": "granted", "answered_at": LATER}
    for wrong in (
        {"reasons": "", "answered_by": handed.officials["KZ"]},
        {"reasons": "So.", "answered_by": handed.manager},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.filter(pk=made.pk).update(**now, **wrong)


def test_the_pages_say_where_and_until_when_and_lead_through_the_appeal():
    handed = rejected()
    handed.round.closed_at = dt.datetime.now(dt.UTC)
    Round.objects.filter(pk=handed.round.pk).update(closed_at=handed.round.closed_at)
    applicant, ministry = Client(), Client()
    applicant.force_login(handed.manager, backend="django.contrib.auth.backends.ModelBackend")
    ministry.force_login(handed.officials["KZ"], backend="django.contrib.auth.backends.ModelBackend")
    page, round_page = (reverse(name, kwargs={"pk": handed.round.pk}) for name in ("appeal", "round"))
    assert "You can appeal to the ministry until" in applicant.get(round_page).content.decode()
    assert "It goes to the ministry, until" in applicant.get(page).content.decode()
    assert applicant.post(page, {"text": ""}).status_code == 422
    assert applicant.post(page, {"text": "The wells are deep."}).status_code == 302
    assert page in ministry.get(reverse("inbox")).content.decode()
    address = reverse("appeal_answer", kwargs={"pk": handed.round.pk})
    assert ministry.post(address, {"answer": "granted"}).status_code == 422
    assert ministry.post(address, {"answer": "granted", "reasons": "They are."}).status_code == 302
    assert "The appeal is granted" in applicant.get(round_page).content.decode()
    assert page not in ministry.get(reverse("inbox")).content.decode()
