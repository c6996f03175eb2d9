"""Tell those concerned, each once, that the term of a managing organisation ends, and that it has ended."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from accounts import notices
from accounts.models import User
from initiatives.lifecycle import Stage
from initiatives.models import Appointment, Initiative
from initiatives.queries import rules
from initiatives.queries.approval import officials_of_ministry
from initiatives.queries.governance import ended_without_successor, ending
from initiatives.queries.initiative import people


def remind(*, at: dt.datetime) -> int:
    """Each term is told once per mark, however often this runs; a successor who has accepted silences it."""
    on = timezone.localdate(at)
    pack = rules.pack(on=on)
    marks = sorted({pack.mandate_warning_days, *pack.mandate_reminder_days})
    count = 0
    for appointment in ending(on=on, until=on + dt.timedelta(days=marks[-1])):
        left = (appointment.term.upper - on).days
        mark = next(mark for mark in marks if left <= mark)
        _tell(appointment, "mandate_ends", f"{mark}", _run(appointment.initiative, on), at)
        count += 1
    for appointment in ended_without_successor(on=on):
        concerned = _run(appointment.initiative, on) | set(officials_of_ministry(on=on))
        _tell(appointment, "mandate_ended", "ended", concerned, at)
        count += 1
    return count


def _run(initiative: Initiative, on: dt.date) -> set[User]:
    return set(people(initiative, on=on)) if initiative.stage != Stage.CLOSED else set()


def _tell(appointment: Appointment, kind: str, mark: str, users: set[User], at: dt.datetime) -> None:
    notices.notify(
        users=users,
        kind=kind,
        at=at,
        # A prolonged term is reminded of anew.
        occasion=f"term:{appointment.pk}:{appointment.term.upper}:{mark}",
        url=reverse("initiative_managing", kwargs={"pk": appointment.initiative_id}),
        initiative=appointment.initiative.told,
        organisation=appointment.organisation.told,
        ends_on=appointment.term.upper,
    )
