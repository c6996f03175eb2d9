"""The sums of members' returns as they stand in the open data; what was withheld stands there without a value."""

from django.db.models import QuerySet

from indicators.models import Observation
from initiatives.models import Initiative
from initiatives.questionnaire import QUESTIONS

MEASURES = tuple(f"members_{key}" for key in QUESTIONS)


def current(initiative: Initiative) -> QuerySet[Observation]:
    """By year and measure; nothing before the first closing."""
    found = Observation.objects.current().filter(measure__code__in=MEASURES)
    if initiative.subject is None:
        return found.none()
    return (
        found.filter(region__classification__code="subject", region__code=initiative.subject.code)
        .select_related("measure")
        .order_by("-period", "measure__position")
    )
