"""What stands under every list: the list as a file, and the views that one keeps of it."""

from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse

from clusterportal.exports.lists import LISTS
from clusterportal.exports.table import NOT_A_FILTER, tidy
from clusterportal.models import LONGEST_QUERY, Export, SavedView
from clusterportal.pages.saved import by_list

register = template.Library()


@register.inclusion_tag("components/list_tools.html", takes_context=True)
def list_tools(context: Any, name: str, thing: int | None = None) -> dict[str, Any]:
    """`thing` is the number of whatever the list belongs to."""
    request, table = context["request"], LISTS[name]
    query = request.GET.copy()
    for key in (*NOT_A_FILTER, "thing"):
        query.pop(key, None)
    if thing is not None:
        query["thing"] = str(thing)
    filters = tidy(query)
    own = SavedView.objects.filter(user=request.user, list_name=name) if request.user.is_authenticated else []
    return {
        "name": name,
        "title": table.title,
        "files": [{"label": label, "href": _file(name, kind, query)} for kind, label in Export.Kind.choices],
        "for_programs": _file(name, Export.Kind.CSV, query, heads="codes"),
        "views": [_shown(view, filters) for view in own if _is_here(view, thing)],
        "may_keep": request.user.is_authenticated and _is_filtered(query) and len(filters) <= LONGEST_QUERY,
        "query": filters,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/saved_views.html", takes_context=True)
def kept_views(context: Any) -> dict[str, Any]:
    """For a person's first page."""
    return {"groups": by_list(SavedView.objects.filter(user=context["request"].user, list_name__in=LISTS))}


def _file(name: str, kind: str, query: QueryDict, **more: str) -> str:
    asked = query.copy()
    asked.update(more)
    thing = asked.pop("thing", [])
    of = {"thing": thing[-1]} if thing else {}
    path = reverse("part_file" if of else "list_file", kwargs={"name": name, "kind": kind} | of)
    return f"{path}?{asked.urlencode()}" if asked else path


def _shown(view: SavedView, filters: str) -> dict[str, Any]:
    address = LISTS[view.list_name].address(QueryDict(view.query))
    return {"name": view.name, "href": address, "is_current": view.query == filters, "pk": view.pk}


def _is_here(view: SavedView, thing: int | None) -> bool:
    """A view of another initiative's members does not stand under this one's."""
    return QueryDict(view.query).get("thing", "") == ("" if thing is None else str(thing))


def _is_filtered(query: QueryDict) -> bool:
    return any(value.strip() for key in query if key != "thing" for value in query.getlist(key))
