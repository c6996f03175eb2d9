"""Which authorities and which of their people wait for the ministry."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from initiatives.models import Competence, Jurisdiction, Organisation, Representative


@dataclass(frozen=True)
class Waiting:
    authorities: list[Organisation]
    people: list[Representative]
    confirmed: list[Organisation]


def waiting() -> Waiting:
    asked = _asked().select_related("user", "organisation")
    authorities = (
        unconfirmed().select_related("region").prefetch_related(Prefetch("representatives", asked, to_attr="asking"))
    )
    held = Jurisdiction.objects.select_related("region").order_by("region__code", "pk")
    words = Competence.objects.select_related("activity").order_by("activity__code", "pk")
    confirmed = Organisation.objects.authorities().confirmed()
    confirmed = confirmed.prefetch_related(Prefetch("jurisdictions", held), Prefetch("competences", words))
    return Waiting(
        authorities=list(authorities.order_by("registered_at", "pk")),
        people=list(asked.filter(organisation__confirmed_at__isnull=False).order_by("asked_at", "pk")),
        confirmed=list(confirmed.order_by("sort_name", "pk")),
    )


def unconfirmed() -> QuerySet[Organisation]:
    """Authorities for which somebody still asks; one that was declined comes back when somebody asks again."""
    asking = _asked().filter(organisation=OuterRef("pk"))
    return Organisation.objects.authorities().filter(Exists(asking), confirmed_at=None)


def _asked() -> QuerySet[Representative]:
    of_authority = Representative.objects.filter(organisation__kind__in=Organisation.AUTHORITY_KINDS)
    return of_authority.filter(confirmed_at=None, ended_at=None)
