from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from . import names, numbers, words
from .delimited import unescaped
from .lexicon import Lexicon
from .mapping import Mapping

HEADERS = {names.fold(word): role for word, role in words.HEADERS.items()}
UNITS = names.Index(words.UNITS)
ITEM_MEASURES = {
    measure: {names.fold(word): code for word, code in listed.items()}
    for measure, listed in words.ITEM_MEASURES.items()
}
# SDMX gives a power of ten in a column of its own.
POWER = " × 10^"
DOTTED = re.compile(r"^\d\d(?:\.\d{1,3}){1,2}$")
CODE_BEFORE_NAME = re.compile(r"^(?P<code>[^\W\d_](?:\s*[-–]\s*[^\W\d_])?|\d{2,5})[\s.:)–-]+\S")


@dataclass(frozen=True)
class Meanings:
    """What words mean for one source: what a person has confirmed first, then the lexicon."""

    lexicon: Lexicon
    mapping: Mapping = field(default_factory=Mapping)

    @cached_property
    def confirmed(self) -> dict[str, dict[str, str]]:
        return {
            kind: {_key(kind, word): code for word, code in listed.items()}
            for kind, listed in self.mapping.as_json().items()
        }

    def role(self, header: str) -> str:
        return self.confirmed["columns"].get(subject(header)) or HEADERS.get(names.fold(header), "")

    def measure(self, text: str) -> str:
        known = self.confirmed["measures"].get(subject(text))
        return known or _longest(self.lexicon.measure_words.phrases(text))

    def unit(self, text: str) -> str:
        return self.confirmed["units"].get(subject(text)) or _longest(UNITS.phrases(text))

    def regions(self, word: str) -> tuple[str, ...]:
        known = self.confirmed["regions"].get(names.fold(word))
        return (known,) if known else self.lexicon.region_words.find(word)

    def activities(self, word: str) -> tuple[str, ...]:
        known = self.confirmed["items"].get(names.fold(word))
        return (known,) if known else self._activities(word.strip())

    def _activities(self, word: str) -> tuple[str, ...]:
        if DOTTED.match(word):
            word = word.replace(".", "")
        found = self.lexicon.activity_words.find(word)
        if not found and (coded := CODE_BEFORE_NAME.match(word)):
            return self.lexicon.activity_words.find(coded["code"])
        return found

    def item_measure(self, word: str, measure: str) -> str:
        """GDP and its taxes are listed among value added, but are measures of their own."""
        return ITEM_MEASURES.get(measure, {}).get(names.fold(word), measure)

    def factor(self, unit: str, measure: str) -> str:
        """By what to multiply, or nothing where the unit is of another kind (roubles are not tenge)."""
        target = self.lexicon.measures[measure].unit
        unit, _, power = unit.partition(POWER)
        unit = unit or target
        base, factor = self.lexicon.units.get(unit, (unit, "1"))
        target_base, target_factor = self.lexicon.units.get(target, (target, "1"))
        if target == "index points" and unit == "percent":
            return "1"
        if base != target_base or target_factor != "1" or not (power or "0").isdecimal():
            return ""
        return format(Decimal(factor).scaleb(int(power or 0)).normalize(), "f")

    def mark(self, text: str) -> str:
        """The status that an office's mark stands for, or zero; nothing where the text is no mark."""
        return self.confirmed["marks"].get(text.casefold()) or words.MARKS.get(text.casefold(), "")

    def is_value(self, cell: object) -> bool:
        if isinstance(cell, (int, float)):
            return not isinstance(cell, bool)
        if not isinstance(cell, str) or not cell.strip():
            return False
        return bool(self.mark(cell.strip())) or is_number(cell)


def is_number(text: str) -> bool:
    try:
        numbers.plain(text, decimal=".")
    except ValueError:
        return False
    return True


def subject(text: str) -> str:
    """What a header or title is about, whatever year it names."""
    return " ".join(token for token in names.fold(text).split() if not token.isdigit())


def text_of(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, str):
        return unescaped(cell.strip())
    return "" if cell is None else str(cell)


def _key(kind: str, word: str) -> str:
    if kind == "marks":
        return word.casefold()
    return names.fold(word) if kind in ("items", "regions") else subject(word)


def _longest(found: list[tuple[str, tuple[str, ...]]]) -> str:
    return max(found, key=lambda each: len(each[0]))[1][0] if found else ""
