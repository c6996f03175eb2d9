"""One reader finds a figure hard to believe: what Astana's engineering weighed fell by a third within a year."""

from django.utils import timezone

from accounts.models import User
from indicators.actions import doubt as deeds
from indicators.models import Doubt
from indicators.period import Period
from indicators.queries import definition, explanation

INDICATOR, SUBJECT, YEAR = "location_quotient", "KZ-71:M", 2023
TEXT = (
    "In 2022 professional and scientific services weighed almost three times as much in Astana as in the country, "
    "and a year later hardly more than elsewhere. Did firms leave, or are they counted otherwise now?"
)


def report() -> None:
    if Doubt.objects.exists():
        return
    known, reader = definition.definitions(), User.objects.get(email="university@demo.kz")
    found = explanation.explained(known, known.find(INDICATOR), SUBJECT, Period(YEAR))
    told = {"text": TEXT, "language": "en", "sender": f"user {reader.pk}"}
    deeds.report(explained=found, **told, by=reader, at=timezone.now())
