"""The projects of an initiative together: board, timeline, money, sheet; and noting a new one."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from initiatives.actions import project as deeds
from initiatives.forms.project import ProjectForm
from initiatives.models import Project
from initiatives.permissions import initiative as initiative_permissions
from initiatives.permissions import portfolio as permissions
from initiatives.projects import ProjectStage
from initiatives.queries import budget as budgets
from initiatives.queries import project as projects
from initiatives.queries.initiative import runner
from initiatives.queries.project import Shown
from initiatives.views import project_pictures as pictures
from initiatives.views.initiative import OfInitiative, crumbs


class Projects(OfInitiative):
    """Whoever knows of the initiative opens these pages; strangers find the public projects only."""

    may = permissions.may_see_projects
    why = gettext_lazy("Of a draft only its people see the projects.")
    template_name = ""
    view_name = ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = projects.of_initiative(self.thing, request.user, on=self.on)
        return render(request, self.template_name, self.frame(found) | self.shown(found))

    def frame(self, found: list[Shown]) -> dict[str, Any]:
        user = self.request.user
        context = self.context(_("Projects"), found=found, is_inside=self.is_inside, tabs=self.tabs())
        context["may_add"] = permissions.may_add_project(user, self.thing, self.on)
        context["crumbs"] = context["crumbs"] if self.is_inside else []
        return context

    @cached_property
    def is_inside(self) -> bool:
        return initiative_permissions.may_open_home(self.request.user, self.thing, self.on)

    def tabs(self) -> list[dict[str, Any]]:
        pages = (("projects", _("Board")), ("projects_timeline", _("Timeline")), ("projects_budget", _("Money")))
        return [
            {"label": label, "href": reverse(name, kwargs={"pk": self.thing.pk}), "is_current": name == self.view_name}
            for name, label in pages
        ]

    def shown(self, found: list[Shown]) -> dict[str, Any]:
        return {}


class Board(Projects, View):
    template_name, view_name = "initiatives/portfolio/board.html", "projects"

    def shown(self, found: list[Shown]) -> dict[str, Any]:
        columns = [
            {"stage": stage, "found": [one for one in found if one.project.stage == stage]} for stage in ProjectStage
        ]
        return {
            "columns": [column for column in columns if column["found"] or not column["stage"].is_over],
            "concerned": sum(bool(one.concerns) for one in found),
            "money": budgets.money(found),
        }


class Timeline(Projects, View):
    template_name, view_name = "initiatives/portfolio/timeline.html", "projects_timeline"

    def shown(self, found: list[Shown]) -> dict[str, Any]:
        dated = [one for one in found if one.project.starts_on and one.project.ends_on]
        dated.sort(key=lambda one: (one.project.starts_on, one.project.pk))
        return {
            "svg": pictures.timeline(dated, title=str(self.thing), on=self.on, is_inside=self.is_inside),
            "head": pictures.TIMELINE_HEAD,
            "rows": pictures.timeline_rows(dated, on=self.on),
            "undated": [one for one in found if one not in dated],
        }


class Budget(Projects, View):
    template_name, view_name = "initiatives/portfolio/budget.html", "projects_budget"

    def shown(self, found: list[Shown]) -> dict[str, Any]:
        living = [one for one in found if one.project.stage != ProjectStage.STOPPED]
        money = budgets.money(living)
        return {
            "money": money,
            "svg": pictures.budget(money, title=_("Planned and spent, by year")),
            "table": pictures.budget_table(money),
            "sources": pictures.sources(money),
            "each": pictures.money_rows(living),
            "each_head": pictures.MONEY_HEAD,
        }


class Create(OfInitiative, View):
    """An idea needs a title and its kind; everything else can follow."""

    may = permissions.may_add_project
    why = gettext_lazy("Projects are noted by the people who run the initiative, while it is not suspended or closed.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(ProjectForm(initiative=self.thing, on=self.on))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ProjectForm(request.POST, initiative=self.thing, on=self.on)
        if not form.is_valid():
            return self.page(form, status=422)
        described = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
        try:
            drafted = deeds.draft(initiative=self.thing, **described, by=request.user, at=timezone.now())
        except deeds.PortfolioRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("project", pk=drafted.pk)

    def page(self, form: ProjectForm, status: int = 200) -> HttpResponse:
        context = self.context(_("New project"), form=form, title=_("Note a project"), label=_("Note it"))
        context["back"] = reverse("projects", kwargs={"pk": self.thing.pk})
        return render(self.request, "initiatives/portfolio/form.html", context, status=status)


class OfProject(Guarded):
    """A page of one project that the person may know of."""

    model = Project
    related = ("initiative__initiator", "responsible")
    may = permissions.may_run_project
    why = gettext_lazy("A project is changed by the people who run the initiative, until it is over.")

    @property
    def on(self) -> dt.date:
        return timezone.localdate()

    @property
    def project(self) -> Project:
        return self.thing

    def visible(self) -> QuerySet[Project]:
        return projects.visible_to(self.request.user, on=self.on).select_related(*self.related)

    def who_may(self) -> str:
        return runner(self.project.initiative, on=self.on).name

    def address(self) -> str:
        return reverse("project", kwargs={"pk": self.project.pk})

    def context(self, page: str = "", **more: Any) -> dict[str, Any]:
        project = self.project
        trail = crumbs(project.initiative, _("Projects"))
        trail[-1]["href"] = reverse("projects", kwargs={"pk": project.initiative_id})
        trail.append({"label": project.title, "href": self.address() if page else ""})
        if page:
            trail.append({"label": page, "href": ""})
        return {"project": project, "initiative": project.initiative, "crumbs": trail, "back": self.address(), **more}
