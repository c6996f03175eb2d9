"""Regions and activities for the fields that pick them."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import get_language

from indicators.models import Code
from indicators.queries import search

LIMIT = 12


def regions(*, on: dt.date) -> QuerySet[Code]:
    chosen = Code.objects.regions().valid(on).filter(kind=Code.Kind.CODE)
    return chosen.order_by(f"sort_{get_language() or 'en'}")


def found(kind: str, query: str, *, on: dt.date) -> list[Code]:
    """What is meant by an everyday word, a name or a number, the nearest first."""
    return search.codes(kind, query, on=on, limit=LIMIT) if query.strip() else []


def chosen(kind: str, codes: Sequence[str]) -> list[Code]:
    return list(Code.objects.filter(classification__code=kind, code__in=codes).order_by("code"))
