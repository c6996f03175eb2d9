"""Each cause in words: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .file_sentences import FILE, TABLE
from .row_sentences import AMONG_ROWS, ROW
from .sentence import Sentence

SENTENCES: dict[str, Sentence] = {**FILE, **TABLE, **ROW, **AMONG_ROWS}


def label(cause: str) -> str:
    return str(SENTENCES[cause].label)


def what(cause: str, parameters: Mapping[str, Any]) -> str:
    return str(SENTENCES[cause].what) % _shown(parameters)


def cure(cause: str, parameters: Mapping[str, Any]) -> str:
    sentence = SENTENCES[cause]
    text = (parameters.get("nearest") and sentence.cure_with_nearest) or sentence.cure
    return str(text) % _shown(parameters)


def _shown(parameters: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in parameters.items()}


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:,.12g}".replace(",", "\u202f")
    return str(value)
