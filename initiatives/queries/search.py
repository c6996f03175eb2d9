"""What a person may know of, by its name: initiatives, organisations, projects, documents."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from indicators.queries import matching
from initiatives.models import Document, Initiative, InitiativePart, Offer, Organisation, Project
from initiatives.queries import catalogue, document, initiative, offer, organisation, project
from initiatives.queries.organisation import Person


def initiatives(
    user: Person, words: str, *, on: dt.date, region: str = "", activities: Collection[str] = ()
) -> QuerySet[Initiative]:
    """By name, and by the activities that the words mean."""
    asked = matching.tokens(words)
    rows = matching.near(initiative.visible_to(user, on=on), asked)
    about = matching.about(asked, name="name") | organisation.called(words.strip()) if asked else Q(pk=None)
    if activities:
        about |= Q(Exists(catalogue.parts_touching(activities)))
    return _in_region(rows.filter(about), region, "pk").order_by("-nearness", "sort_name", "pk")


def organisations(user: Person, words: str, *, region: str = "") -> QuerySet[Organisation]:
    rows = organisation.visible_to(user).select_related("region")
    return matching.matching(rows.filter(region__code=region) if region else rows, words, name="name")


def offers(
    user: Person, words: str, *, on: dt.date, region: str = "", activities: Collection[str] = ()
) -> QuerySet[Offer]:
    """By the words of their sentence, and by the activities that the words mean."""
    rows = offer.current(user, on=on).select_related("organisation")
    rows = rows.filter(region__code=region) if region else rows
    found = offer.worded(rows, words, activities=activities)
    return matching.near(found, matching.tokens(words)).order_by("-nearness", "-pk")


def projects(user: Person, words: str, *, on: dt.date, region: str = "") -> QuerySet[Project]:
    rows = project.visible_to(user, on=on).select_related("initiative")
    return matching.matching(_in_region(rows, region, "initiative"), words, name="title")


def documents(user: Person, words: str, *, on: dt.date, region: str = "") -> QuerySet[Document]:
    rows = document.open_to(user, on=on).select_related("initiative")
    return matching.matching(_in_region(rows, region, "initiative"), words, name="title")


def _in_region(rows: QuerySet[Model], region: str, key: str) -> QuerySet[Model]:
    if not region:
        return rows
    return rows.filter(Exists(InitiativePart.objects.filter(initiative=OuterRef(key), code__code=region)))
