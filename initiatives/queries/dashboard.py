"""What the first page counts: for whoever runs initiatives, holds an authority's files, or keeps the figures."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.models import Release
from indicators.queries import doubt
from indicators.queries import release as releases
from initiatives import support
from initiatives.budget import known_sum
from initiatives.models import Initiative
from initiatives.queries import country, portfolio, support_sums
from initiatives.queries.inbox import Inbox, inbox
from initiatives.queries.organisation import Person


@dataclass(frozen=True)
class Run:
    """Money, lateness and targets of the initiatives that a person runs; an amount that nobody entered is None."""

    planned: int | None
    spent: int | None
    late: int
    lights: Counter[str]


@dataclass(frozen=True)
class Office:
    """The files of an authority and the initiatives that it answers for, by stage."""

    inbox: Inbox
    stages: Counter[str]
    support: support.Sum
    lights: Counter[str]

    @property
    def late(self) -> int:
        return sum(row.clock.is_late for row in self.inbox.waiting)


@dataclass(frozen=True)
class Desk:
    """What lies with those who keep the figures."""

    waiting: int
    questions: int
    overdue: int
    doubts: int


def run(initiatives: Sequence[Initiative], *, on: dt.date) -> Run | None:
    """The same three looks for one initiative and for many."""
    if not initiatives:
        return None
    keys = [initiative.pk for initiative in initiatives]
    money = portfolio.money(keys)
    lights = country.lights(keys)
    return Run(
        planned=known_sum(planned for planned, _spent, _over in money.values()),
        spent=known_sum(spent for _planned, spent, _over in money.values()),
        late=sum(portfolio.late(keys, on).values()),
        lights=sum(lights.values(), Counter()),
    )


def office(user: Person, *, on: dt.date) -> Office:
    found = portfolio.held_by(user, on=on).order_by().annotate(told=support_sums.told())
    rows = list(found.values_list("pk", "stage", "told"))
    held = {key: stage for key, stage, _told in rows}
    promised = support.add([year for _key, _stage, told in rows for year in support_sums.years(told)], on=on)
    # What was reached stands beside what was promised, and is asked for only then.
    lights = country.lights(list(held)) if promised.promised is not None else {}
    return Office(inbox(user, on=on), Counter(held.values()), promised, sum(lights.values(), Counter()))


def desk(user: Person, *, on: dt.date) -> Desk:
    at_work = releases.at_work(user)
    return Desk(
        waiting=len(at_work),
        questions=sum(one.unanswered for one in at_work if one.state == Release.State.CHECKED),
        overdue=sum(one.is_overdue for one in releases.expected(on=on)),
        doubts=doubt.waiting(),
    )
