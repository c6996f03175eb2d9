"""What a region is specialised in, and what stands near to that."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.models import Code
from indicators.queries import name
from indicators.queries.definition import Definition, Definitions
from indicators.queries.relatedness import Relatedness
from indicators.shown import addresses, cards, texts

QUOTIENT = "location_quotient"
MOST, STRENGTHS = 20, 3
Shown = dict[str, Any]


def page(found: Relatedness, region: str, known: Definitions, rows: Mapping[str, Code]) -> Shown:
    held, near = found.held(region), found.near(region)[:MOST]
    leading = {code: found.leading_to(region, code, most=STRENGTHS) for code in near}
    names = name.names({*held[:MOST], *near, *(code for each in leading.values() for code in each)})
    quotient = known.find(QUOTIENT, found.measure) if QUOTIENT in known.versions else None
    return {
        "period": cards.period(found.period),
        "is_provisional": found.is_provisional,
        "left_out": found.left_out,
        "counted": len(found.activities),
        "tiles": _tiles(found, region, len(held)),
        "near_head": [_("Activity"), *_numeric(_("Density"), _("Quotient"), _("Complexity")), _("Goes with")],
        "near": [
            [
                *_line(found, region, code, quotient, names),
                ", ".join(names.get(one, one) for one in leading[code]) or texts.NOTHING,
            ]
            for code in near
        ],
        "held_head": [_("Activity"), *_numeric(_("Density"), _("Quotient"), _("Complexity"))],
        "held": [_line(found, region, code, quotient, names) for code in held[:MOST]],
        "regions_head": [_("Region"), *_numeric(_("Place"), _("Complexity"), _("Specialised in"))],
        "regions": _regions(found, rows),
        "vintage": found.snapshot.vintage,
    }


def _tiles(found: Relatedness, region: str, held: int) -> list[Shown]:
    ranked = found.of_regions()
    place = next((place for place, (code, _value) in enumerate(ranked, start=1) if code == region), None)
    own = dict(ranked).get(region)
    note = _("place %(place)s of %(count)s") % {"place": place, "count": len(ranked)} if place else ""
    return [
        {"value": texts.number(own, 2, is_signed=True), "label": _("Complexity of the region"), "note": note},
        {
            "value": texts.number(held),
            "label": _("Activities that it is specialised in"),
            "note": _("of %(count)s that are published for every region") % {"count": len(found.activities)},
        },
    ]


def _line(
    found: Relatedness, region: str, activity: str, quotient: Definition | None, names: Mapping[str, str]
) -> list[Any]:
    told = texts.number(found.at(found.advantage, region, activity), 2)
    asked = (quotient, f"{region}:{activity}", str(found.period)) if quotient else None
    return [
        names.get(activity, activity),
        {"text": texts.percent(found.at(found.density, region, activity), 1), "numeric": True},
        {"text": told, "href": addresses.address(*asked) if asked else "", "numeric": True},
        {"text": texts.number(found.of_activity(activity), 2, is_signed=True), "numeric": True},
    ]


def _regions(found: Relatedness, rows: Mapping[str, Code]) -> list[list[Any]]:
    return [
        [
            {
                "text": (rows[code].short_name or rows[code].name) if code in rows else code,
                "href": reverse("region_related", kwargs={"code": code}),
            },
            {"text": texts.number(place), "numeric": True},
            {"text": texts.number(value, 2, is_signed=True), "numeric": True},
            {"text": texts.number(found.diversity(code)), "numeric": True},
        ]
        for place, (code, value) in enumerate(found.of_regions(), start=1)
    ]


def _numeric(*labels: str) -> list[Shown]:
    return [{"label": label, "numeric": True} for label in labels]
