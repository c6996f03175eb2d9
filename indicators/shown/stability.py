"""Whether an index says the same over the years and under other choices."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from indicators.composite import stability
from indicators.drawing import spark
from indicators.models import Code
from indicators.queries.composite import Years
from indicators.queries.definition import Definitions
from indicators.shown import cards, recipe, texts
from indicators.shown.composite import numeric, place, right

Shown = dict[str, Any]
SHOWN_YEARS = 6


def page(found: Years, known: Definitions, rows: Mapping[str, Code]) -> Shown:
    robust = found.newest.robustness
    return {
        "one": found.definition,
        "period": cards.period(found.periods[-1]),
        "before": cards.period(found.periods[-2]) if len(found.periods) > 1 else "",
        "tiles": _tiles(found, robust.shift),
        "counted": len(found.whole_regions),
        "span": f"{found.periods[0]}–{found.periods[-1]}",
        "is_comparable": found.newest.recipe.normalisation.keeps_years_comparable,
        "pairs_head": [
            _("Year against the one before"),
            right(_("Spearman's ρ")),
            right(_("Kendall's τ")),
            right(_("τ between neighbours")),
        ],
        "pairs": [
            [cards.period(period), *(numeric(_three(each)) for each in correlations)]
            for period, *correlations in reversed(found.pairs())
        ],
        "choices_head": [_("One choice made otherwise"), right(_("Mean move of a place")), right(_("Largest move"))],
        "choices": recipe.choices(found.newest.choices(), known),
        "regions_head": [
            _("Region"),
            *(right(str(period)) for period in found.periods[-SHOWN_YEARS:]),
            _("Places over the years"),
            right(_("Variation")),
            right(_("Around its trend")),
            right(_("Keeps its fifth")),
            right(_("Same direction as the year before")),
        ],
        "regions": _regions(found, rows),
        "draws": found.newest.recipe.draws,
    }


def _tiles(found: Years, shift: float) -> list[Shown]:
    together, moved = found.concordance, stability.mean_rank_change(found.scores)
    kept, mobility = stability.fifth_keepers(found.scores), stability.mobility(found.scores)
    note = ""
    if together:
        note = _("χ² %(chi)s; %(years)s years, %(units)s regions") % {
            "chi": texts.number(together.chi_square, 1),
            "years": together.years,
            "units": together.units,
        }
    return [
        {
            "value": _three(together.w if together else None),
            "label": _("Concordance of the years (Kendall's W)"),
            "note": note,
        },
        {"value": _two(moved), "label": _("Places that a region moves in a year, on average"), "note": ""},
        {
            "value": texts.percent(kept, 0),
            "label": _("Moves that stay in the same fifth"),
            "note": _("mobility %s") % _two(mobility) if mobility is not None else "",
        },
        {
            "value": _two(None if np.isnan(shift) else shift),
            "label": _("Places that a region moves from recipe to recipe, on average"),
            "note": "",
        },
    ]


def _regions(found: Years, rows: Mapping[str, Code]) -> list[list[Any]]:
    held, robust, newest = found.change_holds(), found.newest.robustness, found.newest
    order = sorted(newest.regions, key=lambda code: (newest.place(code) or np.inf, code))
    return [
        [
            rows[code].short_name or rows[code].name,
            *(numeric(place(found.wholes[period].place(code))) for period in found.periods[-SHOWN_YEARS:]),
            {"text": _spark(found, code, rows[code].short_name or rows[code].name)},
            *_variation(found.variation(code)),
            numeric(_share(float(robust.class_holds[newest.regions.index(code)]))),
            numeric(texts.percent(held[code], 0)),
        ]
        for code in order
    ]


def _spark(found: Years, code: str, name: str) -> Any:
    """Upwards is a better place."""
    places = [found.wholes[period].place(code) for period in found.periods]
    return spark.draw([None if each is None else -float(each) for each in places], title=name)


def _variation(found: stability.Variation | None) -> list[Shown]:
    if found is None:
        return [numeric(texts.NOTHING), numeric(texts.NOTHING)]
    return [numeric(texts.percent(found.variation, 1)), numeric(texts.percent(found.detrended, 1))]


def _share(value: float) -> str:
    return texts.percent(None if np.isnan(value) else value, 0)


def _two(value: float | None) -> str:
    return texts.number(value, 2)


def _three(value: float | None) -> str:
    return texts.number(value, 3)
