"""The phrase book: an authority's own page of it, and one phrase put beside a line of the file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Refused, SignedIn
from initiatives.actions import case
from initiatives.actions import phrase as deeds
from initiatives.forms.approval import DraftForm
from initiatives.forms.phrase import PhraseForm
from initiatives.matters import ALL_SECTIONS
from initiatives.models import Phrase
from initiatives.queries import phrase as phrases
from initiatives.queries import reading
from initiatives.views.approval import EXPECTED, OfSeat
from initiatives.views.typed import number


class Insert(OfSeat):
    """Puts the chosen phrase into its remark and keeps the draft, so that nothing typed is lost without a script."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DraftForm(request.POST, parts=reading.parts(self.thing.round.snapshot))
        form.is_valid()
        place = request.POST.get("phrase", "")
        typed = form.typed()
        line = phrases.chosen(self.thing, request.POST.get(f"phrase-{place}", ""))
        if line and place in form.places:
            before = typed["remarks"].get(place, "").strip()
            typed["remarks"][place] = line.text if not before else f"{before}\n{line.text}"
        try:
            case.draft(
                seat=self.thing,
                content=typed,
                seen_version=number(request.POST.get("version", "")),
                by=request.user,
                at=timezone.now(),
            )
        except EXPECTED as refusal:
            return self.page(typed=typed, refusal=refusal, status=409)
        address = redirect("seat", pk=pk)
        address["Location"] += f"#id_{place}" if place in form.places else "#answer"
        return address


class Phrases(SignedIn, View):
    """The portal's phrases to read, and the authority's own to keep and to remove."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not phrases.authorities(request.user).exists():
            raise Refused(
                _("Only those who prepare the answers of an authority keep its phrases."),
                who=_("The administrators of the authority."),
            )
        if chosen := request.POST.get("remove", ""):
            return self.remove(number(chosen))
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        said = dict(form.cleaned_data)
        authority = phrases.authorities(request.user).get(pk=said.pop("authority"))
        deeds.keep(authority=authority, **said, by=request.user, at=timezone.now())
        messages.success(request, _("Kept: it stands beside the section from now on."))
        return redirect("phrases")

    def remove(self, key: int) -> HttpResponse:
        own = Phrase.objects.current().filter(authority__in=phrases.authorities(self.request.user))
        deeds.remove(phrase=get_object_or_404(own, pk=key), by=self.request.user, at=timezone.now())
        messages.success(self.request, _("Removed from the book; remarks that were written with it stay."))
        return redirect("phrases")

    def form(self, data: Any = None) -> PhraseForm:
        return PhraseForm(data, authorities=list(phrases.authorities(self.request.user)))

    def page(self, form: PhraseForm, status: int = 200) -> HttpResponse:
        bodies = list(phrases.authorities(self.request.user))
        context = {
            "form": form if bodies else None,
            "books": [{"authority": body, "phrases": [_own(each) for each in phrases.own(body)]} for body in bodies],
            "portal": [{"text": line.text, "about": _about(line.sections)} for line in phrases.of_portal(_language())],
        }
        return render(self.request, "initiatives/phrase/list.html", context, status=status)


def _own(phrase: Phrase) -> dict[str, Any]:
    return {"phrase": phrase, "about": _about((phrase.section,) if phrase.section else ())}


def _about(sections: tuple[str, ...]) -> str:
    named = [str(ALL_SECTIONS[section].title) for section in sections if section in ALL_SECTIONS]
    return ", ".join(dict.fromkeys(named)) or _("every section")


def _language() -> str:
    return (get_language() or "en")[:2]
