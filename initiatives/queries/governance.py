"""Who ran an initiative, and which proposals wait for whom."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from initiatives.lifecycle import Stage
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


def runs_until(initiative: Initiative, *, on: dt.date) -> dt.date | None:
    """The first day on which nobody would run it, by what is accepted; None where nobody does today."""
    accepted = Appointment.objects.accepted().filter(initiative=initiative, term__endswith__gt=on)
    terms = list(accepted.order_by("-term__endswith").values_list("term", flat=True))
    return terms[0].upper if any(on in term for term in terms) else None


def ending(*, on: dt.date, until: dt.date) -> list[Appointment]:
    """In force today, over by `until`, and nobody has accepted to follow."""
    current = _unfollowed().in_force(on).filter(term__endswith__lte=until)
    return list(current.order_by("term", "pk"))


def ended_without_successor(*, on: dt.date) -> list[Appointment]:
    """The last one in office of each initiative where nobody runs it any more."""
    over = _unfollowed().accepted().filter(term__endswith__lte=on)
    return list(over.order_by("term", "pk"))


def _unfollowed() -> QuerySet[Appointment]:
    later = Appointment.objects.accepted().filter(
        initiative=OuterRef("initiative"), term__endswith__gt=OuterRef("term__endswith")
    )
    living = Appointment.objects.exclude(initiative__stage=Stage.CLOSED)
    return living.filter(~Exists(later)).select_related("initiative__initiator", "organisation")


def asked_of(organisations: QuerySet[Organisation]) -> QuerySet[Appointment]:
    """Proposals that wait for the answer of one of these organisations."""
    waiting = Appointment.objects.proposed().filter(organisation__in=organisations, consented_at=None)
    return waiting.select_related("initiative", "organisation").order_by("proposed_at")
