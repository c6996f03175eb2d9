"""How a call ends the rounds of its entries: entered in the register, or given back with place and reason."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts import audit, notices
from initiatives.actions import approval as approvals
from initiatives.actions import approval_notices
from initiatives.actions.lifecycle import OUTCOME, advance
from initiatives.decisions import Outcome
from initiatives.models import Call, CallEntry, Initiative, Round
from initiatives.queries import call as calls
from initiatives.queries.call import Card
from initiatives.queries.initiative import people
from initiatives.scoring import Ranked, Verdict, rank

SIXTH = Decimal("0.000001")


def locked_entries(call: Call) -> list[CallEntry]:
    """With their initiatives locked in one order, so that none is taken back meanwhile."""
    asked = Initiative.objects.filter(pk__in=calls.entries(call).values("round__initiative")).order_by("pk")
    held = list(asked.select_for_update(no_key=True))
    found = list(calls.entries(call).filter(round__initiative__in=held))
    for entry in found:
        entry.call = call
    return found


def conclude(
    call: Call, standing: Sequence[CallEntry], judged: Mapping[int, Sequence[Card]], *, at: dt.datetime
) -> list[Ranked]:
    """Made of the complete sheets of those who have no tie; nothing is counted for what is missing."""
    given = {key: [card.counted for card in cards] for key, cards in judged.items()}
    found = rank(given, places=call.places, least=call.least)
    by_key = {entry.pk: entry for entry in standing}
    for each in found:
        _settle(call, by_key[each.key], each, of=len(found), at=at)
    return found


def give_back(call: Call, standing: Sequence[CallEntry], *, at: dt.datetime) -> None:
    """The call was cancelled: everybody may change everything and hand in again."""
    for entry in standing:
        _end(entry, Outcome.RETURNED, at)
        told = {"call": call.title, "reason": call.reason}
        audit.record(verb="call.given_back", target=entry.initiative, by=None, at=at, **told)
        _tell(entry, "call_cancelled", at, **told)


def _settle(call: Call, entry: CallEntry, found: Ranked, *, of: int, at: dt.datetime) -> None:
    entry.verdict, entry.place, entry.score = found.verdict, found.place, _stored(found.value)
    entry.save(update_fields=["verdict", "place", "score"])
    _end(entry, Outcome.REGISTERED if found.verdict.is_above else Outcome.RETURNED, at)
    told = {
        "call": call.title,
        "place": found.place if found.place is not None else "–",
        "of": of,
        "score": "–" if found.value is None else f"{float(found.value):.2f}",
        "verdict": _in_languages(found.verdict),
    }
    audit.record(verb="call.ranked", target=entry.initiative, by=None, at=at, **told)
    _tell(entry, "call_ranked", at, **told)


def _end(entry: CallEntry, outcome: Outcome, at: dt.datetime) -> Round:
    round_ = approvals.close(round_=entry.round, outcome=outcome, at=at)
    advance(initiative=entry.initiative, transition=OUTCOME[outcome], by=None, at=at)
    return round_


def _tell(entry: CallEntry, kind: str, at: dt.datetime, **told: object) -> None:
    notices.notify(
        users=people(entry.initiative, on=timezone.localdate(at)),
        kind=kind,
        at=at,
        occasion=f"{kind}:{entry.pk}",
        url=entry.call.get_absolute_url() if entry.call.reason else reverse("call_entry", kwargs={"pk": entry.pk}),
        initiative=entry.initiative.told,
        **told,
    )


def _stored(value: Fraction | None) -> Decimal | None:
    if value is None:
        return None
    return (Decimal(value.numerator) / value.denominator).quantize(SIXTH, ROUND_HALF_EVEN)


def _in_languages(verdict: Verdict) -> dict[str, str]:
    told = {}
    for language in approval_notices.LANGUAGES:
        with override(language):
            told[language] = str(verdict.label)
    return told
