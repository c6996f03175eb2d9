"""Which published cells answer for a territory and an activity, in one measure and period."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from indicators.cube import Cell, MeasureFacts
from indicators.period import Period
from indicators.territory import Regions, Territory, cover

ALL_ACTIVITIES = "_T"
SECTIONS = tuple("ABCDEFGHIJKLMNOPQRS")


class Cells(Protocol):
    """Whatever holds published cells: a dictionary in tests, a Cube in the program."""

    def cell(self, measure: str, period: Period, region: str, activity: str) -> Cell | None: ...

    def regions(self, measure: str, period: Period) -> Collection[str]: ...

    def activities(self, measure: str, period: Period) -> Collection[str]: ...

    def first_observed(self, measure: str, region: str, period: Period) -> Period | None: ...


@dataclass(frozen=True)
class CompleteSet:
    """Codes that together make up a whole. Optional members count where published; subtracted ones are taken off."""

    members: tuple[str, ...]
    optional: tuple[str, ...] = ()
    subtracted: tuple[str, ...] = ()


# Until 2013 the other services (I-S) were published as one, beside J and L; in 2010 the financial intermediation
# services indirectly measured (FISIM) were still to be taken off the sum of the sections.
OKED_SETS: Mapping[str, tuple[CompleteSet, ...]] = {
    "_T": (
        CompleteSet(SECTIONS, optional=("T", "U")),
        CompleteSet((*SECTIONS[:8], "J", "L", "I-S"), subtracted=("FISIM",)),
        CompleteSet(("A", "B-F", "G-U")),
    ),
    "B-E": (CompleteSet(("B", "C", "D", "E")),),
    "B-F": (CompleteSet(("B", "C", "D", "E", "F")), CompleteSet(("B-E", "F"))),
    "G-U": (CompleteSet(SECTIONS[6:], optional=("T", "U")), CompleteSet(("G", "H", "J", "L", "I-S"))),
    "I-S": (CompleteSet(("I", "K", *SECTIONS[12:])),),
}


@dataclass(frozen=True)
class Activities:
    """The tree of activities (code → parent, a section's parent is None) and the complete sets of its wholes.

    A code with complete sets uses them, any other the whole of its children in the tree.
    """

    parents: Mapping[str, str | None]
    complete_sets: Mapping[str, tuple[CompleteSet, ...]]

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for code, parent in self.parents.items():
            if parent is not None:
                found.setdefault(parent, []).append(code)
        return {code: tuple(sorted(codes)) for code, codes in found.items()}

    def sets_of(self, code: str) -> tuple[CompleteSet, ...]:
        if code in self.complete_sets:
            return self.complete_sets[code]
        children = self.children.get(code, ())
        return (CompleteSet(children),) if children else ()

    @cached_property
    def _leaf_counts(self) -> Mapping[str, int]:
        counts: dict[str, int] = {}

        def count(code: str) -> int:
            if code not in counts:
                counts[code] = sum(map(count, self.children.get(code, ()))) or 1
            return counts[code]

        for code in self.parents:
            count(code)
        return counts

    def size(self, code: str) -> int:
        if code in self._leaf_counts:
            return self._leaf_counts[code]
        parts = {part for complete in self.sets_of(code) for part in complete.members + complete.optional}
        return sum(self._leaf_counts.get(part, 1) for part in parts) or 1

    @cached_property
    def _aggregates_of(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for whole, sets in self.complete_sets.items():
            if whole != ALL_ACTIVITIES:
                for part in {part for complete in sets for part in complete.members + complete.optional}:
                    found.setdefault(part, []).append(whole)
        return {code: tuple(wholes) for code, wholes in found.items()}

    def ancestors(self, code: str) -> tuple[str, ...]:
        """What contains the code, the smallest first; never all activities."""
        if code not in self._known_ancestors:
            self._known_ancestors[code] = self._ancestors(code)
        return self._known_ancestors[code]

    @cached_property
    def _known_ancestors(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _ancestors(self, code: str) -> tuple[str, ...]:
        found: dict[str, int] = {}
        waiting = [(code, 0)]
        while waiting:
            current, distance = waiting.pop()
            parent = self.parents.get(current)
            for container in (*((parent,) if parent else ()), *self._aggregates_of.get(current, ())):
                if container != ALL_ACTIVITIES and container not in found:
                    found[container] = distance + 1
                    waiting.append((container, distance + 1))
        return tuple(sorted(found, key=lambda container: (self.size(container), found[container], container)))

    def without_parts(self, codes: Collection[str]) -> tuple[str, ...]:
        """The codes without those that another of them contains, so that nothing counts twice."""
        if ALL_ACTIVITIES in codes:
            return (ALL_ACTIVITIES,)
        return tuple(sorted(code for code in set(codes) if not set(self.ancestors(code)) & set(codes)))


@dataclass(frozen=True)
class Subject:
    """What is measured: regions × activities. Without activities it stands for all of them."""

    regions: frozenset[str]
    activities: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> "Subject":
        """Reads KZ, KZ-23:B and KZ-61+KZ-43:A+C; whether the codes exist is not its question."""
        regions, _, activities = text.partition(":")
        return cls(
            *(frozenset(code.strip() for code in codes.split("+") if code.strip()) for codes in (regions, activities))
        )

    def __str__(self) -> str:
        regions, activities = ("+".join(sorted(codes)) for codes in (self.regions, self.activities))
        return f"{regions}:{activities}" if activities else regions


@dataclass(frozen=True)
class Codes:
    """What every evaluation needs beside the numbers: measures, activities, regions."""

    measures: Mapping[str, MeasureFacts]
    activities: Activities
    regions: Regions


@dataclass(frozen=True, slots=True)
class Used:
    """A published cell that counts into a value, with its sign."""

    region: str
    activity: str
    sign: int = 1


@dataclass
class Resolver:
    """Answers, with a memory, which cells stand for a territory × activity in a measure and period."""

    codes: Codes
    cells: Cells
    _territories: dict[tuple[str, Period], dict[str, Territory]] = field(default_factory=dict)
    _containers: dict[tuple[str, Period], dict[str, list[str]]] = field(default_factory=dict)
    _reachable: dict[tuple[str, Period], frozenset[str]] = field(default_factory=dict)
    _found: dict[tuple[str, Period, Territory, str], tuple[Used, ...] | None] = field(default_factory=dict)

    def territories(self, measure: str, period: Period) -> dict[str, Territory]:
        """Region code → its atoms, as this measure counts them in this period."""
        key = (measure, period)
        if key not in self._territories:
            regions = self.codes.regions

            def first(region: str, at: Period) -> Period | None:
                return self.cells.first_observed(measure, region, at)

            every = (regions.country, *regions.by_code)
            self._territories[key] = {code: regions.territory(code, period, first) for code in every}
        return self._territories[key]

    def inside(self, measure: str, period: Period, target: Territory) -> list[tuple[str, Territory]]:
        territories = self.territories(measure, period)
        containers = self._containers_of(measure, period)
        codes = {code for atom in target for code in containers.get(atom, ())}
        return [(code, territories[code]) for code in codes if territories[code] <= target]

    def crossing(self, measure: str, period: Period, target: Territory) -> tuple[str, ...]:
        """Regions with values that reach over the border of a target which has no complete values of its own."""
        published = self.cells.regions(measure, period)
        inside = [piece for piece in self.inside(measure, period, target) if piece[0] in published]
        if self._is_whole(measure, period, target, cover(target, inside)):
            return ()
        territories, containers = self.territories(measure, period), self._containers_of(measure, period)
        touching = {code for atom in target for code in containers.get(atom, ())} - {self.codes.regions.country}
        return tuple(sorted(code for code in touching & set(published) if not territories[code] <= target))

    def parts(self, measure: str, period: Period, target: Territory) -> tuple[Territory, ...] | None:
        """The smallest published regions that make up the target, or None where some of it has no values."""
        published = self.cells.regions(measure, period)
        inside = [
            piece
            for piece in self.inside(measure, period, target)
            if piece[0] in published and piece[0] != self.codes.regions.country
        ]
        codes = cover(target, inside, finest=True)
        territories = self.territories(measure, period)
        return tuple(territories[code] for code in codes) if self._is_whole(measure, period, target, codes) else None

    def used(self, measure: str, period: Period, target: Territory, activity: str) -> tuple[Used, ...] | None:
        """The cells whose signed sum is the value, or None where no complete answer is published."""
        key = (measure, period, target, activity)
        if key not in self._found:
            self._found[key] = self._search(measure, period, target, activity)
        return self._found[key]

    def _search(self, measure: str, period: Period, target: Territory, activity: str) -> tuple[Used, ...] | None:
        if activity not in self._reachable_in(measure, period):
            return None
        published = self._published(measure, period, target, activity)
        if self._is_whole(measure, period, target, published):
            return tuple(Used(code, activity) for code in published)
        for complete in self.codes.activities.sets_of(activity):
            if (parts := self._sum(measure, period, target, complete)) is not None:
                return parts
        return None

    def _sum(self, measure: str, period: Period, target: Territory, complete: CompleteSet) -> tuple[Used, ...] | None:
        found: list[Used] = []
        for member in complete.members:
            part = self.used(measure, period, target, member)
            if part is None:
                return None
            found += part
        for members, sign in ((complete.optional, 1), (complete.subtracted, -1)):
            for member in members:
                found += (Used(code, member, sign) for code in self._published(measure, period, target, member))
        return tuple(found)

    def _published(self, measure: str, period: Period, target: Territory, activity: str) -> tuple[str, ...]:
        inside = self.inside(measure, period, target)
        return cover(target, [piece for piece in inside if self.cells.cell(measure, period, piece[0], activity)])

    def _is_whole(self, measure: str, period: Period, target: Territory, codes: tuple[str, ...]) -> bool:
        territories = self.territories(measure, period)
        return bool(codes) and sum(len(territories[code]) for code in codes) == len(target)

    def _containers_of(self, measure: str, period: Period) -> dict[str, list[str]]:
        key = (measure, period)
        if key not in self._containers:
            containers: dict[str, list[str]] = {}
            for code, atoms in self.territories(measure, period).items():
                for atom in atoms:
                    containers.setdefault(atom, []).append(code)
            self._containers[key] = containers
        return self._containers[key]

    def _reachable_in(self, measure: str, period: Period) -> frozenset[str]:
        """Activities that are published or contain one that is: the others need no search."""
        key = (measure, period)
        if key not in self._reachable:
            published = self.cells.activities(measure, period)
            ancestors = {code for activity in published for code in self.codes.activities.ancestors(activity)}
            self._reachable[key] = frozenset({*published, *ancestors, ALL_ACTIVITIES} if published else ())
        return self._reachable[key]
