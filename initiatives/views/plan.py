"""The strategic plan: the version in force, the draft question group by question group, handing in, versions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from initiatives.actions import plan as deeds
from initiatives.forms.plan import WithdrawForm
from initiatives.models import Round, StrategicPlan
from initiatives.permissions import plan as permissions
from initiatives.queries import plan as plans
from initiatives.queries import reading, remark
from initiatives.queries import target as targets
from initiatives.views import version
from initiatives.views.initiative import OfInitiative
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


class Draft(version.Draft):
    may = permissions.may_draft
    why = gettext_lazy("The strategic plan follows the registration and is written by those who run the initiative.")
    refused = deeds.PlanRefused
    all_page, one_page = "plan", "plan_version"

    def draft(self, **how: Any) -> StrategicPlan:
        return deeds.draft(**how)


class OfPlan(version.OfVersion):
    model = StrategicPlan
    may = permissions.may_read
    called = "plan"
    all_page, one_page = "plan", "plan_version"
    all_title, one_title = gettext_lazy("Strategic plan"), gettext_lazy("Version %(number)s")

    @property
    def is_of_others(self) -> bool:
        """A version that is being written by others: it is read as it was handed in."""
        return self.thing.is_draft and not self.is_own


class Version(OfPlan):
    """A draft as the task list of its groups; any other version as it reads."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = self.thing
        may_write = permissions.may_write(request.user, plan, self.on)
        context = self.context(
            may_write=may_write,
            round=plans.last_round(plan),
            before=plans.before(plan),
            remarks=remark.of_last_round(plan.initiative, matter=Round.Matter.STRATEGIC_PLAN)
            if plan.is_draft and not self.is_of_others
            else [],
            is_of_others=self.is_of_others,
            may_withdraw=permissions.may_withdraw(request.user, plan, self.on),
            form=WithdrawForm(),
        )
        if may_write:
            context |= {"sections": [_task(line) for line in plans.lines(plan)], "lacking": plans.lacking(plan)}
        elif self.is_of_others:
            context["parts"] = reading.parts(plans.handed_in(plan))
        else:
            context |= {"parts": _written_parts(plan), "targets": cards(targets.progress(plan))}
        return render(request, "initiatives/plan/version.html", context)


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
        said = plans.handed_in(self.thing) if self.is_of_others else plans.snapshot(self.thing)
        parts = reading.parts(said, plans.snapshot(before))
        context = self.context(_("What changes"), before=before, parts=parts)
        return render(request, "initiatives/plan/compare.html", context)


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
