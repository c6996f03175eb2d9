"""What a person has to do until when, and where he is expected: dates of all topics together."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Source
from initiatives import tokens
from initiatives.coordination import IssueState
from initiatives.decisions import Outcome
from initiatives.models import (
    Appeal,
    Appointment,
    CalendarFeed,
    CouncilDecision,
    CouncilMeeting,
    Delegate,
    Inquiry,
    Invitation,
    Issue,
    IssueOwner,
    Milestone,
    Round,
)
from initiatives.projects import ProjectStage
from initiatives.queries import appeal as appeals
from initiatives.queries import call as calls
from initiatives.queries import dialogue as enquiries
from initiatives.queries import inbox
from initiatives.queries import inquiry as inquiries
from initiatives.queries import support_sums as supports
from initiatives.queries.assessment import waiting_for as assessments_waiting_for
from initiatives.queries.initiative import managed_by
from initiatives.queries.organisation import represented_by
from initiatives.queries.returns import owed_by
from initiatives.queries.survey import asked_of as surveys_asked_of
from initiatives.queries.vote import asked_of as votes_asked_of

LIMIT = 50
# A meeting stays in the calendar for a while after it was held or cancelled.
KEPT = dt.timedelta(days=60)
# No appeal is open for longer, whatever the rules of its round say.
LONGEST_APPEAL = dt.timedelta(days=370)


@dataclass(frozen=True)
class Entry:
    """One date of one person. `key` is the same for as long as the thing is there."""

    key: str
    title: str | Promise
    about: str
    day: dt.date
    href: str
    starts_at: dt.datetime | None = None
    place: str = ""
    is_cancelled: bool = False

    @property
    def is_meeting(self) -> bool:
        return self.starts_at is not None


@dataclass(frozen=True)
class Reader:
    """Whose dates they are, with what every topic asks about him."""

    user: User
    organisations: tuple[int, ...]
    authorities: tuple[int, ...]
    at: dt.datetime

    @property
    def on(self) -> dt.date:
        return timezone.localdate(self.at)


def agenda(user: User, *, at: dt.datetime) -> list[Entry]:
    """The oldest first, so that what is late stands on top."""
    mine = list(represented_by(user).values_list("pk", "kind", "confirmed_at"))
    kinds = represented_by(user).model.AUTHORITY_KINDS
    authorities = tuple(pk for pk, kind, confirmed_at in mine if kind in kinds and confirmed_at)
    reader = Reader(user, tuple(pk for pk, _kind, _confirmed in mine), authorities, at)
    found = [entry for topic in TOPICS for entry in topic(reader)]
    return sorted(found, key=lambda entry: (entry.day, entry.starts_at or at, entry.key))


def _seats(reader: Reader) -> Iterator[Entry]:
    if not reader.authorities:
        return
    for row in inbox.rows_of(reader.authorities, on=reader.on):
        if row.answer is None:
            yield _entry("seat", row.seat, _("Decide"), row.round.initiative, row.clock.due_on)


def _inquiries(reader: Reader) -> Iterator[Entry]:
    titles = {Inquiry.Kind.HEARING: _("Answer in the hearing"), Inquiry.Kind.QUESTION: _("Answer the authority")}
    for one in inquiries.asked_of(reader.user, on=reader.on)[:LIMIT]:
        href = _address("round", one.round_id)
        yield Entry(f"inquiry-{one.pk}", titles[Inquiry.Kind(one.kind)], str(one.round.initiative), one.due_on, href)


def _appeals(reader: Reader) -> Iterator[Entry]:
    since = reader.at - LONGEST_APPEAL
    rejected = Round.objects.filter(outcome=Outcome.REJECTED, closed_at__gt=since, rung=None, plan=None)
    own = rejected.filter(initiative__in=managed_by(reader.user, on=reader.on))
    open_ = own.exclude(Exists(Appeal.objects.filter(round=OuterRef("pk"))))
    for one in open_.select_related("initiative", "rule_pack").defer("snapshot")[:LIMIT]:
        if appeals.may_still(one, on=reader.on):
            href = _address("appeal", one.pk)
            title = _("Last day to appeal")
            yield Entry(f"appeal-{one.pk}", title, str(one.initiative), appeals.until(one), href)


def _invitations(reader: Reader) -> Iterator[Entry]:
    sent = Invitation.objects.open(reader.at).filter(organisation__in=reader.organisations)
    for one in sent.select_related("initiative")[:LIMIT]:
        day = timezone.localdate(one.expires_at)
        href = _address("invitation_answer", one.pk)
        yield Entry(f"invitation-{one.pk}", _("Answer the invitation"), str(one.initiative), day, href)


def _returns(reader: Reader) -> Iterator[Entry]:
    for one in owed_by(reader.user)[:LIMIT]:
        yield _entry("return", one, _("Send your return"), one.campaign.initiative, one.campaign.due_on)


def _meetings(reader: Reader) -> Iterator[Entry]:
    """Kept for a while after they were held or cancelled, so that a calendar shows it."""
    seated = Delegate.objects.present().filter(organisation__in=reader.organisations, initiative=OuterRef("initiative"))
    found = CouncilMeeting.objects.filter(Exists(seated), starts_at__gt=reader.at - KEPT)
    for one in found.select_related("initiative").defer("agenda", "minutes")[:LIMIT]:
        yield Entry(
            f"meeting-{one.pk}",
            _("Meeting of the council"),
            str(one.initiative),
            timezone.localdate(one.starts_at),
            _address("council_meeting", one.pk),
            starts_at=one.starts_at,
            place=one.place,
            is_cancelled=one.cancelled_at is not None,
        )


def _decisions(reader: Reader) -> Iterator[Entry]:
    given = CouncilDecision.objects.filter(owner__in=reader.organisations, done_at=None)
    for one in given.select_related("meeting__initiative").defer("meeting__minutes")[:LIMIT]:
        href = _address("council_meeting", one.meeting_id)
        title = _("Task of the council: %(text)s") % {"text": one}
        yield Entry(f"decision-{one.pk}", title, str(one.meeting.initiative), one.due_on, href)


def _issues(reader: Reader) -> Iterator[Entry]:
    owning = IssueOwner.objects.filter(issue=OuterRef("pk"), organisation__in=reader.organisations, relieved_at=None)
    for one in Issue.objects.filter(Exists(owning), state=IssueState.OPEN).select_related("initiative")[:LIMIT]:
        yield _entry("issue", one, _("Issue: %(title)s") % {"title": one}, one.initiative, one.due_on)


def _milestones(reader: Reader) -> Iterator[Entry]:
    planned = Milestone.objects.open().filter(
        project__initiative__in=managed_by(reader.user, on=reader.on),
        project__stage__in=(ProjectStage.SELECTED, ProjectStage.RUNNING),
    )
    for one in planned.select_related("project__initiative")[:LIMIT]:
        title = _("Milestone: %(title)s") % {"title": one.title}
        about = f"{one.project.initiative} · {one.project}"
        yield Entry(f"milestone-{one.pk}", title, about, one.due_on, _address("project", one.project_id))


def _terms(reader: Reader) -> Iterator[Entry]:
    running = Appointment.objects.in_force(reader.on).filter(
        Q(initiative__in=managed_by(reader.user, on=reader.on)), term__endswith__isnull=False
    )
    for one in running.select_related("initiative")[:LIMIT]:
        title, href = (
            _("The term of the managing organisation ends"),
            _address("initiative_managing", one.initiative_id),
        )
        yield Entry(f"term-{one.pk}", title, str(one.initiative), one.term.upper, href)


def _votes(reader: Reader) -> Iterator[Entry]:
    for one in votes_asked_of(reader.user, on=reader.on)[:LIMIT]:
        title = _("Vote of the members: %(organisation)s") % {"organisation": one.organisation}
        yield _entry("vote", one.vote, title, one.vote.initiative, one.vote.ends_on)


def _releases(reader: Reader) -> Iterator[Entry]:
    if not reader.user.has_perm("indicators.upload_release"):
        return
    for one in Source.objects.exclude(next_due_on=None).order_by("next_due_on", "pk")[:LIMIT]:
        yield Entry(f"source-{one.pk}", _("The next release is due"), one.name, one.next_due_on, reverse("releases"))


def _enquiries(reader: Reader) -> Iterator[Entry]:
    if not reader.organisations:
        return
    for one in enquiries.open_to(reader.user, on=reader.on).open().select_related("initiative")[:LIMIT]:
        yield _entry("enquiry", one, _("Answer an investor"), one.initiative, one.due_on)


def _assessments(reader: Reader) -> Iterator[Entry]:
    for one in assessments_waiting_for(reader.user)[:LIMIT]:
        about = one.assessment.initiative
        title = _("Settle what differs") if one.handed_in_at else _("Assess the quality of management")
        yield _entry("assessment", one.assessment, title, about, one.assessment.due_on)


def _surveys(reader: Reader) -> Iterator[Entry]:
    """A survey is one date, however many members the person answers for."""
    if not reader.organisations:
        return
    asked = {one.survey_id: one.survey for one in surveys_asked_of(reader.user, on=reader.on)[:LIMIT]}
    for one in asked.values():
        yield _entry("survey", one, _("Answer the survey"), one.initiative, one.ends_on)


def _support(reader: Reader) -> Iterator[Entry]:
    """What an authority has promised is to be paid within its year; late ones stay until they are."""
    if not reader.authorities:
        return
    for one in supports.owed_by(reader.user)[:LIMIT]:
        title = _("Support promised for %(year)s: pay, and record it") % {"year": one.year}
        about = f"{one.request.initiative} · {one.request}"
        last = dt.date(one.year, 12, 31)
        yield Entry(f"support-{one.pk}", title, about, last, _address("support_request", one.request_id))


def _calls(reader: Reader) -> Iterator[Entry]:
    for one in calls.waiting_for(reader.user)[:LIMIT]:
        title = _("Score an entry of a call") if one.is_to_score else _("Give the operator's opinion")
        yield _entry("call_entry", one, title, one.initiative, one.call.score_by)


def _entry(name: str, thing: Any, title: str, about: Any, day: dt.date) -> Entry:
    return Entry(f"{name}-{thing.pk}", title, str(about), day, _address(name, thing.pk))


def _address(name: str, number: int) -> str:
    return reverse(name, kwargs={"pk": number})


# A topic with dates of its own adds its line here.
TOPICS: tuple[Callable[[Reader], Iterator[Entry]], ...] = (
    _seats,
    _inquiries,
    _appeals,
    _invitations,
    _returns,
    _meetings,
    _decisions,
    _issues,
    _milestones,
    _terms,
    _votes,
    _assessments,
    _surveys,
    _support,
    _calls,
    _enquiries,
    _releases,
)


def feed(token: str) -> CalendarFeed | None:
    """The standing address with this secret, of somebody who may still sign in."""
    found = CalendarFeed.objects.standing().filter(digest=tokens.digest(token), user__is_active=True)
    return found.select_related("user").first()
