"""Targets of a draft: set, changed and removed, each beside its figures."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import IndicatorVersion
from initiatives.actions import target as deeds
from initiatives.actions.plan import PlanRefused
from initiatives.forms.plan import TargetForm, initial_of
from initiatives.models import Round, Target
from initiatives.permissions import plan as permissions
from initiatives.plan_sections import PLAN_SECTIONS, TARGETS
from initiatives.queries import initiative as initiatives
from initiatives.queries import plan as plans
from initiatives.queries import remark
from initiatives.queries import target as targets
from initiatives.views.plan import OfPlan
from initiatives.views.target_shown import cards


class Targets(OfPlan):
    """The targets with their light, and the form for one more."""

    may = permissions.may_write

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form(initial={"baseline_year": targets.latest_year("location_quotient", None)}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(data=request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.set_(plan=self.thing, wish=deeds.Wish(**form.wish()), by=request.user, at=timezone.now())
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("plan_targets", pk=pk)

    def form(self, **kwargs: Any) -> TargetForm:
        return TargetForm(subjects=targets.subjects(self.thing.initiative), goals=plans.goals(self.thing), **kwargs)

    def page(self, form: TargetForm, status: int = 200) -> HttpResponse:
        said = remark.of_last_round(self.thing.initiative, matter=Round.Matter.STRATEGIC_PLAN)
        context = self.context(
            str(PLAN_SECTIONS[TARGETS].title),
            section=PLAN_SECTIONS[TARGETS],
            form=form,
            targets=cards(targets.progress(self.thing)),
            remarks=[line for line in said if line.remark.section == TARGETS],
        )
        return render(self.request, "initiatives/plan/targets.html", context, status=status)


class OfTarget(OfPlan):
    """A page of one target of a draft."""

    model = Target
    related = ("indicator", "measure", "set_by", "plan__initiative__initiator")

    @staticmethod
    def may(user: Any, target: Target) -> bool:
        return permissions.may_write(user, target.plan)

    def visible(self) -> QuerySet[Target]:
        known = initiatives.visible_to(self.request.user, on=self.on).values("pk")
        return Target.objects.filter(plan__initiative__in=known).select_related(*self.related)

    def who_may(self) -> str:
        return initiatives.runner(self.thing.plan.initiative, on=self.on).name


class Change(OfTarget):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = IndicatorVersion.objects.in_force().filter(indicator=self.thing.indicator_id).first()
        if version is None:
            messages.error(request, _("The indicator is no longer in force: remove this target and set another."))
            return redirect("plan_targets", pk=self.thing.plan_id)
        return self.page(self.form(initial=initial_of(self.thing, version)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(data=request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        seen = form.cleaned_data["revision"] or 0
        wish = deeds.Wish(**form.wish())
        try:
            deeds.change(target=self.thing, wish=wish, seen_revision=seen, by=request.user, at=timezone.now())
        except deeds.TargetConflict as conflict:
            form.add_error(None, str(conflict))
            return self.page(form, theirs=conflict.theirs, status=409)
        except PlanRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("plan_targets", pk=self.thing.plan_id)

    def form(self, **kwargs: Any) -> TargetForm:
        plan = self.thing.plan
        subjects = targets.subjects(plan.initiative)
        return TargetForm(subjects=subjects, goals=plans.goals(plan), chosen=self.thing.goal, **kwargs)

    def page(self, form: TargetForm, theirs: Target | None = None, status: int = 200) -> HttpResponse:
        target, self.thing = self.thing, self.thing.plan
        context = self.context(
            _("Change a target"), target=target, form=form, theirs=theirs, revision=(theirs or target).revision
        )
        self.thing = target
        shown = cards(targets.progress_of([theirs or target]))[0]
        return render(self.request, "initiatives/plan/target.html", context | {"card": shown}, status=status)


class Remove(OfTarget):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = self.thing.plan_id
        try:
            deeds.remove(target=self.thing, by=request.user, at=timezone.now())
        except PlanRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("plan_targets", pk=plan)
