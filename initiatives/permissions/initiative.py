"""What a person may do with an initiative; each answer is the same as the queryset's."""

import datetime as dt

from django.utils import timezone

from indicators.queries import held
from initiatives.models import Initiative, Organisation
from initiatives.queries import initiative as initiatives
from initiatives.queries.organisation import Person, edited_by


def may_see(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    return initiatives.visible_to(user, on=on or timezone.localdate()).contains(initiative)


def may_open_home(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    on = on or timezone.localdate()
    key = ("opens home", user.pk, initiative.pk, on)
    return held.once(key, lambda: initiatives.open_to(user, on=on).contains(initiative))


def may_manage(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Runs the initiative, at whatever stage."""
    on = on or timezone.localdate()
    return held.once(_runs(user, initiative, on), lambda: initiatives.is_run_by(initiative, user, on=on))


def know_runs(user: Person, initiative: Initiative, on: dt.date, *, answer: bool) -> None:
    """The look that found the initiative has told it."""
    held.know(_runs(user, initiative, on), answer)


def _runs(user: Person, initiative: Initiative, on: dt.date) -> tuple[str, int | None, int, dt.date]:
    return "runs", user.pk, initiative.pk, on


def may_edit(user: Person, initiative: Initiative, on: dt.date | None = None) -> bool:
    """Runs the initiative, and what it says is not before the authorities nor in force."""
    return initiative.is_editable and may_manage(user, initiative, on)


def may_draft(user: Person) -> bool:
    """Acts for an organisation that is no authority: authorities decide, they do not apply."""
    return edited_by(user).exclude(kind__in=Organisation.AUTHORITY_KINDS).exists()
