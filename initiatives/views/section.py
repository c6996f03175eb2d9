from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
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
from initiatives.actions.text import TextConflict
from initiatives.forms.section import SectionForm
from initiatives.models import SectionText
from initiatives.permissions import initiative as permissions
from initiatives.queries import code as codes
from initiatives.queries import initiative as initiatives
from initiatives.queries.home import home
from initiatives.queries.lifecycle import as_shown
from initiatives.queries.next_step import members_address
from initiatives.queries.section import SectionLine, difference, lines
from initiatives.sections import SECTIONS, Section
from initiatives.views.initiative import OfInitiative
from initiatives.views.typed import number

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


class Edit(OfInitiative, View):
    """One group of questions; saves by button, and while one types by `Autosave`."""

    may = permissions.may_edit
    why = gettext_lazy("Only the initiative's people change it, and not while the authorities read it.")

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        asked = SECTIONS[section]
        if not asked.is_written:
            return redirect(_page_of(self.thing, asked))
        saved = initiatives.sheet(self.thing, section).standing()
        return self.page(self.form(initial=_initial(self.thing, section, saved)), saved)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        form = self.form(data=request.POST)
        saved = initiatives.sheet(self.thing, section).standing()
        if "search" in request.POST or not form.is_valid():
            return self.page(form, saved, is_searching="search" in request.POST)
        try:
            save(self.thing, section, form, request.user)
        except TextConflict:
            return redirect("initiative_section_conflict", pk=pk, section=section)
        except deeds.InitiativeRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, saved)
        return redirect(_next_page(self.thing, section))

    @property
    def section(self) -> Section:
        return SECTIONS[self.kwargs["section"]]

    def form(self, **kwargs: Any) -> SectionForm:
        return SectionForm(section=self.section, on=self.on, **kwargs)

    def page(self, form: SectionForm, saved: SectionText | None, *, is_searching: bool = False) -> HttpResponse:
        section = self.section
        context = self.context(
            str(section.title),
            section=section,
            form=form,
            saved=saved,
            version=saved.revision if saved else 0,
            is_searching=is_searching,
            aside=initiatives.sheet(self.thing, section.key).kept_aside(self.request.user),
            picks=[_pick(form, name, self.request, self.on) for name in PICKED if name in form.fields],
            remarks=[line for line in home(self.thing, on=self.on).remarks if line.remark.section == section.key],
        )
        is_wrong = form.is_bound and not is_searching
        return render(self.request, "initiatives/section/edit.html", context, status=422 if is_wrong else 200)


class Autosave(OfInitiative, View):
    """Answers in JSON: kept, kept but not valid yet, or changed by somebody else meanwhile."""

    may = permissions.may_edit
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, section: str) -> JsonResponse:
        form = SectionForm(request.POST, section=SECTIONS[section], on=self.on)
        if not form.is_valid():
            return JsonResponse({"message": " ".join(_told(form))}, status=422)
        try:
            saved = save(self.thing, section, form, request.user)
        except TextConflict as conflict:
            address = reverse("initiative_section_conflict", kwargs={"pk": pk, "section": section})
            return JsonResponse({"message": str(conflict), "url": address}, status=409)
        except deeds.InitiativeRefused as refusal:
            return JsonResponse({"message": str(refusal)}, status=422)
        return JsonResponse({"saved_at": saved.saved_at.isoformat(), "version": str(saved.revision)})


class Conflict(OfInitiative, View):
    """Both texts, and the choice between them."""

    may = permissions.may_edit

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        mine = initiatives.sheet(self.thing, section).kept_aside(request.user)
        theirs = initiatives.sheet(self.thing, section).standing()
        if mine is None or theirs is None:
            return redirect("initiative_section", pk=pk, section=section)
        text = difference(SECTIONS[section], mine.content, theirs.content)
        context = self.context(
            str(SECTIONS[section].title),
            section=SECTIONS[section],
            mine={"text": text.mine, "who": _("you"), "at": mine.saved_at},
            theirs={"text": text.theirs, "who": str(theirs.saved_by or ""), "at": theirs.saved_at},
            hidden={"version": theirs.revision},
        )
        return render(request, "initiatives/section/conflict.html", context)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        mine = initiatives.sheet(self.thing, section).kept_aside(request.user)
        if mine is not None:
            try:
                self.choose(mine, request)
            except TextConflict:
                return redirect("initiative_section_conflict", pk=pk, section=section)
        return redirect("initiative_section", pk=pk, section=section)

    def choose(self, mine: SectionText, request: HttpRequest) -> None:
        told = {"initiative": self.thing, "section": mine.section, "by": request.user, "at": timezone.now()}
        if request.POST.get("choose") == "mine":
            revision = number(request.POST.get("version", ""))
            deeds.save_section(**told, content=mine.content, seen_revision=revision)
        else:
            deeds.keep_saved(**told)


class SearchCodes(SignedIn, View):
    """Regions or activities found while one types; without a script the form's own button searches."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        name = kind if kind in PICKED else "activities"
        query = request.GET.get(f"{name}_query", request.GET.get("q", ""))
        found = codes.found(PICKED[name], query[:100], on=timezone.localdate())
        context = {"name": name, "query": query, "found": [option(code) for code in found]}
        return render(request, "components/pick_options.html", context)


def save(initiative: Any, section: str, form: SectionForm, user: Any) -> SectionText:
    return deeds.save_section(
        initiative=initiative,
        section=section,
        content=form.content(),
        seen_revision=form.cleaned_data["version"],
        by=user,
        at=timezone.now(),
    )


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


def _initial(initiative: Any, section: str, saved: SectionText | None) -> dict[str, Any]:
    content: dict[str, Any] = initiatives.content(initiative, section)
    if section == "about":
        content |= {"name": initiative.name, "language": initiative.language}
    return content | {"version": saved.revision if saved else 0}


def _task(line: SectionLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "href": line.href,
        "state_label": line.state.label,
        "tone": line.state.tone,
        "hint": line.hint,
    }


def _told(form: SectionForm) -> list[str]:
    return [f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors]


def _page_of(initiative: Any, section: Section) -> str:
    if section.key in PAGES:
        return reverse(PAGES[section.key], kwargs={"pk": initiative.pk})
    address = members_address(initiative)
    here = reverse("initiative_section", kwargs={"pk": initiative.pk, "section": section.key})
    return reverse("initiative", kwargs={"pk": initiative.pk}) if address == here else address


def _next_page(initiative: Any, section: str) -> str:
    return reverse("initiative_sections", kwargs={"pk": initiative.pk}) + f"#{section}"
