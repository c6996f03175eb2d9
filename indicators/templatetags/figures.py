import datetime as dt

from django import template

from indicators.queries import name
from indicators.resolution import Subject
from indicators.shown import cards

register = template.Library()


@register.inclusion_tag("indicators/figure/base.html")
def territorial_base(rows):
    """The figures of a territory and its activities, from `queries.series.base_figures`."""
    names = name.of_subjects({Subject.parse(row.cell) for row in rows}) if rows else {}
    return {"blocks": cards.blocks(rows, names)}


@register.inclusion_tag("indicators/figure/cards.html")
def figure_cards(found, at: dt.datetime | None = None):
    """Single figures beside each other; each leads to its explanation, as of `at` where given."""
    return {"figures": [cards.single(figure, at=at) for figure in found]}
