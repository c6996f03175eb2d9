"""One question group of a draft agreement, and two texts that met."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.actions import coordination as deeds
from initiatives.actions.text import TextConflict
from initiatives.coordination_sections import COORDINATION_SECTIONS, WRITTEN
from initiatives.forms.section import SectionForm
from initiatives.models import CoordinationAgreement, CoordinationText, Round
from initiatives.permissions import coordination as permissions
from initiatives.queries import coordination, remark
from initiatives.queries.section import difference
from initiatives.sections import Section, tidy
from initiatives.views.coordination import OfAgreement
from initiatives.views.typed import number


class OfDraft(OfAgreement):
    @staticmethod
    def may(user: Any, agreement: CoordinationAgreement) -> bool:
        return permissions.may_write(user, agreement)

    @property
    def section(self) -> Section:
        return COORDINATION_SECTIONS[self.kwargs["section"]]


class Edit(OfDraft):
    """One group of questions; whoever saved meanwhile loses nothing."""

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        saved = coordination.sheet(self.thing, section).standing()
        initial = tidy(self.section, saved.content if saved else {}) | {"version": saved.revision if saved else 0}
        return self.page(SectionForm(section=self.section, on=self.on, initial=initial), saved)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        form = SectionForm(request.POST, section=self.section, on=self.on)
        sheet = coordination.sheet(self.thing, section)
        if not form.is_valid():
            return self.page(form, sheet.standing(), status=422)
        told = {"content": form.content(), "seen_revision": form.cleaned_data["version"]}
        try:
            deeds.save_section(agreement=self.thing, section=section, **told, by=request.user, at=timezone.now())
        except TextConflict:
            return redirect("coordination_conflict", pk=pk, section=section)
        except deeds.CoordinationRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, sheet.standing(), status=422)
        return redirect(_next_address(self.thing, section))

    def page(self, form: SectionForm, saved: CoordinationText | None, status: int = 200) -> HttpResponse:
        section = self.section
        said = remark.of_last_round(self.thing.initiative, matter=Round.Matter.COORDINATION)
        context = self.context(
            str(section.title),
            section=section,
            form=form,
            saved=saved,
            aside=coordination.sheet(self.thing, section.key).kept_aside(self.request.user),
            remarks=[line for line in said if line.remark.section == section.key],
        )
        return render(self.request, "initiatives/coordination/edit.html", context, status=status)


class Conflict(OfDraft):
    """Both texts, and the choice between them."""

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        sheet = coordination.sheet(self.thing, section)
        mine, theirs = sheet.kept_aside(request.user), sheet.standing()
        if mine is None or theirs is None:
            return redirect("coordination_section", pk=pk, section=section)
        text = difference(self.section, mine.content, theirs.content)
        context = self.context(
            str(self.section.title),
            section=self.section,
            mine={"text": text.mine, "who": _("you"), "at": mine.saved_at},
            theirs={"text": text.theirs, "who": str(theirs.saved_by), "at": theirs.saved_at},
            hidden={"version": theirs.revision},
        )
        return render(request, "initiatives/coordination/conflict.html", context)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        mine = coordination.sheet(self.thing, section).kept_aside(request.user)
        told = {"agreement": self.thing, "section": section, "by": request.user, "at": timezone.now()}
        try:
            if mine is not None and request.POST.get("choose") == "mine":
                revision = number(request.POST.get("version", ""))
                deeds.save_section(**told, content=mine.content, seen_revision=revision)
            elif mine is not None:
                deeds.keep_saved(**told)
        except TextConflict:
            return redirect("coordination_conflict", pk=pk, section=section)
        except deeds.CoordinationRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("coordination_section", pk=pk, section=section)


def _next_address(agreement: CoordinationAgreement, section: str) -> str:
    after = WRITTEN.index(section) + 1
    return coordination.section_address(
        agreement.pk, WRITTEN[after] if after < len(WRITTEN) else "coordination_parties"
    )
