"""The strategic plan: the version in force, the draft question group by question group, handing in, versions."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from accounts.guards import Guarded
from initiatives.actions import plan as deeds
from initiatives.forms.plan import WithdrawForm
from initiatives.forms.section import SectionForm
from initiatives.models import PlanText, Round, StrategicPlan
from initiatives.permissions import plan as permissions
from initiatives.plan_sections import PLAN_SECTIONS
from initiatives.queries import initiative as initiatives
from initiatives.queries import plan as plans
from initiatives.queries import reading, remark
from initiatives.queries import target as targets
from initiatives.queries.section import difference
from initiatives.sections import Section, tidy
from initiatives.views.initiative import OfInitiative, crumbs
from initiatives.views.target_shown import cards


class Plan(OfInitiative, TemplateView):
    """What is in force and how far it is, the draft beside it, and every version."""

    template_name = "initiatives/plan/show.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = plans.standing(self.thing)
        in_force, draft = standing.in_force, standing.draft
        may_draft = permissions.may_draft(self.request.user, self.thing, self.on)
        may_read_draft = draft and permissions.may_read(self.request.user, draft, self.on)
        return super().get_context_data(**kwargs) | self.context(
            _("Strategic plan"),
            standing=standing,
            parts=_written_parts(in_force) if in_force else [],
            targets=cards(targets.progress(in_force)) if in_force else [],
            draft=draft if may_read_draft else None,
            may_draft=may_draft,
            versions=[each for each in plans.versions(self.thing) if each != draft or may_read_draft],
        )


class Draft(OfInitiative, View):
    """Opens the next version."""

    may = permissions.may_draft
    why = gettext_lazy("The strategic plan follows the registration and is written by those who run the initiative.")
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            plan = deeds.draft(initiative=self.thing, by=request.user, at=timezone.now())
        except deeds.PlanRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("plan", pk=pk)
        return redirect("plan_version", pk=plan.pk)


class OfPlan(Guarded, View):
    """A page of one version; whoever may not know of the initiative does not find it."""

    model = StrategicPlan
    related = ("initiative", "initiative__initiator", "drafted_by")
    may = permissions.may_read
    why = gettext_lazy("Only the initiative's people read and write a draft, and not while the authorities decide.")

    @property
    def on(self) -> Any:
        return timezone.localdate()

    def visible(self) -> QuerySet[StrategicPlan]:
        known = initiatives.visible_to(self.request.user, on=self.on).values("pk")
        return super().visible().filter(initiative__in=known)

    def who_may(self) -> str:
        return initiatives.runner(self.thing.initiative, on=self.on).name

    def context(self, page: str = "", **more: Any) -> dict[str, Any]:
        plan = self.thing
        trail = crumbs(plan.initiative, _("Strategic plan"))
        trail[-1]["href"] = reverse("plan", kwargs={"pk": plan.initiative_id})
        version = _("Version %(number)s") % {"number": plan.number}
        if page:
            trail.append({"label": version, "href": reverse("plan_version", kwargs={"pk": plan.pk})})
        trail.append({"label": page or version, "href": ""})
        return {"initiative": plan.initiative, "plan": plan, "crumbs": trail, **more}


class Version(OfPlan):
    """A draft as the task list of its groups; any other version as it reads."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = self.thing
        may_write = permissions.may_write(request.user, plan, self.on)
        context = self.context(
            may_write=may_write,
            round=plans.last_round(plan),
            before=plans.before(plan),
            remarks=remark.of_last_round(plan.initiative, matter=Round.Matter.STRATEGIC_PLAN) if plan.is_draft else [],
            may_withdraw=permissions.may_withdraw(request.user, plan, self.on),
            form=WithdrawForm(),
        )
        if may_write:
            context |= {"sections": [_task(line) for line in plans.lines(plan)], "lacking": plans.lacking(plan)}
        else:
            context |= {"parts": _written_parts(plan), "targets": cards(targets.progress(plan))}
        return render(request, "initiatives/plan/version.html", context)


class Edit(OfPlan):
    """One group of questions; saves by button, and while one types by `Autosave`."""

    may = permissions.may_write

    @property
    def section(self) -> Section:
        return PLAN_SECTIONS[self.kwargs["section"]]

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        saved = plans.text(self.thing, section)
        initial = tidy(self.section, saved.content if saved else {}) | {"version": saved.revision if saved else 0}
        return self.page(SectionForm(section=self.section, on=self.on, initial=initial), saved)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        form = SectionForm(request.POST, section=self.section, on=self.on)
        if not form.is_valid():
            return self.page(form, plans.text(self.thing, section), status=422)
        try:
            save(self.thing, section, form, request.user)
        except deeds.TextConflict:
            return redirect("plan_section_conflict", pk=pk, section=section)
        except deeds.PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, plans.text(self.thing, section), status=422)
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
            aside=plans.kept_aside(self.thing, section.key, self.request.user),
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
        except deeds.TextConflict as conflict:
            address = reverse("plan_section_conflict", kwargs={"pk": pk, "section": section})
            return JsonResponse({"message": str(conflict), "url": address}, status=409)
        except deeds.PlanRefused as refusal:
            return JsonResponse({"message": str(refusal)}, status=422)
        return JsonResponse({"saved_at": saved.saved_at.isoformat(), "version": str(saved.revision)})


class Conflict(OfPlan):
    """Both texts, and the choice between them."""

    may = permissions.may_write

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        mine = plans.kept_aside(self.thing, section, request.user)
        theirs = plans.text(self.thing, section)
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
        mine = plans.kept_aside(self.thing, section, request.user)
        told = {"plan": self.thing, "section": section, "by": request.user, "at": timezone.now()}
        try:
            if mine is not None and request.POST.get("choose") == "mine":
                seen = request.POST.get("version", "")
                revision = int(seen) if seen.isdecimal() and seen.isascii() else 0
                deeds.save_section(**told, content=mine.content, seen_revision=revision)
            elif mine is not None:
                deeds.keep_saved(**told)
        except deeds.TextConflict:
            return redirect("plan_section_conflict", pk=pk, section=section)
        except deeds.PlanRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("plan_section", pk=pk, section=section)


class HandIn(OfPlan):
    """Reads the version once more as the officials will, and hands it in."""

    may = permissions.may_write

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            round_ = deeds.hand_in(plan=self.thing, by=request.user, at=timezone.now())
        except deeds.PlanRefused as refusal:
            return self.page(refusal, status=409)
        messages.success(request, _("Handed in. The authorities have been told."))
        return redirect("round", pk=round_.pk)

    def page(self, refusal: Exception | None = None, status: int = 200) -> HttpResponse:
        plan = self.thing
        context = self.context(
            _("Hand in"),
            refusal=refusal,
            lacking=plans.lacking(plan),
            parts=_written_parts(plan),
            targets=cards(targets.progress(plan)),
        )
        return render(self.request, "initiatives/plan/hand_in.html", context, status=status)


class Withdraw(OfPlan):
    may = permissions.may_withdraw
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WithdrawForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            deeds.withdraw(plan=self.thing, reason=reason, by=request.user, at=timezone.now())
        except deeds.PlanRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("plan_version", pk=pk)


class Drop(OfPlan):
    may = permissions.may_write
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.drop(plan=self.thing, by=request.user, at=timezone.now())
        except deeds.PlanRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("plan_version", pk=pk)
        return redirect("plan", pk=self.thing.initiative_id)


class Compare(OfPlan):
    """What this version changes against the one that it follows."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        before = plans.before(self.thing)
        if before is None:
            return redirect("plan_version", pk=pk)
        parts = reading.parts(plans.snapshot(self.thing), plans.snapshot(before))
        context = self.context(_("What changes"), before=before, parts=parts)
        return render(request, "initiatives/plan/compare.html", context)


def save(plan: StrategicPlan, section: str, form: SectionForm, user: Any) -> PlanText:
    return deeds.save_section(
        plan=plan,
        section=section,
        content=form.content(),
        seen_revision=form.cleaned_data["version"],
        by=user,
        at=timezone.now(),
    )


def _written_parts(plan: StrategicPlan) -> list[reading.Part]:
    """The texts; targets are shown as cards with their light."""
    return reading.parts(plans.content(plan))


def _task(line: plans.SectionLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "href": line.href,
        "state_label": line.state.label,
        "tone": line.state.tone,
        "hint": line.hint,
    }


def _next_address(plan: StrategicPlan, section: str) -> str:
    order = list(PLAN_SECTIONS)
    return plans.section_address(plan.pk, order[min(order.index(section) + 1, len(order) - 1)])
