"""What a page says: buttons, badges, notices, ways through the portal."""

from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from clusterportal.templatetags.ui import MESSAGE_TONES

Specimens = dict[str, list[tuple[str, dict[str, Any]]]]

NOON = datetime(2026, 11, 23, 9, 2, tzinfo=UTC)
TONES = ("neutral", "info", "good", "warn", "bad", "muted")
FORMS = {"csrf_token": "x" * 32}
LANGUAGES = [
    {"code": "kk", "name": "Қазақша", "url": "/kk/gallery/", "is_address": True},
    {"code": "ru", "name": "Русский", "url": "/accounts/login/"},
    {"code": "en", "name": "English", "url": "/en/gallery/", "is_current": True, "is_address": True},
]


class Visitor:
    is_authenticated = False


class Official:
    is_authenticated = True

    def __str__(self) -> str:
        return "region@demo.kz"


LIST_TOOLS = {
    "name": "initiatives",
    "title": "Initiatives",
    "files": [{"label": "CSV", "href": "#"}, {"label": "XLSX", "href": "#"}],
    "for_programs": "#",
    "views": [{"name": "Dairy in the north", "href": "#", "is_current": True}],
    "may_keep": True,
    "query": "q=milk",
}


def specimens() -> Specimens:
    return said() | ways()


def said() -> Specimens:
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


def ways() -> Specimens:
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
        "list_tools": [("", LIST_TOOLS)],
        "saved_views": [
            ("", {"groups": [{"title": "Initiatives", "views": [{"href": "#", "view": {"name": "Mine"}}]}]})
        ],
        "tongue": [("", {"language": language}) for language in ("ru", "kk", "en")],
        "copy_link": [("", {"url": "https://portal.example/i/7Qm2", "label": "Invitation of Esil Dairy Farm"})],
    }
