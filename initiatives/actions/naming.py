"""What initiatives and organisations are called in other languages than the one that they are written in."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.models import Initiative, Organisation
from initiatives.permissions.initiative import may_manage
from initiatives.permissions.organisation import may_edit
from initiatives.queries.initiative import runner


class NamingRefused(Exception):
    """It cannot be named so; the message says why."""


@transaction.atomic
def call(*, initiative: Initiative, language: str, name: str, summary: str, by: User, at: dt.datetime) -> None:
    """An empty name or summary takes it away: readers then see what was written, marked with its language."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    on = timezone.localdate(at)
    if not may_manage(by, initiative, on):
        name_of = runner(initiative, on=on).called
        raise NamingRefused(_("Only the people of %(name)s can change this.") % {"name": name_of})
    before = (initiative.names.get(language, ""), initiative.summaries.get(language, ""))
    if language not in dict(settings.LANGUAGES) or before == (name, summary):
        return
    initiative.names = _with(initiative.names, language, name)
    initiative.summaries = _with(initiative.summaries, language, summary)
    initiative.save(update_fields=["names", "summaries"])
    audit.record(verb="initiative.named", target=initiative, by=by, at=at, language=language, name=name)


@transaction.atomic
def call_organisation(*, organisation: Organisation, language: str, name: str, by: User, at: dt.datetime) -> None:
    """An empty name takes it away."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if not may_edit(by, organisation):
        raise NamingRefused(_("Only the people of %(name)s can change this.") % {"name": organisation.called})
    if language not in dict(settings.LANGUAGES) or organisation.names.get(language, "") == name:
        return
    organisation.names = _with(organisation.names, language, name)
    organisation.save(update_fields=["names"])
    audit.record(verb="organisation.named", target=organisation, by=by, at=at, language=language, name=name)


def _with(texts: dict[str, str], language: str, text: str) -> dict[str, str]:
    others = {code: said for code, said in texts.items() if code != language}
    return others | {language: text} if text else others
