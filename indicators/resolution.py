"""What figures speak of: activities and what contains them, subjects, and the codes of a whole country."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from indicators.cube import MeasureFacts
from indicators.period import Period
from indicators.territory import Regions

ALL_ACTIVITIES = "_T"
SECTIONS = tuple("ABCDEFGHIJKLMNOPQRS")
DIVISION = 2  # digits
PRINTED = re.compile(r"\d\d\.\d{1,3}")


def as_written(code: str) -> str:
    """An OKED code as it is kept: pages print 01.11, and people type what pages print."""
    return code.replace(".", "") if PRINTED.fullmatch(code) else code


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

    def opened(self, code: str, digits: int) -> tuple[str, ...]:
        """The codes of so many digits inside the code; the code itself where it has as many."""
        if code.isdigit() and len(code) >= digits:
            return (code,) if len(code) == digits else ()
        return tuple(found for child in self.children.get(code, ()) for found in self.opened(child, digits))

    def kind_of(self, code: str, digits: int) -> str:
        """What its relatives have in common: the division of a finer code, else the widest that contains it."""
        if digits > DIVISION:
            return code[:DIVISION]
        above = self.ancestors(code)
        return above[-1] if above else code

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
        listed = ([code.strip() for code in codes.split("+")] for codes in (regions, activities))
        return cls(*(frozenset(as_written(code) for code in codes if code) for codes in listed))

    def __str__(self) -> str:
        regions, activities = ("+".join(sorted(codes)) for codes in (self.regions, self.activities))
        return f"{regions}:{activities}" if activities else regions


class Break(NamedTuple):
    """From this period on a published cell is counted in another way than before."""

    region: str
    activity: str
    period: Period


@dataclass(frozen=True)
class Codes:
    """What every evaluation needs beside the numbers: measures, activities, regions; breaks by measure."""

    measures: Mapping[str, MeasureFacts]
    activities: Activities
    regions: Regions
    breaks: Mapping[str, tuple[Break, ...]] = field(default_factory=dict)
