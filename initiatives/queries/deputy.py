"""Who signs in whose place, on a day."""

import datetime as dt

from django.db.models import QuerySet

from accounts.models import User
from initiatives.models import Deputy, Organisation, Representative
from initiatives.queries.organisation import Person


def in_force(authority: Organisation, *, on: dt.date) -> QuerySet[Deputy]:
    """Deputies of people who sign themselves; nobody hands on what he does not have."""
    signing = Representative.objects.signatories(on=on).filter(organisation=authority)
    acting = Representative.objects.editors().filter(organisation=authority)
    return Deputy.objects.filter(
        authority=authority,
        during__contains=on,
        ended_at=None,
        absent__in=signing.values("user"),
        deputy__in=acting.values("user"),
    )


def stands_in(user: Person, authority: Organisation, *, on: dt.date) -> bool:
    return user.is_authenticated and in_force(authority, on=on).filter(deputy=user.pk).exists()


def deputy_of(person: User, authority: Organisation, *, on: dt.date) -> User | None:
    found = in_force(authority, on=on).filter(absent=person).select_related("deputy").first()
    return found.deputy if found else None


def named(authority: Organisation, *, on: dt.date) -> QuerySet[Deputy]:
    """Those who stand in now or later, the next first."""
    coming = Deputy.objects.filter(authority=authority, ended_at=None, during__endswith__gt=on)
    return coming.select_related("absent", "deputy", "named_by").order_by("during", "pk")


def may_be_absent(authority: Organisation, *, on: dt.date) -> QuerySet[User]:
    signing = Representative.objects.signatories(on=on).filter(organisation=authority)
    return User.objects.filter(pk__in=signing.values("user"), is_active=True).order_by("name", "pk")


def may_stand_in(authority: Organisation) -> QuerySet[User]:
    acting = Representative.objects.editors().filter(organisation=authority)
    return User.objects.filter(pk__in=acting.values("user"), is_active=True).order_by("name", "pk")
