"""An initiative on its way: tasks, gates, seats, what happened, what is wrong."""

from datetime import UTC, datetime
from typing import Any

Specimens = dict[str, list[tuple[str, dict[str, Any]]]]

NOON = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
FORMS = {"csrf_token": "x" * 32}
ARTICLE = "Order 367 of 2022, article 7"
GATES = [
    {
        "label": "Committed members",
        "is_passed": False,
        "have": 9,
        "need": 15,
        "reason": "Six more have to commit; three invitations are unanswered.",
        "href": "#members",
    },
    {"label": "Two kinds of member besides authorities", "is_passed": True, "have": 3, "need": 2, "article": ARTICLE},
    {"label": "A vision", "is_passed": True},
]
SEATS = [
    {
        "authority": "Akimat of Turkistan",
        "answer_label": "agreed",
        "tone": "good",
        "at": NOON,
        "comment": "The plan is sound.",
    },
    {
        "authority": "Akimat of Kyzylorda",
        "person": "Day 9 of 15, paused 2",
        "answer_label": "open",
        "tone": "warn",
        "is_mine": True,
    },
    {"authority": "Ministry of Industry", "answer_label": "open", "tone": "neutral"},
]
ENTRIES = [
    {
        "at": LATER,
        "text": "Kyzylorda returned it",
        "detail": "Water in dry years is not answered.",
        "tone": "warn",
        "actor": "A. Serik",
    },
    {"at": NOON, "text": "Turkistan agreed", "tone": "good", "actor": "B. Omar"},
    {"at": NOON, "text": "Handed in, second round", "tone": "info", "actor": "C. Dana", "href": "#round"},
    {"at": NOON, "text": "Drafted"},
]
TASKS = [
    {
        "title": "Managing organisation",
        "href": "#1",
        "state_label": "done",
        "tone": "good",
        "hint": "accepted until 2029",
    },
    {
        "title": "Leaders",
        "href": "#2",
        "state_label": "in progress",
        "tone": "info",
        "hint": "one from science is missing",
    },
    {"title": "Institutionalisation", "href": "#3", "state_label": "waits for a decision", "tone": "warn"},
    {
        "title": "Portfolio",
        "href": "#4",
        "state_label": "needs attention",
        "tone": "bad",
        "hint": "two milestones are late",
    },
    {"title": "Vision and strategic plan", "href": "#5", "state_label": "not started", "tone": "muted"},
]
PROBLEMS = [
    {
        "cause": "Region is not in the list of 2024",
        "count": 23,
        "cure": "Kapchagay belongs to Almaty region since 2022. Apply to all 23?",
        "action": {"href": "#apply", "label": "Apply to all 23"},
        "places": [
            {"place": "GVA!B14", "text": "“Капчагай”", "cure": "Did you mean Almaty region?"},
            {"place": "GVA!B37", "text": "“Капчагай”"},
        ],
    },
    {"cause": "Two letters look alike", "count": 2, "places": [{"place": "GVA!A3", "text": "Latin A in “Аlmaty”"}]},
]
TEXTS = {
    "mine": {"text": "Water-saving irrigation on 40,000 ha by 2030.", "who": "You", "at": LATER},
    "theirs": {"text": "Drip irrigation on 25,000 ha by 2029.", "who": "C. Dana", "at": NOON},
}


def specimens() -> Specimens:
    return {
        "conflict": [
            (
                "",
                {
                    "title": "A colleague changed Vision at 14:01",
                    "action": "#",
                    "hidden": {"version": 4},
                    **TEXTS,
                    **FORMS,
                },
            )
        ],
        "transition": [
            (
                "possible",
                {"label": "Hand in", "action": "#", "consequence": "Three authorities get 15 working days.", **FORMS},
            ),
            (
                "not yet",
                {"label": "Hand in", "missing": ["6 more committed members", "a leader from science or education"]},
            ),
        ],
        "gate": [(label, gate) for label, gate in zip(("open", "passed", "without a count"), GATES, strict=True)],
        "gates": [("", {"gates": GATES})],
        "task_list": [("", {"tasks": TASKS})],
        "timeline": [("", {"entries": ENTRIES})],
        "seats": [("", {"seats": SEATS, "note": "All have to agree."})],
        "summary_list": [
            (
                "",
                {
                    "rows": [
                        {"term": "Name", "value": "Esil Dairy", "href": "#name"},
                        {
                            "term": "Regions",
                            "lines": ["North Kazakhstan", "Akmola"],
                            "href": "#regions",
                            "note": "Two authorities decide.",
                        },
                        {"term": "Vision", "value": "", "href": "#vision"},
                    ]
                },
            )
        ],
        "problem_list": [("", {"groups": PROBLEMS, "total": 1025, "more": 1000})],
        "initiative_card": [
            (
                "",
                {
                    "name": "Tobol Grain and Flour",
                    "href": "#",
                    "summary": "Growers, mills and rail work on flour that is sold as flour.",
                    "regions": ["Kostanay"],
                    "activities": ["01.11", "10.6", "52.1"],
                    "stage_label": "registered",
                    "tone": "good",
                    "since": "since 2024",
                    "figures": [{"label": "location quotient", "value": "2.41"}, {"label": "members", "value": "31"}],
                },
            ),
            (
                "bare",
                {
                    "name": "Atyrau Polymers",
                    "href": "#",
                    "regions": ["Atyrau"],
                    "stage_label": "nascent",
                    "tone": "muted",
                },
            ),
        ],
        "progress": [
            (
                "moving",
                {
                    "value": 41000,
                    "max": 200000,
                    "label": "Checking",
                    "note": "41,000 of 200,000 rows, about 20 s left",
                    "steps": [
                        {"label": "Received", "state": "done"},
                        {"label": "Recognised", "state": "done"},
                        {"label": "Checked", "state": "current"},
                        {"label": "Compared", "state": "todo"},
                    ],
                },
            ),
            ("done", {"value": 1, "max": 1, "label": "Published", "note": "at 14:05"}),
        ],
    }
