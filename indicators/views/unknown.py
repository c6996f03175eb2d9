"""An address that names nothing: 404 with the nearest that exists."""

from difflib import get_close_matches
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from indicators.models import Code
from indicators.queries.definition import Definitions

SENTENCES = {
    "region": gettext_lazy("No region has this code."),
    "subject": gettext_lazy("Nothing measured has this name: a region or an activity in it is unknown."),
    "indicator": gettext_lazy("No indicator of this name is in force, or it does not take this measure."),
    "period": gettext_lazy("This is no period. Write 2022, 2022-Q3, 2022-03 or 2022-01..09."),
    "then": gettext_lazy("On that day the portal knew no figures yet."),
    "moment": gettext_lazy("This is no day. Write 2026-01-31 or 2026-01-31T12:00:00+05:00."),
}
LONGEST = 80


def answer(request: HttpRequest, kind: str, text: str, known: Definitions | None = None) -> HttpResponse:
    nearest = _indicators(text, known) if kind == "indicator" and known else _regions(text)
    context = {"sentence": SENTENCES[kind], "asked": text[:LONGEST], "nearest": nearest}
    return render(request, "indicators/figure/unknown.html", context, status=HTTPStatus.NOT_FOUND)


def _regions(text: str) -> list[dict[str, Any]]:
    """Regions whose code or name in any language is like what was written."""
    words: dict[str, Code] = {}
    for row in Code.objects.regions():
        spoken = (row.code, row.name_kk, row.name_ru, row.name_en, row.short_name_en, *row.spellings)
        words |= {word.casefold(): row for word in spoken if word}
    likely = get_close_matches(text[:LONGEST].partition(":")[0].casefold(), list(words), n=4, cutoff=0.5)
    rows = {words[word].code: words[word] for word in likely}
    return [
        {"label": f"{row.short_name or row.name} ({row.code})", "href": reverse("region", kwargs={"code": row.code})}
        for row in rows.values()
    ]


def _indicators(text: str, known: Definitions) -> list[dict[str, Any]]:
    likely = get_close_matches(text, list(known.versions), n=4, cutoff=0.4) or list(known.versions)
    return [
        {"label": f"{known.versions[code].indicator.name} ({code})", "href": f"{reverse('figures')}?indicator={code}"}
        for code in likely
    ]
