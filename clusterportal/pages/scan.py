"""The cluster scan beside the initiatives: gaps, and from a cell to a draft."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from indicators.queries import scan as scans
from indicators.scan import Verdict
from indicators.shown import scan as shown
from indicators.shown import scan_words
from indicators.views import scan
from initiatives.permissions import initiative as initiatives
from initiatives.permissions import scan as permissions
from initiatives.queries import scan as cells
from initiatives.queries.scan import Covered


class Gaps(scan.OfScan):
    """Strong cells without an initiative, and initiatives without a statistical base."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = self.scan()
        every = cells.covered()
        dismissed = scans.dismissals()
        strong = [cell for cell in shown.ordered(found) if found.verdict(cell) is Verdict.YES and cell not in dismissed]
        lonely = [cell for cell in strong if not any(one.covers(cell) for one in every)]
        baseless = [(one, base) for one in every if not (base := _base(found, one)).is_strong]
        quotient = {"label": scan_words.column(scan_words.leading_column(found)), "numeric": True}
        page = {
            "scan": found,
            "choices": self._choices(found),
            "lonely_head": [_("Region"), _("Activity"), quotient],
            "lonely": [self._lonely(found, cell) for cell in lonely],
            "strong": len(strong),
            "baseless_head": [_("Initiative"), _("Its cells"), _("Verdict")],
            "baseless": [self._baseless(one, base) for one, base in baseless],
            "initiatives": len(every),
            "kept": self.filters.query(verdict="", region="", section=""),
            "vintage": found.reading.vintage,
            **shown.about(found),
        }
        return render(request, "pages/scan_gaps.html", page)

    def _choices(self, found: scans.Scan) -> list[dict[str, Any]]:
        listed = shown.choices(found, self.filters, self.sets, self.regions, self.sections)
        return [one for one in listed if one["name"] in {"rules", "period"}]

    def _lonely(self, found: scans.Scan, cell: scans.Cell) -> list[Any]:
        activity = self.sections[cell[1]]
        return [
            {"text": shown.named(self.regions[cell[0]]), "href": shown.address(cell, self.filters)},
            f"{activity.printed_code} {shown.named(activity)}",
            {
                "text": scan_words.value(found, scan_words.leading_column(found), cell),
                "href": scan_words.why(found, scan_words.leading_column(found), cell),
                "numeric": True,
            },
        ]

    def _baseless(self, one: Covered, base: "Base") -> list[Any]:
        return [
            {"text": one.initiative.called, "href": reverse("profile", kwargs={"pk": one.initiative.pk})},
            ", ".join(f"{shown.named(code)}: {' '.join(sorted(one.sections))}" for code in one.regions),
            {"badge": base.label, "tone": base.tone},
        ]


class Base:
    """What the scan says of all cells of one initiative: the best verdict of those that are scanned."""

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        judged = [one for one in verdicts if one is not Verdict.NOT_JUDGED]
        self.best = max(judged, default=Verdict.NOT_JUDGED if verdicts else None)

    @property
    def is_strong(self) -> bool:
        return self.best is Verdict.YES

    @property
    def label(self) -> str:
        return _("not among the traded sections") if self.best is None else str(shown.VERDICTS[self.best])

    @property
    def tone(self) -> str:
        return "muted" if self.best is None else shown.TONES[self.best]


def _base(found: scans.Scan, one: Covered) -> Base:
    return Base([found.verdict(cell) for cell in one.cells if found.holds(cell)])


class Cell(scan.OfCell):
    """One cell with its initiatives, and the way to a new one."""

    template_name = "pages/scan_cell.html"

    def more(self, cell: scans.Cell) -> dict[str, Any]:
        user = self.request.user
        may_invite = permissions.may_invite(user, cell[0])
        invited = cells.invited(cell) if may_invite else {}
        found = cells.organisations(cell, user=user) if may_invite else []
        query = urlencode({"region": cell[0], "activity": cell[1]})
        return {
            "initiatives": [one.initiative for one in cells.covered() if one.covers(cell)],
            "may_invite": may_invite,
            "organisations": [{"row": one, "invited": invited.get(one.pk)} for one in found],
            "may_draft": initiatives.may_draft(user),
            "open": f"{reverse('initiative_new')}?{query}",
        }
