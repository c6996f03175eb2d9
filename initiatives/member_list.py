"""The register of members as a sheet: its columns, how any list of firms is read, what is wrong in a row. Pure."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from initiatives import identifiers

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
COLUMN_OF = {word.strip(): column for column, words in NAMES.items() for word in words.split(";")}
DELIMITERS = (",", ";", "\t", "|")
MOST_ROWS, LOOKED_AT, LONGEST, LONGEST_EMAIL = 10_000, 20, 300, 254
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
APART = re.compile(r"[;|\n]|,(?=\s)|,(?=\d)")
PLACE = re.compile(rb"""\sr=["'](?:([A-Z]{1,3}))?(\d{1,7})["']""")
DOTTED = re.compile(r"\d[\d.]*")
MOST_CELLS = 4_000_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Line = tuple[int, Sequence[Any]]


class ListRefused(Exception):
    """The file is no list of members; `cause` is a key of the words shown for it."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


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
    lines = _workbook(content) if content.startswith(b"PK") else _text(content)
    places, unused, body = _headed(lines)
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


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


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


def _headed(lines: list[Line]) -> tuple[dict[str, int], list[str], list[Line]]:
    """The line with the names of the columns, which need not be the first."""
    for place, (_line, cells) in enumerate(lines[:LOOKED_AT]):
        named = [COLUMN_OF.get(_heading(cell), "") for cell in cells]
        if "name" in named or "number" in named:
            places = {column: named.index(column) for column in dict.fromkeys(named) if column}
            kept_out = [_shown(cell) for cell in cells if _heading(cell) not in COLUMN_OF]
            return places, [each for each in kept_out if each and each not in COLUMNS], lines[place + 1 :]
    raise ListRefused("no_columns")


def _heading(cell: Any) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", _shown(cell).casefold()).split())


def _row(line: Line, places: Mapping[str, int]) -> Row | None:
    number, cells = line
    said = {column: cells[place] if place < len(cells) else "" for column, place in places.items()}
    texts = {column: _shown(value) for column, value in said.items()}
    if not any(texts.values()):
        return None
    activities = tuple(_code(word.strip()) for word in APART.split(texts.pop("activities", "")) if word.strip())
    texts["name"] = " ".join(texts.get("name", "").split())
    texts["number"] = _number(texts.get("number", ""))
    return Row(number, activities=activities, **texts)


def _code(word: str) -> str:
    """People write the codes of activities with dots, classifications without."""
    return word.replace(".", "") if DOTTED.fullmatch(word) else word


def _number(text: str) -> str:
    """Spreadsheets eat the zeros at the beginning; they are given back where the check digit then fits."""
    number = identifiers.cleaned(text)
    full = number.zfill(identifiers.DIGITS)
    return full if number and full != number and identifiers.fault(full) is None else number


def _shown(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell if cell is not None else "").replace("\0", "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _workbook(content: bytes) -> list[Line]:
    try:
        _refuse_far_cells(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        return list(enumerate(sheet.to_python(skip_empty_area=False), 1))
    except PasswordError as locked:
        raise ListRefused("protected") from locked
    except (CalamineError, IndexError, zipfile.BadZipFile, zlib.error, EOFError) as broken:
        raise ListRefused("damaged") from broken


def _refuse_far_cells(content: bytes) -> None:
    """One cell at the far end of a sheet would make the reader keep room for all the empty ones before it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.namelist():
            if not entry.startswith("xl/worksheets/") or not entry.endswith(".xml"):
                continue
            places = [(_column(letters), int(line)) for letters, line in PLACE.findall(archive.read(entry))]
            width, height = (max((place[way] for place in places), default=0) for way in (0, 1))
            if width * height > MOST_CELLS:
                raise ListRefused("far_cells")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _text(content: bytes) -> list[Line]:
    if b"\0" in content:
        raise ListRefused("no_table")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
    beginning = "".join(text.splitlines(keepends=True)[:LOOKED_AT])
    delimiter = max(DELIMITERS, key=beginning.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as broken:
        raise ListRefused("no_table") from broken
