"""Growth of a cluster from two years of answers, split so that recruiting is not taken for growth. Pure."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Year = Mapping[Hashable, Decimal]


class Move(StrEnum):
    """What a member did between two years. Who is silent has not left."""

    CONTINUING = "continuing"
    ENTERING = "entering"
    LEAVING = "leaving"
    ANSWERING = "answering"
    SILENT = "silent"


@dataclass(frozen=True)
class Flow:
    """What members of one move added up to in the two years."""

    before: Decimal = Decimal()
    after: Decimal = Decimal()
    count: int = 0

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Growth:
    """All members and, among them, those of each move; changes of the moves add up to the change of all."""

    flows: Mapping[Move, Flow]

    @property
    def before(self) -> Decimal:
        return sum((flow.before for flow in self.flows.values()), Decimal())

    @property
    def after(self) -> Decimal:
        return sum((flow.after for flow in self.flows.values()), Decimal())

    @property
    def of_all(self) -> Decimal | None:
        return _rate(self.before, self.after)

    @property
    def of_panel(self) -> Decimal | None:
        """The same members in both years."""
        flow = self.flows[Move.CONTINUING]
        return _rate(flow.before, flow.after)

    def contribution(self, move: Move) -> Decimal | None:
        """The part of the growth of all that this move brought, in the same unit."""
        return self.flows[move].change / self.before if self.before > 0 else None


def move(*, was_asked: bool, is_asked: bool, has_before: bool, has_after: bool) -> Move | None:
    """None where the member answered in neither year. Asked is who was a member when the year was collected."""
    if has_before and has_after:
        return Move.CONTINUING
    if has_after:
        return Move.ANSWERING if was_asked else Move.ENTERING
    if has_before:
        return Move.SILENT if is_asked else Move.LEAVING
    return None


def moves(
    before: Year, after: Year, *, asked_before: Iterable[Hashable], asked: Iterable[Hashable]
) -> dict[Hashable, Move]:
    """{member: what it did}, of everybody who answered in one of the two years."""
    then, now = frozenset(asked_before), frozenset(asked)
    found = {
        member: move(
            was_asked=member in then, is_asked=member in now, has_before=member in before, has_after=member in after
        )
        for member in before.keys() | after.keys()
    }
    return {member: one for member, one in found.items() if one is not None}


def growth(before: Year, after: Year, moved: Mapping[Hashable, Move]) -> Growth:
    flows = {}
    for one in Move:
        members = [member for member, its in moved.items() if its == one]
        flows[one] = Flow(
            sum((before.get(member, Decimal()) for member in members), Decimal()),
            sum((after.get(member, Decimal()) for member in members), Decimal()),
            len(members),
        )
    return Growth(flows)


def _rate(before: Decimal, after: Decimal) -> Decimal | None:
    return after / before - 1 if before > 0 else None
