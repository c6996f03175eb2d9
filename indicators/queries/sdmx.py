"""What goes out under /sdmx/: published observations and figures by key and time, and the lists of their codes."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from indicators.formats import bounds, sdmx, sdmx_structure
from indicators.formats.export import Exported
from indicators.formats.sdmx_query import FIGURES, FREQUENCIES, OBSERVATIONS, Key, Stretch
from indicators.formats.sdmx_structure import Codelist, Described
from indicators.models import Code, Indicator, IndicatorVersion, Measure, Observation, Release, Slice
from indicators.period import Period, parse
from indicators.queries import classification, definition
from indicators.queries import figure as figures
from indicators.queries.definition import Definition
from indicators.resolution import ALL_ACTIVITIES, SECTIONS, Subject
from indicators.status import Status

MOST_FIGURES = 20_000
REGIONS_AT_ONCE = 50

FREQUENCY_NAMES = {"A": _("year"), "Q": _("quarter"), "M": _("month"), "N": _("from January to a month")}
STATUS_NAMES = {
    "A": _("as published"),
    "P": _("provisional"),
    "E": _("estimated"),
    "U": _("inconsistent: a part is larger than its whole"),
    "Q": _("withheld"),
    "L": _("missing"),
    "M": _("there can be no value"),
}
FLOW_NAMES = {
    OBSERVATIONS.code: _("Published observations"),
    FIGURES.code: _("Figures, computed from published observations"),
}
COLUMN_NAMES = {
    "FREQ": _("Frequency"),
    "MEASURE": _("Measure"),
    "INDICATOR": _("Indicator"),
    "REF_AREA": _("Region"),
    "ACTIVITY": _("Activity"),
    "TIME_PERIOD": _("Period"),
    "OBS_VALUE": _("Value"),
    "UNIT_MEASURE": _("Unit"),
    "OBS_STATUS": _("Status"),
    "FIGURE_STATUS": _("Status in full"),
    "ANSWERED_BY": _("The cell that answers, where only a coarser one is known"),
    "COVERAGE": _("Share of the inputs that is known"),
    "INDICATOR_VERSION": _("Version of the indicator"),
    "VINTAGE": _("Known since"),
    "SOURCE": _("Source"),
    "OBS_BOUNDS": _("Bounds of a withheld value, as its source tells them"),
}
LISTS = {
    "FREQ": ("CL_FREQ", _("Frequencies")),
    "OBS_STATUS": ("CL_OBS_STATUS", _("Statuses")),
    "MEASURE": ("CL_MEASURE", _("Measures")),
    "INDICATOR": ("CL_INDICATOR", _("Indicators")),
    "REF_AREA": ("CL_AREA", _("Regions")),
    "ACTIVITY": ("CL_ACTIVITY", _("Activities")),
}
NOT_ATTRIBUTES = {"DATAFLOW", "TIME_PERIOD", "OBS_VALUE"}


class TooLarge(Exception):
    """More figures at once than anybody waits for; ask for fewer indicators, regions, activities or years."""


def observations(key: Key, stretch: Stretch, *, at: dt.datetime | None) -> Iterator[Exported]:
    """What counted at one moment: now, or the moment asked for, whatever is published while the rows go out."""
    slices = list(
        Slice.objects.order_by("measure__position", "measure__code", "period").select_related("measure").all()
    )
    if not slices:
        return
    # Vintages stand in the order of publication, so the newest one names a state that will never change.
    newest = max(one.changed_at for one in slices)
    at = newest if at is None else min(at, newest)
    book, sources = classification.book(), dict(Release.objects.values_list("pk", "source__code"))
    regions = _numbers(key, "REF_AREA", book.region_ids)
    regions = sorted(book.region_ids.values()) if regions is None else sorted(regions)
    activities = _numbers(key, "ACTIVITY", book.activity_ids)
    for one in slices:
        if _is_asked(key, "MEASURE", one.measure.code) and _is_within(key, stretch, parse(one.period)):
            for region, activity, value, status, recorded_at, release, low, high in _rows(one, regions, activities, at):
                yield Exported(
                    one.measure.code,
                    book.code_of[region],
                    book.code_of[activity],
                    one.period,
                    value,
                    one.measure.unit,
                    status,
                    recorded_at.isoformat(),
                    sources[release],
                    bounds.written(low, high),
                )


def figure_rows(key: Key, stretch: Stretch, *, at: dt.datetime | None) -> list[sdmx.FigureRow]:
    """Each indicator on the measure that it takes by default. What nobody has published is left out."""
    known = definition.definitions(at)
    chosen = [one for one in known.all() if _is_asked(key, "INDICATOR", one.code)]
    places = {one.code: _places(key, known.book, one) for one in chosen}
    spans = figures.periods_by_definition(chosen)
    periods = [[each for each in span if _is_within(key, stretch, each)] for span in spans]
    if sum(len(span) * len(places[one.code]) for one, span in zip(chosen, periods, strict=True)) > MOST_FIGURES:
        raise TooLarge
    wanted = [(one, span) for one, span in zip(chosen, periods, strict=True) if span and places[one.code]]
    seen = figures.reading(wanted, at=at)
    return [
        _figure_row(found, places[one.code][found.subject])
        for one, span in wanted
        for found in seen.figures(one, {text: Subject.parse(text) for text in places[one.code]}, span)
        if found.status is not Status.MISSING_INPUT
    ]


def structures() -> sdmx_structure.Book:
    """All flows, with the codes that are in force."""
    lists = {column: code for column, (code, _name) in LISTS.items()}
    return sdmx_structure.Book(
        flows=[
            Described(flow, in_languages(FLOW_NAMES[flow.code]), _attributes(flow.dimensions, columns), lists)
            for flow, columns in ((OBSERVATIONS, sdmx.COLUMNS), (FIGURES, sdmx.FIGURE_COLUMNS))
        ],
        lists=[Codelist(code, in_languages(name), _codes(column)) for column, (code, name) in LISTS.items()],
        concepts={code: in_languages(name) for code, name in COLUMN_NAMES.items()},
    )


def names() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Column → code → language → name."""
    return {column: {one.code: one.names for one in _codes(column)} for column in LISTS}


def in_languages(text: Promise | str) -> dict[str, str]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = str(text)
    return found


def _rows(
    one: Slice, regions: list[int], activities: list[int] | None, at: dt.datetime
) -> Iterator[tuple[int, int, float | None, str, dt.datetime, int, float | None, float | None]]:
    """Some regions at a time, and no cursor that stays open in the database when the reader goes away."""
    rows = Observation.objects.as_of(at).filter(measure=one.measure_id, period=one.period)
    if activities is not None:
        rows = rows.filter(activity__in=activities)
    columns = ("region_id", "activity_id", "value", "status", "recorded_at", "release_id", "low", "high")
    ordered = rows.order_by("region_id", "activity_id").values_list(*columns)
    for start in range(0, len(regions), REGIONS_AT_ONCE):
        yield from ordered.filter(region__in=regions[start : start + REGIONS_AT_ONCE])


def _numbers(key: Key, dimension: str, ids: Mapping[str, int]) -> list[int] | None:
    asked = key.get(dimension)
    return None if asked is None else [ids[code] for code in sorted(asked) if code in ids]


def _is_asked(key: Key, dimension: str, code: str) -> bool:
    return dimension not in key or code in key[dimension]


def _is_within(key: Key, stretch: Stretch, period: Period) -> bool:
    return _is_asked(key, "FREQ", FREQUENCIES[period.kind]) and stretch.holds(period)


def _places(key: Key, book: classification.Book, one: Definition) -> dict[str, tuple[str, str]]:
    """The text of each subject → its region and activity. Without a wish: all regions, and the sections."""
    regions = key.get("REF_AREA", frozenset(book.region_ids)) & book.region_ids.keys()
    own = SECTIONS if one.sees_activities else (ALL_ACTIVITIES,)
    asked = key.get("ACTIVITY", frozenset(own)) & book.activity_ids.keys()
    activities = asked if one.sees_activities else asked & {ALL_ACTIVITIES}
    pairs = ((region, activity) for region in sorted(regions) for activity in sorted(activities))
    return {
        region if activity == ALL_ACTIVITIES else f"{region}:{activity}": (region, activity)
        for region, activity in pairs
    }


def _figure_row(found: figures.Figure, place: tuple[str, str]) -> sdmx.FigureRow:
    one = found.definition
    return sdmx.FigureRow(
        indicator=one.code,
        region=place[0],
        activity=place[1],
        period=str(found.period),
        value=found.value,
        unit=found.unit,
        status=str(found.status),
        measure=one.measure.code if one.measure else "",
        answered_by=found.cell,
        coverage=found.coverage,
        version=one.version.number,
        vintage=found.vintage.isoformat() if found.vintage else "",
    )


def _attributes(dimensions: Sequence[str], columns: Sequence[str]) -> list[str]:
    return [column for column in columns if column not in NOT_ATTRIBUTES and column not in dimensions]


def _codes(column: str) -> list[sdmx_structure.Code]:
    match column:
        case "FREQ":
            return [sdmx_structure.Code(code, in_languages(name)) for code, name in FREQUENCY_NAMES.items()]
        case "OBS_STATUS":
            return [sdmx_structure.Code(code, in_languages(name)) for code, name in STATUS_NAMES.items()]
        case "MEASURE":
            return [_named(row) for row in Measure.objects.order_by("position", "code")]
        case "INDICATOR":
            rows = Indicator.objects.filter(versions__in=IndicatorVersion.objects.in_force())
            return [_named(row) for row in rows.order_by("position", "code")]
    rows = Code.objects.regions() if column == "REF_AREA" else Code.objects.activities()
    listed = rows.order_by("level", "code").select_related("parent")
    return [_named(row, row.parent.code if row.parent else None) for row in listed]


def _named(row: Model, parent: str | None = None) -> sdmx_structure.Code:
    told = {language: getattr(row, f"name_{language}") for language, _name in settings.LANGUAGES}
    return sdmx_structure.Code(row.code, {language: name for language, name in told.items() if name}, parent)
