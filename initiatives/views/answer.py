"""An invited person answers, on a phone mostly: read, then Join, Not now or Not my firm."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts import mail
from accounts.guards import Guarded
from initiatives import tries
from initiatives.actions import invitation as deeds
from initiatives.actions.membership import MembershipRefused
from initiatives.actions.organisation import AlreadyRegistered, OrganisationRefused
from initiatives.forms.invitation import ForwardForm, JoinForm
from initiatives.forms.organisation import KindForm
from initiatives.models import Invitation, Organisation
from initiatives.permissions import membership as permissions
from initiatives.permissions.organisation import may_edit
from initiatives.queries import invitation as invitations
from initiatives.views.invitation import send
from initiatives.views.organisation import described, option, own, pick_activities, register

GUESSES, FORWARDS, NUMBERS = 20, 3, 20
WHILE = 600
DAY = 86_400


class ByToken:
    """A page that the link itself opens. The link is a secret: nothing passes it on, nothing keeps it."""

    invitation: Invitation
    link_name = "invitation"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = self.answer(request, *args, **kwargs)
        # Only the origin, or a browser would send "null" as the origin of the forms here.
        response["Referrer-Policy"] = "strict-origin"
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response

    def answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        who = request.META.get("REMOTE_ADDR", "")
        found = invitations.with_token(kwargs["token"])
        # Who has a right link is not kept out by the guesses of others behind the same address.
        if found is None and tries.count("invitation", who, seconds=WHILE) > GUESSES:
            return render(request, "429.html", status=429)
        if found is None:
            return render(request, "initiatives/invitation/unknown.html", status=404)
        self.invitation = found
        return super().dispatch(request, *args, **kwargs)

    def address(self, page: str = "") -> str:
        name = f"invitation_{page}" if page else "invitation"
        return reverse(name, kwargs={"token": self.kwargs["token"]})


class Bound(Guarded):
    """The same pages without a link, for the people of an organisation that the invitation is bound to."""

    model = Invitation
    related = ("initiative__initiator", "organisation__region", "invited_by", "membership")
    may = permissions.may_answer
    why = gettext_lazy("This invitation is answered by those who edit or sign for the invited organisation.")

    def visible(self) -> QuerySet[Invitation]:
        return invitations.known_to(self.request.user, on=timezone.localdate()).select_related(*self.related)

    def who_may(self) -> str:
        return self.thing.organisation.called if self.thing.organisation else _("whoever has the link")

    @property
    def invitation(self) -> Invitation:
        return self.thing

    def address(self, page: str = "") -> str:
        name = {"": "invitation_answer", "join": "bound_join", "decline": "bound_decline", "ask": "bound_ask"}[page]
        return reverse(name, kwargs={"pk": self.thing.pk})


class Read(View):
    """Who invites, to what, what you give and get, your firm as we know it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(ForwardForm())

    def page(self, form: ForwardForm, status: int | None = None) -> HttpResponse:
        now, one = timezone.now(), self.invitation
        is_open = one.revoked_at is None and one.expires_at > now and one.answer in ("", Invitation.Answer.NOT_NOW)
        context = {
            "invitation": one,
            "initiative": one.initiative,
            "offer": invitations.offer(one, on=timezone.localdate(now)),
            "firm": firm(one.organisation),
            "may_correct": one.organisation is not None and may_edit(self.request.user, one.organisation),
            "state": invitations.state(one, now),
            "is_open": is_open,
            "is_expired": not one.answer and one.revoked_at is None and one.expires_at <= now,
            "join_url": self.address("join"),
            "decline_url": self.address("decline"),
            "ask_url": self.address("ask"),
            "link": self.request.build_absolute_uri(self.address()),
            "forward_url": self.address("forward") if self.is_secret and mail.is_on() else "",
            "forward_form": form,
        }
        is_gone = not is_open and not one.answer
        code = status or (410 if is_gone else 200)
        return render(self.request, "initiatives/invitation/read.html", context, status=code)

    @property
    def is_secret(self) -> bool:
        return isinstance(self, ByToken)


class Forward(Read):
    """“Send to my director”: the same link, by mail; a few times only, so that nobody mails the town by it."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ForwardForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        if tries.count("forward", str(self.invitation.pk), seconds=DAY) > FORWARDS:
            form.add_error("email", _("It has been sent often enough today: copy the link instead."))
            return self.page(form, status=429)
        link = request.build_absolute_uri(self.address())
        if send(self.invitation, link, to=form.cleaned_data["email"]):
            messages.success(request, _("Sent to %(email)s.") % form.cleaned_data)
        else:
            messages.error(request, _("The mail could not be sent: copy the link instead."))
        return redirect(self.address())


class Decline(View):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        answer = request.POST.get("answer", "")
        if answer not in (Invitation.Answer.NOT_NOW, Invitation.Answer.NOT_MY_FIRM):
            return redirect(self.address())
        by = request.user if request.user.is_authenticated else None
        try:
            deeds.decline(invitation=self.invitation, answer=answer, by=by, at=timezone.now())
        except deeds.InvitationRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(self.address())


class AskForLink(View):
    """One tap on an expired link."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        deeds.ask_for_new_link(invitation=self.invitation, at=timezone.now())
        messages.success(request, _("Asked. Those who invited you have been told and send you a new link."))
        return redirect(self.address())


class Join(View):
    """One page from the invitation to the membership; the organisation is registered on the way."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': self.address('join')})}")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.form() if self.kind else None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        chosen = request.POST.get("organisation", "")
        if chosen:
            mine = invitations.answering(self.invitation, request.user)
            known = next((each for each in mine if str(each.pk) == chosen), None)
            return self.join(known, None) if known else redirect(self.address("join"))
        form = self.form(request.POST) if self.kind else None
        if form is None or "search" in request.POST:
            return self.page(form, is_searching=True)
        if not form.is_valid():
            return self.page(form, status=422)
        return self.register(form)

    def register(self, form: JoinForm) -> HttpResponse:
        who = f"{self.invitation.pk}:{self.request.user.pk}"
        if tries.count("number", who, seconds=WHILE) > NUMBERS:
            return render(self.request, "429.html", status=429)
        if not self.is_its_number(form):
            form.add_error("number", _("The invitation is bound to another number: check the digits."))
            return self.page(form, status=422)
        try:
            registered = register(form, self.request)
        except AlreadyRegistered as error:
            registered = own(error, request=self.request)
            if registered is None:
                form.add_error("number", str(error))
                return self.page(form, known=error.organisation, status=409)
        except OrganisationRefused as refusal:
            form.add_error("number", str(refusal))
            return self.page(form, status=422)
        return self.join(registered, form)

    def join(self, organisation: Organisation, form: JoinForm | None) -> HttpResponse:
        try:
            joined = deeds.join(
                invitation=self.invitation, organisation=organisation, by=self.request.user, at=timezone.now()
            )
        except (deeds.InvitationRefused, MembershipRefused) as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.address("join") if form is None else self.address())
        messages.success(self.request, _("%(name)s has joined.") % {"name": organisation.called})
        return redirect("membership", pk=joined.pk)

    def is_its_number(self, form: JoinForm) -> bool:
        identity = form.identity()
        return deeds.is_for(self.invitation, identity.get("bin") or identity.get("iin") or "")

    @property
    def kind(self) -> KindForm | None:
        kind = KindForm(self.request.GET)
        return kind if "kind" in self.request.GET and kind.is_valid() else None

    def form(self, data: Any = None) -> JoinForm:
        initial = {"name": self.invitation.organisation_name}
        return JoinForm(data, on=timezone.localdate(), initial=initial, **self.kind.cleaned_data)

    def page(self, form: JoinForm | None, status: int = 200, **more: Any) -> HttpResponse:
        one = self.invitation
        context = {
            "invitation": one,
            "initiative": one.initiative,
            "mine": list(invitations.answering(one, self.request.user)),
            "is_registering": one.organisation_id is None,
            "kind_form": KindForm(),
            "form": form,
            "pick": pick_activities(form, self.request) if form else None,
            "back_url": self.address(),
            **more,
        }
        return render(self.request, "initiatives/invitation/join.html", context, status=status)


class ReadByToken(ByToken, Read):
    pass


class ForwardByToken(ByToken, Forward):
    pass


class DeclineByToken(ByToken, Decline):
    pass


class AskByToken(ByToken, AskForLink):
    pass


class JoinByToken(ByToken, Join):
    pass


class ReadBound(Bound, Read):
    may = permissions.may_read_invitation


class DeclineBound(Bound, Decline):
    pass


class AskBound(Bound, AskForLink):
    pass


class JoinBound(Bound, Join):
    pass


def firm(organisation: Organisation | None) -> dict[str, Any] | None:
    """What is known of the invited organisation, for its people to correct."""
    if organisation is None:
        return None
    rows = organisation.activities.select_related("activity__classification").order_by("activity__code")
    activities = [option(row.activity)["label"] for row in rows]
    return {"organisation": organisation, "described": described(organisation), "activities": activities}
