"""The manager's side: a year's returns are asked for, followed, reminded of and closed."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from indicators.models import Observation
from initiatives.actions import campaign as deeds
from initiatives.forms.returns import CampaignForm
from initiatives.models import Campaign, Initiative
from initiatives.permissions import returns as permissions
from initiatives.queries import cluster_figures, published_sums, returns
from initiatives.views import cluster_shown
from initiatives.views.initiative import OfInitiative, OfPart
from initiatives.views.sheet import sheet

HEAD = ("measure", "subject", "period", "value", "unit", "status", "recorded_at")


class Show(OfInitiative, View):
    """Who has sent and who has not, for those who run it; the figures that may be shown, for everybody inside."""

    related = ("initiator", "subject")
    may = permissions.may_follow
    why = gettext_lazy("Only the people, members and authorities of the initiative follow its returns.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        collected = returns.campaigns(self.thing)
        chosen = _chosen(collected, request.GET.get("year", "")) or returns.latest_of(collected)
        may_collect = permissions.may_collect(request.user, self.thing, self.on)
        found = cluster_figures.figures(self.thing, collected)
        context = self.context(
            _("Members' returns"),
            campaign=chosen,
            collection=returns.collection(chosen) if chosen else None,
            mine=returns.of_person(request.user, chosen) if chosen else [],
            tabs=[_tab(each, chosen) for each in collected] if len(collected) > 1 else [],
            is_late=bool(chosen and chosen.is_open and chosen.due_on < self.on),
            may_collect=may_collect,
            may_open=may_collect and bool(_years_left(collected, self.on)),
            is_registered=self.thing.stage in permissions.COLLECTING,
            shown=cluster_shown.shown(found),
            rest=cluster_shown.rest(found, self.thing),
            rule=found.rule,
        )
        return render(request, "initiatives/returns/list.html", context)


class Open(OfInitiative, View):
    may = permissions.may_collect
    why = gettext_lazy("Returns are collected by those who run the initiative, once it is registered.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            opened = deeds.open(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.CampaignRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        count = opened.requests.count()
        asked = ngettext("%(count)s member has been asked.", "%(count)s members have been asked.", count)
        messages.success(request, asked % {"count": count})
        return redirect("returns", pk=pk)

    def form(self, data: Any = None) -> CampaignForm:
        collected = [each.year for each in returns.campaigns(self.thing)]
        return CampaignForm(data, on=self.on, collected=collected)

    def page(self, form: CampaignForm, status: int = 200) -> HttpResponse:
        context = self.context(_("Ask for returns"), form=form, members=returns.who_owes(self.thing).count())
        return render(self.request, "initiatives/returns/open.html", context, status=status)


class OfCampaign(OfPart, View):
    model = Campaign
    related = ("initiative",)
    may = permissions.may_run_campaign
    why = gettext_lazy("Only those who run the initiative do this.")
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            messages.success(request, self.perform())
        except deeds.CampaignRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("returns", pk=self.thing.initiative_id)

    def perform(self) -> str:
        raise NotImplementedError

    def told(self) -> dict[str, Any]:
        return {"campaign": self.thing, "by": self.request.user, "at": timezone.now()}


class Remind(OfCampaign):
    """All who have not sent, or the one who is named."""

    def perform(self) -> str:
        named = self.request.POST.get("request", "")
        is_number = named.isdecimal() and named.isascii() and len(named) < 10  # noqa: PLR2004 fits the column
        chosen = self.thing.requests.filter(pk=int(named)).first() if is_number else None
        count = deeds.remind(**self.told(), request=chosen)
        reminded = ngettext("%(count)s member reminded.", "%(count)s members reminded.", count)
        return reminded % {"count": count} if count else _("Reminded today already: once a day is enough.")


class Close(OfCampaign):
    def perform(self) -> str:
        before = self.thing.disclosed_at
        if deeds.close(**self.told()).disclosed_at == before:
            return _("Nothing has changed since the sums were published.")
        return _("The sums are published as far as they may be shown.")


class Sheet(OfInitiative, View):
    """The published sums of a registered initiative as open data, with what is withheld marked so."""

    related = ("initiator", "subject")

    @staticmethod
    def may(_user: Any, initiative: Initiative) -> bool:
        return initiative.stage in permissions.COLLECTING

    why = gettext_lazy("Sums are published once the initiative is registered.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = published_sums.current(self.thing)
        return sheet(f"members-returns-{pk}.csv", HEAD, (self.line(row) for row in rows))

    def line(self, row: Observation) -> list[Any]:
        one, told = row.measure, (row.value, row.measure.unit, row.status, row.recorded_at.isoformat())
        return [one.code, self.thing.subject.code, row.period, *told]


def _chosen(collected: list[Campaign], year: str) -> Campaign | None:
    return next((each for each in collected if str(each.year) == year), None)


def _tab(each: Campaign, chosen: Campaign | None) -> dict[str, Any]:
    return {
        "label": str(each.year),
        "href": f"?year={each.year}",
        "is_current": chosen is not None and each.pk == chosen.pk,
    }


def _years_left(collected: list[Campaign], on: dt.date) -> list[tuple[int, str]]:
    return CampaignForm(on=on, collected=[each.year for each in collected]).fields["year"].choices
