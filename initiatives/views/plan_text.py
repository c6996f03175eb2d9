"""One question group of a draft: edited, saved while one types, and two texts that met."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.actions import plan as deeds
from initiatives.actions.text import TextConflict
from initiatives.forms.section import SectionForm
from initiatives.models import PlanText, Round, StrategicPlan
from initiatives.permissions import plan as permissions
from initiatives.plan_sections import PLAN_SECTIONS
from initiatives.queries import plan as plans
from initiatives.queries import remark
from initiatives.queries.section import difference
from initiatives.sections import Section, tidy
from initiatives.views.plan import OfPlan
from initiatives.views.typed import number


class Edit(OfPlan):
    """One group of questions; saves by button, and while one types by `Autosave`."""

    may = permissions.may_write

    @property
    def section(self) -> Section:
        return PLAN_SECTIONS[self.kwargs["section"]]

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        saved = plans.sheet(self.thing, section).standing()
        initial = tidy(self.section, saved.content if saved else {}) | {"version": saved.revision if saved else 0}
        return self.page(SectionForm(section=self.section, on=self.on, initial=initial), saved)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        form = SectionForm(request.POST, section=self.section, on=self.on)
        if not form.is_valid():
            return self.page(form, plans.sheet(self.thing, section).standing(), status=422)
        try:
            save(self.thing, section, form, request.user)
        except TextConflict:
            return redirect("plan_section_conflict", pk=pk, section=section)
        except deeds.PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, plans.sheet(self.thing, section).standing(), status=422)
        return redirect(_next_address(self.thing, section))

    def page(self, form: SectionForm, saved: PlanText | None, status: int = 200) -> HttpResponse:
        section = self.section
        said = remark.of_last_round(self.thing.initiative, matter=Round.Matter.STRATEGIC_PLAN)
        context = self.context(
            str(section.title),
            section=section,
            form=form,
            saved=saved,
            version=saved.revision if saved else 0,
            aside=plans.sheet(self.thing, section.key).kept_aside(self.request.user),
            remarks=[line for line in said if line.remark.section == section.key],
        )
        return render(self.request, "initiatives/plan/edit.html", context, status=status)


class Autosave(OfPlan):
    """Answers in JSON: kept, kept but not valid yet, or changed by somebody else meanwhile."""

    may = permissions.may_write
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, section: str) -> JsonResponse:
        form = SectionForm(request.POST, section=PLAN_SECTIONS[section], on=self.on)
        if not form.is_valid():
            told = [f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
            return JsonResponse({"message": " ".join(told)}, status=422)
        try:
            saved = save(self.thing, section, form, request.user)
        except TextConflict as conflict:
            address = reverse("plan_section_conflict", kwargs={"pk": pk, "section": section})
            return JsonResponse({"message": str(conflict), "url": address}, status=409)
        except deeds.PlanRefused as refusal:
            return JsonResponse({"message": str(refusal)}, status=422)
        return JsonResponse({"saved_at": saved.saved_at.isoformat(), "version": str(saved.revision)})


class Conflict(OfPlan):
    """Both texts, and the choice between them."""

    may = permissions.may_write

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        mine = plans.sheet(self.thing, section).kept_aside(request.user)
        theirs = plans.sheet(self.thing, section).standing()
        if mine is None or theirs is None:
            return redirect("plan_section", pk=pk, section=section)
        asked = PLAN_SECTIONS[section]
        text = difference(asked, mine.content, theirs.content)
        context = self.context(
            str(asked.title),
            section=asked,
            mine={"text": text.mine, "who": _("you"), "at": mine.saved_at},
            theirs={"text": text.theirs, "who": str(theirs.saved_by), "at": theirs.saved_at},
            hidden={"version": theirs.revision},
        )
        return render(request, "initiatives/plan/conflict.html", context)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        mine = plans.sheet(self.thing, section).kept_aside(request.user)
        told = {"plan": self.thing, "section": section, "by": request.user, "at": timezone.now()}
        try:
            if mine is not None and request.POST.get("choose") == "mine":
                revision = number(request.POST.get("version", ""))
                deeds.save_section(**told, content=mine.content, seen_revision=revision)
            elif mine is not None:
                deeds.keep_saved(**told)
        except TextConflict:
            return redirect("plan_section_conflict", pk=pk, section=section)
        except deeds.PlanRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("plan_section", pk=pk, section=section)


def save(plan: StrategicPlan, section: str, form: SectionForm, user: Any) -> PlanText:
    return deeds.save_section(
        plan=plan,
        section=section,
        content=form.content(),
        seen_revision=form.cleaned_data["version"],
        by=user,
        at=timezone.now(),
    )


def _next_address(plan: StrategicPlan, section: str) -> str:
    order = list(PLAN_SECTIONS)
    return plans.section_address(plan.pk, order[min(order.index(section) + 1, len(order) - 1)])
