"""The lists of the statistics: codes, definitions, releases, and figures with unit, status, vintage and source."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.guards import Refused
from clusterportal.exports.table import Asked, Column, Rows, Table
from indicators import permissions
from indicators.formats import bounds
from indicators.forms import figure as forms
from indicators.models import Code, Measure, Observation
from indicators.period import PeriodError
from indicators.queries import definition, doubt, name, release, scan, source
from indicators.queries.definition import Definition
from indicators.resolution import Subject
from indicators.shown import indicators, scan_export, texts
from indicators.views import region as regions
from indicators.views.doubt import KEEPERS
from indicators.views.scan import OfScan


def _regions(asked: Asked) -> Rows:
    """The figures of the map's table, the country last; each with the sources of what it is computed from."""
    found, one, _activity = regions.side_by_side(definition.definitions(), asked.query)
    if found is None or one is None:
        return []
    sources = "; ".join(each.code for each in source.of_measures(one.measures))
    figures = [*found.figures, *([found.country] if found.country else [])]
    called = name.of_subjects(Subject.parse(each.subject) for each in figures)
    return [(each, called, sources) for each in figures]


def _figure(value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: value(row[0])


def _place(row: Any, part: int) -> str:
    return str(row[0].subject.partition(":")[part])


REGIONS = Table(
    name="regions",
    title=_("Regions"),
    page="regions",
    rows=_regions,
    columns=(
        Column("indicator_code", _("Indicator, code"), _figure(lambda one: one.definition.code)),
        Column("indicator", _("Indicator"), _figure(lambda one: one.definition.indicator.name)),
        Column("region_code", _("Region, code"), lambda row: _place(row, 0)),
        Column("region", _("Region"), lambda row: row[1].get(_place(row, 0), "")),
        Column("activity_code", _("Activity, code"), lambda row: _place(row, 2)),
        Column("activity", _("Activity"), lambda row: row[1].get(_place(row, 2), "")),
        Column("period", _("Period"), _figure(lambda one: one.period)),
        Column("value", _("Value"), _figure(lambda one: one.value)),
        Column("unit_code", _("Unit, code"), _figure(lambda one: one.unit)),
        Column("unit", _("Unit"), _figure(lambda one: texts.unit(one.definition))),
        Column("price_basis", _("Price basis"), _figure(lambda one: texts.price_basis(one.definition))),
        Column("status_code", _("Status, code"), _figure(lambda one: one.status.value)),
        Column("status", _("Status"), _figure(lambda one: texts.status(one.status))),
        Column("reason", _("Why there is no value"), lambda row: texts.reason(row[0], row[1])),
        Column("answered_by", _("Cell that answers"), _figure(lambda one: one.cell)),
        Column("vintage", _("As known on"), _figure(lambda one: one.vintage)),
        Column("sources", _("Source"), itemgetter(2)),
    ),
)


def _activities(_asked: Asked) -> Rows:
    return Code.objects.activities().select_related("parent").order_by("level", "code")


ACTIVITIES = Table(
    name="activities",
    title=_("Activities"),
    page="about_data",
    rows=_activities,
    columns=(
        Column("code", _("Code"), lambda row: row.code),
        Column("printed", _("Code as printed"), lambda row: row.printed_code),
        Column("name", _("Name"), lambda row: row.name),
        Column("kind_code", _("Kind, code"), lambda row: row.kind),
        Column("kind", _("Kind"), lambda row: row.get_kind_display()),
        Column("level", _("Level"), lambda row: row.level),
        Column("parent_code", _("Belongs to, code"), lambda row: row.parent and row.parent.code),
        Column("is_traded", _("Sold beyond the region"), lambda row: row.is_traded),
        Column("valid_from", _("Valid from"), lambda row: row.valid_from),
        Column("valid_to", _("Valid until"), lambda row: row.valid_to),
    ),
)

MEASURES = Table(
    name="measures",
    title=_("What is counted"),
    page="about_data",
    rows=lambda _asked: Measure.objects.select_related("weight", "comparator").order_by("position", "code"),
    columns=(
        Column("code", _("Code"), lambda row: row.code),
        Column("name", _("Name"), lambda row: row.name),
        Column("unit_code", _("Unit, code"), lambda row: row.unit),
        Column("decimals", _("Decimals"), lambda row: row.decimals),
        Column("valuation_code", _("Valuation, code"), lambda row: row.valuation),
        Column("valuation", _("Valuation"), lambda row: row.get_valuation_display()),
        Column("price_basis_code", _("Price basis, code"), lambda row: row.price_basis),
        Column("price_basis", _("Price basis"), lambda row: row.get_price_basis_display()),
        Column("place_code", _("Counted where, code"), lambda row: row.place),
        Column("place", _("Counted where"), lambda row: row.get_place_display()),
        Column("aggregation_code", _("How parts are put together, code"), lambda row: row.aggregation),
        Column("aggregation", _("How parts are put together"), lambda row: row.get_aggregation_display()),
        Column("weight_code", _("Weighted by, code"), lambda row: row.weight and row.weight.code),
        Column("comparator_code", _("Compared with, code"), lambda row: row.comparator and row.comparator.code),
    ),
)


def _told(key: str) -> Callable[[Definition], Any]:
    return lambda row: indicators.told(row)[key]


INDICATORS = Table(
    name="indicators",
    title=_("Indicators"),
    page="indicators",
    rows=lambda _asked: indicators.ordered(definition.definitions()),
    columns=(
        Column("code", _("Code"), lambda row: row.code),
        Column("name", _("Name"), lambda row: row.indicator.name),
        Column("family_code", _("Family, code"), lambda row: row.indicator.family),
        Column("family", _("Family"), lambda row: row.indicator.get_family_display()),
        Column("formula", _("Formula"), _told("formula")),
        Column("version", _("Version"), _told("version")),
        Column("unit_code", _("Unit, code"), lambda row: row.unit),
        Column("unit", _("Unit"), _told("unit")),
        Column("price_basis", _("Price basis"), _told("price_basis")),
        Column("description", _("Description"), _told("description")),
        Column("literature", _("Literature"), _told("literature")),
    ),
)

RELEASES = Table(
    name="releases",
    title=_("Releases"),
    page="releases",
    rows=lambda asked: release.listed(asked.user).exclude(published_at=None),
    columns=(
        Column("number", _("Number"), lambda row: row.pk),
        Column("file", _("File"), lambda row: row.filename),
        Column("source_code", _("Source, code"), lambda row: row.source.code),
        Column("source", _("Source"), lambda row: row.source.name),
        Column("publisher", _("Publisher"), lambda row: row.source.publisher),
        Column("licence", _("Licence"), lambda row: row.source.licence),
        Column("state_code", _("State, code"), lambda row: row.state),
        Column("state", _("State"), lambda row: row.get_state_display()),
        Column("published_at", _("Published"), lambda row: row.published_at),
        Column("is_provisional", _("provisional"), lambda row: row.is_provisional),
        Column("values", _("Values"), lambda row: row.rows_staged),
        Column("sha256", _("SHA-256 of the file"), lambda row: row.digest),
    ),
)


def _observations(asked: Asked) -> Rows:
    """Values as the office published them: those that count, or that counted at a moment."""
    moment = asked.text("as_of")
    try:
        rows = Observation.objects.as_of(forms.moment(moment)) if moment else Observation.objects.current()
        period = str(forms.period(asked.text("period"))) if asked.text("period") else ""
    except (forms.UnreadableMoment, PeriodError) as error:
        raise Http404 from error
    named = {"measure__code": "measure", "region__code": "region", "activity__code": "activity"}
    given = {field: asked.text(key) for field, key in named.items()} | {"period": period}
    chosen = rows.filter(**{field: value for field, value in given.items() if value})
    related = chosen.select_related("measure", "region", "activity", "release__source")
    return related.order_by("measure__position", "period", "region__code", "activity__code", "pk")


OBSERVATIONS = Table(
    name="observations",
    title=_("Published values"),
    page="about_data",
    rows=_observations,
    pinned_by="as_of",
    columns=(
        Column("measure_code", _("Measure, code"), lambda row: row.measure.code),
        Column("measure", _("Measure"), lambda row: row.measure.name),
        Column("region_code", _("Region, code"), lambda row: row.region.code),
        Column("region", _("Region"), lambda row: row.region.name),
        Column("activity_code", _("Activity, code"), lambda row: row.activity.code),
        Column("activity", _("Activity"), lambda row: row.activity.name),
        Column("period", _("Period"), lambda row: row.period),
        Column("value", _("Value"), lambda row: row.value),
        Column("unit_code", _("Unit, code"), lambda row: row.measure.unit),
        Column("status_code", _("Status, code"), lambda row: row.status),
        Column("status", _("Status"), lambda row: texts.status(row.status)),
        Column("vintage", _("As known on"), lambda row: row.recorded_at),
        Column("release", _("Release, number"), lambda row: row.release_id),
        Column("source_code", _("Source, code"), lambda row: row.release.source.code),
        Column("line", _("Row of the file"), lambda row: row.line),
        Column("bounds", _("Bounds of a withheld value"), lambda row: bounds.written(row.low, row.high)),
    ),
)


def _cells(asked: Asked) -> Rows:
    page = OfScan()
    try:
        page.read(asked.query)
        return list(page.lines())
    except (forms.UnreadableMoment, PeriodError, scan.NotPublished, definition.UnknownIndicator) as error:
        raise Http404 from error


HEADINGS = {
    "measure": _("Indicator, code"),
    "region": _("Region, code"),
    "activity": _("Activity, code"),
    "period": _("Period"),
    "value": _("Value"),
    "unit": _("Unit, code"),
    "status": _("Status, code"),
    "vintage": _("As known on"),
    "source": _("Source, code"),
    "bounds": _("Bounds of a withheld value"),
    "rule_set": _("Rule set, code"),
    "rule_version": _("Version"),
    "verdict": _("Verdict, code"),
}
SCAN = Table(
    name="scan",
    title=_("Cluster scan"),
    page="scan",
    rows=_cells,
    pinned_by="as_of",
    columns=tuple(Column(key, HEADINGS[key], itemgetter(place)) for place, key in enumerate(scan_export.HEAD)),
)


def _doubts(asked: Asked) -> Rows:
    if not permissions.may_answer(asked.user):
        raise Refused(_("Doubts are read by those who keep the figures."), KEEPERS)
    return doubt.listed()


DOUBTS = Table(
    name="doubts",
    title=_("Doubts about figures"),
    page="doubts",
    rows=_doubts,
    columns=(
        Column("number", _("Number"), lambda row: row.pk),
        Column("indicator_code", _("Indicator, code"), lambda row: row.indicator.code),
        Column("measure_code", _("Measure, code"), lambda row: row.measure and row.measure.code),
        Column("subject_code", _("Subject, code"), lambda row: row.subject),
        Column("period", _("Period"), lambda row: row.period),
        Column("value", _("Value"), lambda row: row.value),
        Column("status_code", _("Status, code"), lambda row: row.status),
        Column("text", _("What is doubted"), lambda row: row.text),
        Column("reported_at", _("Reported"), lambda row: row.reported_at),
        Column("answer", _("Answer"), lambda row: row.answer),
        Column("answered_at", _("Answered on"), lambda row: row.answered_at),
    ),
)

TABLES = (REGIONS, ACTIVITIES, MEASURES, INDICATORS, RELEASES, OBSERVATIONS, SCAN, DOUBTS)
