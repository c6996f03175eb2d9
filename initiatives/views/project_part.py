"""Milestones, risks, expected contributions and scores: a form for a new one, a form for one that stands."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from initiatives.actions import contribution, milestone, risk, selection
from initiatives.actions.collision import Collision, seen_of
from initiatives.actions.project import PortfolioRefused
from initiatives.forms.project import (
    ChangedMilestoneForm,
    ChangedRiskForm,
    ContributionForm,
    MilestoneForm,
    RiskForm,
    ScoreForm,
)
from initiatives.models import Contribution, Milestone, Project, Risk
from initiatives.permissions import portfolio as permissions
from initiatives.projects import CRITERIA
from initiatives.queries import project as projects
from initiatives.queries.selection import points_of
from initiatives.views import collision
from initiatives.views.project import OfProject


class Part(OfProject, View):
    """A form about one project, of one deed."""

    form_class: ClassVar[type[forms.Form]]
    title: str | Promise = ""
    label: str | Promise = gettext_lazy("Save")
    place = ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form_class(initial=self.initial()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.act(form.cleaned_data)
        except PortfolioRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect(f"{self.address()}#{self.place}")

    def initial(self) -> dict[str, Any]:
        return {}

    def act(self, given: dict[str, Any]) -> None:
        raise NotImplementedError

    def told(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": timezone.now()}

    def page(self, form: forms.Form, status: int = 200) -> HttpResponse:
        context = self.context(str(self.title), form=form, title=self.title, label=self.label)
        return render(self.request, "initiatives/portfolio/form.html", context, status=status)


class AddMilestone(Part):
    form_class, title, place = MilestoneForm, gettext_lazy("Add a milestone"), "milestones"

    def act(self, given: dict[str, Any]) -> None:
        milestone.add(project=self.project, **given, **self.told())


class AddRisk(Part):
    form_class, title, place = RiskForm, gettext_lazy("Add a risk"), "risks"

    def act(self, given: dict[str, Any]) -> None:
        risk.add(project=self.project, **given, **self.told())


class Expect(Part):
    form_class, title, place = ContributionForm, gettext_lazy("What it is to move"), "contributions"

    def initial(self) -> dict[str, Any]:
        return {"year": self.project.ends_on.year if self.project.ends_on else None}

    def act(self, given: dict[str, Any]) -> None:
        contribution.expect(project=self.project, **given, **self.told())


class Score(Part):
    may = permissions.may_score
    why = gettext_lazy(
        "Proposals are scored by editors of members that have no part in them, until the project is selected."
    )
    form_class, title, label = ScoreForm, gettext_lazy("Score the proposal"), gettext_lazy("Send the scores")
    place = "scores"

    def initial(self) -> dict[str, Any]:
        return points_of(self.project, self.request.user)

    def act(self, given: dict[str, Any]) -> None:
        selection.score(project=self.project, points={key: given[key] for key in CRITERIA}, **self.told())


class OfPart:
    """Loads a part by its number; the page is about its project."""

    request: HttpRequest
    part: Any

    @property
    def project(self) -> Project:
        return self.thing.project

    def visible(self) -> QuerySet:
        known = projects.visible_to(self.request.user, on=timezone.localdate())
        rows = self.model.objects.filter(project__in=known.values("pk"))
        return rows.select_related("project__initiative__initiator", "project__responsible")

    @staticmethod
    def may(user: Any, part: Any) -> bool:
        return permissions.may_run_project(user, part.project)


class Changing(OfPart, Part):
    """A form for one that stands; who opened it before a colleague saved sees both."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return super().post(request, pk)
        except Collision as met:
            self.thing.refresh_from_db()
            form = self.form_class(request.POST)
            form.is_valid()
            said = self.initial()
            collision.show(form, said, told=str(met), seen=said["seen"])
            return self.page(form, status=409)

    def initial(self) -> dict[str, Any]:
        said = {name: getattr(self.thing, name) for name in self.form_class.base_fields if name != "seen"}
        return said | {"seen": seen_of(said)}


class ChangeMilestone(Changing):
    model = Milestone
    form_class, title, place = ChangedMilestoneForm, gettext_lazy("Milestone"), "milestones"

    def act(self, given: dict[str, Any]) -> None:
        milestone.change(milestone=self.thing, **given, **self.told())


class ChangeRisk(Changing):
    model = Risk
    form_class, title, place = ChangedRiskForm, gettext_lazy("Risk"), "risks"

    def act(self, given: dict[str, Any]) -> None:
        risk.change(risk=self.thing, **given, **self.told())


class Deed(OfPart, OfProject, View):
    """A button beside a part."""

    http_method_names = ("post",)
    act: Callable[..., Any]
    name, place, done = "", "", ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        address = f"{self.address()}#{self.place}"
        try:
            type(self).act(**{self.name: self.thing}, by=request.user, at=timezone.now())
        except PortfolioRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _(self.done))
        return redirect(address)


class DropMilestone(Deed):
    model, name, place = Milestone, "milestone", "milestones"
    act, done = milestone.drop, gettext_lazy("The milestone is dropped; the history keeps it.")


class CloseRisk(Deed):
    model, name, place = Risk, "risk", "risks"
    act, done = risk.close, gettext_lazy("The risk is closed.")


class RemoveContribution(Deed):
    model, name, place = Contribution, "contribution", "contributions"
    act, done = contribution.remove, gettext_lazy("Taken out; the history keeps it.")
