import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from indicators.actions import subject as subjects
from indicators.models import Subject
from initiatives.actions import amendment, call_entry, coordination, institution, rules, succession, support
from initiatives.actions import approval as approvals
from initiatives.actions import plan as plans
from initiatives.decisions import Outcome
from initiatives.lifecycle import TRANSITIONS, Transition, TransitionRefused
from initiatives.matters import (
    AMENDMENT,
    COORDINATION,
    INSTITUTIONAL_RUNG,
    REGISTRATION,
    STRATEGIC_PLAN,
    SUCCESSION,
    SUPPORT,
)
from initiatives.models import Answer, Initiative, Round, Seat
from initiatives.permissions.approval import may_still_answer
from initiatives.permissions.lifecycle import actors
from initiatives.queries import lifecycle
from initiatives.queries.approval import current_round
from initiatives.queries.approval import outcome as outcome_of
from initiatives.queries.initiative import activities, people, regions

# What the end of a round of registration does to the stage.
OUTCOME = {Outcome.REGISTERED: "register", Outcome.RETURNED: "return", Outcome.REJECTED: "reject"}
TOLD = {"suspend": "initiative_suspended", "resume": "initiative_resumed", "close": "initiative_closed"}


@dataclass(frozen=True)
class Passage:
    """One initiative on its way to the next stage."""

    initiative: Initiative
    by: User | None
    at: dt.datetime
    reason: str


@transaction.atomic
def advance(
    *, initiative: Initiative, transition: Transition | str, by: User | None, at: dt.datetime, reason: str = ""
) -> Initiative:
    """Take one transition, or raise TransitionRefused. The only place where a stage changes."""
    way = TRANSITIONS[transition] if isinstance(transition, str) else transition
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    _check(initiative, way, by, timezone.localdate(at), reason)
    details = STARTS[way.name](Passage(initiative, by, at, reason)) if way.name in STARTS else {}
    initiative.stage, initiative.stage_since = way.target, at
    initiative.save()
    audit.record(
        verb=f"initiative.{way.name}",
        target=initiative,
        by=by,
        at=at,
        personal={"reason": reason} if reason else None,
        **details,
    )
    _tell(initiative, way, at)
    return initiative


@transaction.atomic
def decide(
    *,
    seat: Seat,
    decision: str,
    reasons: str = "",
    remarks: Sequence[approvals.RemarkText] = (),
    seen_digest: str,
    seen_answers: Sequence[int] | None = None,
    by: User,
    at: dt.datetime,
) -> Answer:
    """Record one authority's decision; the one that completes the round moves the initiative on."""
    Initiative.objects.select_for_update(no_key=True).get(rounds__seats=seat.pk)
    may_still_answer(Seat.objects.select_related("authority", "region").get(pk=seat.pk), timezone.localdate(at))
    answer = approvals.record(
        seat=seat,
        decision=decision,
        reasons=reasons,
        remarks=remarks,
        seen_digest=seen_digest,
        seen_answers=seen_answers,
        by=by,
        at=at,
    )
    conclude_round(round_=answer.round, at=at)
    return answer


@transaction.atomic
def conclude(*, initiative: Initiative, at: dt.datetime) -> Initiative:
    """Close the open rounds whose outcome is certain, as the beat asks for."""
    for round_ in Round.objects.open().filter(initiative=initiative).order_by("pk"):
        conclude_round(round_=round_, at=at)
    return Initiative.objects.get(pk=initiative.pk)


@transaction.atomic
def conclude_round(*, round_: Round, at: dt.datetime) -> Round:
    """Close the round where its outcome is certain, and start what its matter says."""
    Initiative.objects.select_for_update(no_key=True).get(pk=round_.initiative_id)
    round_ = Round.objects.select_for_update(no_key=True, of=("self",)).select_related("rule_pack").get(pk=round_.pk)
    outcome = outcome_of(round_, on=timezone.localdate(at)) if round_.closed_at is None else None
    if outcome is None:
        return round_
    round_ = approvals.close(round_=round_, outcome=outcome, at=at)
    CONCLUDES[round_.matter](round_, at)
    return round_


def _advance_as_decided(round_: Round, at: dt.datetime) -> None:
    advance(initiative=round_.initiative, transition=OUTCOME[Outcome(round_.outcome)], by=None, at=at)


def _settle_plan(round_: Round, at: dt.datetime) -> None:
    plans.conclude(round_=round_, at=at)


def _check(initiative: Initiative, way: Transition, by: User | None, on: dt.date, reason: str) -> None:
    who = lifecycle.who_may(way, initiative, on=on)
    if way.actor not in actors(by, initiative, on):
        raise TransitionRefused(
            _("“%(deed)s” is not yours to do. It can be done by: %(who)s.") % {"deed": way.label, "who": who}
        )
    if initiative.stage not in way.sources:
        raise TransitionRefused(
            _("“%(deed)s” is not possible: the initiative is %(stage)s since %(since)s. It can be done by: %(who)s.")
            % {
                "deed": way.label,
                "stage": initiative.stage_enum.label,
                "since": timezone.localtime(initiative.stage_since).strftime("%d.%m.%Y %H:%M"),
                "who": who,
            }
        )
    if way.asks_reason and not reason.strip():
        raise TransitionRefused(_("Say why: the reason is kept and shown."))
    _check_needs(initiative, way, on)


def _check_needs(initiative: Initiative, way: Transition, on: dt.date) -> None:
    lacking = lifecycle.failing(way, lifecycle.gates(initiative, on=on)) if way.needs else []
    if lacking:
        told = " ".join(f"{gate.need.label}: {gate.reason}" for gate in lacking)
        raise TransitionRefused(_("Not yet. %(missing)s") % {"missing": told})


def _open_round(passage: Passage) -> dict[str, object]:
    rules.adopt_default(at=passage.at)
    if passage.by is None:
        raise TransitionRefused(_("Somebody has to hand the initiative in."))
    call = call_entry.call_for(passage.at)
    round_ = approvals.open_round(initiative=passage.initiative, by=passage.by, at=passage.at)
    if call:
        call_entry.enter(call=call, round_=round_, by=passage.by, at=passage.at)
    return {"round": round_.number}


def _close_round(passage: Passage) -> dict[str, object]:
    round_ = current_round(passage.initiative)
    if round_ is None or passage.by is None:
        return {}
    approvals.withdraw(round_=round_, by=passage.by, at=passage.at, reason=passage.reason)
    return {"round": round_.number}


def _enter_register(passage: Passage) -> dict[str, object]:
    """From now on the initiative is measured; a second registration keeps its number and first day."""
    initiative, on = passage.initiative, timezone.localdate(passage.at)
    initiative.subject = subjects.open(
        code=f"initiative:{initiative.pk}",
        kind=Subject.Kind.CLUSTER,
        region_codes=list(regions(initiative).values_list("code", flat=True)),
        activity_codes=list(activities(initiative).values_list("code", flat=True)),
        by=passage.by,
        at=passage.at,
    )
    initiative.registered_on = initiative.registered_on or on
    initiative.register_number = initiative.register_number or f"{on.year}-{initiative.pk:04d}"
    return {"number": initiative.register_number}


def _leave_register(passage: Passage) -> dict[str, object]:
    """Nothing is decided any more about what is closed."""
    if passage.by is not None:
        for round_ in Round.objects.open().filter(initiative=passage.initiative):
            approvals.withdraw(round_=round_, by=passage.by, at=passage.at, reason=passage.reason)
    if passage.initiative.subject:
        subjects.close(subject=passage.initiative.subject, by=passage.by, at=passage.at)
    return {}


def _tell(initiative: Initiative, way: Transition, at: dt.datetime) -> None:
    if way.name not in TOLD:
        return
    notices.notify(
        users=people(initiative, on=timezone.localdate(at)),
        kind=TOLD[way.name],
        at=at,
        occasion=f"{way.name}:{initiative.pk}:{at.isoformat()}",
        url=reverse("initiative", kwargs={"pk": initiative.pk}),
        initiative=initiative.told,
    )


# What a passage starts, besides the new stage; each answers with what the history tells of it.
STARTS: dict[str, Callable[[Passage], dict[str, object]]] = {
    "submit": _open_round,
    "withdraw": _close_round,
    "register": _enter_register,
    "close": _leave_register,
}


def _settle_rung(round_: Round, at: dt.datetime) -> None:
    institution.conclude(round_=round_, at=at)


def _settle_coordination(round_: Round, at: dt.datetime) -> None:
    coordination.conclude(round_=round_, at=at)


def _settle_amendment(round_: Round, at: dt.datetime) -> None:
    amendment.conclude(round_=round_, at=at)


def _settle_succession(round_: Round, at: dt.datetime) -> None:
    succession.conclude(round_=round_, at=at)


def _settle_support(round_: Round, at: dt.datetime) -> None:
    support.conclude(round_=round_, at=at)


# What the end of a round starts, by what was decided.
CONCLUDES: dict[str, Callable[[Round, dt.datetime], None]] = {
    REGISTRATION: _advance_as_decided,
    STRATEGIC_PLAN: _settle_plan,
    INSTITUTIONAL_RUNG: _settle_rung,
    COORDINATION: _settle_coordination,
    AMENDMENT: _settle_amendment,
    SUCCESSION: _settle_succession,
    SUPPORT: _settle_support,
}
