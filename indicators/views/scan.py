"""The cluster scan: all cells under a rule set, one cell taken apart, and cells set aside."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Guarded
from indicators import permissions
from indicators.actions import scan as deeds
from indicators.forms import figure as asked
from indicators.forms.scan import DismissForm
from indicators.models import Code, Dismissal
from indicators.period import PeriodError
from indicators.queries import definition, name, region
from indicators.queries import scan as scans
from indicators.resolution import SECTIONS
from indicators.shown import scan as shown
from indicators.shown import scan_cell, scan_export
from indicators.views import unknown

LONGEST = 40


class OfScan(View):
    """A page about the cells of one year under one rule set, as the address asks."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.read(request.GET)
            return super().dispatch(request, *args, **kwargs)
        except asked.UnreadableMoment as error:
            return unknown.answer(request, "moment", str(error))
        except PeriodError as error:
            return unknown.answer(request, "period", str(error))
        except (scans.NotPublished, definition.UnknownIndicator):
            return render(request, "indicators/scan/empty.html", {"at": self.at})

    def read(self, params: QueryDict) -> None:
        given = {key: params.get(key, "").replace("\0", "")[:LONGEST] for key in vars(shown.Filters())}
        self.filters = shown.Filters(**given | {"verdict": given["verdict"] or shown.FOUND})
        self.at = asked.moment(self.filters.as_of) if self.filters.as_of else None
        self.period = asked.period(self.filters.period) if self.filters.period else None
        self.known = definition.definitions(self.at)
        self.sets = scans.rule_sets(self.at)
        self.sections = scans.traded()
        self.regions = {row.code: row for row in region.present()}

    def lines(self) -> Iterator[tuple[object, ...]]:
        """The cells as the page shows them, a line for each value."""
        found = self.scan(self.asked_section())
        chosen = shown.chosen(found, self.filters, scans.dismissals())
        return scan_export.lines(found, chosen, scans.sources(found))

    def scan(self, section: str = "") -> scans.Scan:
        wanted = scans.Asked(self.filters.rules, self.period, section, self.at)
        return scans.scan(self.known, self.sets, self.sections, wanted)

    def asked_section(self) -> str:
        return self.filters.section if self.filters.section in self.sections else ""

    def rows_of(self, found: scans.Scan) -> dict[str, Code]:
        finer = [code for code in found.activities if code not in self.sections]
        return {**self.sections, **(name.rows(finer) if finer else {})}


class Index(OfScan):
    template_name = "indicators/scan/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = self.scan(self.asked_section())
        told = {
            "activities": self.rows_of(found),
            "sections": self.sections,
            "dismissals": scans.dismissals(),
        }
        page = shown.page(found, self.filters, self.sets, self.regions, told)
        return render(request, self.template_name, page)


class OfCell(OfScan):
    """One region and one activity; whoever mounts it may show who works there."""

    template_name = "indicators/scan/cell.html"

    def get(self, request: HttpRequest, region: str, activity: str) -> HttpResponse:
        return self.page(self.cell(region, activity), DismissForm())

    def cell(self, region: str, activity: str) -> scans.Cell:
        if region not in self.regions or "\0" in activity:
            raise Http404
        row = self.sections.get(activity) or name.rows([activity]).get(activity)
        if row is None or not row.is_traded:
            raise Http404
        self.activity = row
        return region, activity

    def page(self, cell: scans.Cell, form: DismissForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
        tree = self.known.book.codes.activities
        section = next((code for code in tree.ancestors(cell[1]) if code in SECTIONS), "")
        found = self.scan(section)
        if not found.holds(cell):
            raise Http404
        dismissal = scans.dismissals().get(cell)
        context = scan_cell.page(found, cell, self.filters, self.sets, (self.regions[cell[0]], self.activity))
        context |= {
            "form": form,
            "refusal": refusal,
            "dismissal": dismissal,
            "may_dismiss": permissions.may_dismiss(self.request.user),
        }
        context |= self.more(cell)
        return render(self.request, self.template_name, context, status=status)

    def more(self, cell: scans.Cell) -> dict[str, Any]:
        return {}


class Dismissing(Guarded, OfCell):
    may = permissions.may_dismiss
    why = gettext_lazy("Cells of the scan are set aside by statisticians and by the ministry in charge of clusters.")
    who = gettext_lazy("A statistician, or the ministry in charge of clusters.")
    http_method_names = ("post",)


class Dismiss(Dismissing):
    def post(self, request: HttpRequest, region: str, activity: str) -> HttpResponse:
        cell = self.cell(region, activity)
        form = DismissForm(request.POST)
        if not form.is_valid():
            return self.page(cell, form, status=422)
        try:
            deeds.dismiss(
                region=self.regions[region],
                activity=self.activity,
                reason=form.cleaned_data["reason"],
                language=get_language() or "en",
                by=request.user,
                at=timezone.now(),
            )
        except deeds.ScanRefused as refusal:
            return self.page(cell, form, refusal=str(refusal), status=409)
        messages.success(request, _("The cell is set aside. The scan shows it with your reason."))
        return redirect(shown.address(cell, self.filters))


class Restore(Dismissing):
    def post(self, request: HttpRequest, region: str, activity: str) -> HttpResponse:
        cell = self.cell(region, activity)
        standing = Dismissal.objects.standing().filter(region__code=region, activity__code=activity).first()
        if standing:
            deeds.restore(dismissal=standing, by=request.user, at=timezone.now())
            messages.success(request, _("The cell counts again."))
        return redirect(shown.address(cell, self.filters))
