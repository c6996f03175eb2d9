"""Who must answer in a round, how far it is, and what its answers make together."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from indicators.models import Classification, Code
from indicators.queries import held
from initiatives import rules
from initiatives.calendar import Pause, add_working_days, paused_days, working_days_between
from initiatives.decisions import Ballot, Capacity, Decision, Outcome
from initiatives.decisions import outcome as outcome_of
from initiatives.models import (
    Answer,
    CallEntry,
    Initiative,
    InitiativePart,
    Inquiry,
    Jurisdiction,
    Organisation,
    Representative,
    Round,
    Seat,
)
from initiatives.queries import competence
from initiatives.queries import initiative as initiatives
from initiatives.queries.organisation import Person, ministries, represented_by
from initiatives.queries.snapshot import frozen_code

# With so few working days left a limit is shown as near.
NEAR = 3


@dataclass(frozen=True)
class DerivedSeat:
    """A seat as it follows from regions and activities. Without an authority it is an error, never a pass."""

    authority: Organisation | None
    region: Code | None
    capacity: Capacity = Capacity.DECIDES
    is_lead: bool = False
    # The activities that give a central body its word, as a snapshot keeps them.
    because: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Clock:
    """How far a round is: day 6 of 15, 2 of them paused."""

    day: int
    limit: int
    paused: int
    due_on: dt.date
    is_paused: bool
    days_left: int

    @property
    def is_late(self) -> bool:
        return self.days_left < 0

    @property
    def tone(self) -> str:
        if self.is_late:
            return "bad"
        return "warn" if self.days_left <= NEAR else "neutral"


def seats(initiative: Initiative, *, on: dt.date, beyond: Sequence[Code] = ()) -> list[DerivedSeat]:
    """One deciding seat per region, also of those `beyond` its own, and the ministry's; one for each that advises.

    After them one for each central body that has a word in the initiative's activities.
    """
    parts = InitiativePart.objects.filter(initiative=initiative).select_related("code__classification")
    of_both = list(parts.order_by("code__code"))
    chosen = [part for part in of_both if part.code.classification.code == Classification.REGION]
    activities = [part.code for part in of_both if part.code.classification.code == Classification.ACTIVITY]
    lead = next((part.code_id for part in chosen if part.is_lead), chosen[0].code_id if chosen else None)
    regions = [*(part.code for part in chosen), *beyond]
    jurisdictions = _jurisdictions([region.pk for region in regions], on)
    derived = []
    for region in [*regions, None]:
        here = [held for held in jurisdictions if held.region_id == (region.pk if region else None)]
        decides = next((held.authority for held in here if held.capacity == Capacity.DECIDES), None)
        derived.append(DerivedSeat(decides, region, is_lead=region is not None and region.pk == lead))
        derived += [
            DerivedSeat(held.authority, region, Capacity.ADVISES) for held in here if held.capacity == Capacity.ADVISES
        ]
    return [*derived, *_sectoral(activities, derived, on)]


def _sectoral(activities: Sequence[Code], derived: Sequence[DerivedSeat], on: dt.date) -> list[DerivedSeat]:
    """Nobody fills two seats of a round, so whoever is asked already is not asked once more for less."""
    present = {(seat.authority.pk, seat.capacity) for seat in derived if seat.authority}
    return [
        DerivedSeat(word.authority, None, word.capacity, because=tuple(frozen_code(code) for code in word.because))
        for word in competence.words(activities, on=on)
        if not present & {(word.authority.pk, Capacity.DECIDES), (word.authority.pk, word.capacity)}
    ]


def deciding_authority(region: Code | None, *, on: dt.date) -> Organisation | None:
    held = [held for held in _jurisdictions([region.pk] if region else [], on) if held.capacity == Capacity.DECIDES]
    return next((held.authority for held in held if held.region_id == (region.pk if region else None)), None)


def deciding_authorities(regions: Sequence[Code], *, on: dt.date) -> dict[int | None, Organisation]:
    """{region: who decides for it}, without regions that have nobody; under None who decides for the country."""
    return _deciding([region.pk for region in regions], on)


def deciding_in(codes: Collection[str], *, on: dt.date) -> dict[int | None, Organisation]:
    """The same for the codes of regions, in one look."""
    return _deciding(Code.objects.regions().filter(code__in=codes).values("pk"), on)


def _deciding(regions: Sequence[int] | QuerySet, on: dt.date) -> dict[int | None, Organisation]:
    held = _jurisdictions(regions, on)
    return {each.region_id: each.authority for each in held if each.capacity == Capacity.DECIDES}


def _jurisdictions(regions: Sequence[int] | QuerySet, on: dt.date) -> list[Jurisdiction]:
    there = Jurisdiction.objects.filter(
        Q(region__in=regions) | Q(region=None), valid__contains=on, authority__confirmed_at__isnull=False
    )
    return list(there.select_related("authority").order_by("authority__sort_name", "pk"))


def others(seat: Seat, *, on: dt.date) -> QuerySet[Organisation]:
    """Authorities with a jurisdiction of their own that have no seat in this round yet."""
    seated = Seat.objects.filter(round=seat.round_id, authority__isnull=False).values("authority")
    there = Jurisdiction.objects.filter(valid__contains=on).values("authority")
    found = Organisation.objects.authorities().confirmed().filter(pk__in=there).exclude(pk__in=seated)
    return found.order_by("sort_name", "pk")


def current_round(initiative: Initiative, *, matter: str = Round.Matter.REGISTRATION) -> Round | None:
    return Round.objects.open().filter(initiative=initiative, matter=matter).first()


def last_round(initiative: Initiative, *, matter: str = Round.Matter.REGISTRATION) -> Round | None:
    return Round.objects.filter(initiative=initiative, matter=matter).order_by("-number").first()


def earlier(round_: Round) -> QuerySet[Round]:
    """The rounds before this one on the same matter of the same initiative."""
    return Round.objects.filter(initiative=round_.initiative_id, matter=round_.matter, number__lt=round_.number)


def with_answers(rounds: QuerySet[Round], *, has_remarks: bool = True) -> QuerySet[Round]:
    """Rounds with all that a page says of their seats, in the same number of queries for one and for many."""
    given = Answer.objects.current().select_related("decided_by", "carried_from__round")
    given = given.prefetch_related("remarks") if has_remarks else given
    present = (
        Seat.objects.select_related("authority", "region", "assigned_to")
        .order_by("-capacity", "-is_lead", "region__code", "authority__sort_name", "pk")
        .prefetch_related(Prefetch("answers", given, to_attr="given"))
    )
    return rounds.prefetch_related(
        Prefetch("seats", present), Prefetch("inquiries", Inquiry.objects.select_related("seat__authority", "asked_by"))
    )


def answer_of(seat: Seat) -> Answer | None:
    """The current answer of a seat that came with its round."""
    return next(iter(seat.given), None)


def answer_numbers(round_: Round) -> list[int]:
    """The current answers of a round, as the page that shows them hands back."""
    return list(Answer.objects.current().filter(round=round_).order_by("pk").values_list("pk", flat=True))


def pauses(inquiries: Iterable[Inquiry]) -> list[Pause]:
    """The clock stands from a question or hearing until its reply, at most until the day the reply was due."""
    return [Pause(asked.asked_on, min(asked.answered_on or asked.due_on, asked.due_on)) for asked in inquiries]


def clock(round_: Round, *, on: dt.date) -> Clock:
    """Needs the round's rule pack and inquiries; a round that is over stands at the day it ended."""
    opened_on = timezone.localdate(round_.opened_at)
    today = min(on, timezone.localdate(round_.closed_at)) if round_.closed_at else on
    limit = rules.read(round_.rule_pack.content).decision_days
    stood = pauses(round_.inquiries.all())
    due_on = add_working_days(opened_on, limit, pauses=stood)
    passed = [pause for pause in stood if pause.begun_on <= today]
    until_today = [Pause(pause.begun_on, min(pause.ended_on or today, today)) for pause in passed]
    return Clock(
        day=working_days_between(opened_on, today, pauses=until_today),
        limit=limit,
        paused=len(paused_days(until_today, until=today)),
        due_on=due_on,
        is_paused=any(asked.answered_at is None and asked.due_on >= today for asked in round_.inquiries.all()),
        days_left=working_days_between(today, due_on),
    )


def outcome(round_: Round, *, on: dt.date) -> Outcome | None:
    """What the answers given so far make together, read anew from the database; None while the round is open."""
    given = {answer.seat_id: answer for answer in Answer.objects.current().filter(round=round_)}
    ballots = [
        Ballot(
            Decision(given[seat.pk].decision) if seat.pk in given else None,
            Capacity(seat.capacity),
            is_lead=seat.is_lead,
        )
        for seat in Seat.objects.filter(round=round_)
    ]
    pack = rules.read(round_.rule_pack.content)
    stood = pauses(Inquiry.objects.filter(round=round_))
    object_until = add_working_days(timezone.localdate(round_.opened_at), pack.object_days, pauses=stood)
    found = outcome_of(ballots, quorum=round_.about.quorum or pack.quorum, may_object_still=on <= object_until)
    return found and round_.about.word(found)


def officials(seat: Seat) -> QuerySet[User]:
    """Those who prepare or sign for the seat's authority, and whoever the file is assigned to."""
    acting = Representative.objects.active().filter(organisation=seat.authority_id)
    acting = acting.exclude(role=Representative.Role.VIEWER, is_signatory=False)
    return User.objects.filter(Q(pk__in=acting.values("user")), is_active=True).distinct()


def officials_of_open_rounds() -> QuerySet[User]:
    """Those who prepare or sign where a round is open, each once."""
    seats = Seat.objects.filter(round__in=Round.objects.open(), authority__isnull=False)
    acting = Representative.objects.active().filter(organisation__in=seats.values("authority"))
    acting = acting.exclude(role=Representative.Role.VIEWER, is_signatory=False)
    return User.objects.filter(pk__in=acting.values("user"), is_active=True)


def heads(seat: Seat) -> QuerySet[User]:
    """Who answers for the authority's work: its administrators, and those who sign as its head."""
    acting = Representative.objects.active().filter(organisation=seat.authority_id)
    heading = acting.filter(
        Q(role=Representative.Role.ADMINISTRATOR) | Q(is_signatory=True, signs_by=Representative.Basis.HEAD)
    )
    return User.objects.filter(pk__in=heading.values("user"), is_active=True)


def officials_of_ministry(*, on: dt.date) -> QuerySet[User]:
    acting = Representative.objects.editors().filter(organisation__in=ministries(on=on))
    return User.objects.filter(pk__in=acting.values("user"), is_active=True).distinct()


def signatories(authority: Organisation, *, on: dt.date, by_attorney: bool = True) -> QuerySet[User]:
    signing = Representative.objects.signatories(on=on).filter(organisation=authority)
    if not by_attorney:
        signing = signing.filter(signs_by=Representative.Basis.HEAD)
    return User.objects.filter(pk__in=signing.values("user"), is_active=True).order_by("name", "pk")


def rounds_open_to(user: Person, *, on: dt.date) -> QuerySet[Round]:
    """Rounds whose page `user` may read: who takes part in answering, and who scores them in a call."""
    if not user.is_authenticated:
        return Round.objects.none()
    if user.is_staff:
        return Round.objects.all()
    mine = represented_by(user).values("pk")
    scored = CallEntry.objects.filter(Q(call__commission__person=user.pk) | Q(call__operator__in=mine)).values("round")
    return Round.objects.filter(_takes_part(user, on=on) | Q(pk__in=scored))


def answering_open_to(user: Person, *, on: dt.date) -> QuerySet[Round]:
    """Rounds whose seats `user` may know of: the applicant's people, the authorities that answer, the ministry."""
    if not user.is_authenticated:
        return Round.objects.none()
    return Round.objects.all() if user.is_staff else Round.objects.filter(_takes_part(user, on=on))


def _takes_part(user: User, *, on: dt.date) -> Q:
    mine = represented_by(user).values("pk")
    is_of_ministry = Exists(ministries(on=on).filter(pk__in=mine))
    run = initiatives.managed_by(user, on=on).values("pk")
    answered = Seat.objects.filter(authority__in=mine).values("round")
    return Q(initiative__in=run) | Q(handed_in_for__in=mine) | Q(pk__in=answered) | Q(is_of_ministry)


def of_ministry(user: Person, *, on: dt.date) -> bool:
    mine = ministries(on=on).filter(pk__in=represented_by(user).values("pk"))
    return held.once(("of ministry", user.pk, on), mine.exists)
