"""Enquiries of investors: anybody asks, those who run the initiative answer, the enquirer reads at his own address."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from accounts.guards import Guarded, SignedIn
from accounts.sender import sender
from initiatives import tasks
from initiatives.actions import dialogue as deeds
from initiatives.forms.dialogue import AnswerForm, EnquiryForm
from initiatives.models import Enquiry, Initiative, InvestmentOffer, Project
from initiatives.permissions import dialogue as permissions
from initiatives.queries import dialogue as enquiries
from initiatives.queries import investment as investments
from initiatives.queries.initiative import runner
from initiatives.views.typed import number

PER_PAGE = 25


class Enquire(View):
    """Without an account and without JavaScript; what was typed comes back with every error."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.initiative = self.public(pk)
        user, language = request.user, get_language() or "en"
        told = {"name": user.name, "email": user.email} if user.is_authenticated else {}
        about = number(request.GET.get("project", ""))
        return self.page(self.form(initial=told | {"language": language, "project": about or None}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.initiative = self.public(pk)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            received = self.ask(form)
        except deeds.TooMany as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, status=429)
        except deeds.DialogueRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        tasks.mail_enquirers.delay_on_commit()
        messages.success(request, _("Sent. Keep the address of this page: the answer will stand here."))
        return redirect("enquiry_asked", token=received.token)

    def public(self, pk: int) -> Initiative:
        return get_object_or_404(Initiative.objects.public().select_related("initiator"), pk=pk)

    def form(self, *args: Any, **kwargs: Any) -> EnquiryForm:
        about = Project.objects.filter(investment__in=InvestmentOffer.objects.public(), initiative=self.initiative)
        return EnquiryForm(*args, projects=about.order_by("pk"), **kwargs)

    def ask(self, form: EnquiryForm) -> deeds.Received:
        given, now, user = form.cleaned_data, timezone.now(), self.request.user
        words = deeds.Words(
            name=given["name"],
            email=given["email"],
            text=given["text"],
            language=given["language"],
            organisation_name=given["organisation_name"],
            country=given["country"],
        )
        return deeds.ask(
            initiative=self.initiative,
            project=given["project"],
            words=words,
            sender=sender(self.request, topic="initiatives.enquiry", day=f"{now:%Y-%m-%d}"),
            told_in=get_language() or "en",
            by=user if user.is_authenticated else None,
            at=now,
        )

    def page(self, form: EnquiryForm, status: int = 200) -> HttpResponse:
        runs = runner(self.initiative, on=timezone.localdate())
        context = {
            "form": form,
            "initiative": self.initiative,
            "runner": runs,
            "contact": investments.contact(self.initiative, runs),
            "time": enquiries.answer_time(self.initiative),
        }
        return render(self.request, "initiatives/dialogue/ask.html", context, status=status)


class OfToken:
    """For whoever has the link; nothing passes it on."""

    request: HttpRequest

    def asked(self, token: str) -> Enquiry:
        found = enquiries.with_token(token)
        if found is None:
            raise Http404
        return found


class Asked(OfToken, View):
    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        enquiry, on = self.asked(token), timezone.localdate()
        context = {
            "enquiry": enquiry,
            "initiative": enquiry.initiative,
            "token": token,
            "state": enquiry.state(on),
            "email": enquiry.revealed("email"),
        }
        response = render(request, "initiatives/dialogue/asked.html", context)
        response["Referrer-Policy"] = "strict-origin"
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response


class Erase(OfToken, View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        deeds.erase(enquiry=self.asked(token), at=timezone.now())
        messages.success(request, _("Erased: nothing of what you wrote is kept."))
        return redirect("enquiry_asked", token=token)


class Enquiries(SignedIn, View):
    """What investors ask of the initiatives that the person runs, and what came to his authority late."""

    def get(self, request: HttpRequest) -> HttpResponse:
        on = timezone.localdate()
        page = Paginator(enquiries.listed(request.user, on=on), PER_PAGE).get_page(request.GET.get("page"))
        rows = [{"enquiry": one, "state": one.state(on), "name": one.revealed("name")} for one in page]
        return render(request, "initiatives/dialogue/list.html", {"page": page, "rows": rows})


class Answer(Guarded, View):
    model = Enquiry
    related = enquiries.RELATED
    may = permissions.may_answer
    why = gettext_lazy("An enquiry is read by the people who run the initiative; when they are late, by its region.")

    def visible(self) -> QuerySet[Enquiry]:
        return enquiries.open_to(self.request.user, on=timezone.localdate()).select_related(*self.related)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(AnswerForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            deeds.answer(enquiry=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.DialogueRefused as refusal:
            form.add_error(None, str(refusal))
            self.thing.refresh_from_db()
            return self.page(form, status=409)
        tasks.mail_enquirers.delay_on_commit()
        messages.success(request, _("Answered: a letter is on its way, and the answer stands on the enquirer's page."))
        return redirect("enquiry", pk=pk)

    def page(self, form: AnswerForm, status: int = 200) -> HttpResponse:
        enquiry = self.thing
        who = {name: enquiry.revealed(name) for name in ("name", "email", "organisation_name")}
        context = {
            "enquiry": enquiry,
            "initiative": enquiry.initiative,
            "state": enquiry.state(timezone.localdate()),
            "who": who,
            "form": form,
            "may_send": enquiry.answered_at is None and not enquiry.is_erased,
        }
        return render(self.request, "initiatives/dialogue/answer.html", context, status=status)
