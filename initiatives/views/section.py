from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from accounts.guards import SignedIn
from indicators.models import Classification, Code
from initiatives.actions import initiative as deeds
from initiatives.forms.section import SectionForm
from initiatives.permissions import initiative as permissions
from initiatives.queries import code as codes
from initiatives.queries import initiative as initiatives
from initiatives.queries.home import home
from initiatives.queries.lifecycle import as_shown
from initiatives.queries.next_step import members_address
from initiatives.queries.remark import RemarkLine
from initiatives.queries.section import SectionLine, lines
from initiatives.sections import SECTIONS, Section
from initiatives.views import text
from initiatives.views.initiative import OfInitiative

PICKED = {"regions": Classification.REGION, "activities": Classification.ACTIVITY}
PAGES = {"managing": "initiative_managing", "leaders": "initiative_leaders"}


class Sections(OfInitiative, TemplateView):
    """The task list of what is asked, one group of questions a page."""

    may = permissions.may_manage
    template_name = "initiatives/section/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = home(self.thing, on=self.on)
        return super().get_context_data(**kwargs) | self.context(
            _("Your answers"),
            home=found,
            gates=as_shown(found.gates, initiative=self.thing),
            sections=[_task(line) for line in lines(self.thing, found.shown)],
        )


class OfDraft(OfInitiative, View, text.OfText):
    may = permissions.may_edit
    writing = text.Writing(
        sections=SECTIONS,
        sheet=initiatives.sheet,
        deeds=deeds,
        thing="initiative",
        refused=deeds.InitiativeRefused,
        page="initiative_section",
        conflict="initiative_section_conflict",
        autosave="initiative_section_autosave",
        whole="initiative_sections",
        to_whole=gettext_lazy("All sections"),
    )


class Edit(text.Edit, OfDraft):
    why = gettext_lazy("Only the initiative's people change it, and not while the authorities read it.")

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        if not self.section.is_written:
            return redirect(_page_of(self.thing, self.section))
        return super().get(request, pk, section)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        if "search" in request.POST:
            return self.page(self.form(request.POST), self.sheet.standing(), is_searching=True)
        return super().post(request, pk, section)

    def initial(self, saved: Any) -> dict[str, Any]:
        content: dict[str, Any] = initiatives.content(self.thing, self.section.key)
        if self.section.key == "about":
            content |= {"name": self.thing.name, "language": self.thing.language}
        return content

    def next_address(self) -> str:
        return f"{super().next_address()}#{self.section.key}"

    def remarks(self) -> list[RemarkLine]:
        return home(self.thing, on=self.on).remarks

    def page(self, form: SectionForm, saved: Any, status: int = 200, **more: Any) -> HttpResponse:
        picks = [_pick(form, name, self.request, self.on) for name in PICKED if name in form.fields]
        return super().page(form, saved, status, picks=picks, **more)


class Autosave(text.Autosave, OfDraft):
    pass


class Conflict(text.Conflict, OfDraft):
    pass


class SearchCodes(SignedIn, View):
    """Regions or activities found while one types; without a script the form's own button searches."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        name = kind if kind in PICKED else "activities"
        query = request.GET.get(f"{name}_query", request.GET.get("q", ""))
        found = codes.found(PICKED[name], query[:100], on=timezone.localdate())
        context = {"name": name, "query": query, "found": [option(code) for code in found]}
        return render(request, "components/pick_options.html", context)


def option(code: Code) -> dict[str, str]:
    name = getattr(code, f"name_{get_language()}", "") or code.name
    is_region = code.code.startswith("KZ")
    because = getattr(code, "because", "")
    return {
        "value": code.code,
        "label": name if is_region else f"{code.printed_code} {name}",
        "language": code.tongue,
        "note": because if because and because.casefold() not in name.casefold() else "",
    }


def _pick(form: SectionForm, name: str, request: HttpRequest, on: Any) -> dict[str, Any]:
    kind, bound = PICKED[name], form[name]
    values = form.data.getlist(name) if form.is_bound else bound.value() or []
    is_asked = request.POST.get("search") == name
    query = request.POST.get(f"{name}_query", "")[:100] if is_asked else ""
    found = [code for code in codes.found(kind, query, on=on) if code.code not in values]
    return {
        "name": name,
        "label": bound.label,
        "hint": bound.help_text,
        "query": query,
        "chosen": [option(code) for code in codes.chosen(kind, values)],
        "found": [option(code) for code in found],
        "url": reverse("code_search", kwargs={"kind": name}),
        "error": " ".join(bound.errors) if not is_asked else "",
    }


def _task(line: SectionLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "href": line.href,
        "state_label": line.state.label,
        "tone": line.state.tone,
        "hint": line.hint,
    }


def _page_of(initiative: Any, section: Section) -> str:
    if section.key in PAGES:
        return reverse(PAGES[section.key], kwargs={"pk": initiative.pk})
    address = members_address(initiative)
    here = reverse("initiative_section", kwargs={"pk": initiative.pk, "section": section.key})
    return reverse("initiative", kwargs={"pk": initiative.pk}) if address == here else address
