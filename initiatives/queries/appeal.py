"""Until when a rejection can be appealed against, and what the ministry has answered."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from initiatives import rules
from initiatives.decisions import Decision, Outcome
from initiatives.models import Answer, Appeal, Representative, Round
from initiatives.queries.organisation import ministries


def until(round_: Round) -> dt.date:
    """The last day, by the rules with which the round was opened."""
    days = rules.read(round_.rule_pack.content).appeal_days
    return timezone.localdate(round_.closed_at) + dt.timedelta(days=days)


def may_still(round_: Round, *, on: dt.date) -> bool:
    return round_.outcome == Outcome.REJECTED and on <= until(round_)


def of(round_: Round) -> Appeal | None:
    return Appeal.objects.filter(round=round_).select_related("lodged_by", "answered_by").first()


def is_granted(round_: Round) -> bool:
    return Appeal.objects.filter(round=round_, answer=Appeal.Answer.GRANTED).exists()


def waiting() -> QuerySet[Appeal]:
    """What the ministry has to answer, the oldest first."""
    open_ = Appeal.objects.filter(answer="").select_related("round__initiative", "lodged_by")
    return open_.defer("round__snapshot").order_by("lodged_at", "pk")


def has_rejected(user: User, round_: Round) -> bool:
    given = Answer.objects.current().filter(round=round_, decided_by=user.pk)
    return given.filter(decision=Decision.REJECTED).exists()


def judges(round_: Round, *, on: dt.date) -> QuerySet[User]:
    """Who signs for the ministry and has not rejected in this round."""
    signing = Representative.objects.signatories(on=on).filter(organisation__in=ministries(on=on))
    rejecting = Answer.objects.current().filter(round=round_, decision=Decision.REJECTED)
    people = User.objects.filter(pk__in=signing.values("user"), is_active=True)
    return people.exclude(pk__in=rejecting.values("decided_by")).order_by("name", "pk")
