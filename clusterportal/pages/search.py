"""One box for everything: what the reader may know of, kind by kind."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from clusterportal.pages.catalogue import PUBLIC_STAGES
from clusterportal.pages.entries import named
from indicators.models import Code, Indicator
from indicators.queries import search as codes
from initiatives.models import Document, Initiative, Offer, Organisation, Project
from initiatives.queries import search
from initiatives.queries.catalogue import CODES_FOR_WORDS

LONGEST_WORDS, SHOWN, ON_A_PAGE, MOST_PAGES = 100, 5, 25, 40
KINDS: dict[str, str | Promise] = {
    "initiatives": gettext_lazy("Initiatives"),
    "organisations": gettext_lazy("Organisations"),
    "offers": gettext_lazy("Offers and needs"),
    "projects": gettext_lazy("Projects"),
    "indicators": gettext_lazy("Indicators"),
    "regions": gettext_lazy("Regions"),
    "activities": gettext_lazy("Activities"),
    "documents": gettext_lazy("Documents"),
}
# What stands in one region; the others are the same everywhere.
IN_A_REGION = ("initiatives", "organisations", "offers", "projects", "documents")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; empty means everything."""

    q: str = ""
    kind: str = ""
    region: str = ""
    page: int = 1

    @property
    def kept(self) -> dict[str, str]:
        return {key: value for key, value in (("q", self.q), ("kind", self.kind), ("region", self.region)) if value}

    def takes(self, kind: str) -> bool:
        return self.kind in ("", kind) and (not self.region or kind in IN_A_REGION)


class Search(TemplateView):
    template_name = "pages/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, on = self._asked(), timezone.localdate()
        groups = self._found(asked, on) if asked.q else []
        counts = {group["kind"]: group["total"] for group in groups}
        return super().get_context_data(**kwargs) | {
            "asked": asked,
            "groups": [group for group in groups if group["rows"]],
            "total": sum(counts.values()),
            "filters": [_kinds(asked, counts), _regions(asked)],
            "reset_url": f"?{urlencode({'q': asked.q})}" if asked.kind or asked.region else "",
            "pages": _pages(asked, counts),
        }

    def _asked(self) -> Asked:
        given = {key: value.replace("\0", "").strip() for key, value in self.request.GET.items()}
        number, kind, region = given.get("page", ""), given.get("kind", ""), given.get("region", "")
        return Asked(
            q=given.get("q", "")[:LONGEST_WORDS],
            kind=kind if kind in KINDS else "",
            region=region if region in {row.code for row in codes.regions_present()} else "",
            page=max(1, min(int(number[:3]), MOST_PAGES)) if number.isdecimal() else 1,
        )

    def _found(self, asked: Asked, on: dt.date) -> list[dict[str, Any]]:
        user, meant = self.request.user, codes.both(asked.q, on=on)
        activities = [code.code for code in meant.activities[:CODES_FOR_WORDS]]
        place: dict[str, Any] = {"on": on, "region": asked.region}
        ask: dict[str, Callable[[], Any]] = {
            "initiatives": lambda: search.initiatives(user, asked.q, activities=activities, **place),
            "organisations": lambda: search.organisations(user, asked.q, region=asked.region),
            "offers": lambda: search.offers(user, asked.q, activities=activities, **place),
            "projects": lambda: search.projects(user, asked.q, **place),
            "indicators": lambda: codes.indicators(asked.q),
            "regions": lambda: meant.regions,
            "activities": lambda: meant.activities,
            "documents": lambda: search.documents(user, asked.q, **place),
        }
        return [_group(kind, ask[kind](), asked) for kind in KINDS if asked.takes(kind)]


def _group(kind: str, found: QuerySet[Any] | Sequence[Code], asked: Asked) -> dict[str, Any]:
    size = ON_A_PAGE if asked.kind else SHOWN
    first = (asked.page - 1) * size if asked.kind else 0
    if isinstance(found, QuerySet):
        rows = list(found.annotate(of_all=Window(Count("pk")))[first : first + size])
        total = rows[0].of_all if rows else 0
    else:
        rows, total = list(found[first : first + size]), len(found)
    return {
        "kind": kind,
        "label": KINDS[kind],
        "total": total,
        "rows": [SHOW[kind](row) for row in rows],
        "all_url": f"?{urlencode(asked.kept | {'kind': kind})}" if total > len(rows) and not asked.kind else "",
    }


def _pages(asked: Asked, counts: dict[str, int]) -> dict[str, str]:
    if not asked.kind:
        return {}
    last = min(-(-counts.get(asked.kind, 0) // ON_A_PAGE), MOST_PAGES)
    return {
        "previous": f"?{urlencode(asked.kept | {'page': asked.page - 1})}" if asked.page > 1 else "",
        "next": f"?{urlencode(asked.kept | {'page': asked.page + 1})}" if asked.page < last else "",
    }


def _kinds(asked: Asked, counts: dict[str, int]) -> dict[str, Any]:
    options = [
        {"value": kind, "label": label, "is_chosen": kind == asked.kind, "count": counts.get(kind)}
        for kind, label in KINDS.items()
    ]
    return {"name": "kind", "label": _("Kind"), "options": options}


def _regions(asked: Asked) -> dict[str, Any]:
    rows = sorted(codes.regions_present(), key=lambda row: getattr(row, f"sort_{get_language()}", row.sort_en))
    options = [{"value": row.code, "label": named(row), "is_chosen": row.code == asked.region} for row in rows]
    return {"name": "region", "label": _("Region"), "options": options}


def _initiative(row: Initiative) -> dict[str, Any]:
    is_public = row.stage in PUBLIC_STAGES
    return {
        "title": row.called,
        "href": reverse("profile" if is_public else "initiative", kwargs={"pk": row.pk}),
        "language": row.called_in,
        "badge": row.stage_enum.label,
        "tone": row.stage_enum.tone,
    }


def _organisation(row: Organisation) -> dict[str, Any]:
    where = named(row.region) if row.region else row.country
    return {
        "title": row.called,
        "href": reverse("organisation", kwargs={"pk": row.pk}),
        "language": row.called_in,
        "note": f"{row.get_kind_display()} · {where}",
    }


def _offer(row: Offer) -> dict[str, Any]:
    return {
        "title": row.sentence,
        "href": reverse("offer", kwargs={"pk": row.pk}),
        "language": row.language,
        "badge": row.get_side_display(),
        "tone": row.tone,
        "note": row.organisation.called,
        "note_language": row.organisation.called_in,
    }


def _project(row: Project) -> dict[str, Any]:
    return {
        "title": row.title,
        "href": reverse("project", kwargs={"pk": row.pk}),
        "language": row.initiative.language,
        "note": row.initiative.called,
        "note_language": row.initiative.called_in,
    }


def _document(row: Document) -> dict[str, Any]:
    return {
        "title": row.title,
        "href": reverse("document", kwargs={"pk": row.pk}),
        "language": row.language,
        "note": row.initiative.called,
        "note_language": row.initiative.called_in,
    }


def _indicator(row: Indicator) -> dict[str, Any]:
    return {"title": row.name, "href": reverse("indicator", kwargs={"code": row.code}), "note": row.description}


def _region(row: Code) -> dict[str, Any]:
    return {"title": named(row), "href": reverse("region", kwargs={"code": row.code}), "note": ""}


def _activity(row: Code) -> dict[str, Any]:
    there = f"{reverse('catalogue')}?{urlencode({'words': row.printed_code})}"
    return {
        "title": f"{row.printed_code} {named(row)}",
        "language": row.tongue,
        "tongue": row.tongue,
        "href": there,
        "note": _("Initiatives of this activity"),
    }


SHOW: dict[str, Callable[[Any], dict[str, Any]]] = {
    "initiatives": _initiative,
    "organisations": _organisation,
    "offers": _offer,
    "projects": _project,
    "indicators": _indicator,
    "regions": _region,
    "activities": _activity,
    "documents": _document,
}
