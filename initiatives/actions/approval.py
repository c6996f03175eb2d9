"""Open a round, record the answers of its seats, close or withdraw it.

Whoever changes a round locks the initiative, then the round, then its seats: always in this order.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.models import User
from initiatives import digest, rules
from initiatives.actions import approval_notices, carry
from initiatives.calendar import add_working_days
from initiatives.decisions import Capacity, Decision, Outcome
from initiatives.matters import MATTERS
from initiatives.models import Answer, Initiative, Inquiry, Remark, Round, Seat
from initiatives.permissions import approval as permissions
from initiatives.queries import approval as approvals
from initiatives.queries import matter as snapshots
from initiatives.queries.initiative import runner
from initiatives.queries.rules import in_force
from initiatives.queries.snapshot import digests as digests_of

MEANWHILE = {
    Decision.AGREED: gettext_lazy(
        "%(authority)s agreed at %(time)s while you read. Yours was not recorded; your text is below."
    ),
    Decision.RETURNED: gettext_lazy(
        "%(authority)s returned it at %(time)s while you read. Yours was not recorded; your text is below."
    ),
    Decision.REJECTED: gettext_lazy(
        "%(authority)s rejected it at %(time)s while you read. Yours was not recorded; your text is below."
    ),
}


class Refused(Exception):
    """The round cannot take this. `kind` is closed, stale, meanwhile or rule; `theirs` what stands instead."""

    def __init__(self, reason: str | Promise, *, kind: str = "rule", theirs: Answer | None = None) -> None:
        super().__init__(reason)
        self.reason, self.kind, self.theirs = reason, kind, theirs


@dataclass(frozen=True)
class RemarkText:
    """What to change, beside the section and field that it is about."""

    section: str
    field: str
    text: str


@transaction.atomic
def open_round(
    *,
    initiative: Initiative,
    by: User,
    at: dt.datetime,
    matter: str = Round.Matter.REGISTRATION,
    thing: Model | None = None,
) -> Round:
    """Freeze what is handed in and ask every authority that the initiative's regions name."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    on = timezone.localdate(at)
    former = approvals.last_round(initiative, matter=matter)
    pack, derived = in_force(on), snapshots.seats(matter, initiative, on=on)
    if former and former.closed_at is None:
        raise Refused(_("It has been handed in already, on %s.") % _clock(former.opened_at), kind="closed")
    if pack is None or not any(seat.region for seat in derived):
        raise Refused(_("Name at least one region: its authority answers the application."))
    frozen = snapshots.snapshot(matter, initiative, thing, on=on)
    named = {MATTERS[matter].thing: thing} if thing else {}
    round_ = Round.objects.create(
        initiative=initiative,
        matter=matter,
        **named,
        number=former.number + 1 if former else 1,
        rule_pack=pack,
        snapshot=frozen,
        digests=digests_of(frozen),
        digest=digest.of_whole(digests_of(frozen)),
        handed_in_by=by,
        handed_in_for=runner(initiative, on=on),
        opened_at=at,
        due_on=add_working_days(on, rules.read(pack.content).decision_days),
    )
    opened = Seat.objects.bulk_create(_seat(round_, seat) for seat in derived)
    audit.record(verb="round.opened", target=round_, by=by, at=at, round=round_.number, seats=len(opened))
    carry.over(former, round_, opened, at)
    approval_notices.ask(round_, at)
    return round_


@transaction.atomic
def record(
    *,
    seat: Seat,
    decision: str,
    reasons: str = "",
    remarks: Sequence[RemarkText] = (),
    seen_digest: str,
    seen_answers: Sequence[int] | None = None,
    by: User,
    at: dt.datetime,
) -> Answer:
    """The answer of one seat, given what its official had before his eyes; `seen_answers` None: all that stand."""
    seat = locked(seat)
    round_, standing = seat.round, _standing(seat.round)
    current = standing.get(seat.pk)
    if current and _is_same(current, decision, reasons, remarks, by):
        return current
    _check_round(round_, seen_digest)
    _check_meanwhile(seat, decision, standing, seen_answers, by)
    on = timezone.localdate(at)
    permissions.may_decide(by, seat, on)
    _check_grounds(seat, Decision(decision), reasons, remarks, on)
    if current:
        Answer.objects.filter(pk=current.pk).update(replaced_at=max(at, current.decided_at))
    answer = Answer.objects.create(
        seat=seat,
        round=round_,
        decision=decision,
        reasons=reasons.strip(),
        seen_digest=seen_digest,
        decided_by=by,
        decided_at=at,
    )
    _keep_remarks(answer, remarks)
    _audit_answer(answer, current, by, at)
    return answer


@transaction.atomic
def close(*, round_: Round, outcome: str, at: dt.datetime) -> Round:
    """End the round; the applicant's people get every remark at once."""
    round_ = _end(round_, outcome, at)
    audit.record(
        verb="round.closed", target=round_, by=None, at=at, round=round_.number, outcome=Outcome(outcome).value
    )
    approval_notices.tell_applicant(round_, at)
    approval_notices.tell_officials(round_, "round_over", at, outcome=outcome)
    return round_


@transaction.atomic
def withdraw(*, round_: Round, by: User, at: dt.datetime, reason: str = "") -> Round:
    """The applicant takes it back before an outcome; its answers are kept and count for nothing."""
    round_ = _end(round_, Outcome.WITHDRAWN, at)
    audit.record(
        verb="round.withdrawn",
        target=round_,
        by=by,
        at=at,
        personal={"reason": reason} if reason else None,
        round=round_.number,
    )
    approval_notices.tell_officials(round_, "round_withdrawn", at, reason=reason)
    return round_


def locked(seat: Seat) -> Seat:
    """The seat as it stands, with its initiative, its round and itself locked in this order."""
    number = Seat.objects.values_list("round_id", flat=True).get(pk=seat.pk)
    initiative = Initiative.objects.select_for_update(no_key=True).get(rounds=number)
    round_ = Round.objects.select_for_update(no_key=True, of=("self",)).select_related("rule_pack").get(pk=number)
    round_.initiative = initiative
    seat = (
        Seat.objects.select_for_update(no_key=True, of=("self",)).select_related("authority", "region").get(pk=seat.pk)
    )
    seat.round = round_
    return seat


def check_open(round_: Round) -> None:
    if round_.closed_at:
        raise Refused(
            _("This round ended on %(when)s: %(outcome)s. Nothing was recorded; your text is below.")
            % {"when": _clock(round_.closed_at), "outcome": round_.get_outcome_display()},
            kind="closed",
        )


def _seat(round_: Round, derived: approvals.DerivedSeat) -> Seat:
    # A rule pack may say which sections regions and the ministry answer for; without a word they answer for all.
    scopes = round_.rule_pack.content.get("sections", {}) if round_.is_registration else {}
    scope = None if derived.because else scopes.get("region" if derived.region else "ministry")
    return Seat(
        round=round_,
        authority=derived.authority,
        region=derived.region,
        capacity=derived.capacity,
        is_lead=derived.is_lead,
        because=list(derived.because),
        sections=[section for section in round_.digests if scope is None or section in scope],
        due_on=round_.due_on,
    )


def _standing(round_: Round) -> dict[int, Answer]:
    given = Answer.objects.current().filter(round=round_)
    given = given.select_related("seat__authority", "decided_by").prefetch_related("remarks")
    return {answer.seat_id: answer for answer in given}


def _is_same(current: Answer, decision: str, reasons: str, remarks: Sequence[RemarkText], by: User) -> bool:
    """A double click, or a page sent twice: the answer already stands exactly so."""
    said = [(remark.section, remark.field, remark.text) for remark in current.remarks.all()]
    meant = [(remark.section, remark.field, remark.text.strip()) for remark in remarks]
    return (current.decided_by_id, current.decision, current.reasons, sorted(said)) == (
        by.pk,
        decision,
        reasons.strip(),
        sorted(meant),
    )


def _check_round(round_: Round, seen_digest: str) -> None:
    check_open(round_)
    if seen_digest != round_.digest:
        raise Refused(
            _("What is handed in is no longer what you read. Read it again; your text is below."), kind="stale"
        )


def _check_meanwhile(
    seat: Seat, decision: str, standing: Mapping[int, Answer], seen: Sequence[int] | None, by: User
) -> None:
    """Nobody answers over a colleague of his own authority, or against another authority, without knowing."""
    own = standing.get(seat.pk)
    unseen = [answer for answer in standing.values() if seen is not None and answer.pk not in seen]
    against = [answer for answer in unseen if answer.seat_id == seat.pk or answer.decision != decision]
    if seen is None and own and own.decided_by_id != by.pk:
        against.append(own)
    if against:
        theirs = max(against, key=lambda answer: (answer.seat_id == seat.pk, answer.decided_at, answer.pk))
        told = {"authority": theirs.seat.authority, "time": timezone.localtime(theirs.decided_at).strftime("%H:%M")}
        raise Refused(MEANWHILE[Decision(theirs.decision)] % told, kind="meanwhile", theirs=theirs)


def _check_grounds(seat: Seat, decision: Decision, reasons: str, remarks: Sequence[RemarkText], on: dt.date) -> None:
    if decision == Decision.RETURNED and not (reasons.strip() or remarks):
        raise Refused(_("Say what has to change: a remark beside a section, or reasons for the whole."))
    if decision != Decision.REJECTED:
        return
    if not reasons.strip():
        raise Refused(_("A rejection needs its reasons."))
    heard = Inquiry.objects.filter(seat=seat, kind=Inquiry.Kind.HEARING).order_by("-asked_at").first()
    if heard is None and seat.capacity == Capacity.DECIDES:
        raise Refused(_("Send your draft reasons to the applicant first: a rejection comes after the hearing."))
    if heard and heard.answered_at is None and heard.due_on >= on:
        raise Refused(
            _("The applicant may answer your draft reasons until %s; sign the rejection afterwards.")
            % heard.due_on.strftime("%d.%m.%Y")
        )


def _keep_remarks(answer: Answer, remarks: Sequence[RemarkText]) -> None:
    Remark.objects.bulk_create(
        Remark(answer=answer, section=remark.section, field=remark.field, text=remark.text.strip())
        for remark in remarks
    )
    # The draft has become the answer; its number moves on, so that a page with the old one notices.
    Seat.objects.filter(pk=answer.seat_id).update(draft={"version": answer.seat.draft.get("version", 0) + 1})


def _audit_answer(answer: Answer, former: Answer | None, by: User, at: dt.datetime) -> None:
    audit.record(
        verb=f"round.{answer.decision}",
        target=answer.round,
        by=by,
        at=at,
        personal={"reasons": answer.reasons} if answer.reasons else None,
        authority=answer.seat.authority.told,
        seat=answer.seat_id,
        answer=answer.pk,
        replaces=former.pk if former else None,
    )


def _end(round_: Round, outcome: str, at: dt.datetime) -> Round:
    Initiative.objects.select_for_update(no_key=True).get(pk=round_.initiative_id)
    locked_round = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    check_open(locked_round)
    locked_round.closed_at, locked_round.outcome = at, outcome
    locked_round.save(update_fields=["closed_at", "outcome"])
    return locked_round


def _clock(moment: dt.datetime) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y %H:%M")
