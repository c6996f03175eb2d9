"""Every component in every state that a page can meet, with invented contents."""

from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.safestring import mark_safe

from clusterportal.gallery import figures, forms
from clusterportal.templatetags.ui import MESSAGE_TONES

Specimens = dict[str, list[tuple[str, dict[str, Any]]]]

NOON = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
TONES = ("neutral", "info", "good", "warn", "bad", "muted")
ARTICLE = "Order 367 of 2022, article 7"
FORMS = {"csrf_token": "x" * 32}

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
LANGUAGES = [
    {"code": "kk", "name": "Қазақша", "url": "/kk/gallery/", "is_address": True},
    {"code": "ru", "name": "Русский", "url": "/accounts/login/"},
    {"code": "en", "name": "English", "url": "/en/gallery/", "is_current": True, "is_address": True},
]
FOUND = [
    {"value": "1051", "label": "10.51 Milk, cheese and other dairy", "note": "found by: cheese, сыр, ірімшік"},
    {"value": "0141", "label": "01.41 Raising of dairy cattle", "note": "found by: milk"},
]
TEXTS = {
    "mine": {"text": "Water-saving irrigation on 40,000 ha by 2030.", "who": "You", "at": LATER},
    "theirs": {"text": "Drip irrigation on 25,000 ha by 2029.", "who": "C. Dana", "at": NOON},
}


class Visitor:
    is_authenticated = False


class Official:
    is_authenticated = True

    def __str__(self) -> str:
        return "region@demo.kz"


def specimens() -> Specimens:
    return words() | choices() | lists() | figures.specimens() | asking()


def words() -> Specimens:
    return {
        "mark": [("", {})],
        "badge": [(tone, {"label": tone, "tone": tone}) for tone in TONES],
        "button": [
            *((kind, {"label": kind.title(), "kind": kind}) for kind in ("primary", "secondary", "quiet", "danger")),
            ("link", {"label": "Continue", "href": "#", "note": "with Leaders"}),
            ("small", {"label": "Remind", "kind": "secondary", "is_small": True}),
            ("disabled", {"label": "Hand in", "is_disabled": True}),
        ],
        "notice": [
            *(
                (tone, {"text": f"A notice in the tone {tone}.", "tone": tone})
                for tone in sorted(set(MESSAGE_TONES.values()))
            ),
            (
                "title, link",
                {
                    "title": "Kyzylorda returned it at 14:05 while you read.",
                    "text": "Yours was not recorded; your text is below.",
                    "tone": "warn",
                    "href": "#",
                    "label": "See both",
                },
            ),
        ],
        "inset": [("", {"title": "What it does not say", "text": "It speaks of the territory, not of the members."})],
        "empty": [
            (
                "",
                {
                    "title": "Nothing waits for you.",
                    "text": "Nearest limit in your region: 2 December; three files wait for others.",
                    "href": "#",
                    "label": "See all files",
                },
            ),
            ("words only", {"title": "No call open in your trade", "text": "We write once when there is."}),
        ],
        "source_note": [
            ("", {"text": "Bureau of National Statistics, release 41", "href": "#", "date": NOON}),
            ("plain", {"text": "members' returns"}),
        ],
        "status": [
            (code, {"code": code, "label": code.replace("_", " ")})
            for code in ("provisional", "suppressed", "missing_input")
        ],
    }


def choices() -> Specimens:
    return {
        "breadcrumbs": [
            ("", {"links": [{"label": "Regions", "href": "#"}, {"label": "Atyrau", "href": "#"}, {"label": "Mining"}]})
        ],
        "tabs": [
            (
                "",
                {
                    "label": "Parts",
                    "tabs": [
                        {"label": "Overview", "href": "#", "is_current": True},
                        {"label": "Remarks", "href": "#", "count": 3},
                        {"label": "History", "href": "#"},
                    ],
                },
            )
        ],
        "pagination": [("", {"page": Paginator(range(95), 10).page(4), "query": QueryDict("q=milk")})],
        "language_switch": [("", {"languages": LANGUAGES, "label": "Language, as a specimen", **FORMS})],
        "person_menu": [
            ("visitor", {"person": Visitor(), "sign_in_next": "/en/"}),
            ("signed in", {"person": Official(), "notice_count": 3, **FORMS}),
        ],
        "next_step": [
            (
                "",
                {
                    "title": "Invite six more members",
                    "text": "Nine of fifteen have committed.",
                    "href": "#",
                    "label": "Invite",
                    "minutes": 3,
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
        "copy_link": [("", {"url": "https://portal.example/i/7Qm2", "label": "Invitation of Esil Dairy Farm"})],
    }


def lists() -> Specimens:
    return {
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


def asking() -> Specimens:
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
                    "error": mark_safe("This is a PDF inside; ask for the workbook."),
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
