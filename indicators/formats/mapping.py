from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Mapping:
    """What a source's words mean, as confirmed once by a person: words only, no address, sheet name or digest.

    columns: header words → role or "value" or "ignored"; measures: header or title words → measure;
    units: header or title words → unit; items, regions: words in cells → code; marks: mark → status;
    only: header words → the one value of that column whose rows count.
    """

    columns: Words = ()
    measures: Words = ()
    units: Words = ()
    items: Words = ()
    regions: Words = ()
    marks: Words = ()
    only: Words = ()

    def as_json(self) -> dict[str, dict[str, str]]:
        return {name: dict(pairs) for name, pairs in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any] | None) -> Mapping:
        return cls(**{each.name: _pairs((stored or {}).get(each.name, {}).items()) for each in fields(cls)})

    def with_answer(self, kind: str, word: str, meaning: str) -> Mapping:
        answers = {**dict(getattr(self, kind)), word: meaning}
        return replace(self, **{kind: _pairs(answers.items())})


@dataclass(frozen=True)
class Question:
    """What recognition is not sure of. kind is a field of Mapping, so that answering is mapping.with_answer."""

    kind: str
    word: str
    sheet: str = ""
    guess: str = ""
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


def _pairs(items: Iterable[tuple[str, str]]) -> Words:
    return tuple(sorted((str(word), str(meaning)) for word, meaning in items))
