"""The commission scores entries, each blind to the others; the operator gives its opinion.

Whoever writes on an entry locks its call first, so that nothing is written after the ranking.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.guards import Refused
from accounts.models import User
from initiatives.actions.call import CallRefused
from initiatives.models import Call, CallEntry, Commissioner, ScoreSheet, SheetPoints
from initiatives.permissions import call as permissions
from initiatives.queries import call as calls


@transaction.atomic
def score(*, entry: CallEntry, points: Mapping[int, int], reasons: str, by: User, at: dt.datetime) -> ScoreSheet:
    """All criteria at once, {criterion: points}; whoever scores again replaces his own sheet until the end."""
    entry = _locked(entry)
    _allow(permissions.may_score, by, entry, timezone.localdate(at))
    criteria = calls.criteria(entry.call)
    best = entry.call.best
    if set(points) != {one.pk for one in criteria} or not all(0 <= given <= best for given in points.values()):
        raise CallRefused(_("Give every criterion a number from 0 to %(best)s.") % {"best": best})
    if not reasons.strip():
        raise CallRefused(_("Say why: the initiative reads your reasons when the call is closed."), "reasons")
    sheet = _write(entry, by, at, reasons=reasons.strip())
    SheetPoints.objects.bulk_create(
        [SheetPoints(sheet=sheet, criterion=one, points=points[one.pk]) for one in criteria],
        update_conflicts=True,
        unique_fields=["sheet", "criterion"],
        update_fields=["points"],
    )
    _record("call.scored", entry, by, at)
    return sheet


@transaction.atomic
def recuse(*, entry: CallEntry, reason: str, by: User, at: dt.datetime) -> ScoreSheet:
    """A declared conflict stands: the person scores this entry no more, and what he gave does not count."""
    entry = _locked(entry)
    _allow(permissions.may_recuse, by, entry, timezone.localdate(at))
    if not reason.strip():
        raise CallRefused(_("Say what ties you to this entry."), "reason")
    sheet = _write(entry, by, at, recused_because=reason.strip())
    _record("call.recused", entry, by, at)
    return sheet


@transaction.atomic
def opine(*, entry: CallEntry, text: str, by: User, at: dt.datetime) -> CallEntry:
    """The operator's opinion; it may be written anew until the call is closed."""
    entry = _locked(entry)
    _allow(permissions.may_opine, by, entry, timezone.localdate(at))
    if not text.strip():
        raise CallRefused(_("Write what you think of this entry."), "text")
    entry.opinion, entry.opinion_by, entry.opinion_at = text.strip(), by, at
    entry.save(update_fields=["opinion", "opinion_by", "opinion_at"])
    _record("call.opinion_given", entry, by, at)
    return entry


def _write(entry: CallEntry, by: User, at: dt.datetime, **said: str) -> ScoreSheet:
    seat = Commissioner.objects.get(call=entry.call, person=by)
    told = said | {"given_at": at}
    sheet, _made = ScoreSheet.objects.update_or_create(entry=entry, commissioner=seat, defaults=told)
    return sheet


def _locked(entry: CallEntry) -> CallEntry:
    call = Call.objects.select_for_update(no_key=True, of=("self",)).select_related("operator").get(pk=entry.call_id)
    found = CallEntry.objects.select_for_update(no_key=True, of=("self",))
    entry = found.select_related("round__initiative__initiator").get(pk=entry.pk)
    entry.call = call
    return entry


def _record(verb: str, entry: CallEntry, by: User, at: dt.datetime) -> None:
    # With the call and not with the initiative, whose people shall not read who scores them.
    audit.record(verb=verb, target=entry.call, by=by, at=at, initiative=str(entry.initiative))


def _allow(may: Any, *asked: Any) -> None:
    try:
        may(*asked)
    except Refused as refused:
        raise CallRefused(refused.reason) from refused
