"""Amendments of a registered initiative: the text in force beside the proposed one, its sections, handing in."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from accounts.guards import Guarded
from initiatives.actions import amendment as deeds
from initiatives.actions.text import TextConflict
from initiatives.forms.plan import WithdrawForm
from initiatives.forms.section import SectionForm
from initiatives.models import Amendment, AmendmentText, Round
from initiatives.permissions import amendment as permissions
from initiatives.permissions.initiative import may_manage
from initiatives.queries import amendment as amendments
from initiatives.queries import initiative as initiatives
from initiatives.queries import reading, remark
from initiatives.queries.section import difference
from initiatives.sections import AMENDED_SECTIONS, Section, tidy
from initiatives.views.initiative import OfInitiative, crumbs
from initiatives.views.typed import number


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


class Draft(OfInitiative, View):
    """Opens a copy of what is in force."""

    may = permissions.may_draft
    why = gettext_lazy("What a registered initiative says is amended by those who run it.")
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            made = deeds.draft(initiative=self.thing, by=request.user, at=timezone.now())
        except deeds.AmendmentRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("amendments", pk=pk)
        return redirect("amendment", pk=made.pk)


class OfAmendment(Guarded, View):
    """A page of one amendment; whoever may not know of the initiative does not find it."""

    model = Amendment
    related = ("initiative", "initiative__initiator", "drafted_by")
    may = permissions.may_read
    why = gettext_lazy("Only the initiative's people read and write a draft, and not while the authorities decide.")

    @property
    def on(self) -> Any:
        return timezone.localdate()

    def visible(self) -> QuerySet[Amendment]:
        known = initiatives.visible_to(self.request.user, on=self.on).values("pk")
        return super().visible().filter(initiative__in=known)

    def who_may(self) -> str:
        return initiatives.runner(self.thing.initiative, on=self.on).name

    def context(self, page: str = "", **more: Any) -> dict[str, Any]:
        amendment = self.thing
        trail = crumbs(amendment.initiative, _("Amendments"))
        trail[-1]["href"] = reverse("amendments", kwargs={"pk": amendment.initiative_id})
        name = _("Amendment %(number)s") % {"number": amendment.number}
        if page:
            trail.append({"label": name, "href": reverse("amendment", kwargs={"pk": amendment.pk})})
        trail.append({"label": page or name, "href": ""})
        return {"initiative": amendment.initiative, "amendment": amendment, "crumbs": trail, **more}


class Show(OfAmendment):
    """Both texts side by side, and what can be done next."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def page(self, refusal: Exception | None = None, status: int = 200) -> HttpResponse:
        amendment, user = self.thing, self.request.user
        is_own = may_manage(user, amendment.initiative, self.on)
        context = self.context(
            sides=amendments.sides(amendment, None if is_own else amendments.handed_in(amendment)),
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


class OfDraft(OfAmendment):
    may = permissions.may_write

    @property
    def section(self) -> Section:
        return AMENDED_SECTIONS[self.kwargs["section"]]


class Edit(OfDraft):
    """One section of the copy; whoever saved meanwhile loses nothing."""

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        saved = amendments.sheet(self.thing, section).standing()
        initial = tidy(self.section, saved.content if saved else {}) | {"version": saved.revision if saved else 0}
        return self.page(SectionForm(section=self.section, on=self.on, initial=initial), saved)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        form = SectionForm(request.POST, section=self.section, on=self.on)
        sheet = amendments.sheet(self.thing, section)
        if not form.is_valid():
            return self.page(form, sheet.standing(), status=422)
        told = {"content": form.content(), "seen_revision": form.cleaned_data["version"]}
        try:
            deeds.save_section(amendment=self.thing, section=section, **told, by=request.user, at=timezone.now())
        except TextConflict:
            return redirect("amendment_conflict", pk=pk, section=section)
        except deeds.AmendmentRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, sheet.standing(), status=422)
        return redirect("amendment", pk=pk)

    def page(self, form: SectionForm, saved: AmendmentText | None, status: int = 200) -> HttpResponse:
        said = remark.of_last_round(self.thing.initiative, matter=Round.Matter.AMENDMENT)
        context = self.context(
            str(self.section.title),
            section=self.section,
            form=form,
            saved=saved,
            aside=amendments.sheet(self.thing, self.section.key).kept_aside(self.request.user),
            remarks=[line for line in said if line.remark.section == self.section.key],
        )
        return render(self.request, "initiatives/amendment/edit.html", context, status=status)


class Conflict(OfDraft):
    """Both texts, and the choice between them."""

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        sheet = amendments.sheet(self.thing, section)
        mine, theirs = sheet.kept_aside(request.user), sheet.standing()
        if mine is None or theirs is None:
            return redirect("amendment_section", pk=pk, section=section)
        text = difference(self.section, mine.content, theirs.content)
        context = self.context(
            str(self.section.title),
            section=self.section,
            mine={"text": text.mine, "who": _("you"), "at": mine.saved_at},
            theirs={"text": text.theirs, "who": str(theirs.saved_by), "at": theirs.saved_at},
            hidden={"version": theirs.revision},
        )
        return render(request, "initiatives/amendment/conflict.html", context)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        mine = amendments.sheet(self.thing, section).kept_aside(request.user)
        told = {"amendment": self.thing, "section": section, "by": request.user, "at": timezone.now()}
        try:
            if mine is not None and request.POST.get("choose") == "mine":
                revision = number(request.POST.get("version", ""))
                deeds.save_section(**told, content=mine.content, seen_revision=revision)
            elif mine is not None:
                deeds.keep_saved(**told)
        except TextConflict:
            return redirect("amendment_conflict", pk=pk, section=section)
        except deeds.AmendmentRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("amendment_section", pk=pk, section=section)
