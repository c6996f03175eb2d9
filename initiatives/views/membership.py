from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from initiatives.actions import membership as deeds
from initiatives.forms.membership import ApplyForm, ReasonForm, RoleForm
from initiatives.models import Membership
from initiatives.permissions import initiative as initiative_permissions
from initiatives.permissions import membership as permissions
from initiatives.queries.membership import known_to as memberships_known_to
from initiatives.queries.membership import register, signatories
from initiatives.views.initiative import OfInitiative
from initiatives.views.organisation import described, sign_up_first
from initiatives.views.typed import plain

PAGE = 100


class Members(OfInitiative, View):
    """The register of members; those who run the initiative admit, decline and exclude here."""

    may = permissions.may_see_members
    why = gettext_lazy("Of a draft only its people see the members.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found, user = register(self.thing, on=self.on), request.user
        is_manager = initiative_permissions.may_manage(user, self.thing, self.on)
        is_inside = is_manager or initiative_permissions.may_open_home(user, self.thing, self.on)
        page = Paginator(found.members, PAGE).get_page(request.GET.get("page"))
        context = self.context(
            _("Members"),
            listed=page,
            members=[_line(row) for row in page],
            groups=found.groups,
            to_admit=[_line(row) for row in found.to_admit] if is_inside else [],
            to_commit=[_line(row) for row in found.to_commit] if is_inside else [],
            past=found.past if is_inside else [],
            is_manager=is_manager,
            is_inside=is_inside,
            may_invite=is_manager and permissions.may_invite(user, self.thing),
            may_apply=not is_manager and permissions.may_ask_to_join(user, self.thing),
        )
        if not is_inside:
            context["crumbs"] = []
        return render(request, "initiatives/membership/list.html", context)


class Apply(OfInitiative, View):
    """Asking to join for an organisation; a signatory commits it in the same deed."""

    may = permissions.may_ask_to_join
    why = gettext_lazy("This initiative takes no members any more.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            asked = deeds.apply(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.MembershipRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return redirect("membership", pk=asked.pk)

    def form(self, data: Any = None) -> ApplyForm:
        return ApplyForm(data, user=self.request.user, initiative=self.thing)

    def page(self, form: ApplyForm, status: int = 200) -> HttpResponse:
        context = {
            "initiative": self.thing,
            "form": form,
            "has_organisation": form.fields["organisation"].queryset.exists(),
            "register_url": sign_up_first(self.request),
        }
        return render(self.request, "initiatives/membership/apply.html", context, status=status)


class OfMembership(Guarded):
    model = Membership
    related = ("initiative", "organisation__region", "unit", "committed_by", "admitted_by")
    may = permissions.may_open
    why = gettext_lazy("Only the people of this organisation and of the initiative open this page.")

    def visible(self) -> QuerySet[Membership]:
        return memberships_known_to(self.request.user, on=timezone.localdate()).select_related(*self.related)

    def who_may(self) -> str:
        return self.thing.organisation.called


class Show(OfMembership, View):
    """One membership: what has been done, what is next, and how to leave."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        one, user, on = self.thing, request.user, timezone.localdate()
        context = {
            "membership": one,
            "initiative": one.initiative,
            "organisation": one.organisation,
            "described": described(one.organisation),
            "signatories": signatories(one.organisation, on=on),
            "may_commit": permissions.may_commit(user, one, on),
            "may_admit": permissions.may_admit(user, one),
            "may_leave": permissions.may_leave(user, one),
            "may_exclude": permissions.may_exclude(user, one),
            "role_form": RoleForm(initial={"role": one.role}),
            "reason_form": ReasonForm(),
        }
        return render(request, "initiatives/membership/show.html", context)


class Deed(OfMembership, View):
    """A button of the membership's page or of the register, with a reason where it needs one."""

    may = permissions.may_act
    why = gettext_lazy("Only those who edit or sign for the organisation, or run the initiative, do this.")
    http_method_names = ("post",)
    act: Callable[..., Membership]
    done = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self.perform()
        except deeds.MembershipRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("membership", pk=pk)
        messages.success(request, self.done % {"organisation": self.thing.organisation.called})
        is_in_register = request.POST.get("page") == "members"
        return redirect(reverse("members", kwargs={"pk": self.thing.initiative_id}) if is_in_register else self.page())

    def perform(self) -> None:
        type(self).act(membership=self.thing, **self.told())

    def told(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": timezone.now()}

    def page(self) -> str:
        return reverse("membership", kwargs={"pk": self.thing.pk})


class WithReason(Deed):
    def told(self) -> dict[str, Any]:
        return super().told() | {"reason": plain(self.request.POST.get("reason", "")).strip()[:1000]}


class Commit(Deed):
    act, done = deeds.commit, gettext_lazy("%(organisation)s is committed.")


class Admit(Deed):
    act, done = deeds.admit, gettext_lazy("%(organisation)s is admitted.")


class Decline(WithReason):
    act, done = deeds.decline, gettext_lazy("%(organisation)s has been declined and told why.")


class Leave(WithReason):
    """Leaving, or being excluded, as the person who does it belongs to the one or the other."""

    act, done = deeds.leave, gettext_lazy("%(organisation)s is no member any more.")


class SetRole(Deed):
    done = gettext_lazy("Kept.")

    def perform(self) -> None:
        form = RoleForm(self.request.POST)
        if not form.is_valid():
            raise deeds.MembershipRefused(_("Choose one of the list."))
        deeds.set_role(membership=self.thing, role=form.cleaned_data["role"], **self.told())


def _line(membership: Membership) -> dict[str, Any]:
    return {
        "membership": membership,
        "organisation": membership.organisation,
        "note": described(membership.organisation),
    }
