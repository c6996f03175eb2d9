"""What waits for one person, from all topics together."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone

from initiatives.lifecycle import Stage
from initiatives.models import (
    Appointment,
    Assessor,
    CallEntry,
    Initiative,
    Inquiry,
    Invitation,
    Membership,
    Organisation,
    Representative,
    Respondent,
    ReturnRequest,
    Seat,
    SupportPromise,
    Voter,
)
from initiatives.queries import evidence, inquiry, remark, rules, support_sums, survey, waiting
from initiatives.queries.assessment import waiting_for as assessments_waiting_for
from initiatives.queries.call import waiting_for as call_entries_waiting_for
from initiatives.queries.governance import asked_of
from initiatives.queries.inbox import inbox
from initiatives.queries.initiative import managed_by
from initiatives.queries.lifecycle import gates
from initiatives.queries.next_step import NextStep, next_step
from initiatives.queries.organisation import Person, administered_by, represented_by
from initiatives.queries.returns import owed_by
from initiatives.queries.vote import asked_of as votes_asked_of

LIMIT = 50


@dataclass(frozen=True)
class ManagedLine:
    initiative: Initiative
    passed: int
    asked: int
    next_step: NextStep | None
    to_admit: int


@dataclass(frozen=True)
class Work:
    managed: list[ManagedLine] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    people: list[Representative] = field(default_factory=list)
    returns: list[ReturnRequest] = field(default_factory=list)
    votes: list[Voter] = field(default_factory=list)
    inquiries: list[Inquiry] = field(default_factory=list)
    assessments: list[Assessor] = field(default_factory=list)
    surveys: list[Respondent] = field(default_factory=list)
    support: list[SupportPromise] = field(default_factory=list)
    call_entries: list[CallEntry] = field(default_factory=list)

    @property
    def waits(self) -> int:
        """How many things wait for this person."""
        asked = len(self.seats) + len(self.appointments) + len(self.invitations) + len(self.people) + len(self.returns)
        asked += len(self.votes) + len(self.inquiries) + len(self.assessments) + len(self.surveys)
        asked += len(self.support)
        asked += len(self.call_entries)
        return (
            asked
            + sum(line.to_admit for line in self.managed)
            + sum(line.next_step is not None for line in self.managed)
        )


def work(user: Person, *, binding: QuerySet[Organisation], at: dt.datetime) -> Work:
    """`binding`: the organisations that this person can commit."""
    on, mine = timezone.localdate(at), represented_by(user)
    initiatives = managed_by(user, on=on).exclude(stage=Stage.CLOSED).select_related("initiator").order_by("sort_name")
    organisations = list(mine.order_by("sort_name")[:LIMIT])
    # Only authorities hold seats, and most people act for none; authorities run nothing and send no returns.
    may_hold_seats = len(organisations) == LIMIT or any(one.is_authority for one in organisations)
    may_run = len(organisations) == LIMIT or not all(one.is_authority for one in organisations)
    managed = _managed(list(initiatives[:LIMIT]), on) if may_run else []
    # A draft is before nobody, so nobody asks about it.
    may_be_asked = len(managed) == LIMIT or any(line.initiative.stage != Stage.NASCENT for line in managed)
    may = _may_wait(user, organisations, managed, on)
    return Work(
        managed=managed,
        seats=_seats(user, on) if may_hold_seats else [],
        appointments=list(asked_of(binding)[:LIMIT]) if "appointments" in may else [],
        invitations=_invitations(mine, at) if "invitations" in may else [],
        memberships=_memberships(mine) if "memberships" in may else [],
        organisations=organisations,
        people=_people(user) if may_run and "people" in may else [],
        returns=list(owed_by(user)[:LIMIT]) if may_run and "returns" in may else [],
        votes=list(votes_asked_of(user, on=on)[:LIMIT]) if "votes" in may else [],
        inquiries=list(inquiry.asked_of(user, on=on)[:LIMIT]) if may_be_asked and "inquiries" in may else [],
        assessments=list(assessments_waiting_for(user)[:LIMIT]) if "assessments" in may else [],
        support=list(support_sums.owed_by(user).filter(year__lte=on.year)[:LIMIT]) if may_hold_seats else [],
        surveys=list(survey.asked_of(user, on=on)[:LIMIT]) if may_run and "surveys" in may else [],
        call_entries=list(call_entries_waiting_for(user)[:LIMIT]) if "call_entries" in may else [],
    )


def _may_wait(
    user: Person, organisations: list[Organisation], managed: list[ManagedLine], on: dt.date
) -> frozenset[str]:
    """Who acts for more than a page of organisations or runs so many initiatives is asked about everything."""
    if LIMIT in (len(organisations), len(managed)):
        return frozenset(waiting.KINDS)
    own, runs = [one.pk for one in organisations], [line.initiative.pk for line in managed]
    return waiting.kinds(user, organisations=own, managed=runs, on=on)


def _managed(initiatives: list[Initiative], on: dt.date) -> list[ManagedLine]:
    if not initiatives:
        return []
    shown, pack = evidence.of_each(initiatives, on=on), rules.pack(on=on)
    returned = [each for each in initiatives if shown[each.pk].last_round]
    open_remarks, to_admit = remark.open_counts(returned) if returned else {}, _to_admit(initiatives)
    found = []
    for initiative in initiatives:
        judged = gates(initiative, on=on, pack=pack, shown=shown[initiative.pk])
        remarks = open_remarks.get(initiative.pk, 0)
        found.append(
            ManagedLine(
                initiative=initiative,
                passed=sum(gate.is_passed for gate in judged),
                asked=len(judged),
                next_step=next_step(initiative, shown[initiative.pk], judged, remarks),
                to_admit=to_admit.get(initiative.pk, 0),
            )
        )
    return found


def _to_admit(initiatives: Iterable[Initiative]) -> dict[int, int]:
    waiting = Membership.objects.open().filter(initiative__in=[each.pk for each in initiatives], admitted_at=None)
    counts: dict[int, int] = {}
    for key in waiting.filter(committed_at__isnull=False).values_list("initiative", flat=True):
        counts[key] = counts.get(key, 0) + 1
    return counts


def _seats(user: Person, on: dt.date) -> list[Seat]:
    """The same files as the inbox, the most urgent first; what waits for the applicant waits for nobody here."""
    return [row.seat for row in inbox(user, on=on).waiting[:LIMIT]]


def _invitations(mine: QuerySet[Organisation], at: dt.datetime) -> list[Invitation]:
    sent = Invitation.objects.open(at).filter(organisation__in=mine)
    return list(sent.select_related("initiative", "organisation").order_by("-invited_at")[:LIMIT])


def _people(user: Person) -> list[Representative]:
    """Who asks to act for an organisation that `user` administers; the ministry answers for authorities."""
    administered = administered_by(user).exclude(kind__in=Organisation.AUTHORITY_KINDS)
    asking = Representative.objects.filter(organisation__in=administered, confirmed_at=None, ended_at=None)
    return list(asking.select_related("user", "organisation").order_by("asked_at", "pk")[:LIMIT])


def _memberships(mine: QuerySet[Organisation]) -> list[Membership]:
    joined = Membership.objects.open().filter(organisation__in=mine)
    return list(joined.select_related("initiative", "organisation").order_by("-asked_at")[:LIMIT])
