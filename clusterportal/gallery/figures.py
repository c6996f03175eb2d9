"""Numbers and pictures in every state."""

from typing import Any

from clusterportal.gallery import pictures
from indicators.drawing import region_map

Specimens = dict[str, list[tuple[str, dict[str, Any]]]]


def specimens() -> Specimens:
    return {
        "figure": list(numbers()),
        "stat_tile": [
            ("", {"label": "clusters", "value": "12", "note": "5 registered", "href": "#"}),
            ("warn", {"label": "files near their limit", "value": "3", "tone": "warn"}),
            ("bad", {"label": "late", "value": "1", "tone": "bad"}),
            ("good", {"label": "targets met", "value": "7 of 9", "tone": "good"}),
        ],
        "value_bar": [
            ("", {"label": "Pavlodar", "value": 61, "max": 100, "text": "61 %"}),
            ("warn", {"label": "Budget spent", "value": 93, "max": 100, "text": "93 %", "tone": "warn"}),
        ],
        "table": [
            (
                "",
                {
                    "caption": "Value added by region, 2022",
                    "head": table_head(),
                    "rows": table_rows(),
                    "first_is_header": True,
                },
            ),
            (
                "empty",
                {
                    "caption": "Releases",
                    "head": ["File", "Source"],
                    "rows": [],
                    "empty": "Drop a file as the office sent it.",
                },
            ),
        ],
        "table_cell": [("text", {"cell": "plain"}), ("link", {"cell": {"text": "Atyrau", "href": "#"}})],
        "chart": list(charts()),
        "map": list(maps()),
    }


def numbers():
    share = {"label": "Share in the country's product", "period": "2022", "explain_url": "#"}
    yield (
        "ok",
        share | {"value": "13.227 %", "spark": pictures.sparkline(), "delta": "+0.6 points in a year"},
    )
    yield (
        "with unit and note",
        {
            "label": "Productivity",
            "value": "24.1",
            "unit": "mln tenge a person",
            "period": "2024",
            "note": "includes price change",
        },
    )
    yield (
        "provisional",
        share | {"value": "10.9 %", "period": "2025", "status": "provisional", "status_label": "provisional"},
    )
    yield (
        "suppressed",
        share | {"value": "–", "status": "suppressed", "status_label": "suppressed: fewer than five returns"},
    )
    yield (
        "missing",
        share
        | {"value": "–", "status": "missing_input", "status_label": "not published", "note": "Nearest: B–F together"},
    )
    yield "toned", {"label": "Real lead over the country", "value": "−1.6 points", "tone": "bad", "period": "2022"}


def charts():
    line = pictures.line_chart()
    numeric = [{"label": name, "numeric": True} for name in ("Atyrau", "Mangystau")]
    yield (
        "line with break, gap and provisional points",
        {
            "svg": line,
            "title": "Share in the country's product",
            "caption": "at current prices",
            "legend": [{"tone": 1, "label": "Atyrau"}, {"tone": 2, "label": "Mangystau"}],
            "head": ["Year", *numeric],
            "rows": pictures.line_rows(),
            "source": "Bureau of National Statistics, release 41",
            "csv_url": "#csv",
            "svg_url": "#svg",
        },
    )
    yield "with an interval", {"svg": pictures.interval_chart(), "title": "Share with its interval"}
    yield "columns", {"svg": pictures.bar_chart(), "title": "Growth over the year before"}


def maps():
    common = {"legend": pictures.map_legend(), "credit": region_map.CREDIT, "source": "Bureau of National Statistics"}
    yield (
        "regions",
        common
        | {
            "svg": pictures.country_map(),
            "title": "Location quotient of farming",
            "caption": "2024, on value added",
            "head": ["Region", {"label": "Quotient", "numeric": True}],
            "rows": pictures.map_rows(),
        },
    )
    yield (
        "tiles, where a boundary is missing",
        common | {"svg": pictures.tile_map(), "title": "The same as tiles"},
    )


def table_head():
    return [
        {"label": "Region", "href": "#sort", "sorted": "ascending"},
        {"label": "Value added", "numeric": True},
        {"label": "Growth", "numeric": True},
        "State",
    ]


def table_rows():
    return [
        [
            {"text": "Atyrau", "href": "#KZ-23"},
            {"text": "13.7 tn tenge", "numeric": True},
            {"text": "+29.1 %", "numeric": True},
            {"badge": "ok", "tone": "good"},
        ],
        [
            "Mangystau",
            {"text": "4.1 tn tenge", "numeric": True},
            {"text": None, "numeric": True},
            {"badge": "provisional", "tone": "warn"},
        ],
    ]
