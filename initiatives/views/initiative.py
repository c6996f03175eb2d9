import datetime as dt
from functools import reduce
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView, TemplateView

from accounts import audit
from accounts.guards import Guarded
from indicators.models import Code
from initiatives.actions import initiative as deeds
from initiatives.forms.initiative import DraftForm
from initiatives.lifecycle import Stage, Task
from initiatives.models import Initiative
from initiatives.permissions import initiative as permissions
from initiatives.permissions.lifecycle import actors, know_of_ministry
from initiatives.permissions.returns import COLLECTING
from initiatives.queries import assessment as assessments
from initiatives.queries import document, scan
from initiatives.queries import initiative as initiatives
from initiatives.queries.home import Home, home
from initiatives.queries.lifecycle import as_shown, open_transitions
from initiatives.queries.section import asides
from initiatives.sections import SECTIONS, WRITTEN
from initiatives.views import cluster_shown

# Pages of tasks that everybody inside may read; the others are for those who run the initiative.
READ_BY_ALL = (Task.PORTFOLIO, Task.COORDINATION)


class OfInitiative(Guarded):
    """A page of one initiative that the person may know of."""

    model = Initiative
    related = ("initiator",)
    may = permissions.may_open_home

    @property
    def on(self) -> dt.date:
        return timezone.localdate()

    def visible(self) -> QuerySet[Initiative]:
        return initiatives.visible_to(self.request.user, on=self.on).select_related(*self.related)

    def who_may(self) -> str:
        return initiatives.runner(self.thing, on=self.on).name

    def context(self, page: str = "", **more: Any) -> dict[str, Any]:
        # Read by the pages that show documents beside what they belong to, and by no other.
        papers = SimpleLazyObject(lambda: document.by_thing(self.thing))
        return {"initiative": self.thing, "crumbs": crumbs(self.thing, page), "documents": papers, **more}


class OfPart(Guarded):
    """Something that belongs to an initiative: it exists for those who may know of that."""

    path = "initiative"

    def visible(self) -> QuerySet:
        known = initiatives.visible_to(self.request.user, on=timezone.localdate()).values("pk")
        return super().visible().filter(**{f"{self.path}__in": known})

    def who_may(self) -> str:
        return initiatives.runner(self.initiative, on=timezone.localdate()).name

    @property
    def initiative(self) -> Initiative:
        return reduce(getattr, self.path.split("__"), self.thing)


class Create(Guarded, FormView):
    may = permissions.may_draft
    why = gettext_lazy("An initiative is opened by a firm, university, institute or another organisation.")
    who = gettext_lazy("Register the organisation that you act for first.")
    template_name = "initiatives/initiative/new.html"
    form_class = DraftForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"place": self.place()}

    def place(self) -> list[Code]:
        """A region and an activity that the address brings along, from a cell of the scan."""
        return scan.place(*(self.request.GET.get(name, "").replace("\0", "") for name in ("region", "activity")))

    def form_valid(self, form: DraftForm) -> HttpResponse:
        try:
            drafted = deeds.draft(**form.cleaned_data, place=self.place(), by=self.request.user, at=timezone.now())
        except deeds.InitiativeRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.form_invalid(form)
        return redirect("initiative", pk=drafted.pk)


class Show(OfInitiative, View):
    """The initiative's home; whoever has no part in it is led to its public profile."""

    related = ("initiator", "act")

    @staticmethod
    def may(_user: Any, _initiative: Initiative) -> bool:
        """Whoever finds it at all may ask for it; `get` tells insiders from others."""
        return True

    def visible(self) -> QuerySet[Initiative]:
        found = initiatives.with_part_of(super().visible(), self.request.user, on=self.on)
        return assessments.with_result(found)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.thing.is_open_to_reader:
            return self.lead_outside()
        found, is_manager = home(self.thing, on=self.on), self.thing.is_run_by_reader
        permissions.know_runs(request.user, self.thing, self.on, answer=is_manager)
        know_of_ministry(request.user, self.on, answer=self.thing.is_readers_ministry)
        return render(request, "initiatives/initiative/home.html", self.shown(found, is_manager=is_manager))

    def lead_outside(self) -> HttpResponse:
        # What is registered has its public profile; a draft that wishes to be found is there to be joined.
        is_public = Initiative.objects.public().contains(self.thing)
        return redirect("profile" if is_public else "membership_apply", pk=self.thing.pk)

    def shown(self, found: Home, *, is_manager: bool) -> dict[str, Any]:
        initiative = self.thing
        mine = actors(self.request.user, initiative, self.on)
        is_mine = is_manager and initiative.is_editable
        ways = open_transitions(initiative, actors=mine, on=self.on, found=found.gates)
        return {
            "initiative": initiative,
            "home": found,
            "is_manager": is_manager,
            "is_draft": initiative.stage == Stage.NASCENT,
            "is_blank": found.is_blank and is_manager,
            "cluster": cluster_shown.summary(initiative) if is_measured(initiative) else None,
            "may_collect": is_manager and is_measured(initiative),
            "has_base": bool(found.shown.regions and found.shown.activities),
            "gates": as_shown(found.gates, initiative=initiative if is_manager else None),
            "tasks": [_task(line, is_open=is_manager) for line in found.tasks],
            "asides": asides(initiative, self.request.user) if is_mine else [],
            "kept_sections": [_kept(initiative, key) for key in WRITTEN] if is_mine else [],
            "ways": [way for way, _lacking in ways if way.name != "submit"],
            "invite_url": soft_address("invite", pk=initiative.pk),
            "members_url": soft_address("members", pk=initiative.pk),
            "profile_url": soft_address("profile", pk=initiative.pk) if initiative.subject_id else "",
        }


class History(OfInitiative, TemplateView):
    template_name = "initiatives/initiative/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = audit.history(self.thing, *initiatives.what_belongs_to(self.thing))
        return super().get_context_data(**kwargs) | self.context(_("History"), events=events)


class MakeFindable(OfInitiative, View):
    may = permissions.may_manage
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        is_findable = request.POST.get("is_findable") == "1"
        try:
            deeds.make_findable(initiative=self.thing, is_findable=is_findable, by=request.user, at=timezone.now())
        except deeds.InitiativeRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("initiative", pk=pk)


def _task(line: Any, *, is_open: bool) -> dict[str, Any]:
    href = line.href if is_open or line.task in READ_BY_ALL else ""
    return {
        "title": line.title,
        "href": href,
        "state_label": line.state.label,
        "tone": line.state.tone,
        "hint": line.missing,
    }


def _kept(initiative: Initiative, key: str) -> dict[str, Any]:
    href = reverse("initiative_section", kwargs={"pk": initiative.pk, "section": key})
    return {"key": key, "title": SECTIONS[key].title, "href": href}


def is_measured(initiative: Initiative) -> bool:
    """The figures of the cluster itself begin with its registration."""
    return initiative.stage in COLLECTING


def crumbs(initiative: Initiative, page: str = "") -> list[dict[str, str]]:
    trail = [{"label": _("My work"), "href": reverse("work")}]
    if not page:
        return [*trail, {"label": initiative.called, "href": ""}]
    home_link = {"label": initiative.called, "href": reverse("initiative", kwargs={"pk": initiative.pk})}
    return [*trail, home_link, {"label": page, "href": ""}]


def soft_address(name: str, **kwargs: Any) -> str:
    """The address of a page of another topic, or nothing while it has none."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
