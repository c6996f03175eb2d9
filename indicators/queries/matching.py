"""Rows whose name has the words in it: in Russian word forms, in any spelling of a Kazakh word, or nearly so."""

from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db.models import F, FloatField, Func, Model, Q, QuerySet, Value

from indicators import stems
from indicators.folding import fold
from indicators.words import IDLE

Row = TypeVar("Row", bound=Model)

MOST_WORDS = 6
# Three letters are like too many others to be a slip of somebody's hand, and a stem of two begins every second word.
SHORTEST_SLIP, SHORTEST_BEGINNING = 4, 3
# Kazakh in Latin letters bends as in Cyrillic ones.
ENDINGS = sorted({fold(ending).strip() for ending in stems.KAZAKH if len(ending) > 1}, key=len, reverse=True)
MOST_ENDINGS = 3


class Nearness(Func):
    """How near some words come to a folded name, from 0 to 1."""

    function = "word_similarity"
    output_field = FloatField()


def matching(rows: QuerySet[Row], words: str, *, name: str, folded: str = "folded") -> QuerySet[Row]:
    """Every word must be there; the nearest first, each row with `nearness`."""
    asked = tokens(words)
    if not asked:
        return rows.none()
    found = near(rows, asked, folded=folded).filter(about(asked, name=name, folded=folded))
    return found.order_by("-nearness", name, "pk")


def near(rows: QuerySet[Row], asked: list[str], *, folded: str = "folded") -> QuerySet[Row]:
    return rows.annotate(nearness=Nearness(Value(fold(" ".join(asked))), F(folded)))


def about(asked: list[str], *, name: str, folded: str = "folded") -> Q:
    told = Q()
    for token in asked:
        told &= _has(token, name, folded)
    return told


def tokens(words: str) -> list[str]:
    told = stems.tokens(words)
    return list(dict.fromkeys([one for one in told if one not in IDLE] or told))[:MOST_WORDS]


def _has(token: str, name: str, folded: str) -> Q:
    # Of the name itself, and not of an annotation: the same expression stands in the index.
    said = Q(SearchVectorExact(SearchVector(name, config="russian"), SearchQuery(token, config="russian")))
    spelt = fold(token).strip()
    if not spelt:
        return said
    for beginning in _beginnings(token, spelt):
        said |= Q(**{f"{folded}__contains": f" {beginning}"})
    return said | Q(**{f"{folded}__trigram_word_similar": spelt}) if len(spelt) >= SHORTEST_SLIP else said


def _beginnings(token: str, spelt: str) -> set[str]:
    """What the word may begin with when its endings are taken off."""
    found = {fold(form).strip() for form in stems.forms(token) if len(form) >= SHORTEST_BEGINNING}
    stem = spelt
    for _round in range(MOST_ENDINGS):
        found.add(stem)
        fits = (one for one in ENDINGS if stem.endswith(one) and len(stem) - len(one) >= SHORTEST_SLIP)
        stem = stem.removesuffix(next(fits, ""))
    return found
