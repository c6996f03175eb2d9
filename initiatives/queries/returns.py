"""Who was asked for a return, who has sent one, and what an organisation has said of its years."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from initiatives.models import (
    Campaign,
    Initiative,
    Membership,
    Organisation,
    Representative,
    Return,
    ReturnDraft,
    ReturnPart,
    ReturnRequest,
    RulePack,
)
from initiatives.plausibility import Case
from initiatives.queries.organisation import Person, edited_by, represented_by
from initiatives.questionnaire import OF_THE_CLUSTER, QUESTIONS, Answers

NOTHING: Answers = dict.fromkeys(QUESTIONS)


@dataclass(frozen=True)
class Line:
    """One member that was asked."""

    request: ReturnRequest
    sent_at: dt.datetime | None

    @property
    def is_member(self) -> bool:
        return self.request.membership.left_at is None


@dataclass(frozen=True)
class Collection:
    """One campaign with everybody who was asked. Who has left without sending is not waited for."""

    campaign: Campaign
    lines: tuple[Line, ...]

    @cached_property
    def sent(self) -> int:
        return sum(line.sent_at is not None for line in self.lines)

    @property
    def asked(self) -> int:
        return len(self.lines)

    @property
    def waiting(self) -> list[Line]:
        return [line for line in self.lines if line.sent_at is None]

    @property
    def changed_since(self) -> int:
        """Returns that came after the sums were worked out."""
        disclosed = self.campaign.disclosed_at
        return sum(line.sent_at is not None and line.sent_at > disclosed for line in self.lines) if disclosed else 0


@dataclass(frozen=True)
class Form:
    """What a member finds when it opens its return."""

    request: ReturnRequest
    standing: ReturnPart | None
    before: Answers
    draft: ReturnDraft | None
    others: list[ReturnPart]
    has_several: bool

    @property
    def prefilled(self) -> Answers:
        """This year's answers where there are some, else last year's."""
        if self.standing:
            return self.standing.answers
        if self.others:
            return {**self.others[0].source.answers, OF_THE_CLUSTER: None}
        return self.before

    @property
    def is_from_last_year(self) -> bool:
        return self.standing is None and not self.others and any(value is not None for value in self.before.values())

    @property
    def is_published(self) -> bool:
        """Whether what it would replace counts in sums that are published, of this cluster or of another one."""
        parts = [self.standing, *self.others] if self.standing else self.others
        return any(
            (disclosed := part.request.campaign.disclosed_at) is not None and part.source.recorded_at <= disclosed
            for part in parts
        )

    def case(self, answers: Answers) -> Case:
        return Case(answers, self.before, self.request.organisation.size)


def campaigns(initiative: Initiative) -> list[Campaign]:
    return list(Campaign.objects.filter(initiative=initiative).order_by("-year"))


def counted(initiative: Initiative) -> QuerySet[Campaign]:
    """Its campaigns with how many were asked and have sent, and with the rules in force, in one look."""
    has_sent = Q(requests__parts__isnull=False)
    sent = Count("requests", filter=has_sent & Q(requests__parts__source__superseded_at=None), distinct=True)
    asked = Count("requests", filter=has_sent | Q(requests__membership__left_at=None), distinct=True)
    pack = Subquery(RulePack.objects.in_force(timezone.localdate()).values("content")[:1])
    found = Campaign.objects.filter(initiative=initiative)
    return found.annotate(sent=sent, asked=asked, pack=pack).order_by("-year")


def latest_of(collected: Sequence[Campaign]) -> Campaign | None:
    """The one to look at: the newest open one, else the newest."""
    return max(collected, key=lambda each: (each.is_open, each.year), default=None)


def who_owes(initiative: Initiative) -> QuerySet[Membership]:
    """Members that answer for a year: authorities decide and do not produce."""
    members = Membership.objects.committed().filter(initiative=initiative)
    return members.exclude(organisation__kind__in=Organisation.AUTHORITY_KINDS)


def collection(campaign: Campaign) -> Collection:
    rows = _requests().filter(campaign=campaign).order_by("organisation__sort_name", "pk")
    lines = (Line(row, row.sent_at) for row in rows)
    return Collection(campaign, tuple(line for line in lines if line.sent_at or line.is_member))


def open_to(user: Person) -> QuerySet[ReturnRequest]:
    """Requests to the organisations that `user` acts for."""
    return ReturnRequest.objects.filter(organisation__in=represented_by(user).values("pk"))


def of_person(user: Person, campaign: Campaign) -> list[Line]:
    """What the organisations of `user` were asked in this campaign."""
    rows = _requests().filter(campaign=campaign, organisation__in=represented_by(user).values("pk"))
    return [Line(row, row.sent_at) for row in rows.order_by("organisation__sort_name", "pk")]


def owed_by(user: Person) -> QuerySet[ReturnRequest]:
    """What waits for this person to send."""
    waiting = _requests().filter(organisation__in=edited_by(user).values("pk"), campaign__closed_at=None, sent_at=None)
    return waiting.filter(membership__left_at=None).order_by("campaign__due_on", "pk")


def senders(request: ReturnRequest) -> QuerySet[User]:
    """Who may send it."""
    editors = Representative.objects.editors().filter(organisation=request.organisation_id)
    return User.objects.filter(is_active=True, pk__in=editors.values("user"))


def form(request: ReturnRequest) -> Form:
    year, organisation = request.campaign.year, request.organisation_id
    known = Return.objects.current().filter(organisation=organisation, year__in=(year, year - 1))
    parts = list(ReturnPart.objects.filter(source__in=known).select_related("source", "request__campaign__initiative"))
    own = {
        part.source.year: part
        for part in parts
        if part.request.campaign.initiative_id == request.campaign.initiative_id
    }
    of_before = own.get(year - 1) or next((part for part in parts if part.source.year == year - 1), None)
    return Form(
        request=request,
        standing=own.get(year),
        before=of_before.answers if of_before else NOTHING,
        draft=draft(request),
        others=[part for part in parts if part.source.year == year and part.request_id != request.pk],
        has_several=Membership.objects.committed().filter(organisation=organisation).count() > 1,
    )


def draft(request: ReturnRequest) -> ReturnDraft | None:
    return ReturnDraft.objects.filter(request=request).select_related("saved_by").order_by("-revision").first()


def history(request: ReturnRequest) -> list[ReturnPart]:
    """All that the organisation has said to this initiative, newest first, also what it has replaced."""
    said = ReturnPart.objects.filter(
        request__organisation=request.organisation_id, request__campaign__initiative=request.campaign.initiative_id
    )
    return list(said.select_related("source__sent_by").order_by("-source__year", "-source__recorded_at"))


def _requests() -> QuerySet[ReturnRequest]:
    current = Return.objects.current().filter(parts__request=OuterRef("pk"))
    return ReturnRequest.objects.select_related("organisation", "membership", "campaign__initiative").annotate(
        sent_at=current.values("recorded_at")[:1]
    )


def unasked(campaign: Campaign) -> QuerySet[Membership]:
    """Members admitted since the campaign was opened."""
    asked = ReturnRequest.objects.filter(campaign=campaign, organisation=OuterRef("organisation"))
    return who_owes(campaign.initiative).filter(~Exists(asked)).select_related("organisation")


def with_something_due(on: dt.date, days: tuple[int, ...]) -> QuerySet[Campaign]:
    """Open campaigns whose due date lies so many days ahead."""
    due = Q(due_on__in=[on + dt.timedelta(days=ahead) for ahead in days])
    return Campaign.objects.open().filter(due).select_related("initiative")
