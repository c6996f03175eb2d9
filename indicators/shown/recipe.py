"""A recipe in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from indicators import composite
from indicators.composite import Aggregation, Group, Normalisation, Outliers, Recipe
from indicators.composite.robustness import AGGREGATION, LEFT_OUT, NORMALISATION, Choice
from indicators.queries.definition import Definitions
from indicators.shown import texts

Shown = dict[str, Any]

NORMALISATIONS = {
    Normalisation.GOALPOSTS: gettext_lazy("fixed goalposts"),
    Normalisation.MIN_MAX: gettext_lazy("between the lowest and the highest region"),
    Normalisation.Z_SCORE: gettext_lazy("standard deviations from the mean"),
    Normalisation.RANK: gettext_lazy("rank"),
    Normalisation.PERCENTILE_RANK: gettext_lazy("share of the regions that are behind"),
    Normalisation.BEST: gettext_lazy("distance to the best region"),
    Normalisation.TARGET: gettext_lazy("distance to a target"),
}
AGGREGATIONS = {
    Aggregation.ARITHMETIC: gettext_lazy("arithmetic mean: a weakness can be made up for"),
    Aggregation.GEOMETRIC: gettext_lazy("geometric mean: a weakness weighs more"),
    Aggregation.HARMONIC: gettext_lazy("harmonic mean: a weakness weighs most"),
}
OUTLIERS = {
    Outliers.KEPT: gettext_lazy("extreme values count as they are"),
    Outliers.DRAWN_IN: gettext_lazy("extreme values are drawn in, at most five in an indicator"),
}
DIRECTIONS = {1: gettext_lazy("more is better"), -1: gettext_lazy("less is better")}


def sentence(made: Recipe) -> str:
    count = len(made.parts)
    many = ngettext("%(count)s indicator", "%(count)s indicators", count) % {"count": count}
    return f"{many}; {NORMALISATIONS[made.normalisation]}; {AGGREGATIONS[made.aggregation]}"


def named(group: Group) -> str:
    return str(getattr(group, f"name_{get_language() or 'en'}", "") or group.name_en or group.code)


def pillar(made: Recipe, code: str) -> str:
    return next((named(group) for group in made.groups if group.code == code), "")


def shares(made: Recipe) -> list[tuple[Group, float]]:
    """Each pillar with its share of what it lies in."""
    totals: dict[str, float] = {}
    for group in made.groups:
        totals[group.parent] = totals.get(group.parent, 0.0) + group.weight
    for part in made.parts:
        if part.group in totals and part.group == composite.recipe.ROOT:
            totals[part.group] += part.weight
    return [(group, group.weight / totals[group.parent]) for group in made.groups]


def parts_head(made: Recipe) -> list[Any]:
    counted = _("Factor") if made.aggregation is Aggregation.GEOMETRIC else _("Contribution")
    numbers = [_("Value"), _("On the scale"), _("Weight"), counted]
    return [_("Indicator"), _("Pillar"), *({"label": label, "numeric": True} for label in numbers), _("Status")]


def page(known: Definitions, made: Recipe) -> Shown:
    return {
        "facts": [
            (_("Scale"), NORMALISATIONS[made.normalisation]),
            (_("Mean"), AGGREGATIONS[made.aggregation]),
            (_("Outliers"), OUTLIERS[made.outliers]),
            (_("Least share of the weights that must be known"), texts.percent(made.least_known, 0)),
            (_("Draws for the intervals"), _("%(draws)s, seed %(seed)s") % {"draws": made.draws, "seed": made.seed}),
        ],
        "head": [
            _("Indicator"),
            _("Pillar"),
            _("Direction"),
            *({"label": label, "numeric": True} for label in (_("Weight"), _("Lowest"), _("Highest"))),
        ],
        "rows": [_row(known, made, part) for part in made.parts],
        "pillars": [
            [named(group), {"text": texts.percent(share, 0), "numeric": True}] for group, share in shares(made)
        ],
        "pillars_head": [_("Pillar"), {"label": _("Weight"), "numeric": True}],
    }


def _row(known: Definitions, made: Recipe, part: composite.Part) -> list[Any]:
    is_known = part.indicator in known.versions
    one = known.find(part.indicator) if is_known else None
    written = texts.formatter(one) if one else str
    ends = [texts.NOTHING if end is None else written(end) for end in (part.low, part.high)]
    return [
        one.indicator.name if one else part.indicator,
        pillar(made, part.group),
        str(DIRECTIONS[part.direction]),
        *({"text": text, "numeric": True} for text in (texts.number(part.weight, 2), *ends)),
    ]


def choices(found: Sequence[Choice], known: Definitions) -> list[list[Any]]:
    """What ranks would do if one choice were made otherwise."""
    return [
        [
            choice(each, known),
            {"text": texts.number(each.shift, 2), "numeric": True},
            {"text": texts.number(each.largest), "numeric": True},
        ]
        for each in found
    ]


def choice(each: Choice, known: Definitions) -> str:
    if each.kind == NORMALISATION:
        return _("Scale: %s") % NORMALISATIONS[Normalisation(each.name)]
    if each.kind == AGGREGATION:
        return _("Mean: %s") % AGGREGATIONS[Aggregation(each.name)]
    if each.kind == LEFT_OUT:
        return _("Without: %s") % (
            known.versions[each.name].indicator.name if each.name in known.versions else each.name
        )
    return _("All weights equal")


def problem(each: composite.Problem) -> str:
    return _(each.template) % each.params
