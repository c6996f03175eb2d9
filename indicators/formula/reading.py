"""From a bare measure in a formula to the published cells that answer for it, and to the subject's answerable form."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from indicators.cube import Aggregation
from indicators.period import Period
from indicators.published import Resolver, Used
from indicators.resolution import ALL_ACTIVITIES, DIVISION, CompleteSet, Subject
from indicators.status import Status
from indicators.territory import Territory

from .expression import Axis, Expression, Lagged, Profile, Scope, Scoped
from .needs import Look, looks
from .outcome import BORDERS_DIFFER, NOT_ADDITIVE, NOT_PUBLISHED, Gap, Reason
from .profiles import TABLE_FUNCTIONS, Standing

# How many digits the codes of an axis have; the parts of all activities have none.
DIGITS = {Axis.ACTIVITIES: 0, Axis.DIVISIONS: 2, Axis.GROUPS: 3, Axis.CLASSES: 4, Axis.REGIONS: 0, Axis.CELLS: 0}


class Where(NamedTuple):
    """The place and time at which a formula, or a part of it, is evaluated."""

    territory: Territory
    activities: tuple[str, ...]
    period: Period


def earlier(where: Where, years: int) -> Where:
    return where._replace(period=where.period.years_before(years))


@dataclass(frozen=True)
class Answerable:
    """The form in which a subject, or a part of it, can be answered."""

    where: Where
    coarser_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    resolver: Resolver
    # Whoever stands in a table looks at all of it.
    _tables: dict[tuple[Expression, Period], list[Where] | None] = field(default_factory=dict, compare=False)

    def scoped(self, where: Where, scope: Scope) -> Where:
        territory = self.resolver.codes.regions.whole if scope.whole_country else where.territory
        return Where(territory, (ALL_ACTIVITIES,) if scope.all_activities else where.activities, where.period)

    def moved(self, where: Where, node: Scoped | Lagged) -> Where:
        return self.scoped(where, node.scope) if isinstance(node, Scoped) else earlier(where, node.years)

    def used(self, measure: str, where: Where) -> tuple[Used, ...] | Gap:
        """The cells whose signed sum (or weighted mean) is the value of a measure there."""
        found: list[Used] = []
        for activity in where.activities:
            part = self.resolver.at(measure, where.period).used(where.territory, activity)
            if part is None:
                return self._gap(measure, where)
            found += part
        aggregation = self.resolver.codes.measures[measure].aggregation
        if len(found) > 1 and (aggregation is Aggregation.NONE or self._is_unweighable(measure, found)):
            return Gap(Status.NOT_APPLICABLE, Reason(NOT_ADDITIVE, {"measure": measure}))
        return tuple(found)

    def weights(self, measure: str, where: Where, used: Iterable[Used]) -> list[tuple[str, Where]]:
        """For each cell of a weighted mean, the measure that weighs it and where."""
        facts = self.resolver.codes.measures[measure]
        territories = self.resolver.at(measure, where.period).territories
        before = where.period.years_before(facts.weight_lag)
        return [(str(facts.weight), Where(territories[cell.region], (cell.activity,), before)) for cell in used]

    def parts(self, node: Profile, where: Where) -> list[Where] | None:
        """The places over which a profile is taken, or None where no complete breakdown is published."""
        match node.axis:
            case Axis.REGIONS:
                return self._regions(node.inner, where)
            case Axis.CELLS:
                key = (node.inner, where.period)
                if key not in self._tables:
                    self._tables[key] = self._cells(node.inner, where)
                return self._tables[key]
        return self._activities(node.inner, node.axis, where)

    def standing(self, node: Profile, where: Where, parts: Iterable[Where]) -> Standing | None:
        """For a function of a table: where the place stands among the parts."""
        if node.function not in TABLE_FUNCTIONS:
            return None
        listed = list(parts)
        rows = list(dict.fromkeys(part.territory for part in listed))
        columns = list(dict.fromkeys(part.activities for part in listed))
        return Standing(
            len(columns),
            rows.index(where.territory) if where.territory in rows else None,
            columns.index(where.activities) if where.activities in columns else None,
        )

    def _cells(self, inner: Expression, where: Where) -> list[Where] | None:
        """All regions of the country with the activities that every one of them tells, region by region."""
        regions = self._regions(inner, where._replace(territory=self.resolver.codes.regions.whole))
        listed = [self._activities(inner, Axis.ACTIVITIES, region) for region in regions or ()]
        told = [[part.activities for part in parts] for parts in listed if parts is not None]
        if regions is None or len(told) < len(listed):
            return None
        shared = set(told[0]).intersection(*told) if told else set()
        return [region._replace(activities=codes) for region in regions for codes in told[0] if codes in shared]

    def _regions(self, inner: Expression, where: Where) -> list[Where] | None:
        """The regions of the territory, as the measure with the fewest of them has them."""
        found = []
        for look in looks(inner):
            parts = self.resolver.at(look.measure, look.period(where.period)).parts(where.territory)
            if parts is None:
                return None
            found.append(parts)
        fewest = min(found, key=lambda parts: (len(parts), sorted(map(sorted, parts))), default=())
        return [where._replace(territory=part) for part in fewest]

    def _activities(self, inner: Expression, axis: Axis, where: Where) -> list[Where] | None:
        """The parts of all activities, or finer ones, that are published for every look that tells them apart."""
        every = looks(inner)
        found = {look for look in every if look.sees_activities} or every
        for complete in self.resolver.codes.activities.sets_of(ALL_ACTIVITIES):
            if self._are_known(found, where, complete.members):
                parts = self._finer(found, where, self._members(found, where, complete), axis)
                return None if parts is None else [where._replace(activities=(code,)) for code in parts]
        return None

    def _finer(self, found: Collection[Look], where: Where, codes: list[str], axis: Axis) -> list[str] | None:
        """The codes opened down to the level of the axis, or None where one of them is not published in full."""
        parts, tree = codes, self.resolver.codes.activities
        for level in range(DIVISION, DIGITS[axis] + 1):
            opened = [tree.opened(code, level) for code in parts]
            parts = [finer for inside in opened for finer in inside]
            if not all(opened) or not self._are_known(found, where, parts):
                return None
        return parts

    def kinds(self, node: Profile, parts: Iterable[Where]) -> list[str]:
        """For each part, what it is related by: the division of a class or group, the section of a division, …"""
        tree = self.resolver.codes.activities
        return [tree.kind_of(part.activities[0], DIGITS[node.axis]) for part in parts]

    def answers(self, expression: Expression, subject: Subject, period: Period) -> list[Answerable]:
        """The subject at activities for which every measure of the formula answers alike."""
        found = looks(expression)
        territory = self.territory(found, subject.regions, period)
        tree = self.resolver.codes.activities
        exact: list[str] = []
        coarser: dict[str, list[str]] = {}
        for activity in tree.without_parts(subject.activities or (ALL_ACTIVITIES,)):
            level = self._level(found, Where(territory, (activity,), period))
            if level == activity:
                exact.append(activity)
            else:
                coarser.setdefault(level, []).append(activity)
        answers = [Answerable(Where(territory, tuple(exact), period))] if exact else []
        answers += (Answerable(Where(territory, (level,), period), tuple(coarser[level])) for level in sorted(coarser))
        return answers

    def territory(self, found: Collection[Look], regions: Collection[str], period: Period) -> Territory:
        """The regions as they are then: the widest, where measures follow a new border in different years."""
        country = self.resolver.codes.regions
        if country.country in regions:
            return country.whole
        measures = {look.measure for look in found if look.sees_regions} or {look.measure for look in found}
        atoms = [self.resolver.at(measure, period).territories[code] for measure in measures for code in regions]
        return frozenset[str]().union(*atoms)

    def _level(self, found: Iterable[Look], where: Where) -> str:
        """The activity itself, or the smallest that contains it and is known to every look that knows any."""
        (activity,) = where.activities
        candidates = (activity, *self.resolver.codes.activities.ancestors(activity))
        known = [
            {code for code in candidates if self._are_known([look], where, (code,))}
            for look in found
            if look.sees_activities
        ]
        shared = set(candidates).intersection(*filter(None, known))
        return next((code for code in candidates if code in shared), activity)

    def _are_known(self, found: Iterable[Look], where: Where, activities: Iterable[str]) -> bool:
        codes = tuple(activities)
        return all(
            self.resolver.at(look.measure, look.period(where.period)).used(self._seen(look, where), code) is not None
            for look in found
            for code in codes
        )

    def _members(self, found: Iterable[Look], where: Where, complete: CompleteSet) -> list[str]:
        optional = [code for code in complete.optional if self._are_known(found, where, (code,))]
        return [*complete.members, *optional]

    def _seen(self, look: Look, where: Where) -> Territory:
        return self.scoped(where, look.scope).territory

    def _is_unweighable(self, measure: str, found: Iterable[Used]) -> bool:
        facts = self.resolver.codes.measures[measure]
        if facts.aggregation is not Aggregation.MEAN:
            return False
        return facts.weight is None or any(cell.sign < 0 for cell in found)

    def _gap(self, measure: str, where: Where) -> Gap:
        crossing = self.resolver.at(measure, where.period).crossing(where.territory)
        if crossing:
            params = {"period": str(where.period), "regions": ", ".join(crossing)}
            return Gap(Status.NOT_APPLICABLE, Reason(BORDERS_DIFFER, params))
        named = {"measure": measure, "activities": ", ".join(where.activities), "period": str(where.period)}
        return Gap(Status.MISSING_INPUT, Reason(NOT_PUBLISHED, named))
