"""A figure in words. Where prices have not been taken out, no sentence says who leads or lags."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.queries.figure import Figure
from indicators.shown import texts

# Translators: keep the names in their dictionary form; put a colon where the grammar would change them.
SENTENCES = {
    "location_quotient": gettext_lazy(
        "In %(period)s %(activities)s weighed %(value)s times as much in %(regions)s as in the country."
    ),
    "sector_lead": gettext_lazy(
        "In %(period)s, %(activities)s: growth in the country less growth of the whole economy was %(value)s, "
        "price change included."
    ),
    "sector_lead_gva": gettext_lazy(
        "In %(period)s, %(activities)s: growth in the country less growth of all industries was %(value)s, "
        "price change included."
    ),
    "cluster_lead": gettext_lazy(
        "In %(period)s, %(activities)s: growth in %(regions)s less growth in the country was %(value)s, "
        "price change included."
    ),
    "share_in_grp": gettext_lazy("In %(period)s %(activities)s made %(value)s of the product of %(regions)s."),
    "productivity": gettext_lazy(
        "In %(period)s, %(activities)s in %(regions)s: value added came to %(value)s employed."
    ),
    "employment_growth": gettext_lazy(
        "In %(period)s the number of people employed in %(activities)s in %(regions)s changed by %(value)s."
    ),
    "grp_growth_real": gettext_lazy("In %(period)s the product of %(regions)s changed by %(value)s in real terms."),
    "grp_lead_real": gettext_lazy(
        "In %(period)s the product of %(regions)s grew %(distance)s points faster than the country's, in real terms."
    ),
    "grp_growth": gettext_lazy(
        "In %(period)s the product of %(regions)s changed by %(value)s at current prices, price change included."
    ),
    "grp_lead": gettext_lazy(
        "In %(period)s growth of the product of %(regions)s less the country's was %(value)s at current prices, "
        "price change included."
    ),
    "grp_share": gettext_lazy("In %(period)s %(regions)s made %(value)s of the country's product."),
}
LAGS = gettext_lazy(
    "In %(period)s the product of %(regions)s grew %(distance)s points slower than the country's, in real terms."
)
LEVEL = gettext_lazy("In %(period)s the product of %(regions)s grew as fast as the country's, in real terms.")
ANY = gettext_lazy("%(indicator)s, %(activities)s, %(regions)s, %(period)s: %(value)s.")
NO_VALUE = gettext_lazy("%(indicator)s for %(regions)s has no value in %(period)s.")


def sentence(figure: Figure, *, regions: str, activities: str, period: str) -> str:
    one = figure.definition
    named = {
        "regions": regions,
        "activities": activities or _("all activities together"),
        "period": period,
        "indicator": one.indicator.name,
    }
    if figure.value is None:
        return str(NO_VALUE) % named
    distance = texts.number(abs(figure.value) * 100, one.version.decimals)
    return str(_template(figure)) % (named | {"value": texts.value(figure), "distance": distance})


def _template(figure: Figure) -> str:
    code, value = figure.definition.code, figure.value or 0.0
    if code == "grp_lead_real" and value <= 0:
        return LAGS if round(value, 6) else LEVEL
    return SENTENCES.get(code, ANY)
