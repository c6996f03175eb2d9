"""What officials do with a file before it is signed: look, draft, assign, step aside."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.actions.approval import Refused, check_open, locked
from initiatives.actions.approval_notices import ask_seat
from initiatives.models import Answer, Conflict, Organisation, Seat
from initiatives.permissions import approval as permissions
from initiatives.queries import approval as approvals
from initiatives.queries.deputy import deputy_of
from initiatives.queries.organisation import represented_by
from initiatives.queries.vacancy import has_lost


class DraftConflict(Refused):
    """A colleague saved the draft meanwhile; `draft` is what stands."""

    def __init__(self, draft: Mapping[str, Any]) -> None:
        super().__init__(
            _("%(person)s changed the draft at %(time)s. Yours was not saved; it is below.")
            % {"person": draft["by_name"], "time": draft["clock"]}
            if draft.get("by")
            else _("The answer was signed meanwhile. Yours was not saved; it is below."),
            kind="meanwhile",
        )
        self.draft = draft


def look(*, seat: Seat, by: User, at: dt.datetime) -> None:
    """Remember that the authority has seen the file as it is now."""
    Seat.objects.filter(pk=seat.pk, authority__in=represented_by(by).values("pk")).update(looked_at=at)


@transaction.atomic
def draft(*, seat: Seat, content: Mapping[str, Any], seen_version: int, by: User, at: dt.datetime) -> Seat:
    """Keep the prepared answer; `seen_version` is the draft that its writer had before him."""
    seat = locked(seat)
    check_open(seat.round)
    permissions.may_prepare(by, seat, timezone.localdate(at))
    version = seat.draft.get("version", 0)
    if version != seen_version and seat.draft.get("by") != by.pk:
        raise DraftConflict(seat.draft)
    seat.draft = {
        "content": dict(content),
        "version": version + 1,
        "by": by.pk,
        "by_name": str(by),
        "at": at.isoformat(),
        "clock": timezone.localtime(at).strftime("%H:%M"),
    }
    seat.save(update_fields=["draft"])
    return seat


@transaction.atomic
def assign(*, seat: Seat, to: User, by: User, at: dt.datetime) -> Seat:
    seat = locked(seat)
    check_open(seat.round)
    permissions.may_assign(by, seat, timezone.localdate(at))
    if not approvals.officials(seat).filter(pk=to.pk).exists():
        raise Refused(_("%(person)s does not act for %(authority)s.") % {"person": to, "authority": seat.authority})
    if seat.assigned_to_id == to.pk:
        return seat
    seat.assigned_to = to
    seat.save(update_fields=["assigned_to"])
    audit.record(verb="round.assigned", target=seat.round, by=by, at=at, to=str(to), authority=seat.authority.told)
    notices.notify(
        users=[to],
        kind="seat_assigned",
        at=at,
        occasion=f"assigned:{seat.pk}:{at.isoformat()}",
        url=reverse("seat", kwargs={"pk": seat.pk}),
        initiative=seat.round.initiative.told,
        person=str(by),
        due_on=seat.due_on,
    )
    return seat


@transaction.atomic
def declare_conflict(*, seat: Seat, reason: str, by: User, at: dt.datetime) -> Conflict:
    """Step aside: another signatory of the authority answers, and is told."""
    seat = locked(seat)
    check_open(seat.round)
    if not reason.strip():
        raise Refused(_("Say what ties you to this initiative; only your authority and the ministry read it."))
    if standing := Conflict.objects.filter(seat=seat, person=by).first():
        return standing
    permissions.may_prepare(by, seat, timezone.localdate(at))
    conflict = Conflict.objects.create(seat=seat, person=by, reason=reason.strip(), declared_at=at)
    deputy = deputy_of(by, seat.authority, on=timezone.localdate(at))
    is_free = deputy and not permissions.tie(deputy, seat)
    if is_free or seat.assigned_to_id == by.pk:
        seat.assigned_to = deputy if is_free else None
        seat.save(update_fields=["assigned_to"])
    audit.record(
        verb="round.conflict_declared",
        target=seat.round,
        by=by,
        at=at,
        personal={"reason": conflict.reason},
        authority=seat.authority.told,
    )
    notices.notify(
        users=approvals.officials(seat).exclude(pk=by.pk),
        kind="seat_handed_over",
        at=at,
        occasion=f"conflict:{conflict.pk}",
        url=reverse("seat", kwargs={"pk": seat.pk}),
        initiative=seat.round.initiative.told,
        person=str(by),
    )
    return conflict


@transaction.atomic
def give(*, seat: Seat, to: Organisation | None, by: User, at: dt.datetime) -> Seat:
    """Give the seat of an authority that controls who gains to another authority, which is asked."""
    seat = locked(seat)
    check_open(seat.round)
    permissions.may_give_seat(by, seat, timezone.localdate(at))
    if to is None or not approvals.others(seat, on=timezone.localdate(at)).filter(pk=to.pk).exists():
        raise Refused(_("Choose an authority that has no seat in this round yet."))
    Answer.objects.current().filter(seat=seat).update(replaced_at=at)
    former, seat.authority, seat.assigned_to, seat.draft = seat.authority, to, None, {}
    seat.save(update_fields=["authority", "assigned_to", "draft"])
    audit.record(
        verb="round.seat_given", target=seat.round, by=by, at=at, former=str(former), authority=str(to), seat=seat.pk
    )
    ask_seat(seat, seat.round, at)
    return seat


@transaction.atomic
def find_authority(*, seat: Seat, by: User | None, at: dt.datetime) -> Seat:
    """Give a seat that nobody holds any more to the authority that answers for its region now."""
    seat = locked(seat)
    check_open(seat.round)
    on = timezone.localdate(at)
    if by is not None:
        permissions.may_find_authority(by, seat, on)
    is_free = seat.authority_id is None or (has_lost(seat, on=on) and not seat.answers.current().exists())
    authority = approvals.deciding_authority(seat.region, on=on) if is_free else None
    if authority is None:
        return seat
    # Whoever held the file before has no part in it any more.
    seat.authority, seat.assigned_to, seat.looked_at = authority, None, None
    seat.save(update_fields=["authority", "assigned_to", "looked_at"])
    audit.record(verb="round.authority_found", target=seat.round, by=by, at=at, authority=authority.told)
    ask_seat(seat, seat.round, at)
    return seat
