"""The reference data that ship with the portal, as rows of text."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LANGUAGES = ("kk", "ru", "en")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def digest(*names: str) -> str:
    """Changes whenever one of the files does."""
    together = hashlib.sha256()
    for name in names:
        together.update((DATA / name).read_bytes())
    return together.hexdigest()


def listed(text: str) -> list[str]:
    return [word for word in text.split("|") if word]


def in_languages(field: str, row: dict[str, str]) -> dict[str, str | None]:
    """The columns of a translated field; a name that nobody has written is empty, not a copy."""
    return {f"{field}_{language}": row[f"{field}_{language}"] or None for language in LANGUAGES}
