"""Forms and what belongs to them, filled in and refused."""

from datetime import UTC, datetime
from typing import Any

from clusterportal.gallery import forms

Specimens = dict[str, list[tuple[str, dict[str, Any]]]]

NOON = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
FORMS = {"csrf_token": "x" * 32}
FOUND = [
    {"value": "1051", "label": "10.51 Milk, cheese and other dairy", "note": "found by: cheese, сыр, ірімшік"},
    {"value": "0141", "label": "01.41 Raising of dairy cattle", "note": "found by: milk"},
]


def specimens() -> Specimens:
    filled, refused = forms.filled_in(), forms.refused()
    return {
        "field": [("filled in", {"field": filled["name"]}), ("refused", {"field": refused["bin"]})],
        "field_errors": [("", {"errors": refused.non_field_errors()})],
        "error_summary": [("", {"form": refused})],
        "error_list": [("", {"problems": [{"text": "Name: please give one", "href": "#filled_name"}]})],
        "form": [
            ("filled in", {"form": filled, "submit_label": "Save and go on", "cancel_url": "#", **FORMS}),
            ("refused", {"form": refused, **FORMS}),
        ],
        "autosave": [("", {"saved_at": NOON})],
        "pick": [
            (
                "searched",
                {
                    "name": "activities",
                    "label": "What does the cluster do?",
                    "hint": "Everyday words work: cheese, flour, software.",
                    "chosen": [{"value": "0111", "label": "01.11 Cereals"}],
                    "found": FOUND,
                    "query": "cheese",
                },
            ),
            ("refused", {"name": "places", "label": "Where?", "error": "Choose at least one region."}),
        ],
        "pick_options": [
            ("found", {"name": "options", "found": FOUND}),
            ("nothing", {"name": "options", "found": [], "query": "qwerty"}),
        ],
        "upload": [
            ("", {"label": "The office's file", "hint": "CSV or Excel, as it was sent.", "sample_url": "#"}),
            (
                "refused",
                {
                    "label": "The office's file again",
                    "id": "again",
                    "error": "This is a PDF inside; ask for the workbook.",
                },
            ),
        ],
        "search_box": [
            (
                "",
                {
                    "label": "Find a cluster",
                    "id": "gallery-search",
                    "placeholder": "milk, Kostanay, textile",
                    "hidden": {"region": "KZ-39"},
                },
            )
        ],
        "filters": [
            (
                "",
                {
                    "query_name": "q",
                    "query": "",
                    "reset_url": "#",
                    "groups": [
                        {
                            "name": "region",
                            "label": "Region",
                            "options": [{"value": "KZ-39", "label": "Kostanay", "count": 3}],
                        },
                        {
                            "name": "stage",
                            "label": "Stage",
                            "options": [{"value": "registered", "label": "registered", "count": 5, "is_chosen": True}],
                        },
                    ],
                },
            )
        ],
    }
