from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

# Offices type Latin names on a Cyrillic keyboard, so letters that look alike are made one letter before comparing.
LOOK_ALIKES = str.maketrans("авекмнорстухіјѕһё", "abekmhopctyxijshe")
SUPERSCRIPTS = str.maketrans("", "", "¹²³⁰⁴⁵⁶⁷⁸⁹⁾")
MARK = re.compile(r"^(?P<text>[^(]*?)\s*(?P<mark>\d\)|\*+)$", re.DOTALL)
SEPARATORS = re.compile(r"[\W_]+")
CLOSE_ENOUGH = 62


def fold(text: str) -> str:
    """The same key for spellings that a reader takes for the same word."""
    plain = unicodedata.normalize("NFKC", without_mark(text).translate(SUPERSCRIPTS)).casefold()
    key = SEPARATORS.sub(" ", plain.translate(LOOK_ALIKES)).strip()
    # _T is the whole economy and T a section: the one sign of a code that may not be folded away.
    return f"_{key}" if plain.startswith("_") else key


def without_mark(text: str) -> str:
    return split_mark(text)[0]


def split_mark(text: str) -> tuple[str, str]:
    """Astana city2) → Astana city, 2). A year keeps its four digits: 20232) → 2023, 2)."""
    stripped = text.strip()
    found = MARK.match(stripped) if stripped.endswith((")", "*")) else None
    return (found["text"], found["mark"]) if found and found["text"] else (stripped, "")


class Index:
    """Folded words → codes. A word may mean several codes; then a person or the table's other words decide."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._codes: dict[str, tuple[str, ...]] = {}
        self._spellings: dict[str, str] = {}
        for word, code in pairs:
            key = fold(word)
            known = self._codes.get(key, ())
            self._codes[key] = known if code in known else (*known, code)
            self._spellings.setdefault(key, word)
        self._codes.pop("", None)
        self._longest = max((key.count(" ") + 1 for key in self._codes), default=0)

    def find(self, word: str) -> tuple[str, ...]:
        key = fold(word)
        return self._codes.get(key) or self._codes.get(_without_footnote_digit(key)) or ()

    def phrases(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """The longest known phrases inside a text, from left to right."""
        tokens, found, start = fold(text).split(), [], 0
        while start < len(tokens):
            for size in range(min(self._longest, len(tokens) - start), 0, -1):
                phrase = " ".join(tokens[start : start + size])
                if phrase in self._codes:
                    found.append((phrase, self._codes[phrase]))
                    start += size - 1
                    break
            start += 1
        return found

    def nearest(self, word: str) -> tuple[str, str] | None:
        """The spelling and code that a mistyped word most likely means."""
        match = process.extractOne(fold(word), self._codes.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
        return (self._spellings[match[0]], self._codes[match[0]][0]) if match else None


def _without_footnote_digit(key: str) -> str:
    head, _, tail = key.rpartition(" ")
    return head if head and not head[-1].isdigit() and len(tail) == 1 and tail.isdigit() else ""
