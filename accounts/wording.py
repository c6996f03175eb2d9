from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language


def fill(sentence: str | Promise, values: Mapping[str, Any]) -> str:
    return str(sentence) % _Values(spoken(values))


def spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values, names that are kept in several languages in the reader's."""
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
    return value
