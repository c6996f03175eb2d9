"""Initiatives as the cards of public pages take them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from clusterportal.templatetags import wording
from indicators.models import Code
from initiatives.queries.catalogue import Entry

MOST_ACTIVITIES = 3


def cards(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [card(entry) for entry in entries]


def card(entry: Entry) -> dict[str, Any]:
    initiative = entry.initiative
    since = _("since %(day)s") % {"day": wording.day(initiative.registered_on)} if initiative.registered_on else ""
    if initiative.is_from_paper:
        since = _("%(since)s, recorded from paper") % {"since": since}
    return {
        "name": initiative.called,
        "name_language": initiative.called_in,
        "href": reverse("profile", kwargs={"pk": initiative.pk}),
        "summary": entry.summary,
        "language": entry.language,
        "regions": [named(code) for code in entry.regions],
        "activities": activities(entry.activities),
        "stage_label": initiative.stage_enum.label,
        "tone": initiative.stage_enum.tone,
        "since": since,
        "is_synthetic": initiative.is_synthetic,
    }


def named(code: Code) -> str:
    return code.short_name or code.name


def activities(codes: Sequence[Code]) -> list[str]:
    told = [f"{code.printed_code} {named(code)}" for code in codes[:MOST_ACTIVITIES]]
    return [*told, "…"] if len(codes) > MOST_ACTIVITIES else told
