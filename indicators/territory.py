"""Regions as sets of atoms, the regions that still exist, so that territories can be compared over time."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from indicators.period import Period

Territory = frozenset[str]
FirstObserved = Callable[[str, Period], Period | None]


@dataclass(frozen=True)
class Region:
    """`until` is None while it exists; `predecessors` are the regions that it was cut out of."""

    code: str
    since: dt.date | None = None
    until: dt.date | None = None
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Regions:
    """All regions of the country, past and present. The country itself is a code, not one of `regions`."""

    country: str
    regions: tuple[Region, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Region]:
        return {region.code: region for region in self.regions}

    @cached_property
    def whole(self) -> Territory:
        return frozenset(region.code for region in self.regions if region.until is None)

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for region in self.regions:
            for predecessor in region.predecessors:
                found.setdefault(predecessor, []).append(region.code)
        return {code: tuple(sorted(codes)) for code, codes in found.items()}

    @cached_property
    def lasting(self) -> Mapping[str, Territory]:
        """Regions that never gave nor took territory: each is its own atom at any time, and no other region is."""
        if len(self.whole) == 1:  # the country is the same territory
            return {}
        codes = (region.code for region in self.regions if region.until is None and not region.predecessors)
        return {code: frozenset({code}) for code in codes if code not in self.successors}

    def territory(self, code: str, period: Period, first_observed: FirstObserved) -> Territory:
        """The atoms of a region as a measure counts it; `first_observed` tells when a region enters that measure."""
        if code == self.country:
            return self.whole
        own = frozenset({code}) & self.whole
        is_dissolved = self.by_code[code].until is not None
        lost = (
            successor
            for successor in self.successors.get(code, ())
            if is_dissolved or self._is_before(successor, period, first_observed)
        )
        return own.union(*(self.territory(successor, period, first_observed) for successor in lost))

    def _is_before(self, successor: str, period: Period, first_observed: FirstObserved) -> bool:
        """Whether the successor is still counted with its predecessor: until its first value, else until the law."""
        observed = first_observed(successor, period)
        if observed is not None:
            return period.ends_on < observed.ends_on
        since = self.by_code[successor].since
        return since is not None and period.ends_on < since

    def __contains__(self, code: object) -> bool:
        return code == self.country or code in self.by_code


def cover(target: Territory, pieces: Iterable[tuple[str, Territory]], *, finest: bool = False) -> tuple[str, ...]:
    """Codes of disjoint pieces inside the target, the largest first: predecessors never beside their successors."""
    ordered = sorted(pieces, key=lambda piece: (len(piece[1]) * (1 if finest else -1), piece[0]))
    taken: list[str] = []
    open_atoms = set(target)
    for code, atoms in ordered:
        if atoms and open_atoms >= atoms:
            taken.append(code)
            open_atoms -= atoms
    return tuple(sorted(taken))
