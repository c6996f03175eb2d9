"""Who ran an initiative, and which proposals wait for whom."""

import datetime as dt

from django.db.models import Q, QuerySet

from initiatives.models import Appointment, Initiative, Organisation


def appointments(initiative: Initiative, *, on: dt.date) -> list[Appointment]:
    """All that was answered, the latest first; the one in force is among them."""
    answered = Appointment.objects.filter(Q(accepted_at__isnull=False) | Q(declined_at__isnull=False))
    return list(
        answered.filter(initiative=initiative)
        .exclude(term__contains=on, accepted_at__isnull=False)
        .select_related("organisation")
        .order_by("-proposed_at")
    )


def asked_of(organisations: QuerySet[Organisation]) -> QuerySet[Appointment]:
    """Proposals that wait for the answer of one of these organisations."""
    waiting = Appointment.objects.proposed().filter(organisation__in=organisations)
    return waiting.select_related("initiative", "organisation").order_by("proposed_at")
