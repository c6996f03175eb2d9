from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from math import isfinite

SPACES = re.compile(r"(?<=\d)[\s\u00a0\u2007\u2009\u200a\u202f'’](?=\d{3}(?!\d))")
INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\ufeff\u2060")
MARKED = re.compile(r"^(?P<number>[-+]?[\d\s.,\u00a0\u2009\u202f]*\d)(?:\s+\d\)|\s*\*+)$")
PLAIN = re.compile(r"^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$")
GROUPED = {mark: re.compile(rf"^[-+]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+$") for mark in ",."}

UNKNOWN = ""


class AmbiguousNumber(ValueError):
    """1,234 may be a thousand or one and a bit, and nothing else in the file tells which."""


def plain(text: str, *, decimal: str = UNKNOWN) -> str:
    """A number as Python writes it, from the ways in which offices write it; ValueError where it is none."""
    cleaned = _without_mark(text.translate(INVISIBLE).strip()).replace("−", "-")
    cleaned = SPACES.sub("", cleaned)
    cleaned = _point(cleaned, decimal)
    if not PLAIN.match(cleaned):
        raise ValueError(text)
    return cleaned


def exact(number: str, factor: str) -> float:
    """A plain number times a factor, rounded once."""
    try:
        product = float(Decimal(number) * Decimal(factor))
    except ArithmeticError as broken:
        raise ValueError(number) from broken
    if not isfinite(product):
        raise ValueError(number)
    return product


def decimal_mark(samples: Iterable[str]) -> str:
    """Which mark the file writes before decimals, as far as a sample shows."""
    seen = {mark for text in samples for mark in _evidence(text)}
    return seen.pop() if len(seen) == 1 else UNKNOWN


def _evidence(text: str) -> Iterable[str]:
    cleaned = SPACES.sub("", text.strip())
    if "," in cleaned and "." in cleaned:
        yield max(",.", key=cleaned.rfind)
        return
    for mark in ",.":
        if cleaned.count(mark) == 1 and not GROUPED[mark].match(cleaned):
            yield mark


def _without_mark(text: str) -> str:
    marked = MARKED.match(text)
    return marked["number"] if marked else text


def _point(text: str, decimal: str) -> str:
    if "," in text and "." in text:
        return _mixed(text, max(",.", key=text.rfind))
    if "," in text:
        return _commas(text, decimal)
    if text.count(".") > 1 or decimal == ",":
        return text.replace(".", "") if GROUPED["."].match(text) else text
    return text


def _mixed(text: str, mark: str) -> str:
    other = "," if mark == "." else "."
    whole, _, fraction = text.rpartition(mark)
    # A second decimal mark, or groups that are not of three, is a mistake and not a number to be guessed.
    if mark in whole or not GROUPED[other].match(whole):
        return "?"
    return f"{whole.replace(other, '')}.{fraction}"


def _commas(text: str, decimal: str) -> str:
    if not GROUPED[","].match(text):
        return text.replace(",", ".")
    if text.count(",") > 1 or decimal == ".":
        return text.replace(",", "")
    if decimal == "," or text.lstrip("+-").startswith("0"):
        return text.replace(",", ".")
    raise AmbiguousNumber(text)
