"""The public register of organisations, page by page: a deep page costs what the first one costs."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from initiatives.models import Organisation
from initiatives.queries import organisation as organisations
from initiatives.queries.organisation import Person

ON_A_PAGE = 25


@dataclass(frozen=True)
class Page:
    """Some rows in the order of their names; `after` begins the next page."""

    rows: list[Organisation]
    after: int | None


def directory(user: Person, *, query: str = "", kind: str = "", region: str = "", after: int | None = None) -> Page:
    ordered = _beyond(chosen(user, query=query, kind=kind, region=region), after)
    rows = list(ordered[: ON_A_PAGE + 1])
    is_more = len(rows) > ON_A_PAGE
    return Page(rows[:ON_A_PAGE], rows[ON_A_PAGE - 1].pk if is_more else None)


def chosen(user: Person, *, query: str = "", kind: str = "", region: str = "") -> QuerySet[Organisation]:
    """All that fit, in the order of the pages; a kind that there is none of is no filter."""
    found = organisations.named(organisations.visible_to(user), query)
    if kind in Organisation.Kind.values:
        found = found.filter(kind=kind)
    if region:
        found = found.filter(region__code=region)
    return found.select_related("region").order_by("sort_name", "pk")


def _beyond(found: QuerySet[Organisation], after: int | None) -> QuerySet[Organisation]:
    last = Organisation.objects.filter(pk=after).values_list("sort_name", "pk").first() if after else None
    if last is None:
        return found
    name, key = last
    return found.filter(sort_name__gte=name).filter(Q(sort_name__gt=name) | Q(pk__gt=key))
