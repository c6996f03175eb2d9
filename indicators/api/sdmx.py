"""SDMX REST 2.1, for programs of other offices: data as SDMX-CSV or SDMX-JSON, structures as SDMX-ML."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from indicators.formats import delimited, sdmx_json, sdmx_query, sdmx_structure
from indicators.formats import sdmx as sdmx_csv
from indicators.formats.sdmx_query import FIGURES, Flow, Key, Stretch
from indicators.forms import figure as asked_for
from indicators.queries import sdmx

NO_RESULTS, SYNTAX, SEMANTICS, NOT_OFFERED, TOO_LARGE = 100, 140, 150, 501, 510
STATUS = {NO_RESULTS: 404, SYNTAX: 400, SEMANTICS: 400, NOT_OFFERED: 501, TOO_LARGE: 413}
NOT_ACCEPTABLE = 406
CSV, JSON, XML = "csv", "json", "xml"
# What may be written in `format` or in the header Accept. A browser, which takes anything, gets the table.
NAMES = {CSV: CSV, "csvdata": CSV, JSON: JSON, "jsondata": JSON}
MEDIA = {
    "application/vnd.sdmx.data+csv": CSV,
    "text/csv": CSV,
    "application/vnd.sdmx.data+json": JSON,
    "application/json": JSON,
    "*/*": CSV,
}
STRUCTURE_MEDIA = ("application/vnd.sdmx.structure+xml", "application/xml", "text/xml", "text/html", "*/*")
# Parameters of the standard that change the answer; who sends one that is not honoured must learn so.
NOT_HONOURED = ("updatedAfter", "firstNObservations", "lastNObservations", "includeHistory")
MOST_IN_JSON = 100_000
ROWS_OF_A_PIECE = 2_000


class Refused(Exception):
    """The answer is an error of SDMX: its number, its sentence, and the status where the number does not tell it."""

    def __init__(self, code: int, text: str, *, status: int | None = None) -> None:
        super().__init__(text)
        self.code, self.text = code, text
        self.status = status or STATUS[code]


class Sdmx(View):
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except sdmx_query.Unreadable as error:
            return self._refused(Refused(SYNTAX, _unreadable(error)))
        except Refused as refusal:
            return self._refused(refusal)

    def _refused(self, refusal: Refused) -> HttpResponse:
        form = _form_of_error(self.request)
        if form == CSV:
            told = f"{refusal.code}: {refusal.text}\n"
            return HttpResponse(told, content_type="text/plain; charset=utf-8", status=refusal.status)
        if form == JSON:
            return JsonResponse({"errors": [{"code": refusal.code, "title": refusal.text}]}, status=refusal.status)
        body = sdmx_structure.error(refusal.code, refusal.text)
        return HttpResponse(body, content_type="application/xml; charset=utf-8", status=refusal.status)


class Data(Sdmx):
    """Published observations, or figures computed from them; open to everybody, as the API is."""

    def get(self, request: HttpRequest, flow: str, key: str = "", provider: str = "") -> HttpResponseBase:
        chosen, form = _flow(flow), _form(request)
        if (provider or "all") not in (sdmx_query.AGENCY, *sdmx_query.ANY):
            raise Refused(NO_RESULTS, _("No provider %(code)s.") % {"code": provider})
        unknown = [name for name in NOT_HONOURED if name in request.GET]
        if unknown:
            raise Refused(NOT_OFFERED, _("%(name)s is not offered here.") % {"name": unknown[0]})
        stretch = sdmx_query.stretch(request.GET.get("startPeriod", ""), request.GET.get("endPeriod", ""))
        lines = _lines(chosen, sdmx_query.key(key, chosen.dimensions), stretch, _moment(request))
        head, first = next(lines), next(lines, None)
        if first is None:
            raise Refused(NO_RESULTS, _("Nothing is published for this key and time."))
        answer = _table if form == CSV else _tree
        return answer(chosen, chain((head, first), lines))


class Structure(Sdmx):
    """Flows, their columns, and the lists of codes, with names in every language of the portal."""

    def get(
        self, request: HttpRequest, resource: str, agency: str = "all", code: str = "all", version: str = "latest"
    ) -> HttpResponse:
        kinds = _kinds(resource, request.GET.get("references", "none"))
        if request.GET.get("format", XML) not in (XML, "structure") or not _takes(request, STRUCTURE_MEDIA):
            raise Refused(SEMANTICS, _("Structures are offered as SDMX-ML 2.1 (xml)."), status=NOT_ACCEPTABLE)
        is_ours = agency in (sdmx_query.AGENCY, *sdmx_query.ANY)
        found = _chosen(sdmx.structures(), resource, code) if is_ours and _is_known(version) else None
        if found is None:
            raise Refused(NO_RESULTS, _("No %(kind)s %(code)s.") % {"kind": resource, "code": code})
        body = sdmx_structure.message(found, kinds, at=timezone.now())
        return HttpResponse(body, content_type="application/vnd.sdmx.structure+xml; version=2.1; charset=utf-8")


class Other(Sdmx):
    """What the standard knows besides."""

    def get(self, request: HttpRequest, rest: str = "") -> HttpResponse:
        offered = ", ".join(("data", *sdmx_structure.RESOURCES))
        raise Refused(NO_RESULTS, _("Not offered here. Offered are: %(names)s.") % {"names": offered})


def _lines(flow: Flow, key: Key, stretch: Stretch, at: dt.datetime | None) -> Iterator[tuple[object, ...]]:
    if flow == FIGURES:
        try:
            return sdmx_csv.figure_lines(sdmx.figure_rows(key, stretch, at=at))
        except sdmx.TooLarge as error:
            told = _("More than %(most)s figures. Ask for fewer indicators, regions, activities or years.")
            raise Refused(TOO_LARGE, told % {"most": sdmx.MOST_FIGURES}) from error
    return sdmx_csv.lines(sdmx.observations(key, stretch, at=at))


def _table(flow: Flow, lines: Iterator[tuple[object, ...]]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(
        _pieces(lines), content_type="application/vnd.sdmx.data+csv; version=1.0.0; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{flow.code.lower()}.csv"'
    return answer


def _tree(flow: Flow, lines: Iterator[tuple[object, ...]]) -> JsonResponse:
    listed = list(islice(lines, MOST_IN_JSON + 2))
    if len(listed) > MOST_IN_JSON + 1:
        told = _("More than %(most)s observations. Ask for fewer, or for CSV.")
        raise Refused(TOO_LARGE, told % {"most": MOST_IN_JSON})
    found = sdmx_json.message(listed, flow.dimensions, names=sdmx.names(), at=timezone.now())
    return JsonResponse(found, content_type="application/vnd.sdmx.data+json; version=1.0.0; charset=utf-8")


def _pieces(lines: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Some thousand rows at a time, so that a million of them need no room."""
    waiting = iter(lines)
    while piece := list(islice(waiting, ROWS_OF_A_PIECE)):
        text = io.StringIO(newline="")
        rows = ([delimited.escaped(cell) if isinstance(cell, str) else cell for cell in row] for row in piece)
        csv.writer(text).writerows(rows)
        yield text.getvalue().encode()


def _flow(reference: str) -> Flow:
    found = sdmx_query.flow(reference)
    if found is None:
        names = ", ".join(sdmx_query.FLOWS)
        raise Refused(
            NO_RESULTS, _("No dataflow %(code)s. There are: %(names)s.") % {"code": reference, "names": names}
        )
    return found


def _form(request: HttpRequest) -> str:
    wished = request.GET.get("format", "")
    found = NAMES.get(wished) if wished else next((MEDIA[kind] for kind in _accepted(request) if kind in MEDIA), None)
    if found is None:
        raise Refused(SEMANTICS, _("Data are offered as csv and as json."), status=NOT_ACCEPTABLE)
    return found


def _form_of_error(request: HttpRequest) -> str:
    """In the form that was asked for: text where a table was, XML where nothing else is wanted."""
    asked = request.GET.get("format", "")
    if asked:
        return NAMES.get(asked, XML)
    return next((MEDIA[kind] for kind in _accepted(request) if kind in MEDIA and kind != "*/*"), XML)


def _accepted(request: HttpRequest) -> list[str]:
    return [part.partition(";")[0].strip() for part in request.headers.get("Accept", "*/*").split(",")]


def _takes(request: HttpRequest, kinds: Sequence[str]) -> bool:
    return any(kind in kinds for kind in _accepted(request))


def _moment(request: HttpRequest) -> dt.datetime | None:
    text = request.GET.get("asOf", "")
    try:
        return asked_for.moment(text) if text else None
    except asked_for.UnreadableMoment as error:
        raise Refused(SYNTAX, _("Write 2026-01-31 or 2026-01-31T12:00:00+05:00.")) from error


def _unreadable(error: sdmx_query.Unreadable) -> str:
    told = {
        "flow": _("A dataflow is written OBSERVATIONS or CLUSTERPORTAL,OBSERVATIONS,1.0."),
        "key": _("A key has one place for each dimension, between dots, such as A.gva.KZ-23."),
        "period": _("Write 2022, 2022-Q3, 2022-03 or 2022-03-31."),
    }
    return told[error.what]


def _is_known(version: str) -> bool:
    return version in (*sdmx_query.LATEST, *sdmx_query.ANY)


def _kinds(resource: str, references: str) -> set[str]:
    """The resource, and what is to come with it."""
    flow, structure, codes, scheme = sdmx_structure.RESOURCES
    below = {flow: [structure], structure: [codes, scheme], codes: [], scheme: []}
    above = {flow: [], structure: [flow], codes: [structure], scheme: [structure]}
    wanted = {
        "none": [],
        "children": below[resource],
        "descendants": [structure, codes, scheme] if resource == flow else below[resource],
        "parents": above[resource],
        "parentsandsiblings": [*above[resource], *(below[structure] if above[resource] == [structure] else [])],
        "all": [flow, structure, codes, scheme],
    } | {kind: [kind] for kind in sdmx_structure.RESOURCES}
    if references not in wanted:
        raise Refused(SYNTAX, _("references: %(names)s.") % {"names": ", ".join(wanted)})
    return {resource, *wanted[references]}


def _chosen(book: sdmx_structure.Book, resource: str, code: str) -> sdmx_structure.Book | None:
    """Of a flow, a structure or a list by its code, only that one; None where there is no such."""
    if code in sdmx_query.ANY:
        return book
    if resource in (sdmx_structure.FLOW, sdmx_structure.STRUCTURE):
        flows = [one for one in book.flows if one.flow.code == code]
        return book._replace(flows=flows, lists=_used(book, flows)) if flows else None
    if resource == sdmx_structure.CODES:
        lists = [one for one in book.lists if one.code == code]
        return book._replace(lists=lists) if lists else None
    return book if code == sdmx_structure.CONCEPTS else None


def _used(book: sdmx_structure.Book, flows: Sequence[sdmx_structure.Described]) -> list[sdmx_structure.Codelist]:
    columns = {column for one in flows for column in (*one.flow.dimensions, *one.attributes)}
    wanted = {one.lists[column] for one in flows for column in columns if column in one.lists}
    return [one for one in book.lists if one.code in wanted]
