"""Initiatives that are registered on paper, as a sheet: its columns, and what is wrong in a row. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from initiatives import identifiers, sheets
from initiatives.member_list import APART, code
from initiatives.sheets import Line, ListRefused, folded, shown

COLUMNS = ("name", "act", "act_number", "act_date", "bin", "regions", "activities", "register_number", "language")
NAMES = {
    "name": "name; initiative; cluster; cluster initiative; наименование; название; инициатива; кластер; "
    "наименование инициативы; кластерная инициатива; атауы; бастама; кластерлік бастама; бастама атауы",
    "act": "act; title of the act; акт; вид акта; название акта; основание; акті; құжат; негіз",
    "act_number": "act number; number of the act; number; номер акта; номер приказа; номер; акт нөмірі; нөмір; "
    "бұйрық нөмірі",
    "act_date": "act date; date of the act; date; дата акта; дата приказа; дата; акт күні; күні; бұйрық күні",
    "bin": "bin; бин; бсн; bin of the organisation; бин организации; ұйымның бсн",
    "regions": "regions; region; регионы; регион; область; өңірлер; өңір; облыс",
    "activities": "activities; activity; nace; оквэд; окэд; вид деятельности; виды деятельности; эқжж; қызмет түрі; "
    "қызмет түрлері",
    "register_number": "register number; number in the register; номер в реестре; реестровый номер; тізілім нөмірі",
    "language": "language; язык; тіл; тілі",
}
COLUMN_OF = sheets.by_word(NAMES)
MOST_ROWS = 500
LONGEST = {"name": 200, "act": 300, "act_number": 64, "register_number": 32}
DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
DAY_LENGTH = len("2024-01-31")


@dataclass(frozen=True)
class Row:
    """One initiative as a line of the sheet says it."""

    line: int
    name: str = ""
    act: str = ""
    act_number: str = ""
    act_date: str = ""
    bin: str = ""
    regions: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    register_number: str = ""
    language: str = ""

    @property
    def on(self) -> dt.date | None:
        return day(self.act_date)

    @property
    def key(self) -> tuple[str, str]:
        """What one act is known by."""
        return self.act_number.upper(), self.act_date


@dataclass(frozen=True)
class Read:
    rows: list[Row]
    unused: list[str]


@dataclass(frozen=True)
class Known:
    """What the portal knows of the words in a sheet."""

    organisations: Mapping[str, str] = field(default_factory=dict)  # by BIN
    authorities: frozenset[str] = frozenset()
    acts: frozenset[tuple[str, dt.date]] = frozenset()
    register_numbers: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    activities: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    today: dt.date = dt.date.max


@dataclass(frozen=True)
class Problem:
    line: int
    cause: str
    word: str = ""


@dataclass(frozen=True)
class Checked:
    good: list[Row]
    problems: list[Problem]


def read(content: bytes) -> Read:
    places, unused, body = sheets.headed(sheets.lines(content), COLUMN_OF, needed=("name", "act_number"), own=COLUMNS)
    rows = [row for line in body if (row := _row(line, places)) is not None]
    if len(rows) > MOST_ROWS:
        raise ListRefused("too_many_papers")
    if not rows:
        raise ListRefused("empty")
    return Read(rows, unused)


def day(text: str) -> dt.date | None:
    """As people and spreadsheets write a day: 2020-05-06, 06.05.2020."""
    found = DAY_FIRST.fullmatch(text.strip())
    try:
        if found:
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        return dt.date.fromisoformat(text.strip()[:DAY_LENGTH])
    except ValueError:
        return None


def check(rows: Iterable[Row], known: Known) -> Checked:
    """Rows that can be taken as they stand, and everything that is wrong with the others."""
    good, problems = list[Row](), list[Problem]()
    acts, numbers = dict[tuple[str, str], int](), dict[str, int]()
    for row in rows:
        found = [*_missing(row), *_act(row, known, acts), *_register(row, known, numbers)]
        found += [*_organisation(row, known), *_words(row, known)]
        problems += found
        good += [] if found else [row]
    return Checked(good, problems)


def _missing(row: Row) -> Iterator[Problem]:
    for name in ("name", "act", "act_number"):
        if not getattr(row, name):
            yield Problem(row.line, f"no_{name}", row.name)
    for name, most in LONGEST.items():
        if len(getattr(row, name)) > most:
            yield Problem(row.line, "long_text", getattr(row, name)[:60])


def _act(row: Row, known: Known, seen: dict[tuple[str, str], int]) -> Iterator[Problem]:
    if row.on is None:
        yield Problem(row.line, "act_date", row.act_date)
        return
    if row.on > known.today:
        yield Problem(row.line, "act_to_come", row.act_date)
    key = row.act_number.upper(), row.on.isoformat()
    if row.act_number and key in seen:
        yield Problem(row.line, "act_repeated", str(seen[key]))
    seen.setdefault(key, row.line)
    if (row.act_number.upper(), row.on) in known.acts:
        yield Problem(row.line, "act_recorded", f"{row.act_number}, {row.act_date}")


def _register(row: Row, known: Known, seen: dict[str, int]) -> Iterator[Problem]:
    if not row.register_number:
        return
    if row.register_number in known.register_numbers or row.register_number in seen:
        yield Problem(row.line, "register_number", row.register_number)
    seen.setdefault(row.register_number, row.line)


def _organisation(row: Row, known: Known) -> Iterator[Problem]:
    fault = identifiers.fault(row.bin) if row.bin else identifiers.Fault.LENGTH
    if fault is not None:
        yield Problem(row.line, f"number_{fault.value}", row.bin)
    elif row.bin in known.authorities:
        yield Problem(row.line, "authority", row.bin)
    elif row.bin not in known.organisations:
        yield Problem(row.line, "not_here", row.bin)


def _words(row: Row, known: Known) -> Iterator[Problem]:
    for cause, words, spelled in (
        ("region", row.regions, known.regions),
        ("activity", row.activities, known.activities),
    ):
        if not words:
            yield Problem(row.line, f"no_{cause}", row.name)
        for word in words:
            if folded(word) not in spelled:
                yield Problem(row.line, cause, word)
    if row.language and row.language.lower() not in known.languages:
        yield Problem(row.line, "language", row.language)


def _row(line: Line, places: Mapping[str, int]) -> Row | None:
    number, cells = line
    said = {column: shown(cells[place]) if place < len(cells) else "" for column, place in places.items()}
    if not any(said.values()):
        return None
    lists = {name: _apart(said.pop(name, "")) for name in ("regions", "activities")}
    texts = {name: " ".join(text.split()) for name, text in said.items()}
    texts["bin"] = sheets.full_number(texts.get("bin", ""))
    return Row(number, regions=lists["regions"], activities=tuple(map(code, lists["activities"])), **texts)


def _apart(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in APART.split(text) if word.strip())
