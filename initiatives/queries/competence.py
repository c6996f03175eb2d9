"""Which central bodies have a word in which activities, and what that asks of an initiative."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from indicators.models import Code
from indicators.queries import classification
from initiatives.competence import Rule, claims
from initiatives.decisions import Capacity
from initiatives.models import Competence, Jurisdiction, Organisation
from initiatives.queries.organisation import ministries


@dataclass(frozen=True)
class Word:
    """A central body that is asked, and the activities because of which."""

    authority: Organisation
    capacity: Capacity
    because: tuple[Code, ...]


def words(activities: Sequence[Code], *, on: dt.date) -> list[Word]:
    """Who has a word in these activities on a day; bodies that nobody has confirmed or that are merged have none."""
    standing = Competence.objects.in_force(on).filter(
        authority__confirmed_at__isnull=False, authority__merged_into=None
    )
    rows = list(standing.select_related("authority", "activity").order_by("pk")) if activities else []
    if not rows:
        return []
    by_code = {code.code: code for code in activities}
    tree = classification.book().codes.activities
    above = {code: tree.ancestors(code) for code in {*by_code, *(row.activity.code for row in rows)}}
    rules = [Rule(row.authority_id, row.activity.code, Capacity(row.capacity)) for row in rows]
    bodies = {row.authority_id: row.authority for row in rows}
    found = [
        Word(bodies[claim.body], claim.capacity, tuple(by_code[code] for code in claim.because))
        for claim in claims(rules, by_code, above)
    ]
    return sorted(found, key=lambda word: (word.authority.sort_name, word.authority.pk))


def table() -> QuerySet[Competence]:
    """Every row that there is or was, by activity."""
    rows = Competence.objects.select_related("authority", "activity")
    return rows.order_by("activity__code", "authority__sort_name", "-valid", "pk")


def activities() -> QuerySet[Code]:
    """What a row may name: every activity of the classifier, none of the statistics office's aggregates."""
    return Code.objects.activities().filter(kind=Code.Kind.CODE)


def central_bodies(*, on: dt.date) -> QuerySet[Organisation]:
    """State authorities without a region of their own; the ministry in charge decides on everything already."""
    of_regions = Jurisdiction.objects.filter(region__isnull=False, valid__contains=on).values("authority")
    found = Organisation.objects.authorities().filter(kind=Organisation.Kind.STATE_AUTHORITY, keeps_statistics=False)
    return found.exclude(pk__in=of_regions).exclude(pk__in=ministries(on=on).values("pk")).order_by("sort_name", "pk")


def overlapping(authority: Organisation, activity: Code, valid: tuple[dt.date, dt.date | None]) -> Competence | None:
    there = Competence.objects.filter(authority=authority, activity=activity, valid__overlap=valid)
    return there.order_by("pk").first()
