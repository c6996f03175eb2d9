"""The register of members as a sheet: its columns, how any list of firms is read, what is wrong in a row. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from initiatives import identifiers, sheets
from initiatives.sheets import Line, ListRefused, folded, shown

# What an export begins with; an import knows these names and the everyday ones below.
COLUMNS = ("bin", "name", "kind", "role", "region", "activities", "committed_on", "admitted_on")
NAMES = {
    "number": "bin; iin; bin iin; number; бин; иин; бин иин; бсн; жсн; бсн жсн; номер",
    "name": "name; organisation; organization; company; member; наименование; название; организация; предприятие; "
    "компания; участник; наименование организации; название организации; атауы; ұйым; ұйым атауы; ұйымның атауы; мүше",
    "role": "role; role in the value chain; in the value chain; its place in the value chain; роль; роль в цепочке; "
    "роль в цепочке стоимости; рөл; рөлі; құн тізбегіндегі рөл; құн тізбегіндегі рөлі",
    "region": "region; регион; область; өңір; облыс; аймақ",
    "activities": "activities; activity; nace; оквэд; окэд; вид деятельности; виды деятельности; эқжж; қызмет түрі",
    "email": "email; e mail; mail; почта; электронная почта; эл почта; пошта; электрондық пошта",
    "language": "language; язык; тіл; тілі",
}
COLUMN_OF = sheets.by_word(NAMES)
MOST_ROWS, LONGEST, LONGEST_EMAIL = 10_000, 300, 254
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
APART = re.compile(r"[;|\n]|,(?=\s)|,(?=\d)")
DOTTED = re.compile(r"\d[\d.]*")


@dataclass(frozen=True)
class Row:
    """What one line of the list says, before anybody has looked at what it means."""

    line: int
    number: str = ""
    name: str = ""
    role: str = ""
    region: str = ""
    activities: tuple[str, ...] = ()
    email: str = ""
    language: str = ""


@dataclass(frozen=True)
class Read:
    rows: list[Row]
    unused: list[str]


@dataclass(frozen=True)
class Known:
    """What the portal knows of the words in a list."""

    organisations: Mapping[str, str] = field(default_factory=dict)  # by BIN
    members: frozenset[str] = frozenset()  # numbers, and names of those who have none here
    invited: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)
    regions: frozenset[str] = frozenset()
    activities: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


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
    found = sheets.lines(content)
    places, unused, body = sheets.headed(found, COLUMN_OF, needed=("name", "number"), own=COLUMNS)
    rows = [row for line in body if (row := _row(line, places)) is not None]
    if len(rows) > MOST_ROWS:
        raise ListRefused("too_many")
    if not rows:
        raise ListRefused("empty")
    return Read(rows, unused)


def check(rows: Iterable[Row], known: Known) -> Checked:
    """Rows that can be taken as they stand, and everything that is wrong with the others."""
    good, problems, seen = list[Row](), list[Problem](), dict[str, int]()
    for row in rows:
        found = [*_identity(row, known, seen), *_words(row, known)]
        problems += found
        good += [] if found else [row]
    return Checked(good, problems)


def is_personal(number: str) -> bool:
    """An IIN: where a BIN says what it numbers, it has the day of birth."""
    return len(number) == identifiers.DIGITS and number[4] in "0123"


def _identity(row: Row, known: Known, seen: dict[str, int]) -> Iterator[Problem]:
    fault = identifiers.fault(row.number) if row.number else None
    if fault is not None:
        yield Problem(row.line, f"number_{fault.value}", row.number)
    if not row.name and row.number not in known.organisations:
        yield Problem(row.line, "no_name", row.number)
    if len(row.name) > LONGEST:
        yield Problem(row.line, "long_name", row.name[:60])
    key = row.number or folded(row.name)
    if key and key in seen:
        yield Problem(row.line, "repeated", str(seen[key]))
    seen.setdefault(key, row.line)
    if key in known.members:
        yield Problem(row.line, "member", row.name or row.number)
    elif key in known.invited:
        yield Problem(row.line, "invited", row.name or row.number)


def _words(row: Row, known: Known) -> Iterator[Problem]:
    if row.role and folded(row.role) not in known.roles:
        yield Problem(row.line, "role", row.role)
    if row.region and folded(row.region) not in known.regions:
        yield Problem(row.line, "region", row.region)
    for word in row.activities:
        if folded(word) not in known.activities:
            yield Problem(row.line, "activity", word)
    if row.email and (len(row.email) > LONGEST_EMAIL or not EMAIL.fullmatch(row.email)):
        yield Problem(row.line, "email", row.email)
    if row.language and row.language.lower() not in known.languages:
        yield Problem(row.line, "language", row.language)


def _row(line: Line, places: Mapping[str, int]) -> Row | None:
    number, cells = line
    said = {column: cells[place] if place < len(cells) else "" for column, place in places.items()}
    texts = {column: shown(value) for column, value in said.items()}
    if not any(texts.values()):
        return None
    activities = tuple(code(word.strip()) for word in APART.split(texts.pop("activities", "")) if word.strip())
    texts["name"] = " ".join(texts.get("name", "").split())
    texts["number"] = sheets.full_number(texts.get("number", ""))
    return Row(number, activities=activities, **texts)


def code(word: str) -> str:
    """People write the codes of activities with dots, classifications without."""
    return word.replace(".", "") if DOTTED.fullmatch(word) else word
