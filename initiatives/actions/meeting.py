"""Meetings of the council: from the agenda to minutes that all who were there confirmed, and what was decided."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives import digest
from initiatives.actions import coordination_notices as tell
from initiatives.actions.coordination import CoordinationRefused, locked
from initiatives.models import Attendance, CouncilDecision, CouncilMeeting, Delegate, Initiative, Organisation
from initiatives.permissions import coordination as permissions
from initiatives.queries import council

LONGEST_PLAN = dt.timedelta(days=730)
TEXT_LIMIT = 40_000


class MinutesConflict(CoordinationRefused):
    """Somebody saved the minutes meanwhile; `theirs` stands, one's own text is still in the form."""

    def __init__(self, theirs: CouncilMeeting) -> None:
        self.theirs = theirs
        super().__init__(
            _("%(person)s saved the minutes at %(time)s while you wrote. Yours are below; join both and save.")
            % {"person": theirs.minuted_by, "time": timezone.localtime(theirs.minuted_at).strftime("%H:%M")}
        )


@dataclass(frozen=True)
class Call:
    """A meeting as it is called; one that is over comes with its minutes."""

    starts_at: dt.datetime
    agenda: str
    place: str = ""
    minutes: str = ""
    present: tuple[int, ...] = ()


@transaction.atomic
def call(*, initiative: Initiative, call: Call, by: User, at: dt.datetime) -> CouncilMeeting:
    """Call a meeting and tell the council; a meeting in the past is recorded with its minutes or not at all."""
    initiative = locked(initiative, by, at)
    _check_call(initiative, call, at)
    same = CouncilMeeting.objects.standing().filter(initiative=initiative, starts_at=call.starts_at)
    if found := same.filter(agenda=call.agenda.strip()).first():
        return found
    meeting = CouncilMeeting.objects.create(
        initiative=initiative,
        number=(CouncilMeeting.objects.filter(initiative=initiative).aggregate(n=Max("number"))["n"] or 0) + 1,
        starts_at=call.starts_at,
        place=call.place.strip(),
        agenda=call.agenda.strip(),
        called_at=at,
        called_by=by,
    )
    told = {"number": meeting.number, "day": _day(meeting.starts_at)}
    audit.record(verb="council.meeting_called", target=initiative, by=by, at=at, **told)
    if call.minutes.strip():
        return minute(meeting=meeting, text=call.minutes, present=call.present, seen_revision=0, by=by, at=at)
    tell.meeting_called(meeting, at)
    return meeting


@transaction.atomic
def cancel(*, meeting: CouncilMeeting, reason: str, by: User, at: dt.datetime) -> CouncilMeeting:
    """A meeting that was not held; what was minuted was held."""
    meeting = _held(meeting, by, at)
    if meeting.minuted_at:
        raise CoordinationRefused(_("It was held: its minutes are written."))
    if not reason.strip():
        raise CoordinationRefused(_("Say why: the reason is kept and shown."), "reason")
    meeting.cancelled_at, meeting.cancelled_because = at, reason.strip()
    meeting.save(update_fields=["cancelled_at", "cancelled_because"])
    told = {"number": meeting.number, "day": _day(meeting.starts_at)}
    personal = {"reason": reason.strip()}
    audit.record(verb="council.meeting_cancelled", target=meeting.initiative, by=by, at=at, personal=personal, **told)
    tell.meeting_cancelled(meeting, at)
    return meeting


@transaction.atomic
def minute(
    *, meeting: CouncilMeeting, text: str, present: Collection[int], seen_revision: int, by: User, at: dt.datetime
) -> CouncilMeeting:
    """Write what was said and who was there; another text is confirmed anew by everybody."""
    meeting = _held(meeting, by, at)
    written = text.replace("\r\n", "\n").strip()
    seated = list(council.delegates(meeting.initiative).filter(pk__in=[*present]))
    _check_minutes(meeting, written, seated, at)
    of = digest.of({"minutes": written, "present": sorted(delegate.pk for delegate in seated)})
    if of == meeting.digest:
        return meeting
    if seen_revision != meeting.revision:
        raise MinutesConflict(meeting)
    meeting.minutes, meeting.digest, meeting.revision = written, of, meeting.revision + 1
    meeting.minuted_at, meeting.minuted_by = at, by
    meeting.save(update_fields=["minutes", "digest", "revision", "minuted_at", "minuted_by"])
    Attendance.objects.filter(meeting=meeting).delete()
    Attendance.objects.bulk_create(Attendance(meeting=meeting, delegate=delegate) for delegate in seated)
    told = {"number": meeting.number, "digest": of}
    audit.record(verb="council.minuted", target=meeting.initiative, by=by, at=at, **told)
    tell.minutes_to_confirm(meeting, at)
    return meeting


@transaction.atomic
def confirm(
    *, meeting: CouncilMeeting, organisation: Organisation, seen_digest: str, by: User, at: dt.datetime
) -> CouncilMeeting:
    """A participant confirms the minutes that he read; the last one makes them final."""
    meeting = _held(meeting, by, at)
    there = Attendance.objects.filter(meeting=meeting, delegate__organisation=organisation).first()
    if there is None or not permissions.may_act_for(by, organisation):
        raise CoordinationRefused(_("Minutes are confirmed by the people of those who were there."))
    if there.confirmed_at:
        return meeting
    if seen_digest != meeting.digest:
        raise CoordinationRefused(_("The minutes were changed while you read. Read them again before you confirm."))
    there.digest, there.confirmed_at, there.confirmed_by = meeting.digest, at, by
    there.save(update_fields=["digest", "confirmed_at", "confirmed_by"])
    told = {"number": meeting.number, "organisation": organisation.told}
    audit.record(verb="council.minutes_confirmed", target=meeting.initiative, by=by, at=at, **told)
    finish(meeting, at)
    return meeting


@transaction.atomic
def decide(
    *, meeting: CouncilMeeting, text: str, owner: Organisation, due_on: dt.date, by: User, at: dt.datetime
) -> CouncilDecision:
    """Note what the council has decided: who of the council does what until when."""
    meeting = _held(meeting, by, at)
    if meeting.starts_at > at:
        raise CoordinationRefused(
            _("The council decides when it meets, on %(day)s.") % {"day": _day(meeting.starts_at)}
        )
    if meeting.confirmed_at:
        raise CoordinationRefused(_("The minutes are confirmed; a further decision belongs to the next meeting."))
    if not text.strip():
        raise CoordinationRefused(_("Say what was decided."), "text")
    if not council.sitting(meeting.initiative).contains(owner):
        raise CoordinationRefused(_("%(owner)s does not sit on the council.") % {"owner": owner}, "owner")
    if due_on < timezone.localdate(meeting.starts_at):
        raise CoordinationRefused(_("It cannot be due before the council met."), "due_on")
    told = {"text": text.strip(), "owner": owner, "due_on": due_on}
    decision, made = CouncilDecision.objects.get_or_create(
        meeting=meeting, **told, defaults={"noted_at": at, "noted_by": by}
    )
    if made:
        facts = {"owner": owner.told, "due_on": due_on, "number": meeting.number}
        audit.record(verb="council.decided", target=meeting.initiative, by=by, at=at, **facts)
        tell.decision_noted(decision, at)
    return decision


@transaction.atomic
def complete(*, decision: CouncilDecision, result: str, by: User, at: dt.datetime) -> CouncilDecision:
    """Its owner says what came of it."""
    initiative = locked(decision.meeting.initiative, by, at)
    decision = CouncilDecision.objects.select_for_update(of=("self",)).select_related("owner").get(pk=decision.pk)
    if decision.done_at:
        return decision
    if not permissions.may_complete(by, decision, timezone.localdate(at)):
        raise CoordinationRefused(
            _("%(owner)s or whoever runs the initiative says that it is done.") % {"owner": decision.owner}
        )
    if not result.strip():
        raise CoordinationRefused(_("Say what came of it."), "result")
    decision.result, decision.done_at, decision.done_by = result.strip(), at, by
    decision.save(update_fields=["result", "done_at", "done_by"])
    audit.record(verb="council.decision_done", target=initiative, by=by, at=at, owner=decision.owner.told)
    return decision


def finish(meeting: CouncilMeeting, at: dt.datetime) -> None:
    """Final once everybody who was there and still sits on the council has confirmed."""
    waiting = Attendance.objects.filter(meeting=meeting, confirmed_at=None, delegate__ended_at=None)
    has_any = Attendance.objects.filter(meeting=meeting, confirmed_at__isnull=False).exists()
    if has_any and not waiting.exists() and meeting.confirmed_at is None:
        CouncilMeeting.objects.filter(pk=meeting.pk).update(confirmed_at=at)
        meeting.confirmed_at = at
        told = {"number": meeting.number}
        audit.record(verb="council.minutes_final", target=meeting.initiative, by=None, at=at, **told)


def _held(meeting: CouncilMeeting, by: User, at: dt.datetime) -> CouncilMeeting:
    """The meeting, held until the deed is done."""
    initiative = locked(meeting.initiative, by, at)
    meeting = CouncilMeeting.objects.select_for_update(of=("self",)).select_related("minuted_by").get(pk=meeting.pk)
    meeting.initiative = initiative
    if meeting.cancelled_at:
        raise CoordinationRefused(_("This meeting was cancelled on %(day)s.") % {"day": _day(meeting.cancelled_at)})
    return meeting


def _check_call(initiative: Initiative, call: Call, at: dt.datetime) -> None:
    if not council.delegates(initiative).exists():
        raise CoordinationRefused(_("Nobody sits on the council yet: name its people first."))
    if not call.agenda.strip():
        raise CoordinationRefused(_("Write the agenda, one item a line."), "agenda")
    if call.starts_at <= at and not call.minutes.strip():
        raise CoordinationRefused(_("That is over. A meeting in the past is recorded with its minutes."), "starts_at")
    if call.starts_at > at and call.minutes.strip():
        raise CoordinationRefused(_("There are no minutes of a meeting that has not been held."), "minutes")
    if abs(call.starts_at - at) > LONGEST_PLAN:
        raise CoordinationRefused(_("Look at the year again."), "starts_at")


def _check_minutes(meeting: CouncilMeeting, written: str, seated: Iterable[Delegate], at: dt.datetime) -> None:
    if meeting.confirmed_at:
        raise CoordinationRefused(_("The minutes are confirmed by all who were there; they are not changed any more."))
    if meeting.starts_at > at:
        raise CoordinationRefused(_("There are no minutes of a meeting that has not been held."))
    if not written or len(written) > TEXT_LIMIT:
        raise CoordinationRefused(
            _("Write the text, with at most %(limit)s characters.") % {"limit": TEXT_LIMIT}, "text"
        )
    if not seated:
        raise CoordinationRefused(_("Say who of the council was there."), "present")


def _day(moment: dt.datetime) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y")
