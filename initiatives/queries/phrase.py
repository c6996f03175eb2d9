"""The phrase book of an authority: the portal's phrases in the language of the applicant's texts, and its own."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from initiatives.models import Organisation, Phrase, Seat
from initiatives.queries.organisation import edited_by

PHRASES = Path(__file__).resolve().parent.parent / "phrases.json"


@dataclass(frozen=True)
class Line:
    """One remark to choose; without sections it suits every one."""

    key: str
    text: str
    sections: tuple[str, ...] = ()
    is_own: bool = False

    def suits(self, section: str) -> bool:
        return not self.sections or section in self.sections


@cache
def _portal() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(PHRASES.read_text(encoding="utf-8")))


def of_portal(language: str) -> list[Line]:
    return [Line(entry["key"], entry[language], tuple(entry["sections"])) for entry in _portal()]


def of_seat(seat: Seat) -> list[Line]:
    """The authority's own first, then the portal's, in the language in which the applicant reads."""
    language = seat.round.initiative.language
    own = Phrase.objects.current().filter(authority=seat.authority_id, language=language)
    kept = [
        Line(f"own-{phrase.pk}", phrase.text, (phrase.section,) if phrase.section else (), is_own=True)
        for phrase in own
    ]
    return [*kept, *of_portal(language)]


def chosen(seat: Seat, key: str) -> Line | None:
    return next((line for line in of_seat(seat) if line.key == key), None)


def authorities(user: User) -> QuerySet[Organisation]:
    """Whose phrases `user` may keep."""
    return edited_by(user).authorities().order_by("sort_name", "pk")


def own(authority: Organisation) -> QuerySet[Phrase]:
    return Phrase.objects.current().filter(authority=authority).order_by("language", "section", "text", "pk")
