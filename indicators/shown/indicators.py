"""The catalogue of indicators."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.period import Period
from indicators.queries.definition import Definition, Definitions
from indicators.shown import cards, recipe, texts

Shown = dict[str, Any]


def index(
    known: Definitions,
    one: Definition | None,
    published: Sequence[Period],
    places: Mapping[str, str],
    activities: Mapping[str, str],
) -> Shown:
    measures = [(code, measure.name) for code, measure in known.measures.items() if code in {"gva", "jobs"}]
    chosen = one.code if one else ""
    measure = one.measure.code if one and one.measure else ""
    country = known.book.codes.regions.country
    choices = [
        choice("indicator", _("Indicator"), [(each.code, each.indicator.name) for each in ordered(known)], chosen),
        choice("region", _("Region"), [(country, _("The whole country")), *places.items()], country),
        choice("activity", _("Activity"), [("", _("all activities")), *activities.items()], ""),
        choice("period", _("Period"), [(str(each), cards.period(each)) for each in reversed(published)], ""),
        choice("measure", _("Measure, where the indicator takes one"), measures, measure),
    ]
    return {"choices": choices, "indicators": [told(each) for each in ordered(known) if each.indicator.is_kept]}


def ordered(known: Definitions) -> list[Definition]:
    """As people read them, the real ones first; not as they are computed."""
    return sorted(known.all(), key=lambda one: one.indicator.position)


def choice(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Shown:
    listed = [{"value": value, "label": text, "is_chosen": value == chosen} for value, text in options]
    return {"name": name, "label": label, "options": listed}


def told(one: Definition) -> Shown:
    return {
        "code": one.code,
        "name": one.indicator.name,
        "description": one.indicator.description,
        "formula": recipe.sentence(one.recipe) if one.recipe else one.version.formula,
        "version": one.version.number,
        "unit": texts.unit(one),
        "price_basis": texts.price_basis(one),
        "edge": one.indicator.edge_note,
        "literature": one.indicator.literature,
        "is_real": texts.is_real(one),
        "takes_measure": one.takes_measure,
        "href": f"{reverse('figures')}?indicator={one.code}#choose",
        "map": f"{reverse('regions')}?indicator={one.code}",
    }
