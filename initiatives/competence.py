"""Which central bodies have a word in what an initiative does: a pure function of dated rows and its activities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext

from initiatives.decisions import Capacity

LANGUAGES = ("ru", "en", "kk")


@dataclass(frozen=True)
class Rule:
    """A body decides or advises on an activity and everything inside it."""

    body: int
    activity: str
    capacity: Capacity


@dataclass(frozen=True)
class Claim:
    """One body's word in one initiative, and the activities that give it."""

    body: int
    capacity: Capacity
    because: tuple[str, ...]


def claims(rules: Iterable[Rule], activities: Iterable[str], above: Mapping[str, Sequence[str]]) -> list[Claim]:
    """A body has one word at most, the strongest that an activity gives it; `above`: what contains a code, in order."""
    of_body: dict[int, dict[str, Capacity]] = {}
    for rule in rules:
        of_body.setdefault(rule.body, {})[rule.activity] = rule.capacity
    asked = sorted(set(activities))
    found = (_claim(body, said, asked, above) for body, said in sorted(of_body.items()))
    return [claim for claim in found if claim]


def _claim(
    body: int, said: Mapping[str, Capacity], activities: Sequence[str], above: Mapping[str, Sequence[str]]
) -> Claim | None:
    words = {activity: _word(said, activity, above) for activity in activities}
    for capacity in (Capacity.DECIDES, Capacity.ADVISES):
        because = tuple(activity for activity, word in words.items() if word == capacity)
        if because:
            return Claim(body, capacity, because)
    return None


def _word(said: Mapping[str, Capacity], activity: str, above: Mapping[str, Sequence[str]]) -> Capacity | None:
    """What the nearest row around the activity says, or a row about a part of it where that says more."""
    around = next((said[code] for code in (activity, *above.get(activity, ())) if code in said), None)
    inside = {capacity for code, capacity in said.items() if activity in above.get(code, ())}
    given = inside | ({around} if around else set())
    return next((capacity for capacity in (Capacity.DECIDES, Capacity.ADVISES) if capacity in given), None)


def reason(because: Sequence[Mapping[str, Any]]) -> str:
    """Why a body is asked, in the reader's language; empty where its region or the whole country is the reason."""
    if not because:
        return ""
    return ngettext("because of activity %(activities)s", "because of activities %(activities)s", len(because)) % {
        "activities": named(because)
    }


def named(because: Sequence[Mapping[str, Any]]) -> str:
    """The activities as they were called on the day of handing in, in the reader's language."""
    return "; ".join(f"{each['printed']} {_name(each['name'])}" for each in because)


def _name(names: Mapping[str, str]) -> str:
    return next((names[language] for language in (get_language() or "en", *LANGUAGES) if names.get(language)), "")
