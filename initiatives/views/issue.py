"""The register of critical issues, and one issue with everything that happened to it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from initiatives.actions import issue as deeds
from initiatives.actions.coordination import CoordinationRefused
from initiatives.coordination import ISSUE_WAYS, IssueState, issue_ways
from initiatives.forms.coordination import IssueForm, OwnersForm, WordsForm
from initiatives.models import Issue, Organisation
from initiatives.permissions import coordination as permissions
from initiatives.queries import coordination, council
from initiatives.queries import issue as issues
from initiatives.views.coordination import OfCoordination, OfCoordinationPart, trail
from initiatives.views.typed import number, plain


class Issues(OfCoordination, View):
    """The register, filtered by state, owner and whether it blocks."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        chosen = {name: request.GET.get(name, "") for name in ("state", "owner", "kind")}
        owner = number(chosen["owner"])
        state = chosen_state(request.GET)
        found = issues.filtered(issues.register(self.thing), state=state, owner=owner, kind=chosen["kind"])
        context = self.context(
            _("Critical issues"),
            issues=found,
            groups=self.groups(chosen | {"state": state}),
            may_work=permissions.may_work(request.user, self.thing, self.on),
            has_council=council.delegates(self.thing).exists(),
            is_filtered=bool(request.GET),
            today=self.on,
        )
        return render(request, "initiatives/coordination/issues.html", context)

    def groups(self, chosen: dict[str, str]) -> list[dict[str, Any]]:
        states = [("running", _("not closed")), *IssueState.choices]
        owners = [(str(one.pk), one.name) for one in council.sitting(self.thing)]
        kinds = [("blocking", _("blocking")), ("other", _("not blocking"))]
        asked = (("state", _("State"), states), ("owner", _("Owner"), owners), ("kind", _("Kind"), kinds))
        return [
            {
                "name": name,
                "label": label,
                "options": [{"value": key, "label": text, "is_chosen": key == chosen[name]} for key, text in options],
            }
            for name, label, options in asked
        ]


def chosen_state(params: QueryDict) -> str:
    """What runs, unless the address says otherwise."""
    return params.get("state", "") if "state" in params else "running"


class Raise(OfCoordination, View):
    """Enters an issue with its owners and the day by which it is solved."""

    may = permissions.may_work

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(IssueForm(**self.choices()))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = IssueForm(request.POST, **self.choices())
        if not form.is_valid():
            return self.page(form, status=422)
        said = dict(form.cleaned_data)
        raised_for, owners = said.pop("raised_for"), tuple(said.pop("owners"))
        matter = deeds.Matter(**said, owners=owners)
        try:
            made = deeds.raise_(
                initiative=self.thing, matter=matter, raised_for=raised_for, by=request.user, at=timezone.now()
            )
        except CoordinationRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("issue", pk=made.pk)

    def choices(self) -> dict[str, Any]:
        acting = coordination.acting(self.request.user, self.thing, on=self.on)
        return {"acting": acting, "sitting": council.sitting(self.thing)}

    def page(self, form: IssueForm, status: int = 200) -> HttpResponse:
        context = self.context(_("Raise an issue"), form=form, has_council=council.delegates(self.thing).exists())
        return render(self.request, "initiatives/coordination/issue_new.html", context, status=status)


class OfIssue(OfCoordinationPart, View):
    model = Issue
    related = ("initiative", "initiative__initiator", "raised_by", "raised_for")

    @staticmethod
    def may(user: Any, issue: Issue) -> bool:
        return permissions.may_work(user, issue.initiative)

    def page(
        self, *, typed: str = "", way: str = "", owners: OwnersForm | None = None, refusal: Any = "", status: int = 200
    ) -> HttpResponse:
        issue, user = self.thing, self.request.user
        owning = list(issues.owners(issue))
        held = permissions.parts(user, issue)
        may_work = permissions.may_work(user, issue.initiative)
        forms = [
            (
                one,
                WordsForm(
                    label=one.asks, initial={"text": typed if one.name == way else ""}, auto_id=f"id_{one.name}_%s"
                ),
            )
            for one in (issue_ways(issue.state, held) if may_work else [])
        ]
        register = (_("Critical issues"), reverse("issues", kwargs={"pk": issue.initiative_id}))
        context = {
            "initiative": issue.initiative,
            "issue": issue,
            "crumbs": trail(issue.initiative, register, issue.title),
            "owners": owning,
            "steps": issues.steps(issue),
            "ways": forms,
            "owners_form": (owners or self.owners_form(owning)) if may_work and self.may_rename() else None,
            "refusal": refusal,
            "is_late": issue.state == IssueState.OPEN and issue.due_on < timezone.localdate(),
        }
        return render(self.request, "initiatives/coordination/issue.html", context, status=status)

    def may_rename(self) -> bool:
        return permissions.may_name_owners(self.request.user, self.thing)

    def owners_form(self, owning: list[Organisation]) -> OwnersForm:
        initial = {"owners": [one.pk for one in owning], "due_on": self.thing.due_on}
        return OwnersForm(initial=initial, sitting=council.sitting(self.thing.initiative))


class Show(OfIssue):
    @staticmethod
    def may(user: Any, issue: Issue) -> bool:
        return permissions.may_read(user, issue.initiative)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()


class Take(OfIssue):
    """Answers, doubts, escalates or closes."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        if name not in ISSUE_WAYS:
            raise Http404
        text, seen = plain(request.POST.get("text", ""))[:4000], request.POST.get("seen_state", "")
        try:
            deeds.take(issue=self.thing, way=name, text=text, seen_state=seen, by=request.user, at=timezone.now())
        except CoordinationRefused as refusal:
            self.thing.refresh_from_db(fields=["state", "escalated_at", "result", "closed_at"])
            return self.page(typed=text, way=name, refusal=refusal, status=409)
        return redirect("issue", pk=pk)


class NameOwners(OfIssue):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = OwnersForm(request.POST, sitting=council.sitting(self.thing.initiative))
        if not form.is_valid():
            return self.page(owners=form, status=422)
        try:
            deeds.name_owners(issue=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except CoordinationRefused as refusal:
            return self.page(owners=form, refusal=refusal, status=409)
        return redirect("issue", pk=pk)
