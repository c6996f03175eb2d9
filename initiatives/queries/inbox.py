"""What waits for an official, since when and until when; the same queries for one file and for a hundred."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise, SimpleLazyObject

from indicators.queries import held
from initiatives import digest
from initiatives.matters import ALL_SECTIONS
from initiatives.models import Answer, Competence, Jurisdiction, Organisation, Round, Seat
from initiatives.queries.approval import Clock, answer_of, clock, of_ministry, with_answers
from initiatives.queries.organisation import Person, represented_by

RECENT = 5


@dataclass(frozen=True)
class Row:
    """One seat of the official's authority in an open round."""

    seat: Seat
    round: Round
    clock: Clock
    answer: Answer | None
    answered: int
    seats: int
    changed: tuple[str | Promise, ...] = ()
    has_been_seen: bool = False

    @property
    def others_answered(self) -> int:
        return self.answered - bool(self.answer)


@dataclass(frozen=True)
class Inbox:
    waiting: list[Row]
    paused: list[Row]
    answered: list[Row]
    vacant: list[Row]
    recent: list[Answer]

    @property
    def waiting_for_others(self) -> int:
        return len(self.answered) + len(self.paused)

    @property
    def nearest(self) -> Row | None:
        """The nearest limit among the files that wait for others."""
        return min((*self.answered, *self.paused), key=_urgency, default=None)

    def after(self, seat: Seat) -> Seat | None:
        """The file that opens when this one is done."""
        return next((row.seat for row in self.waiting if row.seat.pk != seat.pk), None)


def inbox(user: Person, *, on: dt.date) -> Inbox:
    """Looked up once for a page, however many of its parts speak of it."""
    return held.once(("inbox", user.pk, on), lambda: _inbox(user, on))


def _inbox(user: Person, on: dt.date) -> Inbox:
    mine = {authority.pk: authority for authority in represented_by(user).authorities()}
    rows = rows_of(mine, on=on, with_vacant=of_ministry(user, on=on))
    own = [row for row in rows if row.seat.authority_id in mine]
    open_ = [row for row in own if row.answer is None]
    return Inbox(
        waiting=sorted((row for row in open_ if not row.clock.is_paused), key=_urgency),
        paused=sorted((row for row in open_ if row.clock.is_paused), key=_urgency),
        answered=sorted((row for row in own if row.answer), key=_urgency),
        vacant=[row for row in rows if row.seat.authority_id is None],
        # Shown on one page of several.
        recent=SimpleLazyObject(lambda: _recent(mine)),
    )


def has_inbox(user: Person) -> bool:
    """Whether files can wait for `user` at all: he acts for an authority with a region, the country or activities."""
    asked = Q(Exists(Jurisdiction.objects.filter(authority=OuterRef("pk"))))
    asked |= Q(Exists(Competence.objects.filter(authority=OuterRef("pk"))))
    return represented_by(user).filter(asked).exists()


def rows_of(
    authorities: Iterable[int], *, on: dt.date, with_vacant: bool = False, only: Collection[int] | None = None
) -> list[Row]:
    """Their seats in open rounds, or `only` these; with the seats that nobody holds, where asked."""
    chosen = set(authorities)
    concerned = Q(authority__in=chosen) | Q(authority=None) if with_vacant else Q(authority__in=chosen)
    asked = Q() if only is None else Q(pk__in=only)
    touched = Seat.objects.filter(concerned, asked, round=OuterRef("pk"))
    open_rounds = Round.objects.open().filter(Exists(touched)).select_related("initiative", "rule_pack")
    rounds = list(with_answers(open_rounds.defer("snapshot"), has_remarks=False))
    seen = _seen_before(chosen, [round_.initiative_id for round_ in rounds])
    return [
        _row(seat, round_, seen.get((round_.initiative_id, round_.matter, seat.authority_id, seat.region_id)), on)
        for round_ in rounds
        for seat in round_.seats.all()
        if seat.authority_id in chosen or (with_vacant and seat.authority_id is None)
        if only is None or seat.pk in only
    ]


def _row(seat: Seat, round_: Round, before: dict[str, str] | None, on: dt.date) -> Row:
    differing = digest.changed(before, round_.digests) if before is not None else frozenset()
    present = list(round_.seats.all())
    return Row(
        seat=seat,
        round=round_,
        clock=clock(round_, on=on),
        answer=answer_of(seat),
        answered=sum(answer_of(other) is not None for other in present),
        seats=len(present),
        changed=tuple(section.title for key, section in ALL_SECTIONS.items() if key in differing),
        has_been_seen=before is not None,
    )


def _seen_before(
    authorities: set[int], initiatives: list[int]
) -> dict[tuple[int, str, int, int | None], dict[str, str]]:
    """The digests of the last round that an authority looked at, for each initiative that is back."""
    earlier = Seat.objects.filter(
        authority__in=authorities, round__initiative__in=initiatives, round__closed_at__isnull=False
    ).exclude(looked_at=None)
    found = earlier.order_by("round__number").values_list(
        "round__initiative", "round__matter", "authority", "region", "round__digests"
    )
    return {tuple(key): digests for *key, digests in found}


def _recent(authorities: dict[int, Organisation]) -> list[Answer]:
    given = Answer.objects.current().filter(seat__authority__in=authorities, carried_from=None)
    related = given.select_related("seat__authority", "seat__round__initiative", "decided_by")
    return list(related.defer("seat__round__snapshot").order_by("-decided_at", "-pk")[:RECENT])


def _urgency(row: Row) -> tuple[dt.date, int]:
    return row.clock.due_on, row.seat.pk
