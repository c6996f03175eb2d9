"""Targets beside the figures: baseline, progress, forecast and light are computed, never typed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from indicators.models import Code
from indicators.period import Kind, Period
from indicators.queries import definition
from indicators.queries.definition import Definition, UnknownIndicator
from indicators.queries.figure import Figure, UnknownSubject, periods_by_definition, reading, subject_of
from indicators.status import Status, combine
from initiatives.models import Initiative, StrategicPlan, Target
from initiatives.queries import plan as plans
from initiatives.queries.initiative import regions
from initiatives.targets import Light, forecast, light

EARLIER = 4
UNCERTAIN = frozenset({Status.PROVISIONAL, Status.ESTIMATED, Status.INCONSISTENT, Status.STALE})


@dataclass(frozen=True)
class Value:
    """What a target looks at in one year: a figure, or the mean of several; without a value the reason stands."""

    year: int
    value: float | None
    status: Status
    vintage: dt.datetime | None = None
    is_comparable: bool = True

    @property
    def counts(self) -> bool:
        return self.value is not None and self.is_comparable


@dataclass(frozen=True)
class Progress:
    """One target with its series, and the verdict that follows from it."""

    target: Target
    definition: Definition | None
    values: tuple[Value, ...] = ()
    light: Light = Light.NONE
    reason: str = ""
    latest: Value | None = None
    baseline_now: Value | None = None
    share: float | None = None
    forecast: float | None = None
    vintage: dt.datetime | None = field(default=None)

    @property
    def is_uncertain(self) -> bool:
        """The verdict hangs on values that the office will revise."""
        return self.latest is not None and self.latest.status in UNCERTAIN

    @property
    def is_revised(self) -> bool:
        """The office has published another baseline since the target was set."""
        now = self.baseline_now
        return now is not None and now.value is not None and now.value != self.target.baseline_value

    @property
    def expected(self) -> float | None:
        return self.target.way.expected(self.latest.year) if self.latest else None


@dataclass(frozen=True)
class Baseline:
    """The figure that a target starts from; `cells` what answers where no single figure does."""

    value: Value | None
    cell: str = ""
    cells: tuple[str, ...] = ()


def progress(plan: StrategicPlan) -> list[Progress]:
    """Every target of a version, in one look at the figures."""
    return progress_of(plans.targets(plan))


def progress_of(targets: Sequence[Target]) -> list[Progress]:
    found = definition.definitions()
    bound = {target.pk: _definition(found, target) for target in targets}
    known = {key: one for key, one in bound.items() if one}
    published = dict(zip(known, periods_by_definition(list(known.values()), Kind.YEAR), strict=True)) if known else {}
    wanted = {target.pk: _periods(target, published[target.pk]) for target in targets if target.pk in known}
    seen = reading([(known[key], periods) for key, periods in wanted.items()]) if wanted else None
    told = []
    for target in targets:
        one = bound[target.pk]
        if one is None or seen is None:
            told.append(Progress(target, None, reason=_("The indicator is no longer in force.")))
            continue
        try:
            subject = subject_of(target.subject, book=found.book)
        except UnknownSubject:
            told.append(Progress(target, one, reason=_("The initiative has no territorial base yet.")))
            continue
        figures = seen.figures(one, {target.subject: subject}, wanted[target.pk])
        told.append(_judged(target, one, figures))
    return told


def baseline(*, code: str, measure: str | None, subject: str, year: int, years: int) -> Baseline:
    """The figure of a year as published now, for a target to start from."""
    found = definition.definitions()
    one = found.find(code, measure)
    periods = [Period(each) for each in range(year - years + 1, year + 1)]
    figures = reading([(one, periods)]).figures(one, {subject: subject_of(subject, book=found.book)}, periods)
    cells = tuple(sorted({figure.cell for figure in figures}))
    if len(cells) != 1:
        return Baseline(None, cells=cells)
    return Baseline(_value(year, years, cells[0], _by_year(figures)), cells[0], cells)


def latest_year(code: str, measure: str | None) -> int | None:
    """The newest year for which everything is published."""
    try:
        periods = periods_by_definition([definition.find(code, measure=measure)], Kind.YEAR)[0]
    except UnknownIndicator:
        return None
    return periods[-1].year if periods else None


def subjects(initiative: Initiative) -> list[tuple[str, str]]:
    """What a target may be about: the initiative's base, the cells that answer for it, its regions."""
    base = f"initiative:{initiative.pk}"
    chosen = [(base, _("The initiative's territorial base"))]
    there = list(regions(initiative))
    chosen += [(cell, _("Coarser, as published: %(cell)s") % {"cell": named(cell)}) for cell in _coarser(base)]
    return chosen + [(region.code, _("The whole region: %(region)s") % {"region": region.name}) for region in there]


def named(cell: str) -> str:
    """A cell in words: `KZ-39:A` is Kostanay, A Agriculture."""
    places, _colon, activities = cell.partition(":")
    wanted = {*places.split("+"), *(activities.split("+") if activities else ())}
    names = {code.code: code for code in Code.objects.filter(code__in=wanted)}
    where = ", ".join(names[code].name if code in names else code for code in places.split("+"))
    what = ", ".join(
        f"{names[code].printed_code} {names[code].name}" if code in names else code
        for code in (activities.split("+") if activities else ())
    )
    return f"{where}: {what}" if what else where


def _coarser(base: str) -> list[str]:
    """The published ancestors of the base, for value added in the newest year."""
    try:
        one = definition.find("location_quotient")
        periods = periods_by_definition([one], Kind.YEAR)[0][-1:]
        figures = reading([(one, periods)]).figures(one, {base: subject_of(base)}, periods)
    except (UnknownIndicator, UnknownSubject):
        return []
    return sorted({figure.cell for figure in figures if figure.is_coarser})


def _definition(found: definition.Definitions, target: Target) -> Definition | None:
    try:
        return found.find(target.indicator.code, target.measure.code if target.measure else None)
    except UnknownIndicator:
        return None


def _periods(target: Target, published: Sequence[Period]) -> list[Period]:
    first = target.baseline_year - target.years - EARLIER
    return [period for period in published if first <= period.year <= target.year]


def _by_year(figures: Sequence[Figure]) -> dict[int, dict[str, Figure]]:
    found: dict[int, dict[str, Figure]] = {}
    for figure in figures:
        found.setdefault(figure.period.year, {})[figure.cell] = figure
    return found


def _value(year: int, years: int, cell: str, known: Mapping[int, Mapping[str, Figure]]) -> Value:
    """The mean of the years that end in `year`, from the one cell that answered for the baseline."""
    looked = [known.get(each, {}).get(cell) for each in range(year - years + 1, year + 1)]
    present = [figure for figure in looked if figure is not None]
    if len(present) < years:
        return Value(year, None, Status.MISSING_INPUT, is_comparable=year not in known)
    status = combine(figure.status for figure in present)
    values = [figure.value for figure in present if figure.value is not None]
    mean = sum(values) / years if len(values) == years else None
    is_same_territory = len({figure.territory for figure in present}) == 1
    return Value(year, mean, status, present[-1].vintage, is_same_territory)


def _judged(target: Target, one: Definition, figures: Sequence[Figure]) -> Progress:
    known = _by_year(figures)
    values = tuple(_value(year, target.years, target.cell, known) for year in sorted(known))
    values = _on_the_same_territory(target, values, known)
    now = next((value for value in values if value.year == target.baseline_year), None)
    later = [value for value in values if value.year > target.baseline_year]
    latest = later[-1] if later else None
    told = {"values": values, "latest": latest, "baseline_now": now}
    if latest is None or not latest.counts or latest.value is None:
        return Progress(target, one, **told, reason=_no_verdict(target, latest))
    points = [(value.year, value.value) for value in values if value.counts and value.value is not None]
    return Progress(
        target,
        one,
        **told,
        light=light(target.way, latest.year, latest.value),
        share=target.way.progress(latest.value),
        forecast=forecast(points, target.year),
        vintage=latest.vintage,
    )


def _on_the_same_territory(
    target: Target, values: tuple[Value, ...], known: Mapping[int, Mapping[str, Figure]]
) -> tuple[Value, ...]:
    """Years whose borders differ from the baseline's are shown and never judged."""
    start = known.get(target.baseline_year, {}).get(target.cell)
    if start is None:
        return values
    kept = []
    for value in values:
        figure = known[value.year].get(target.cell)
        is_same = figure is not None and figure.territory == start.territory
        kept.append(Value(value.year, value.value, value.status, value.vintage, value.is_comparable and is_same))
    return tuple(kept)


def _no_verdict(target: Target, latest: Value | None) -> str:
    if latest is None:
        return _("No figure is published yet for a year after the baseline %(year)s.") % {"year": target.baseline_year}
    if not latest.is_comparable:
        return _("%(year)s is not comparable with the baseline: other borders, or another cell answers.") % {
            "year": latest.year
        }
    return _("The figure of %(year)s has no value, so there is no verdict.") % {"year": latest.year}
