"""The catalogue of indicators, and the page on which statisticians write their formulas."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from indicators import permissions, tasks
from indicators.actions import indicator as indicators
from indicators.forms import definition as forms
from indicators.formula import FormulaError
from indicators.models import Indicator, IndicatorVersion
from indicators.queries import definition, draft
from indicators.queries import figure as figures
from indicators.shown import definitions as shown

KEEPERS = gettext_lazy("the statisticians of the office that keeps the figures")


class Index(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        may_define = permissions.may_define(request.user)
        return render(
            request, "indicators/definition/index.html", shown.index(definition.definitions(), may_define=may_define)
        )


class OfIndicator(Guarded, View):
    model, lookup, related = Indicator, {"code": "code"}, ("default_measure",)
    may = permissions.may_define
    why = gettext_lazy("Only people of an office that keeps statistics define indicators.")
    who = KEEPERS


class Show(OfIndicator):
    may = permissions.may_read

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        if self.thing.is_index:
            return redirect("index_recipe", code=code)
        may_define = permissions.may_define(request.user)
        page = shown.page(definition.definitions(), self.thing, may_define=may_define)
        return render(request, "indicators/definition/show.html", page)


class Writing(View):
    """Both the new and the known are written, tried and kept in the same way."""

    request: HttpRequest
    form_class: type[forms.FormulaForm] = forms.FormulaForm
    thing: Indicator | None = None

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self.page(self.form(initial=self.initial()))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = self.form(request.POST)
        is_good = form.is_valid()
        if "preview" in request.POST or request.htmx:
            return self.preview(form)
        if not is_good:
            return self.page(form, status=422)
        try:
            indicator = self.keep(form)
        except indicators.DefinitionRefused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, status=409)
        messages.success(request, _("The draft is kept. Nothing counts until you put it in force."))
        return redirect("indicator", code=indicator.code)

    def form(self, data: Any = None, initial: dict[str, Any] | None = None) -> forms.FormulaForm:
        named = {"code": self.thing.code} if self.thing else {}
        return self.form_class(data, known=definition.definitions(), initial=initial, **named)

    def preview(self, form: forms.FormulaForm) -> HttpResponse:
        if self.request.htmx:
            return render(self.request, "indicators/definition/_preview.html", {"preview": self.tried(form)})
        for name in [name for name in form.errors if name not in {"formula", "subject"}]:
            del form.errors[name]
        return self.page(form)

    def page(self, form: forms.FormulaForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "indicator": self.thing, "preview": self.tried(form) if form.is_bound else None}
        return render(self.request, "indicators/definition/write.html", context, status=status)

    def tried(self, form: forms.FormulaForm) -> dict[str, Any]:
        if form.draft is None:
            return shown.refused(form.data.get("formula", ""), form.refusal)
        subject = form.cleaned_data.get("subject", "")
        try:
            return shown.tried(form.draft, draft.values(form.draft, subject) if subject else [], form.known)
        except figures.UnknownSubject:
            return shown.tried(form.draft, [], form.known) | {"unknown_subject": subject}

    def initial(self) -> dict[str, Any]:
        return {}

    def keep(self, form: forms.FormulaForm) -> Indicator:
        raise NotImplementedError


class New(Guarded, Writing):
    may = permissions.may_define
    why, who = OfIndicator.why, KEEPERS
    form_class = forms.NewForm

    @transaction.atomic
    def keep(self, form: forms.FormulaForm) -> Indicator:
        cleaned, at = form.cleaned_data, timezone.now()
        names = {name: cleaned[name] for name in forms.NewForm.TEXTS}
        indicator = indicators.open_new(
            code=cleaned["code"], names=names, family=cleaned["family"], by=self.request.user, at=at
        )
        _draft(indicator, cleaned, self.request, at)
        return indicator


class Edit(OfIndicator, Writing):
    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return redirect("index_edit", code=self.thing.code) if self.thing.is_index else super().get(request, **kwargs)

    def initial(self) -> dict[str, Any]:
        versions = self.thing.versions.order_by("-number")
        latest: IndicatorVersion | None = versions.first()
        if latest is None:
            return {}
        measure = self.thing.default_measure
        return {
            "formula": latest.formula,
            "shown_as": latest.shown_as,
            "decimals": latest.decimals,
            "measure": measure.code if measure else None,
            "subject": "KZ",
            "seen": indicators.stamp(None if latest.published_at else latest),
        }

    def keep(self, form: forms.FormulaForm) -> Indicator:
        _draft(self.thing, form.cleaned_data, self.request, timezone.now())
        return self.thing


def _draft(indicator: Indicator, cleaned: dict[str, Any], request: HttpRequest, at: Any) -> None:
    fields = ("formula", "unit", "shown_as", "decimals", "price_basis")
    written = indicators.Written(**{field: cleaned[field] for field in fields})
    indicators.draft(
        indicator=indicator, written=written, measure=cleaned["measure"], seen=cleaned["seen"], by=request.user, at=at
    )


class Deed(OfIndicator):
    """One button, one deed; a refusal is shown as it stands."""

    done = gettext_lazy("Done.")

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        try:
            self.act(self.thing)
        except indicators.DefinitionRefused as refusal:
            messages.error(request, str(refusal))
        except FormulaError as error:
            messages.error(request, forms.sentence(error))
        else:
            messages.success(request, str(self.done))
        is_left = Indicator.objects.visible_to(request.user).filter(code=code).exists()
        return redirect("indicator", code=code) if is_left else redirect("indicators")

    def act(self, indicator: Indicator) -> None:
        raise NotImplementedError


class Publish(Deed):
    done = gettext_lazy("It is in force. Its figures are being computed again.")

    def act(self, indicator: Indicator) -> None:
        indicators.publish_draft(indicator=indicator, by=self.request.user, at=timezone.now())
        tasks.recompute_stale.delay_on_commit()


class Discard(Deed):
    done = gettext_lazy("The draft has been thrown away.")

    def act(self, indicator: Indicator) -> None:
        indicators.discard_draft(indicator=indicator, by=self.request.user, at=timezone.now())


class Retire(Deed):
    done = gettext_lazy("It is out of force. What has been cited stays.")

    def act(self, indicator: Indicator) -> None:
        indicators.retire(indicator=indicator, by=self.request.user, at=timezone.now())
