"""Offers and needs: the public list, one of them, and the short page of the organisation's people."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from indicators.models import Classification, Code
from initiatives import tasks
from initiatives.actions import offer as deeds
from initiatives.actions.collision import Collision, seen_of
from initiatives.forms.offer import AnswerForm, AskForm, OfferForm, ProlongForm
from initiatives.models import Initiative, Offer, OfferQuestion
from initiatives.permissions import offer as permissions
from initiatives.queries import code as codes
from initiatives.queries import offer as offers
from initiatives.views import collision
from initiatives.views.organisation import OfOrganisation, pick_activities, region_choice
from initiatives.views.typed import number, plain

LONGEST_WORDS = 100
PEOPLE = gettext_lazy("Only the people of this organisation say what it offers and needs.")


class Offers(View):
    """What organisations offer and need now, found by words, activity, kind and region."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked, on = self.asked(), timezone.localdate()
        page = offers.find(asked, request.user, on=on)
        about = Initiative.objects.public().filter(pk=asked.initiative).first() if asked.initiative else None
        context = {
            "page": page,
            "query": asked.words,
            "groups": [
                _choice(_("Offer or need"), "side", Offer.Side.choices, asked.side),
                _choice(_("Kind"), "kind", Offer.Kind.choices, asked.kind),
                _activities(offers.divisions(on=on), asked.activity),
                region_choice(asked.region),
            ],
            "initiative": about,
            "is_first": not asked.after,
        }
        return render(request, "initiatives/offer/list.html", context)

    def asked(self) -> offers.Asked:
        given = {name: plain(value)[:LONGEST_WORDS].strip() for name, value in self.request.GET.items()}
        return offers.Asked(
            words=given.get("q", ""),
            side=given.get("side", "") if given.get("side") in Offer.Side.values else "",
            kind=given.get("kind", "") if given.get("kind") in Offer.Kind.values else "",
            region=given.get("region", ""),
            activity=given.get("activity", ""),
            initiative=number(given.get("initiative", "")),
            after=number(given.get("after", "")),
        )


class Written(View):
    """The short page, for a new one and for one that stands."""

    template_name = "initiatives/offer/edit.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if "search" in request.POST:
            return self.page(form, is_searching=True)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            offer = self.keep(words(form), form)
        except Collision as met:
            said = offers.said(self.visible().get(pk=pk))
            collision.show(form, said, told=str(met), seen=seen_of(said))
            return self.page(form, status=409)
        except deeds.OfferRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        if file := offer.files.current().first():
            tasks.scan_offer_file.delay_on_commit(file_id=file.pk)
        return redirect("offer", pk=offer.pk)

    def form(self, *args: Any) -> OfferForm:
        return OfferForm(*args, on=timezone.localdate(), initial=self.initial())

    def page(self, form: OfferForm, status: int = 200, **more: Any) -> HttpResponse:
        pick = pick_activities(form, self.request) | {"error": next(iter(form["activities"].errors), "")}
        context = {"form": form, "pick": pick, "organisation": self.organisation, "offer": self.offer, **more}
        return render(self.request, self.template_name, context, status=status)


class Enter(OfOrganisation, Written):
    may = permissions.may_enter
    why = PEOPLE
    offer = None

    @property
    def organisation(self) -> Any:
        return self.thing

    def initial(self) -> dict[str, Any]:
        one = self.thing
        side = self.request.GET.get("side", "")
        return {
            "side": side if side in Offer.Side.values else Offer.Side.OFFER,
            "region": one.region.code if one.region else "",
            "activities": [row.activity.code for row in one.activities.select_related("activity")],
            "ends_on": timezone.localdate() + deeds.USUAL_TERM,
        }

    def keep(self, said: deeds.Words, form: OfferForm) -> Offer:
        told = {"file": form.cleaned_data["file"], "by": self.request.user, "at": timezone.now()}
        return deeds.enter(organisation=self.thing, words=said, **told)


class OfOffer(Guarded):
    """An offer exists for whoever may know of it."""

    model = Offer
    related = ("organisation__region", "region")
    may = permissions.may_see
    why = PEOPLE

    def visible(self) -> QuerySet[Offer]:
        return offers.visible_to(self.request.user, on=timezone.localdate()).select_related(*self.related)

    def who_may(self) -> str:
        return self.thing.organisation.called


class Edit(OfOffer, Written):
    may = permissions.may_change

    @property
    def offer(self) -> Offer:
        return self.thing

    @property
    def organisation(self) -> Any:
        return self.thing.organisation

    def initial(self) -> dict[str, Any]:
        said = offers.said(self.thing)
        return said | {"seen": seen_of(said)}

    def keep(self, said: deeds.Words, form: OfferForm) -> Offer:
        told = {name: form.cleaned_data[name] for name in ("file", "seen")}
        return deeds.revise(offer=self.thing, words=said, **told, by=self.request.user, at=timezone.now())


class Show(OfOffer, View):
    """One of them, with what meets it, and writing to the organisation."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page()

    def page(self, form: AskForm | None = None, answering: AnswerForm | None = None, status: int = 200) -> HttpResponse:
        user, on, offer = self.request.user, timezone.localdate(), offers.one(self.thing)
        is_own = user.is_authenticated and permissions.may_change(user, offer)
        askers = permissions.asks_for(user, offer) if user.is_authenticated else None
        context = {
            "offer": offer,
            "is_current": offer.is_current(on),
            "is_own": is_own,
            "matches": offers.matches([offer], user, on=on).get(offer.pk, []),
            "prolong": ProlongForm(initial={"ends_on": max(on, offer.ends_on) + deeds.USUAL_TERM}) if is_own else None,
            "ask": form or self.ask_form(askers) if offer.is_current(on) and askers else None,
            "questions": self.questions(),
            "answer": answering or AnswerForm(),
        }
        return render(self.request, "initiatives/offer/show.html", context, status=status)

    def ask_form(self, askers: Any, *args: Any) -> AskForm:
        return AskForm(*args, organisations=askers, initial={"organisation": askers.first()})

    def questions(self) -> Sequence[OfferQuestion]:
        if not self.request.user.is_authenticated:
            return []
        mine = offers.questions_open_to(self.request.user).filter(offer=self.thing)
        return list(mine.select_related("organisation"))


def words(form: OfferForm) -> deeds.Words:
    given = form.cleaned_data
    regions = codes.chosen(Classification.REGION, [given["region"]])
    return deeds.Words(
        side=given["side"],
        kind=given["kind"],
        sentence=given["sentence"],
        language=given["language"],
        ends_on=given["ends_on"],
        readiness=given["readiness"],
        region=regions[0] if regions else None,
        activities=tuple(codes.chosen(Classification.ACTIVITY, given["activities"])),
    )


def _choice(label: str, name: str, choices: Any, chosen: str) -> dict[str, Any]:
    options = [{"value": value, "label": text, "is_chosen": value == chosen} for value, text in choices]
    return {"label": label, "name": name, "options": options}


def _activities(divisions: list[Code], chosen: str) -> dict[str, Any]:
    """Divisions in which there is something, and the narrower one that the address may name."""
    options = [{"value": one.code, "label": str(one), "is_chosen": one.code == chosen} for one in divisions]
    if chosen and chosen not in {one.code for one in divisions}:
        options.append({"value": chosen, "label": Code(code=chosen).printed_code, "is_chosen": True})
    return {"label": _("Activity"), "name": "activity", "options": options}
