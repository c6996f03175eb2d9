"""The same verdict on other measures and bases: does an activity weigh more here than in the country?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.period import Period
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Figure, Reading
from indicators.resolution import Subject

LOCATION_QUOTIENT = "location_quotient"
ONE_YEAR = "(x / region(x)) / (industry(x) / economy(x))"
THREE_YEARS = "(mean(x, 3) / mean(region(x), 3)) / (mean(industry(x), 3) / mean(economy(x), 3))"
AGAINST_PRODUCT = "(x / region(y)) / (industry(x) / economy(y))"
PRODUCT_THREE_YEARS = "(mean(x, 3) / mean(region(y), 3)) / (mean(industry(x), 3) / mean(economy(y), 3))"

WAYS: tuple[tuple[Promise, str, str], ...] = (
    (_("value added, base: sum of the sections"), ONE_YEAR, "gva"),
    (_("value added, mean of three years"), THREE_YEARS, "gva"),
    (_("value added, base: gross regional product"), AGAINST_PRODUCT, "gva"),
    (_("value added, base: product, mean of three years"), PRODUCT_THREE_YEARS, "gva"),
    (_("employed persons"), ONE_YEAR, "jobs"),
    (_("employed persons, mean of three years"), THREE_YEARS, "jobs"),
)


@dataclass(frozen=True)
class Variant:
    label: Promise
    figure: Figure

    @property
    def is_above(self) -> bool:
        return self.figure.value is not None and self.figure.value > 1


def definitions(known: Definitions, one: Definition) -> list[tuple[Promise, Definition]]:
    if one.code != LOCATION_QUOTIENT:
        return []
    return [(label, known.variant(one.code, text, code)) for label, text, code in WAYS if code in known.measures]


def verdicts(
    seen: Reading, ways: Sequence[tuple[Promise, Definition]], subject: Subject, period: Period
) -> list[Variant]:
    """Those that can be answered for the very cell, so that sections are not held against groups of sections."""
    answered = ((label, seen.figures(other, {"": subject}, [period])) for label, other in ways)
    exact = ((label, found[0]) for label, found in answered if len(found) == 1 and not found[0].is_coarser)
    return [Variant(label, figure) for label, figure in exact if figure.value is not None]
