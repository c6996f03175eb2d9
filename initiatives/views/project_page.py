"""One project: its page, its description, its way from stage to stage, its money and its partners."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accounts import audit
from accounts.guards import Guarded
from initiatives.actions import budget as budget_deeds
from initiatives.actions import project as deeds
from initiatives.forms.budget import BudgetForm
from initiatives.forms.project import PartnerForm, ProjectForm, WordsForm
from initiatives.models import Project, ProjectPartner
from initiatives.permissions import portfolio as permissions
from initiatives.projects import WAYS, Asked
from initiatives.queries import budget as budgets
from initiatives.queries import document, selection
from initiatives.queries import project as projects
from initiatives.queries.initiative import runner
from initiatives.views import collision
from initiatives.views import project_pictures as pictures
from initiatives.views.project import OfProject

DESCRIBED = ("kind", "title", "summary", "responsible", "responsible_name", "starts_on", "ends_on", "is_public")


class Show(OfProject, View):
    """Strangers see of a public project what is public; risks, scores and history are for those inside."""

    @staticmethod
    def may(_user: Any, _project: Project) -> bool:
        """Whoever finds it at all may read it; `inside` is for insiders."""
        return True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = projects.shown(self.project, on=self.on)
        is_inside = permissions.may_see_inside(request.user, self.project, self.on)
        context = self.context(
            found=found,
            project=found.project,
            is_inside=is_inside,
            milestones=[(one, pictures.state(one, self.on)) for one in found.project.milestones.all()],
            table=pictures.lines(found),
            contributions=projects.with_units(found.project),
            may_run=is_inside and permissions.may_run_project(request.user, self.project, self.on),
        )
        if is_inside:
            context |= self.inside(found)
        else:
            context["crumbs"] = []
        return render(request, "initiatives/portfolio/show.html", context)

    def inside(self, found: projects.Shown) -> dict[str, Any]:
        return {
            "ways": projects.ways(found),
            "documents": document.by_thing(found.project.initiative),
            "scores": selection.of_project(found.project),
            "may_score": permissions.may_score(self.request.user, found.project, self.on),
            "events": audit.history(found.project, limit=50),
            "partner_form": PartnerForm(initiative=found.project.initiative, on=self.on),
        }


class Edit(OfProject, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form(initial=self.initial()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        described = {name: form.cleaned_data[name] for name in DESCRIBED}
        told = {"seen_revision": form.cleaned_data["revision"], "by": request.user, "at": timezone.now()}
        try:
            deeds.describe(project=self.project, **described, **told)
        except deeds.ProjectCollision as met:
            self.project.refresh_from_db()
            collision.show(form, self.initial(), told=str(met), revision=self.project.revision)
            return self.page(form, status=409)
        except deeds.PortfolioRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect(self.address())

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.project, name) for name in (*DESCRIBED, "revision")}

    def form(self, *args: Any, **kwargs: Any) -> ProjectForm:
        return ProjectForm(*args, initiative=self.project.initiative, on=self.on, **kwargs)

    def page(self, form: ProjectForm, status: int = 200) -> HttpResponse:
        context = self.context(_("Description"), form=form, title=self.project.title, label=_("Save"))
        return render(self.request, "initiatives/portfolio/form.html", context, status=status)


class Advance(OfProject, View):
    """A way that asks for words has a page of its own; the others are a button."""

    def get(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        return self.page(WordsForm(way=self.way))

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        form = WordsForm(request.POST, way=self.way)
        if not form.is_valid():
            return self.page(form, status=422)
        words = form.cleaned_data.get("words", "")
        try:
            deeds.advance(project=self.project, way=self.way, words=words, by=request.user, at=timezone.now())
        except deeds.PortfolioRefused as refusal:
            if self.way.asks == Asked.NOTHING:
                messages.error(request, str(refusal))
                return redirect(self.address())
            form.add_error(None, str(refusal))
            return self.page(form, status=409)
        return redirect(self.address())

    @property
    def way(self) -> Any:
        if self.kwargs["name"] not in WAYS:
            raise Http404
        return WAYS[self.kwargs["name"]]

    def page(self, form: WordsForm, status: int = 200) -> HttpResponse:
        found = projects.shown(self.project, on=self.on)
        context = self.context(self.way.label, form=form, way=self.way, label=self.way.label)
        context["missing"] = projects.missing(self.way, found)
        return render(self.request, "initiatives/portfolio/advance.html", context, status=status)


class Budget(OfProject, View):
    """The whole table at once, so that it is judged as a whole."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form(initial={"total": self.project.total, "revision": self.project.revision}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        given = {"lines": form.lines(), "total": form.cleaned_data["total"]}
        told = {"seen_revision": form.cleaned_data["revision"], "by": request.user, "at": timezone.now()}
        try:
            budget_deeds.enter(project=self.project, **given, **told)
        except deeds.ProjectCollision as met:
            self.project.refresh_from_db()
            standing = self.form().initial | {"total": self.project.total}
            collision.show(form, standing, told=str(met), revision=self.project.revision)
            return self.page(form, status=409)
        except deeds.PortfolioRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect(f"{self.address()}#money")

    def form(self, *args: Any, **kwargs: Any) -> BudgetForm:
        years = budgets.years_of(self.project, this_year=self.on.year)
        return BudgetForm(*args, project=self.project, years=years, **kwargs)

    def page(self, form: BudgetForm, status: int = 200) -> HttpResponse:
        context = self.context(_("Money"), form=form)
        return render(self.request, "initiatives/portfolio/money.html", context, status=status)


class Join(OfProject, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = PartnerForm(request.POST, initiative=self.project.initiative, on=self.on)
        if not form.is_valid():
            messages.error(request, _("Choose one of the members and its part."))
            return redirect(f"{self.address()}#partners")
        try:
            deeds.join(project=self.project, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.PortfolioRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(f"{self.address()}#partners")


class PartWith(Guarded, View):
    model = ProjectPartner
    related = ("project__initiative__initiator", "organisation")
    http_method_names = ("post",)

    @staticmethod
    def may(user: Any, partner: ProjectPartner) -> bool:
        return permissions.may_run_project(user, partner.project)

    def visible(self) -> Any:
        known = projects.visible_to(self.request.user, on=timezone.localdate())
        return super().visible().filter(project__in=known.values("pk"))

    def who_may(self) -> str:
        return runner(self.thing.project.initiative, on=timezone.localdate()).name

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            deeds.part_with(partner=self.thing, by=request.user, at=timezone.now())
        except deeds.PortfolioRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("project", pk=self.thing.project_id)
