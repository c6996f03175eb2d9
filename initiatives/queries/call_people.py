"""Who is told of a call: its operator's people, its commission, the ministry."""

import datetime as dt

from django.db.models import Q, QuerySet

from accounts.models import User
from initiatives.models import Call, Representative
from initiatives.queries.organisation import ministries


def operators(call: Call) -> QuerySet[User]:
    acting = Representative.objects.editors().filter(organisation=call.operator_id)
    return User.objects.filter(pk__in=acting.values("user"), is_active=True)


def scorers(call: Call) -> QuerySet[User]:
    """Everybody from whom something is asked once the scoring has begun."""
    sitting = call.commission.values("person")
    return User.objects.filter(Q(pk__in=sitting) | Q(pk__in=operators(call).values("pk")), is_active=True)


def told_of_entry(call: Call, *, on: dt.date) -> QuerySet[User]:
    """The operator's people and the ministry's."""
    acting = Representative.objects.editors().filter(organisation__in=ministries(on=on))
    told = Q(pk__in=acting.values("user")) | Q(pk__in=operators(call).values("pk"))
    return User.objects.filter(told, is_active=True)
