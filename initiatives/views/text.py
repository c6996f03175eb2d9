"""One section of a text that several people write: edited, saved while one types, and two texts that met."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.actions.text import TextConflict
from initiatives.forms.section import SectionForm
from initiatives.queries import remark
from initiatives.queries.section import difference
from initiatives.queries.text import Sheet
from initiatives.sections import Section, tidy
from initiatives.views.typed import number

SAVE_AND_GO_ON = gettext_lazy("Save and go on")


@dataclass(frozen=True)
class Writing:
    """How one topic writes together: its sections, its deeds, the names of its pages."""

    sections: Mapping[str, Section]
    sheet: Callable[[Any, str], Sheet]
    # The module of its deeds, what they call the thing that is written, and how they refuse.
    deeds: Any
    thing: str
    refused: type[Exception]
    page: str
    conflict: str
    whole: str
    to_whole: str | Promise
    autosave: str = ""
    matter: str = ""
    submit: str | Promise = SAVE_AND_GO_ON


class OfText:
    """A page of one section; the topic's own page says who may open it and what stands about it."""

    writing: Writing
    request: HttpRequest
    kwargs: dict[str, Any]
    thing: Any

    @property
    def section(self) -> Section:
        return self.writing.sections[self.kwargs["section"]]

    @property
    def sheet(self) -> Sheet:
        return self.writing.sheet(self.thing, self.section.key)

    def address(self, name: str) -> str:
        return reverse(name, kwargs={"pk": self.thing.pk, "section": self.section.key})

    def form(self, *args: Any, **kwargs: Any) -> SectionForm:
        return SectionForm(*args, section=self.section, on=timezone.localdate(), **kwargs)

    def save(self, content: Mapping[str, Any], seen: int | None) -> Any:
        return self.writing.deeds.save_section(**self.told, content=content, seen_revision=seen)

    def save_form(self, form: SectionForm) -> Any:
        return self.save(form.content(), form.cleaned_data["version"])

    @property
    def told(self) -> dict[str, Any]:
        named = {self.writing.thing: self.thing, "section": self.section.key}
        return named | {"by": self.request.user, "at": timezone.now()}


class Edit(OfText):
    """Saves by button, and where the topic has it while one types; whoever saved meanwhile loses nothing."""

    template = "initiatives/text/edit.html"

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        saved = self.sheet.standing()
        return self.page(self.form(initial=self.initial(saved) | {"version": saved.revision if saved else 0}), saved)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, self.sheet.standing(), status=422)
        try:
            self.save_form(form)
        except TextConflict:
            return redirect(self.address(self.writing.conflict))
        except self.writing.refused as refusal:
            form.add_error(getattr(refusal, "field", "") or None, str(refusal))
            return self.page(form, self.sheet.standing(), status=422)
        return redirect(self.next_address())

    def initial(self, saved: Any) -> dict[str, Any]:
        return tidy(self.section, saved.content if saved else {})

    def next_address(self) -> str:
        return reverse(self.writing.whole, kwargs={"pk": self.thing.pk})

    def remarks(self) -> list[remark.RemarkLine]:
        return remark.of_last_round(self.thing.initiative, matter=self.writing.matter)

    def page(self, form: SectionForm, saved: Any, status: int = 200, **more: Any) -> HttpResponse:
        writing, section = self.writing, self.section
        context = self.context(
            str(section.title),
            section=section,
            form=form,
            saved=saved,
            version=saved.revision if saved else 0,
            aside=self.sheet.kept_aside(self.request.user),
            remarks=[line for line in self.remarks() if line.remark.section == section.key],
            conflict_url=self.address(writing.conflict),
            autosave_url=self.address(writing.autosave) if writing.autosave else "",
            autosave_key=f"{writing.thing}-{self.thing.pk}-{section.key}",
            submit_label=writing.submit,
            whole={"url": reverse(writing.whole, kwargs={"pk": self.thing.pk}), "label": writing.to_whole},
            **more,
        )
        return render(self.request, self.template, context, status=status)


class Autosave(OfText):
    """Answers in JSON: kept, kept but not valid yet, or changed by somebody else meanwhile."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, section: str) -> JsonResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            told = [f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
            return JsonResponse({"message": " ".join(told)}, status=422)
        try:
            saved = self.save_form(form)
        except TextConflict as conflict:
            answer = {"message": str(conflict), "url": self.address(self.writing.conflict)}
            return JsonResponse(answer, status=409)
        except self.writing.refused as refusal:
            return JsonResponse({"message": str(refusal)}, status=422)
        return JsonResponse({"saved_at": saved.saved_at.isoformat(), "version": str(saved.revision)})


class Conflict(OfText):
    """Both texts, and the choice between them."""

    def get(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        mine, theirs = self.sheet.kept_aside(request.user), self.sheet.standing()
        if mine is None or theirs is None:
            return redirect(self.address(self.writing.page))
        text = difference(self.section, mine.content, theirs.content)
        context = self.context(
            str(self.section.title),
            section=self.section,
            mine={"text": text.mine, "who": _("you"), "at": mine.saved_at},
            theirs={"text": text.theirs, "who": str(theirs.saved_by or ""), "at": theirs.saved_at},
            hidden={"version": theirs.revision},
            conflict_url=self.address(self.writing.conflict),
        )
        return render(request, "initiatives/text/conflict.html", context)

    def post(self, request: HttpRequest, pk: int, section: str) -> HttpResponse:
        mine = self.sheet.kept_aside(request.user)
        try:
            if mine is not None:
                self.choose(mine)
        except TextConflict:
            return redirect(self.address(self.writing.conflict))
        except self.writing.refused as refusal:
            messages.error(request, str(refusal))
        return redirect(self.address(self.writing.page))

    def choose(self, mine: Any) -> None:
        if self.request.POST.get("choose") == "mine":
            self.save(mine.content, number(self.request.POST.get("version", "")))
        else:
            self.writing.deeds.keep_saved(**self.told)
