from typing import Any

from django.views.generic import TemplateView

from clusterportal.pages import entries
from indicators.queries import definition, region, series
from indicators.resolution import Subject
from indicators.shown import cards
from indicators.shown import regions as maps
from initiatives.queries import catalogue

ON_THE_MAP = "grp_growth_real"
STRIP = ("grp_growth_real", "grp_growth", "productivity", "employment_growth")
YEARS = 20
NEWEST = 3


class Home(TemplateView):
    """What the portal is, the country at a glance, and where to go."""

    template_name = "pages/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = definition.definitions()
        rows = {row.code: row for row in region.present()}
        one = known.find(ON_THE_MAP) if ON_THE_MAP in known.versions else None
        found = region.of_all(known, one, asked=None) if one else None
        numbers = catalogue.counts()
        country = {"KZ": Subject.parse("KZ")}
        (strip,) = series.together([series.Asked(country, series.chosen(known, STRIP), YEARS)])
        return super().get_context_data(**kwargs) | {
            "map": maps.country_map(found.figures if found else (), rows, chosen=""),
            "map_of": found,
            "regions": [(row, numbers.get(code, 0)) for code, row in rows.items()],
            "figures": [cards.card(one) for one in strip.rows],
            "newest": entries.cards(catalogue.newest(limit=NEWEST)),
            "total": catalogue.total(),
            "indicators": len(known.versions),
        }
