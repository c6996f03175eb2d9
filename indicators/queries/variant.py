"""The same verdict on other measures and bases, and over more years: does it stand?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.period import Period
from indicators.queries.definition import Definition, Definitions
from indicators.queries.figure import Figure, Reading
from indicators.resolution import Subject

ONE_YEAR = "(x / region(x)) / (industry(x) / economy(x))"
THREE_YEARS = "(mean(x, 3) / mean(region(x), 3)) / (mean(industry(x), 3) / mean(economy(x), 3))"
AGAINST_PRODUCT = "(x / region(y)) / (industry(x) / economy(y))"
PRODUCT_THREE_YEARS = "(mean(x, 3) / mean(region(y), 3)) / (mean(industry(x), 3) / mean(economy(y), 3))"
HERE_LESS_COUNTRY = "growth(region(x)) - growth(economy(x))"
PART_LESS_INDUSTRY = "growth(x) - growth(industry(x))"
PART_LESS_INDUSTRY_LONG = "cagr(x, 3) - cagr(industry(x), 3)"

Way = tuple[Promise, str, str]


@dataclass(frozen=True)
class Question:
    """A line that a figure lies above or not, what either means, and the ways to ask the same."""

    line: float
    above: Promise
    not_above: Promise
    ways: tuple[Way, ...]


WEIGHT = Question(
    1.0,
    _("The verdict is: the activity weighs more here than in the country (above 1)."),
    _("The verdict is: the activity weighs no more here than in the country (1 or below)."),
    (
        (_("value added, base: sum of the sections"), ONE_YEAR, "gva"),
        (_("value added, mean of three years"), THREE_YEARS, "gva"),
        (_("value added, base: gross regional product"), AGAINST_PRODUCT, "gva"),
        (_("value added, base: product, mean of three years"), PRODUCT_THREE_YEARS, "gva"),
        (_("employed persons"), ONE_YEAR, "jobs"),
        (_("employed persons, mean of three years"), THREE_YEARS, "jobs"),
    ),
)
# In real terms first: only there does the sign say who leads.
PRODUCT_LEAD: tuple[Way, ...] = (
    (_("product, in real terms"), "region(grp_index) / 100 - economy(grp_index) / 100", "grp"),
    (
        _("product, in real terms, mean of three years"),
        "mean(region(grp_index) / 100, 3) - mean(economy(grp_index) / 100, 3)",
        "grp",
    ),
    (_("product at current prices, price change included"), HERE_LESS_COUNTRY, "grp"),
    (_("value added at current prices, price change included"), HERE_LESS_COUNTRY, "gva"),
    (_("employed persons"), HERE_LESS_COUNTRY, "jobs"),
)
REAL_LEAD = Question(
    0.0,
    _("The verdict is: the region grew faster than the country."),
    _("The verdict is: the region grew no faster than the country."),
    PRODUCT_LEAD,
)
LEAD_AT_CURRENT_PRICES = Question(
    0.0,
    _("Tried is the sign alone: growth here less growth in the country is above zero."),
    _("Tried is the sign alone: growth here less growth in the country is zero or below."),
    PRODUCT_LEAD,
)
REAL_GROWTH = Question(
    0.0,
    _("The verdict is: the region grew."),
    _("The verdict is: the region did not grow."),
    (
        (_("product, in real terms"), "region(grp_index) / 100 - 1", "grp"),
        (_("product, in real terms, mean of three years"), "mean(region(grp_index) / 100 - 1, 3)", "grp"),
        (_("product at current prices, price change included"), "growth(region(x))", "grp"),
        (_("employed persons"), "growth(region(x))", "jobs"),
    ),
)
PART_LEAD = Question(
    0.0,
    LEAD_AT_CURRENT_PRICES.above,
    LEAD_AT_CURRENT_PRICES.not_above,
    (
        (_("value added at current prices, price change included"), PART_LESS_INDUSTRY, "gva"),
        (_("value added, yearly over three years, price change included"), PART_LESS_INDUSTRY_LONG, "gva"),
        (_("employed persons"), PART_LESS_INDUSTRY, "jobs"),
        (_("employed persons, yearly over three years"), PART_LESS_INDUSTRY_LONG, "jobs"),
    ),
)
SECTOR_LEAD = Question(
    0.0,
    _("Tried is the sign alone: growth of the industry less growth of the economy is above zero."),
    _("Tried is the sign alone: growth of the industry less growth of the economy is zero or below."),
    (
        (_("value added against the gross product"), "growth(industry(x)) - growth(economy(y))", "gva"),
        (_("value added against the sum of the sections"), "growth(industry(x)) - growth(economy(x))", "gva"),
        (
            _("value added against the sum of the sections, yearly over three years"),
            "cagr(industry(x), 3) - cagr(economy(x), 3)",
            "gva",
        ),
        (_("employed persons"), "growth(industry(x)) - growth(economy(x))", "jobs"),
    ),
)
QUESTIONS: Mapping[str, Question] = {
    "location_quotient": WEIGHT,
    "grp_growth_real": REAL_GROWTH,
    "grp_lead_real": REAL_LEAD,
    "grp_lead": LEAD_AT_CURRENT_PRICES,
    "cluster_lead": PART_LEAD,
    "sector_lead": SECTOR_LEAD,
    "sector_lead_gva": SECTOR_LEAD,
}


@dataclass(frozen=True)
class Variant:
    label: Promise
    figure: Figure
    line: float

    @property
    def is_above(self) -> bool:
        return self.figure.value is not None and self.figure.value > self.line


def question(one: Definition) -> Question | None:
    return QUESTIONS.get(one.code)


def definitions(known: Definitions, one: Definition) -> list[tuple[Promise, Definition]]:
    asked = question(one)
    if asked is None:
        return []
    return [(label, known.variant(one.code, text, code)) for label, text, code in asked.ways if code in known.measures]


def verdicts(
    seen: Reading, ways: Sequence[tuple[Promise, Definition]], subject: Subject, period: Period
) -> list[Variant]:
    """Those that can be answered for the very cell, so that sections are not held against groups of sections."""
    answered = ((label, other, seen.figures(other, {"": subject}, [period])) for label, other in ways)
    exact = (
        (label, other, found[0]) for label, other, found in answered if len(found) == 1 and not found[0].is_coarser
    )
    return [
        Variant(label, figure, QUESTIONS[other.code].line) for label, other, figure in exact if figure.value is not None
    ]
