"""Remind authorities of what waits for them, and the ministry of what waits for nobody."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from accounts import notices
from initiatives import rules
from initiatives.models import Round, Seat
from initiatives.queries import approval as approvals
from initiatives.queries.approval import Clock, answer_of, clock, with_answers
from initiatives.rules import Pack


def remind(*, at: dt.datetime) -> int:
    """Each seat is told once per day count, however often this runs; paused rounds are left in peace."""
    on = timezone.localdate(at)
    rounds = with_answers(Round.objects.open().select_related("initiative", "rule_pack").defer("snapshot"))
    reminded = 0
    for round_ in rounds:
        running = clock(round_, on=on)
        is_told = is_due(running, rules.read(round_.rule_pack.content))
        if running.is_paused or not (running.is_late or is_told):
            continue
        for seat in round_.seats.all():
            if answer_of(seat) is None:
                reminded += _remind_or_escalate(seat, round_, running, at, is_told=is_told)
    return reminded


def _remind_or_escalate(seat: Seat, round_: Round, running: Clock, at: dt.datetime, *, is_told: bool) -> int:
    """Late, also where the bell was silent on the day after the limit, the head and the ministry learn it, once."""
    if running.is_late:
        _escalate(seat, round_, running, at)
    if not is_told:
        return 0
    _remind_seat(seat, round_, running, at)
    return 1


def _escalate(seat: Seat, round_: Round, running: Clock, at: dt.datetime) -> None:
    ministry = approvals.officials_of_ministry(on=timezone.localdate(at))
    notices.notify(
        users={*approvals.heads(seat), *ministry},
        kind="seat_late",
        at=at,
        # A pause moves the limit; then being late anew is told anew.
        occasion=f"late:{seat.pk}:{running.due_on}",
        url=reverse("round", kwargs={"pk": round_.pk}),
        initiative=round_.initiative.told,
        authority=seat.authority.told if seat.authority else "–",
        due_on=running.due_on,
    )


def is_due(running: Clock, pack: Pack) -> bool:
    if running.is_late:
        return running.days_left % pack.late_days == 0 or running.days_left == -1
    return running.days_left in pack.reminder_days


def _remind_seat(seat: Seat, round_: Round, running: Clock, at: dt.datetime) -> None:
    on = timezone.localdate(at)
    page, number = ("seat", seat.pk) if seat.authority_id else ("round", round_.pk)
    notices.notify(
        users=approvals.officials(seat) if seat.authority_id else approvals.officials_of_ministry(on=on),
        kind="seat_reminder",
        at=at,
        occasion=f"reminder:{seat.pk}:{running.days_left}",
        url=reverse(page, kwargs={"pk": number}),
        initiative=round_.initiative.told,
        day=running.day,
        limit=running.limit,
        due_on=running.due_on,
    )
