"""Which cells of a whole cross-section look across a break: found by rows and columns, not cell by cell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indicators.period import Period
from indicators.resolution import ALL_ACTIVITIES, Break
from indicators.territory import Territory

from .breaks import Broken, answers_for, crossable, is_between, periods_of
from .expression import Axis, Binary, Call, Expression, Lagged, Measure, Negative, Profile, Scoped
from .needs import looks
from .profiles import AGAINST_COUNTRY
from .reading import Reader, Where

Flags = npt.NDArray[np.bool_]


class Field(NamedTuple):
    """Every territory with every activity, in one period."""

    territories: tuple[Territory, ...]
    activities: tuple[str, ...]
    period: Period

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.territories), len(self.activities)


def barred(
    expression: Expression, period: Period, regions: Sequence[str], activities: Sequence[str], reader: Reader
) -> Flags:
    """True where a region and an activity look across a break from the period of the figure."""
    broken = crossable(expression, period, reader)
    if not broken:
        return np.zeros((len(regions), len(activities)), dtype=np.bool_)
    territories = tuple(reader.territory(looks(expression), [region], period) for region in regions)
    return _Barring(reader, broken, period).flags(expression, Field(territories, tuple(activities), period))


@dataclass(frozen=True)
class _Barring:
    reader: Reader
    broken: Broken
    period: Period
    _wholes: dict[str, frozenset[str]] = field(default_factory=dict)

    def flags(self, expression: Expression, at: Field) -> Flags:
        match expression:
            case Measure(code=code):
                return self._leaf(code, at)
            case Scoped() | Lagged():
                return np.broadcast_to(self.flags(expression.inner, self._moved(expression, at)), at.shape)
            case Negative(inner=inner):
                return self.flags(inner, at)
            case Binary(left=left, right=right):
                return self.flags(left, at) | self.flags(right, at)
            case Profile():
                return self._profile(expression, at)
            case Call():
                return self._call(expression, at)
        return np.zeros(at.shape, dtype=np.bool_)

    @property
    def _country(self) -> tuple[Territory]:
        return (self.reader.resolver.codes.regions.whole,)

    def _moved(self, node: Scoped | Lagged, at: Field) -> Field:
        if isinstance(node, Lagged):
            return at._replace(period=at.period.years_before(node.years))
        return Field(
            self._country if node.scope.whole_country else at.territories,
            (ALL_ACTIVITIES,) if node.scope.all_activities else at.activities,
            at.period,
        )

    def _call(self, call: Call, at: Field) -> Flags:
        found = np.zeros(at.shape, dtype=np.bool_)
        for period in periods_of(call, at.period):
            found |= self.flags(call.inner, at._replace(period=period))
        return found

    def _profile(self, node: Profile, at: Field) -> Flags:
        match node.axis:
            case Axis.REGIONS:
                return self._over_regions(node, at)
            case Axis.CELLS:
                return self._over_cells(node, at)
        return self._over_parts(node, at)

    def _over_regions(self, node: Profile, at: Field) -> Flags:
        listed = [self._parts(node, territory, at) for territory in at.territories]
        territories = tuple(dict.fromkeys(part.territory for parts in listed for part in parts))
        row_of = {territory: row for row, territory in enumerate(territories)}
        inner = self.flags(node.inner, at._replace(territories=territories))
        found = np.zeros(at.shape, dtype=np.bool_)
        for row, parts in enumerate(listed):
            found[row] = inner[[row_of[part.territory] for part in parts]].any(axis=0) if parts else False
        return found

    def _over_cells(self, node: Profile, at: Field) -> Flags:
        """One answer for the whole country."""
        parts = self._parts(node, self.reader.resolver.codes.regions.whole, at)
        territories = tuple(dict.fromkeys(part.territory for part in parts))
        codes = tuple(dict.fromkeys(part.activities[0] for part in parts))
        is_barred = bool(self.flags(node.inner, Field(territories, codes, at.period)).any()) if parts else False
        return np.full(at.shape, is_barred, dtype=np.bool_)

    def _over_parts(self, node: Profile, at: Field) -> Flags:
        """One answer for a territory, whatever the activity; territories with the same parts are asked together."""
        alike: dict[tuple[str, ...], list[int]] = {}
        for row, territory in enumerate(at.territories):
            codes = tuple(part.activities[0] for part in self._parts(node, territory, at))
            alike.setdefault(codes, []).append(row)
        found = np.zeros(at.shape, dtype=np.bool_)
        for codes, rows in alike.items():
            own = Field(tuple(at.territories[row] for row in rows), codes, at.period)
            found[rows] = self.flags(node.inner, own).any(axis=1, keepdims=True)
            if node.function == AGAINST_COUNTRY:
                found[rows] |= self.flags(node.inner, own._replace(territories=self._country)).any()
        return found

    def _parts(self, node: Profile, territory: Territory, at: Field) -> list[Where]:
        return self.reader.parts(node, Where(territory, at.activities, at.period)) or []

    def _leaf(self, measure: str, at: Field) -> Flags:
        found = np.zeros(at.shape, dtype=np.bool_)
        column_of = {activity: column for column, activity in enumerate(at.activities)}
        for region, breaks in self._by_region(measure, at.period).items():
            rows = self._rows(measure, region, at)
            for one in breaks if rows else ():
                columns = [column_of[code] for code in self._containing(one.activity) if code in column_of]
                for row, column in ((row, column) for row in rows for column in columns if not found[row, column]):
                    place = Where(at.territories[row], (at.activities[column],), at.period)
                    found[row, column] = answers_for(one, measure, place, self.reader)
        return found

    def _by_region(self, measure: str, period: Period) -> Mapping[str, Collection[Break]]:
        found: dict[str, list[Break]] = {}
        for one in self.broken.get(measure, ()):
            if is_between(one.period, period, self.period):
                found.setdefault(one.region, []).append(one)
        return found

    def _rows(self, measure: str, region: str, at: Field) -> list[int]:
        """The territories that the region lies in: in no other can a cell of it count."""
        own = self.reader.resolver.at(measure, at.period).territories.get(region)
        return [row for row, territory in enumerate(at.territories) if own <= territory] if own else []

    def _containing(self, activity: str) -> frozenset[str]:
        """The activity and all that it can count into."""
        if activity not in self._wholes:
            found, waiting = {activity, ALL_ACTIVITIES}, [activity]
            while waiting:
                wholes = self._wholes_of.get(waiting.pop(), frozenset()) - found
                found |= wholes
                waiting += wholes
            self._wholes[activity] = frozenset(found)
        return self._wholes[activity]

    @cached_property
    def _wholes_of(self) -> Mapping[str, frozenset[str]]:
        """Code → what it is a direct part of, in the tree or in a complete set."""
        tree = self.reader.resolver.codes.activities
        found = {code: {parent} for code, parent in tree.parents.items() if parent is not None}
        for whole, sets in tree.complete_sets.items():
            for part in {part for one in sets for part in one.members + one.optional + one.subtracted}:
                found.setdefault(part, set()).add(whole)
        return {code: frozenset(wholes) for code, wholes in found.items()}
