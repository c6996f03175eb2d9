"""Which published cells answer for a territory and an activity, in one measure and period."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

from indicators.cube import Cell, Known
from indicators.period import Period
from indicators.resolution import ALL_ACTIVITIES, Codes, CompleteSet
from indicators.territory import Territory, cover


class Cells(Protocol):
    """Whatever holds published cells: a dictionary in tests, a Cube in the program."""

    def cell(self, measure: str, period: Period, region: str, activity: str) -> Cell | None: ...

    def published(self, measure: str, period: Period) -> Mapping[str, frozenset[str]]:
        """Activity → the regions for which it has a cell."""
        ...

    def first_observed(self, measure: str, region: str, period: Period) -> Period | None: ...


class Used(NamedTuple):
    """A published cell that counts into a value, with its sign."""

    region: str
    activity: str
    sign: int = 1


@dataclass(frozen=True)
class Published:
    """What is known of one measure in one period. `territories`: region → its atoms, as the measure counts it then."""

    codes: Codes
    regions_of: Mapping[str, frozenset[str]]
    territories: Mapping[str, Territory]
    _found: dict[tuple[Territory, str], tuple[Used, ...] | None] = field(default_factory=dict)
    _inside: dict[Territory, list[tuple[str, Territory]]] = field(default_factory=dict)
    _covers: dict[tuple[Territory, frozenset[str]], tuple[tuple[str, ...], bool]] = field(default_factory=dict)

    @cached_property
    def regions(self) -> frozenset[str]:
        known = self.regions_of
        return known.regions if isinstance(known, Known) else frozenset[str]().union(*known.values())

    def used(self, target: Territory, activity: str) -> tuple[Used, ...] | None:
        """The cells whose signed sum is the value, or None where no complete answer is published."""
        key = (target, activity)
        if key not in self._found:
            self._found[key] = self._search(target, activity)
        return self._found[key]

    def crossing(self, target: Territory) -> tuple[str, ...]:
        """Regions with values that reach over the border of a target which has no complete values of its own."""
        if not self.regions or self._is_whole(target, cover(target, self._known_inside(target))):
            return ()
        touching = self._touching(target) & self.regions - {self.codes.regions.country}
        return tuple(sorted(code for code in touching if not self.territories[code] <= target))

    def parts(self, target: Territory) -> tuple[Territory, ...] | None:
        """The smallest published regions that make up the target, or None where some of it has no values."""
        country = self.codes.regions.country
        smaller = [piece for piece in self._known_inside(target) if piece[0] != country]
        codes = cover(target, smaller, finest=True)
        return tuple(self.territories[code] for code in codes) if self._is_whole(target, codes) else None

    def region_that_is(self, target: Territory) -> str | None:
        """The region with values that has exactly this territory."""
        lasting = self.codes.regions.lasting
        if len(target) == 1 and (code := next(iter(target))) in lasting:
            return code if code in self.regions else None
        return self._region_of.get(target)

    def _search(self, target: Territory, activity: str) -> tuple[Used, ...] | None:
        if activity not in self._reachable:
            return None
        codes, is_whole = self._covered(target, activity)
        if is_whole:
            return tuple(Used(code, activity) for code in codes)
        for complete in self.codes.activities.sets_of(activity):
            if (parts := self._sum(target, complete)) is not None:
                return parts
        return None

    def _sum(self, target: Territory, complete: CompleteSet) -> tuple[Used, ...] | None:
        found: list[Used] = []
        for member in complete.members:
            part = self.used(target, member)
            if part is None:
                return None
            found += part
        for members, sign in ((complete.optional, 1), (complete.subtracted, -1)):
            for member in members:
                found += (Used(code, member, sign) for code in self._covered(target, member)[0])
        return tuple(found)

    def _covered(self, target: Territory, activity: str) -> tuple[tuple[str, ...], bool]:
        """Which regions cover it, and whether wholly: the same for all activities that the same regions know."""
        known = self.regions_of.get(activity)
        if not known:
            return (), False
        key = (target, known)
        if key not in self._covers:
            codes = cover(target, [piece for piece in self._pieces(target) if piece[0] in known])
            self._covers[key] = codes, self._is_whole(target, codes)
        return self._covers[key]

    def _is_whole(self, target: Territory, codes: tuple[str, ...]) -> bool:
        return bool(codes) and sum(len(self.territories[code]) for code in codes) == len(target)

    @cached_property
    def _region_of(self) -> Mapping[Territory, str]:
        """Of several regions with one territory the first, as in a cover; without those that last."""
        changed = sorted(self.regions - self.codes.regions.lasting.keys(), reverse=True)
        return {self.territories[code]: code for code in changed if self.territories[code]}

    def _known_inside(self, target: Territory) -> list[tuple[str, Territory]]:
        return [piece for piece in self._pieces(target) if piece[0] in self.regions]

    def _pieces(self, target: Territory) -> list[tuple[str, Territory]]:
        """Regions, known or not, that lie inside the target."""
        if target not in self._inside:
            inside = (code for code in self._touching(target) if self.territories[code] <= target)
            self._inside[target] = [(code, self.territories[code]) for code in inside]
        return self._inside[target]

    def _touching(self, target: Territory) -> set[str]:
        return {code for atom in target for code in self._containers.get(atom, ())}

    @cached_property
    def _containers(self) -> Mapping[str, list[str]]:
        containers: dict[str, list[str]] = {}
        for code, atoms in self.territories.items():
            for atom in atoms:
                containers.setdefault(atom, []).append(code)
        return containers

    @cached_property
    def _reachable(self) -> frozenset[str]:
        """Activities that are published or contain one that is: the others need no search."""
        ancestors = {code for activity in self.regions_of for code in self.codes.activities.ancestors(activity)}
        return frozenset({*self.regions_of, *ancestors, ALL_ACTIVITIES} if self.regions_of else ())


Kept = MutableMapping[tuple[str, Period], Published]


@dataclass(frozen=True)
class Resolver:
    """What is published, by measure and period; each is looked at once.

    `kept`: what earlier resolvers have found out about the same cells, and where this one leaves what it finds.
    """

    codes: Codes
    cells: Cells
    kept: Kept | None = None
    _known: dict[tuple[str, Period], Published] = field(default_factory=dict)

    def at(self, measure: str, period: Period) -> Published:
        key = (measure, period)
        if key not in self._known:
            self._known[key] = self._published(key)
        return self._known[key]

    def _published(self, key: tuple[str, Period]) -> Published:
        regions_of, territories = self.cells.published(*key), self._territories(*key)
        standing = self.kept.get(key) if self.kept is not None else None
        if standing and standing.regions_of is regions_of and self._is_like(standing, territories):
            return standing
        found = Published(self.codes, regions_of, territories)
        if self.kept is not None:
            self.kept[key] = found
        return found

    def _is_like(self, standing: Published, territories: Mapping[str, Territory]) -> bool:
        """Whether it was found out with the same codes, where the regions had the same borders."""
        own, other = self.codes, standing.codes
        is_same = own.activities is other.activities and own.regions is other.regions
        return is_same and standing.territories == territories

    def _territories(self, measure: str, period: Period) -> Mapping[str, Territory]:
        regions = self.codes.regions

        def first(region: str, at: Period) -> Period | None:
            return self.cells.first_observed(measure, region, at)

        changed = (code for code in (regions.country, *regions.by_code) if code not in regions.lasting)
        return {**regions.lasting, **{code: regions.territory(code, period, first) for code in changed}}
