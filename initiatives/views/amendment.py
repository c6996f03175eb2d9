"""Amendments of a registered initiative: the text in force beside the proposed one, its sections, handing in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from initiatives.actions import amendment as deeds
from initiatives.forms.plan import WithdrawForm
from initiatives.models import Amendment, Round
from initiatives.permissions import amendment as permissions
from initiatives.permissions.initiative import may_manage
from initiatives.queries import amendment as amendments
from initiatives.queries import reading, remark
from initiatives.sections import AMENDED_SECTIONS, tidy
from initiatives.views import version
from initiatives.views.initiative import OfInitiative


class Amendments(OfInitiative, TemplateView):
    """What is in force, the amendment on the way, and every earlier one."""

    template_name = "initiatives/amendment/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, on = self.request.user, self.on
        manages = may_manage(user, self.thing, on)
        shown = list(amendments.versions(self.thing, with_draft=manages))
        draft = next((each for each in shown if each.is_draft), None)
        standing = {key: text.content for key, text in amendments.in_force(self.thing).items()}
        said = {key: tidy(section, standing.get(key, {})) for key, section in AMENDED_SECTIONS.items()}
        return super().get_context_data(**kwargs) | self.context(
            _("Amendments"),
            versions=shown,
            draft=draft,
            round=amendments.last_round(draft) if draft else None,
            may_draft=draft is None and permissions.may_draft(user, self.thing, on),
            parts=reading.parts(said),
        )


class Draft(version.Draft):
    """Opens a copy of what is in force."""

    may = permissions.may_draft
    why = gettext_lazy("What a registered initiative says is amended by those who run it.")
    refused = deeds.AmendmentRefused
    all_page, one_page = "amendments", "amendment"

    def draft(self, **how: Any) -> Amendment:
        return deeds.draft(**how)


class OfAmendment(version.OfVersion):
    model = Amendment
    may = permissions.may_read
    called = "amendment"
    all_page, one_page = "amendments", "amendment"
    all_title, one_title = gettext_lazy("Amendments"), gettext_lazy("Amendment %(number)s")


class Show(OfAmendment):
    """Both texts side by side, and what can be done next."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def page(self, refusal: Exception | None = None, status: int = 200) -> HttpResponse:
        amendment, user = self.thing, self.request.user
        is_own = self.is_own
        context = self.context(
            sides=amendments.sides(amendment, self.proposed()),
            round=amendments.last_round(amendment),
            remarks=remark.of_last_round(amendment.initiative, matter=Round.Matter.AMENDMENT)
            if amendment.is_draft and is_own
            else [],
            is_own=is_own,
            may_write=permissions.may_write(user, amendment, self.on),
            may_withdraw=permissions.may_withdraw(user, amendment, self.on),
            refusal=refusal,
            form=WithdrawForm(),
        )
        return render(self.request, "initiatives/amendment/show.html", context, status=status)

    def proposed(self) -> amendments.Snapshot:
        """Who does not run the initiative reads what was handed in, and nothing where nothing was."""
        if self.is_own:
            return amendments.snapshot(self.thing)
        handed_in = amendments.handed_in(self.thing)
        if handed_in is None:
            raise Http404
        return handed_in


class Deed(Show):
    """One deed, after which the page of the amendment says how it stands."""

    http_method_names = ("post",)
    done = ""

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        try:
            self.take(by=request.user, at=timezone.now())
        except deeds.AmendmentRefused as refusal:
            return self.page(refusal, status=409)
        if self.done:
            messages.success(request, str(self.done))
        return redirect(self.next_address())

    def take(self, **how: Any) -> None:
        raise NotImplementedError

    def next_address(self) -> str:
        return reverse("amendment", kwargs={"pk": self.thing.pk})


class HandIn(Deed):
    may = permissions.may_write
    done = gettext_lazy("Handed in. The authorities have been told.")

    def take(self, **how: Any) -> None:
        deeds.hand_in(amendment=self.thing, **how)


class Withdraw(Deed):
    may = permissions.may_withdraw

    def take(self, **how: Any) -> None:
        form = WithdrawForm(self.request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        deeds.withdraw(amendment=self.thing, reason=reason, **how)


class Drop(Deed):
    may = permissions.may_write
    done = gettext_lazy("Given up. What is in force stays in force.")

    def take(self, **how: Any) -> None:
        deeds.drop(amendment=self.thing, **how)

    def next_address(self) -> str:
        return reverse("amendments", kwargs={"pk": self.thing.initiative_id})


class Rebase(Deed):
    """Chooses between the proposal and a text in force that changed after it was copied."""

    may = permissions.may_write

    def take(self, **how: Any) -> None:
        keep = self.request.POST.get("choose") == "proposed"
        deeds.rebase(amendment=self.thing, section=self.kwargs["section"], keep=keep, **how)
