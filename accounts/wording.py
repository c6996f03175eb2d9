import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def fill(sentence: str | Promise, values: Mapping[str, Any]) -> str:
    return str(sentence) % _Values(spoken(values))


def spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values, days and names that are kept in several languages in the reader's."""
    return {name: _in_language(value) for name, value in values.items()}


def address_in(language: str, address: str) -> str:
    """The same page in another language; an address without a language stays as it is."""
    _nothing, first, *rest = address.split("/", 2) if address.count("/") > 1 else ("", "", address)
    return "/".join(("", language, *rest)) if first in dict(settings.LANGUAGES) else address


class _Values(dict[str, Any]):
    # Old rows keep the values of their day; a sentence that later asks for more still has to read.
    def __missing__(self, name: str) -> str:
        return "–"


def _in_language(value: object) -> object:
    if isinstance(value, Mapping) and "en" in value:
        return value.get(get_language() or "en") or value["en"]
    if isinstance(value, str) and DAY.fullmatch(value):
        with suppress(ValueError):
            return date_format(dt.date.fromisoformat(value))
    return value
