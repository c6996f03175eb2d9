"""What lies with whom in an authority: files and people, and how many working days are left."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import User
from initiatives.models import Organisation, Representative
from initiatives.queries.inbox import Row, rows_of
from initiatives.queries.organisation import Person, administered_by, signed_by


@dataclass(frozen=True)
class Pile:
    """The open files of one person; without a person those that nobody has."""

    person: User | None
    rows: list[Row]
    signs: bool = False

    @property
    def late(self) -> int:
        return sum(row.clock.is_late for row in self.rows)

    @property
    def nearest(self) -> Row | None:
        return self.rows[0] if self.rows else None


@dataclass(frozen=True)
class Load:
    authority: Organisation
    unassigned: Pile
    piles: list[Pile]

    @property
    def people(self) -> list[User]:
        return [pile.person for pile in self.piles if pile.person]


def headed_by(user: Person, *, on: dt.date) -> list[Organisation]:
    """Authorities whose files `user` assigns."""
    found = (administered_by(user) | signed_by(user, on=on)).authorities()
    return list(found.distinct().order_by("sort_name", "pk"))


def loads(authorities: list[Organisation], *, on: dt.date) -> list[Load]:
    """The same queries for one authority and for many."""
    numbers = [body.pk for body in authorities]
    rows = [row for row in rows_of(numbers, on=on) if row.answer is None]
    acting = Representative.objects.active().filter(organisation__in=numbers, user__is_active=True)
    acting = acting.exclude(role=Representative.Role.VIEWER, is_signatory=False).select_related("user")
    acting = acting.order_by("user__name", "user__pk")
    people = {body.pk: [each for each in acting if each.organisation_id == body.pk] for body in authorities}
    return [
        _load(body, people[body.pk], [row for row in rows if row.seat.authority_id == body.pk]) for body in authorities
    ]


def _load(authority: Organisation, acting: list[Representative], rows: list[Row]) -> Load:
    ordered = sorted(rows, key=lambda row: (row.clock.due_on, row.seat.pk))
    known = {each.user_id for each in acting}
    # Whoever has left the authority has no files any more, whatever the row says.
    loose = [row for row in ordered if row.seat.assigned_to_id not in known]
    piles = [
        Pile(each.user, [row for row in ordered if row.seat.assigned_to_id == each.user_id], signs=each.is_signatory)
        for each in acting
    ]
    return Load(authority, Pile(None, loose), piles)
