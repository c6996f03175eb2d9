"""Enquiries of investors: which wait for whom, how long answers take, and one as whoever asked finds it again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import F, Q, QuerySet

from accounts.models import User
from initiatives import dialogue, tokens
from initiatives.decisions import Capacity
from initiatives.models import Enquiry, Initiative, InitiativePart, Jurisdiction, Organisation, Representative
from initiatives.queries.initiative import managed_by
from initiatives.queries.organisation import Person, edited_by, ministries

RELATED = ("initiative__initiator", "project", "passed_to", "answered_by")


@dataclass(frozen=True)
class AnswerTime:
    """How long answers of one initiative take; `median` in working days, None while there are too few."""

    answered: int
    median: Fraction | None

    @property
    def days(self) -> float | None:
        return None if self.median is None else float(self.median)

    @property
    def whole(self) -> int:
        return int(self.median or 0)

    @property
    def is_half(self) -> bool:
        return self.median is not None and self.median.denominator != 1


def open_to(user: Person, *, on: dt.date) -> QuerySet[Enquiry]:
    """What people who run the initiative read and answer; once passed on, the people of that authority too."""
    if not user.is_authenticated:
        return Enquiry.objects.none()
    run = Q(initiative__in=managed_by(user, on=on).values("pk"))
    return Enquiry.objects.filter(run | Q(passed_to__in=edited_by(user).values("pk")))


def listed(user: Person, *, on: dt.date) -> QuerySet[Enquiry]:
    """Open ones first, the most urgent of them first; then what was answered or withdrawn last."""
    rows = open_to(user, on=on).select_related(*RELATED)
    closed = F("answered_at").desc(nulls_first=True)
    return rows.order_by(F("erased_at").asc(nulls_first=True), closed, "due_on", "pk")


def waiting(user: Person, *, on: dt.date) -> int:
    return open_to(user, on=on).open().count()


def with_token(token: str) -> Enquiry | None:
    return Enquiry.objects.select_related(*RELATED).filter(token_digest=tokens.digest(token)).first()


def standing(named: Mapping[str, Any]) -> Enquiry | None:
    """The same words of the same sender to the same initiative, while nobody has answered them."""
    return Enquiry.objects.open().filter(**named).first()


def asked_since(sender: str, moment: dt.datetime) -> int:
    return Enquiry.objects.filter(sender=sender, asked_at__gt=moment).count()


def answer_time(initiative: Initiative) -> AnswerTime:
    taken = Enquiry.objects.answered().filter(initiative=initiative).values_list("days_taken", flat=True)
    days = [one for one in taken if one is not None]
    return AnswerTime(len(days), dialogue.median_days(days))


def authority_over(initiative: Initiative, *, on: dt.date) -> Organisation | None:
    """Who decides in its lead region; the ministry where nobody does, or where nobody is there to read it."""
    parts = InitiativePart.objects.filter(initiative=initiative, code__classification__code="region")
    lead = parts.order_by("-is_lead", "code__code").values_list("code", flat=True).first()
    seated = Jurisdiction.objects.filter(
        region=lead, region__isnull=False, capacity=Capacity.DECIDES, valid__contains=on
    )
    regional = Organisation.objects.filter(pk__in=seated.values("authority"), confirmed_at__isnull=False)
    candidates = [*regional.order_by("pk"), *ministries(on=on).order_by("pk")]
    return next((one for one in candidates if officials(one).exists()), next(iter(candidates), None))


def officials(authority: Organisation) -> QuerySet[User]:
    editors = Representative.objects.editors().filter(organisation=authority)
    return User.objects.filter(is_active=True, pk__in=editors.values("user"))
