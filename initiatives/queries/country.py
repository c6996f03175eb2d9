"""Country today: where all initiatives stand, who is waited for, which targets are met."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from initiatives import digest
from initiatives.models import Initiative, Membership, Organisation, Round, Seat, StrategicPlan, Target
from initiatives.queries import portfolio, support_sums
from initiatives.queries.approval import Clock, clock
from initiatives.queries.organisation import Person
from initiatives.queries.portfolio import Row


@dataclass(frozen=True)
class File:
    """A round that waits for one authority."""

    round: Round
    clock: Clock

    @property
    def is_late(self) -> bool:
        return self.clock.days_left < 0


@dataclass(frozen=True)
class Waiting:
    """What waits for one authority; None where nobody holds the seat."""

    authority: Organisation | None
    files: tuple[File, ...]

    @property
    def longest(self) -> int:
        return max(file.clock.day for file in self.files)

    @property
    def late(self) -> int:
        return sum(file.is_late for file in self.files)


@dataclass(frozen=True)
class Aims:
    """The targets of one initiative's plan in force, by their light as last told."""

    initiative: Initiative
    lights: Counter[str]


@dataclass(frozen=True)
class Country:
    rows: Sequence[Row]
    members: int
    waiting: Sequence[Waiting]
    aims: Sequence[Aims]
    support: Sequence[support_sums.Row] = ()

    @property
    def lights(self) -> Counter[str]:
        return sum((aims.lights for aims in self.aims), Counter())

    def digest(self, on: dt.date) -> str:
        """Changes with any number on the page."""
        return digest.of(
            {
                "on": on.isoformat(),
                "initiatives": [[r.initiative.pk, r.initiative.stage, r.planned, r.spent, r.late] for r in self.rows],
                "members": self.members,
                "waiting": [
                    [w.authority.pk if w.authority else 0, [[f.round.pk, f.clock.day] for f in w.files]]
                    for w in self.waiting
                ],
                "support": [[row.promise.pk, row.money.promised, row.money.paid] for row in self.support],
                "targets": [[one.initiative.pk, sorted(one.lights.items())] for one in self.aims],
            }
        )


def country(user: Person, *, on: dt.date) -> Country:
    """The same number of looks for one initiative and for a thousand."""
    rows = portfolio.rows(user, on=on)
    keys = [row.initiative.pk for row in rows]
    members = Membership.objects.committed().filter(initiative__in=keys).values("organisation").distinct().count()
    return Country(rows, members, _waiting(keys, on), _aims(rows), support_sums.of(keys))


def _waiting(keys: list[int], on: dt.date) -> list[Waiting]:
    seats = Seat.objects.waiting().filter(round__initiative__in=keys).defer("round__snapshot").order_by("pk")
    chosen = seats.select_related("authority", "round__initiative", "round__rule_pack")
    found: dict[Organisation | None, list[File]] = defaultdict(list)
    for seat in chosen.prefetch_related("round__inquiries"):
        found[seat.authority].append(File(seat.round, clock(seat.round, on=on)))
    waiting = [Waiting(authority, tuple(files)) for authority, files in found.items()]
    return sorted(waiting, key=lambda one: (-one.longest, one.authority.sort_name if one.authority else ""))


def _aims(rows: Sequence[Row]) -> list[Aims]:
    known = {row.initiative.pk: row.initiative for row in rows}
    told = lights(list(known))
    return [Aims(initiative, told[key]) for key, initiative in known.items() if key in told]


def lights(keys: Sequence[int]) -> dict[int, Counter[str]]:
    """Initiative → how many targets of its plan in force stand under which light."""
    plans = StrategicPlan.objects.in_force().filter(initiative__in=keys)
    told = Target.objects.filter(plan__in=plans.values("pk")).values_list("plan__initiative", "told_light__light")
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for key, light in told:
        found[key][light or "none"] += 1
    return found
