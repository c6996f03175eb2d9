from __future__ import annotations

import re
from typing import NamedTuple

from .names import fold, split_mark


class Parts(NamedTuple):
    """A period, or the half of one that a two-level header gives in one of its rows."""

    year: str = ""
    within: str = ""

    @property
    def text(self) -> str:
        return f"{self.year}-{self.within}" if self.within else self.year


MONTHS = tuple(
    frozenset(fold(word) for word in listed.split("|"))
    for listed in (
        "january|jan|январь|января|янв|қаңтар", "february|feb|февраль|февраля|фев|ақпан",
        "march|mar|март|марта|мар|наурыз", "april|apr|апрель|апреля|апр|сәуір",
        "may|май|мая|мамыр", "june|jun|июнь|июня|маусым", "july|jul|июль|июля|шілде",
        "august|aug|август|августа|авг|тамыз", "september|sep|sept|сентябрь|сентября|сен|қыркүйек",
        "october|oct|октябрь|октября|окт|қазан", "november|nov|ноябрь|ноября|ноя|қараша",
        "december|dec|декабрь|декабря|дек|желтоқсан",
    )
)  # fmt: skip


def _folded(listed: str) -> frozenset[str]:
    return frozenset(fold(word) for word in listed.split("|"))


QUARTER = _folded("quarter|quarters|q|кв|квартал|тоқсан|тоқсаны")
HALF = _folded("half|halfyear|полугодие|жартыжылдық|жартыжылдығы|жарты|h")
MONTH = _folded("month|months|месяц|месяца|месяцев|мес|ай|айы|айлық")
FILLER = _folded(
    "of|for|the|in|year|years|год|года|годы|г|гг|за|в|жыл|жылы|жылғы|жылдың|ж|й|ый|st|nd|rd|th|ші|шы|to|по|first"
)
NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, **{str(number): number for number in range(1, 13)}}

FIRST_YEAR, LAST_YEAR, LAST_MONTH, PAIR, LONGEST = 1900, 2100, 12, 2, 60
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
YEAR = re.compile(r"^(?:19|20)\d\d$")
EXACT = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?:-?(?P<q>[Qq][1-4])|-?[Mm](?P<m>\d\d)|-(?P<month>\d\d)(?:\.\.(?P<end>\d\d))?)$"
)
RANGE = re.compile(r"^(?P<year>(?:19|20)\d\d)-01-01/P(?P<months>\d{1,2})M$")
GLUED = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")


def parse(cell: object) -> Parts | None:
    """What period a cell names: 2022, 2022-Q3, 2022-03, 2022-01..09, in words of three languages, with marks."""
    if isinstance(cell, (int, float)):
        return Parts(str(int(cell))) if float(cell).is_integer() and FIRST_YEAR <= cell <= LAST_YEAR else None
    if not isinstance(cell, str) or not 0 < len(cell) <= LONGEST:
        return None
    text = split_mark(cell)[0].strip()
    if YEAR.match(text):
        return Parts(text)
    if exact := EXACT.match(text):
        return _exact(exact)
    if (months := RANGE.match(text)) and 1 < int(months["months"]) <= LAST_MONTH:
        return Parts(months["year"], f"01..{int(months['months']):02}")
    return _in_words(text)


def whole(cell: object) -> str:
    """The period as text, or nothing where the cell names none or only half of one."""
    parts = parse(cell)
    return parts.text if parts and parts.year else ""


def combine(upper: Parts | None, lower: Parts | None) -> Parts | None:
    if upper is None or lower is None:
        return lower or upper
    return Parts(lower.year or upper.year, lower.within or upper.within)


def _exact(found: re.Match[str]) -> Parts | None:
    month, end = found["m"] or found["month"], found["end"]
    if found["q"]:
        return Parts(found["year"], found["q"].upper())
    if not 1 <= int(month) <= LAST_MONTH or (end and not (int(month) == 1 < int(end) <= LAST_MONTH)):
        return None
    return Parts(found["year"], f"{month}..{end}" if end else month)


def _in_words(text: str) -> Parts | None:
    tokens = fold(GLUED.sub(" ", text.removesuffix(".0"))).split()
    years = [token for token in tokens if YEAR.match(token)]
    rest = [token for token in tokens if token not in years and token not in FILLER]
    if len(years) > 1 or not (years or rest):
        return None
    within = _within(rest)
    return None if within is None else Parts(years[0] if years else "", within)


def _within(tokens: list[str]) -> str | None:
    if not tokens:
        return ""
    months = [next((n for n, names in enumerate(MONTHS, 1) if token in names), 0) for token in tokens]
    if all(months):
        return _span(months)
    numbers = [NUMBERS[token] for token in tokens if token in NUMBERS]
    kinds = [token for token in tokens if token not in NUMBERS]
    if len(kinds) != 1 or len(numbers) > 1:
        return None
    return _counted(kinds[0], numbers[0] if numbers else 0)


def _counted(kind: str, number: int) -> str | None:
    if kind in QUARTER and f"Q{number}" in QUARTERS:
        return f"Q{number}"
    if kind in HALF and number in (0, 1):
        return "01..06"
    if kind in MONTH and 1 < number <= LAST_MONTH:
        return f"01..{number:02}" if number < LAST_MONTH else ""
    return None


def _span(months: list[int]) -> str | None:
    if len(months) == 1:
        return f"{months[0]:02}"
    return f"{months[0]:02}..{months[1]:02}" if len(months) == PAIR and months[0] == 1 < months[1] else None


def inside(text: str) -> Parts | None:
    """The longest run of words in a title that names a whole period."""
    tokens = without_marks(text).split()[:24]
    for size in range(len(tokens), 0, -1):
        for start in range(len(tokens) - size + 1):
            found = parse(" ".join(tokens[start : start + size]).strip(",.;:()"))
            if found and found.year:
                return found
    return None


def without_marks(text: str) -> str:
    return split_mark(text)[0]
