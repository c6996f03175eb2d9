"""The ministry drafts a call, announces it, begins its scoring, and closes it with the ranking.

Whoever changes a call locks it, then the initiatives of its entries: always in this order.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.guards import Refused
from accounts.models import User
from initiatives.actions import call_result
from initiatives.call import CALL_WAYS, MOST_COMMISSIONERS, MOST_CRITERIA, CallWay
from initiatives.models import Call, CallCriterion, Commissioner, Organisation, ScoreSheet
from initiatives.permissions import call as permissions
from initiatives.permissions.confirmation import ministry_names
from initiatives.queries import call as calls
from initiatives.queries import call_people


class CallRefused(Exception):
    """The call cannot go on so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class CallText:
    """What a call says: its words and days, its criteria with weights, and who scores."""

    title: str
    text: str
    opens_on: dt.date
    closes_on: dt.date
    score_by: dt.date
    places: int
    operator: Organisation
    criteria: Sequence[tuple[str, int]]
    commission: Sequence[tuple[User, str]]
    least: int = 0
    best: int = 5

    @property
    def columns(self) -> Mapping[str, Any]:
        names = ("title", "text", "opens_on", "closes_on", "score_by", "places", "operator", "least", "best")
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def draft(*, said: CallText, by: User, at: dt.datetime) -> Call:
    _allow(permissions.may_keep_calls, by, timezone.localdate(at))
    _check(said)
    call = Call.objects.create(**said.columns, stage_since=at, drafted_by=by, drafted_at=at)
    _keep_parts(call, said)
    audit.record(verb="call.drafted", target=call, by=by, at=at, call=call.title)
    return call


@transaction.atomic
def change(*, call: Call, said: CallText, seen_revision: int, by: User, at: dt.datetime) -> Call:
    call = _locked(call)
    _allow(permissions.may_change, by, call, timezone.localdate(at))
    if call.revision != seen_revision:
        raise CallRefused(_("A colleague has changed this draft meanwhile. Yours was not saved; read it again."))
    _check(said)
    for name, value in said.columns.items():
        setattr(call, name, value)
    call.revision += 1
    call.save()
    _keep_parts(call, said)
    audit.record(verb="call.changed", target=call, by=by, at=at, call=call.title)
    return call


@transaction.atomic
def advance(*, call: Call, way: str, by: User, at: dt.datetime, reason: str = "") -> Call:
    """Take one way of the table. The only place where the stage of a call changes."""
    chosen, call, on = CALL_WAYS[way], _locked(call), timezone.localdate(at)
    _allow(permissions.may_keep_calls, by, on)
    _check_way(call, chosen, on, reason)
    STARTS[chosen.name](call, by, at, reason.strip())
    call.stage, call.stage_since = chosen.target, at
    try:
        with transaction.atomic():
            call.save()
    except IntegrityError as overlap:
        raise CallRefused(_("Another call is open in these days; two are never open at once."), "opens_on") from overlap
    told = {"personal": {"reason": reason.strip()}} if reason.strip() else {}
    audit.record(verb=f"call.{chosen.name}", target=call, by=by, at=at, call=call.title, **told)
    return call


def _check_way(call: Call, way: CallWay, on: dt.date, reason: str) -> None:
    if call.stage not in way.sources:
        raise CallRefused(
            _("“%(deed)s” is not possible: the call is %(stage)s. It can be done by: %(who)s.")
            % {"deed": way.label, "stage": call.stage_enum.label, "who": ministry_names(on)}
        )
    if way.asks_reason and not reason.strip():
        raise CallRefused(_("Say why: the reason is kept and shown."), "reason")
    if lacking := calls.lacking(call, way, on=on):
        raise CallRefused(_("Not yet. %(missing)s") % {"missing": " ".join(lacking)})


def _announce(call: Call, by: User, at: dt.datetime, _reason: str) -> None:  # noqa: ARG001 one signature for all ways
    call.announced_at, call.rule_pack = at, calls.rules_on(call.opens_on)


def _begin(call: Call, by: User, at: dt.datetime, _reason: str) -> None:  # noqa: ARG001 the same
    notices.notify(
        users=call_people.scorers(call),
        kind="call_scoring",
        at=at,
        occasion=f"call-scoring:{call.pk}",
        url=call.get_absolute_url(),
        call=call.title,
        due_on=call.score_by,
    )


def _close(call: Call, by: User, at: dt.datetime, _reason: str) -> None:  # noqa: ARG001 the same
    standing, on = call_result.locked_entries(call), timezone.localdate(at)
    judged = {entry.pk: calls.judged(entry, on=on) for entry in standing}
    few = [str(entry.initiative) for entry in standing if calls.is_short(judged[entry.pk])]
    if few:
        raise CallRefused(calls.few_sheets(few))
    counted = [card.sheet.pk for cards in judged.values() for card in cards if card.counted is not None]
    ScoreSheet.objects.filter(pk__in=counted).update(is_counted=True)
    call_result.conclude(call, standing, judged, at=at)


def _cancel(call: Call, by: User, at: dt.datetime, reason: str) -> None:  # noqa: ARG001 the same
    call.reason = reason
    call_result.give_back(call, call_result.locked_entries(call), at=at)


STARTS: dict[str, Callable[[Call, User, dt.datetime, str], None]] = {
    "announce": _announce,
    "begin": _begin,
    "close": _close,
    "cancel": _cancel,
}


def _check(said: CallText) -> None:
    if said.closes_on < said.opens_on:
        raise CallRefused(_("The last day is not before the first."), "closes_on")
    if said.score_by <= said.closes_on:
        raise CallRefused(_("Scores are given after the last day of the window."), "score_by")
    if len(said.criteria) > MOST_CRITERIA or len(said.commission) > MOST_COMMISSIONERS:
        raise CallRefused(
            _("At most %(criteria)s criteria and %(persons)s persons.")
            % {
                "criteria": MOST_CRITERIA,
                "persons": MOST_COMMISSIONERS,
            }
        )
    if len({person.pk for person, _for in said.commission}) != len(said.commission):
        raise CallRefused(_("A person sits in the commission once."))


def _keep_parts(call: Call, said: CallText) -> None:
    """A draft has no entries yet, so nothing points at its parts."""
    call.criteria.all().delete()
    call.commission.all().delete()
    CallCriterion.objects.bulk_create(
        CallCriterion(call=call, number=number, name=name, weight=weight)
        for number, (name, weight) in enumerate(said.criteria, start=1)
    )
    Commissioner.objects.bulk_create(
        Commissioner(call=call, person=person, speaks_for=whom) for person, whom in said.commission
    )


def _locked(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).select_related("operator", "rule_pack").get(pk=call.pk)


def _allow(may: Any, *asked: Any) -> None:
    try:
        may(*asked)
    except Refused as refused:
        raise CallRefused(refused.reason) from refused
