"""Composite indices: the ranking, one region taken apart, stability, and the recipe with its drafts."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Guarded
from indicators import composite as kernel
from indicators import permissions
from indicators.actions import indicator as indicators
from indicators.forms import composite as forms
from indicators.forms import figure as asked
from indicators.models import Code, Indicator, IndicatorVersion
from indicators.period import Period, PeriodError
from indicators.queries import composite, definition, region, series
from indicators.queries import figure as figures
from indicators.queries.composite import Ranked
from indicators.resolution import Subject
from indicators.shown import composite as shown
from indicators.shown import recipe as recipes
from indicators.shown import stability
from indicators.views import unknown
from indicators.views.definition import KEEPERS, OfIndicator


class Index(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        known = definition.definitions()
        may_define = permissions.may_define(request.user)
        drafts = IndicatorVersion.objects.drafts().filter(recipe__isnull=False).select_related("indicator")
        page = {
            "indexes": shown.listed(composite.newest(composite.in_force(known)), _rows()),
            "drafts": drafts if may_define else [],
            "may_define": may_define,
        }
        return render(request, "indicators/composite/index.html", page)


def _rows() -> dict[str, Code]:
    return {row.code: row for row in region.present()}


class OfIndex(View):
    """A page about one index in force, now or as of a moment."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.at = self._moment()
            self.known = definition.definitions(self.at)
            self.one = composite.find(self.known, kwargs["code"])
            return super().dispatch(request, *args, **kwargs)
        except asked.UnreadableMoment as error:
            return unknown.answer(request, "moment", str(error))
        except PeriodError as error:
            return unknown.answer(request, "period", str(error))
        except composite.UnknownIndex as error:
            return unknown.answer(request, "indicator", str(error), self.known)
        except composite.NotPublished:
            page = {"one": self.one}
            return render(request, "indicators/composite/empty.html", page)

    def _moment(self) -> dt.datetime | None:
        text = self.request.GET.get("as_of", "")
        return asked.moment(text) if text else None

    def ranked(self) -> Ranked:
        text = self.request.GET.get("period", "")
        period: Period | None = asked.period(text) if text else None
        return composite.ranked(self.one, period, at=self.at)


class Show(OfIndex):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        page = shown.page(self.ranked(), _rows(), at=self.at)
        return render(
            request,
            "indicators/composite/ranking.html",
            page | {"may_define": permissions.may_define(request.user)},
        )


class Csv(OfIndex):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        found = self.ranked()
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{code}-{found.period}.csv"'
        shown.write_csv(response, found, _rows())
        return response


class OfRegion(OfIndex):
    def get(self, request: HttpRequest, code: str, region: str) -> HttpResponse:
        found = self.ranked()
        row = _rows().get(region)
        if row is None or region not in found.whole.inputs:
            return unknown.answer(request, "region", region)
        page = shown.region_page(found, region, self._history(found, region), row, at=self.at)
        return render(request, "indicators/composite/region.html", page)

    def _history(self, found: Ranked, region: str) -> list[series.Series]:
        years = list(found.periods)
        seen = figures.reading([(self.one, years)], at=self.at)
        return series.rows_of(seen.figures(self.one, {region: Subject(frozenset({region}))}, years))


class Stability(OfIndex):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        page = stability.page(composite.over_years(self.one), self.known, _rows())
        return render(request, "indicators/composite/stability.html", page)


class Recipe(OfIndicator):
    """The recipe in force, its versions, and the draft beside it."""

    may = permissions.may_read

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        known = definition.definitions()
        may_define = permissions.may_define(request.user)
        versions = [
            each
            for each in self.thing.versions.select_related("drafted_by").order_by("-number")
            if each.recipe is not None and (may_define or each.published_at)
        ]
        if not versions:
            return redirect("indicator", code=code)
        draft = next((each for each in versions if not each.published_at), None)
        standing = next((each for each in versions if each.published_at and not each.superseded_at), None)
        told = [(each, recipes.page(known, kernel.readable(each.recipe))) for each in (draft, standing) if each]
        page = {
            "indicator": self.thing,
            "versions": versions,
            "standing": standing,
            "draft": draft,
            "told": told,
            "may_define": may_define,
        }
        return render(request, "indicators/composite/recipe.html", page)


class Writing(View):
    """Both a new index and a known one are written, tried and kept in the same way."""

    request: HttpRequest
    form_class: type[forms.RecipeForm] = forms.RecipeForm
    thing: Indicator | None = None

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        latest = self.latest()
        standing = kernel.readable(latest.recipe) if latest else None
        return self.page(self.form(standing=standing, initial=self.initial(latest, standing)))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = self.form(request.POST)
        is_good = form.is_valid()
        if "preview" in request.POST:
            return self.preview(form)
        if not is_good or form.recipe is None:
            return self.page(form, status=422)
        try:
            indicator = self.keep(form)
        except indicators.DefinitionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, status=409)
        messages.success(request, _("The draft is kept. Nothing counts until you put it in force."))
        return redirect("index_recipe", code=indicator.code)

    def form(self, data: Any = None, **kwargs: Any) -> forms.RecipeForm:
        return self.form_class(data, known=definition.definitions(), **kwargs)

    def latest(self) -> IndicatorVersion | None:
        if self.thing is None:
            return None
        return self.thing.versions.filter(recipe__isnull=False).order_by("-number").first()

    def initial(self, latest: IndicatorVersion | None, standing: kernel.Recipe | None) -> dict[str, Any]:
        if latest is None or standing is None:
            return {}
        seen = indicators.stamp(None if latest.published_at else latest)
        return vars(standing) | {"decimals": latest.decimals, "seen": seen}

    def preview(self, form: forms.RecipeForm) -> HttpResponse:
        for name in [name for name in form.errors if name in forms.NewRecipeForm.TEXTS or name == "code"]:
            del form.errors[name]
        return self.page(form)

    def page(self, form: forms.RecipeForm, status: int = 200) -> HttpResponse:
        preview = None
        if form.is_bound and form.recipe is not None:
            found = composite.tried(form.known, form.recipe)
            preview = shown.tried(found, _rows()) if found else {"is_empty": True}
        context = {"form": form, "indicator": self.thing, "preview": preview}
        return render(self.request, "indicators/composite/write.html", context, status=status)

    def keep(self, form: forms.RecipeForm) -> Indicator:
        raise NotImplementedError


class New(Guarded, Writing):
    may = permissions.may_define
    why, who = OfIndicator.why, KEEPERS
    form_class = forms.NewRecipeForm

    @transaction.atomic
    def keep(self, form: forms.RecipeForm) -> Indicator:
        names = {name: form.cleaned_data[name] for name in forms.NewRecipeForm.TEXTS}
        indicator = indicators.open_new(
            code=form.cleaned_data["code"],
            names=names,
            family=Indicator.Family.COMPOSITE,
            by=self.request.user,
            at=timezone.now(),
        )
        _draft(indicator, form, self.request)
        return indicator


class Edit(OfIndicator, Writing):
    def keep(self, form: forms.RecipeForm) -> Indicator:
        _draft(self.thing, form, self.request)
        return self.thing


def _draft(indicator: Indicator, form: forms.RecipeForm, request: HttpRequest) -> None:
    written = indicators.Written(
        formula="",
        unit="score",
        shown_as="number",
        decimals=form.cleaned_data["decimals"],
        price_basis="",
        recipe=kernel.written(form.recipe),
    )
    indicators.draft(
        indicator=indicator,
        written=written,
        measure=None,
        seen=form.cleaned_data["seen"],
        by=request.user,
        at=timezone.now(),
    )
