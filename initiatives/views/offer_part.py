"""What is done with an offer: writing about it, answering, prolonging, withdrawing, reading its file."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.guards import Guarded
from initiatives import tries
from initiatives.actions import offer as deeds
from initiatives.forms.offer import AnswerForm, ProlongForm
from initiatives.models import OfferFile, OfferQuestion
from initiatives.permissions import offer as permissions
from initiatives.queries import offer as offers
from initiatives.views.document import served
from initiatives.views.offer import PEOPLE, OfOffer, Show
from initiatives.views.organisation import HOUR

MESSAGES_AN_HOUR = 20


class Ask(Show):
    may = permissions.may_ask
    why = gettext_lazy("Organisations write to one another here, while an offer or a need stands.")
    http_method_names = ("post",)

    def who_may(self) -> str:
        return _("people who act for another organisation")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if tries.count("offer_message", str(request.user.pk), seconds=HOUR) > MESSAGES_AN_HOUR:
            return render(request, "429.html", status=429)
        form = self.ask_form(permissions.asks_for(request.user, self.thing), request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.ask(offer=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.OfferRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        name = self.thing.organisation.called
        messages.success(request, _("Sent to the people of %(name)s; their answer stands here.") % {"name": name})
        return redirect("offer", pk=pk)


class Answer(Guarded, View):
    model = OfferQuestion
    related = ("offer__organisation",)
    may = permissions.may_answer
    why = gettext_lazy("The people of the organisation that was asked answer.")
    http_method_names = ("post",)

    def visible(self) -> QuerySet[OfferQuestion]:
        user = self.request.user
        mine = offers.questions_open_to(user) if user.is_authenticated else OfferQuestion.objects.none()
        return mine.select_related(*self.related)

    def who_may(self) -> str:
        return self.thing.offer.organisation.called

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("The answer is empty, or longer than 2,000 letters."))
            return redirect("offer", pk=self.thing.offer_id)
        try:
            deeds.answer(question=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.OfferRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("offer", pk=self.thing.offer_id)


class Prolong(OfOffer, View):
    may = permissions.may_change
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ProlongForm(request.POST)
        try:
            if form.is_valid():
                deeds.prolong(offer=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
            else:
                messages.error(request, _("Say until which day."))
        except deeds.OfferRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("offer", pk=pk)


class Withdraw(OfOffer, View):
    may = permissions.may_change
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        deeds.withdraw(offer=self.thing, by=request.user, at=timezone.now())
        messages.success(request, _("Withdrawn: nobody else sees it any more."))
        return redirect("organisation", pk=self.thing.organisation_id)


class OpenFile(Guarded, View):
    """The photo or paper beside an offer, for whoever may see that."""

    model = OfferFile
    related = ("offer",)
    may = permissions.may_read_file
    why = PEOPLE

    def visible(self) -> QuerySet[OfferFile]:
        shown = offers.visible_to(self.request.user, on=timezone.localdate()).values("pk")
        return OfferFile.objects.current().filter(offer__in=shown).select_related(*self.related)

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        return served(self.thing, is_shown=self.thing.is_picture)
