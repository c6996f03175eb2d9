"""Those who run an initiative invite: by a link, its QR code and, where mail is on, a letter."""

import io
from typing import Any

import segno
from django.contrib import messages
from django.core.mail import send_mail
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views import View

from accounts import mail
from initiatives.actions import invitation as deeds
from initiatives.forms.invitation import InviteForm
from initiatives.models import Invitation
from initiatives.permissions import membership as permissions
from initiatives.queries import invitation as invitations
from initiatives.queries.organisation import named
from initiatives.views.initiative import OfInitiative, OfPart
from initiatives.views.organisation import as_options

PAGE = 50


class Invite(OfInitiative, View):
    """The list of invitations, and the form for one more; its link is told this one time."""

    may = permissions.may_invite
    why = gettext_lazy("Those who run the initiative invite, as long as it takes members.")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if "search" in request.POST:
            return self.page(form, is_searching=True)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            invited = deeds.invite(initiative=self.thing, **form.cleaned_data, by=request.user, at=timezone.now())
        except deeds.InvitationRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
            return self.page(form, status=422)
        return told(request, invited)

    def form(self, data: Any = None) -> InviteForm:
        return InviteForm(data, invitable=invitations.invitable(self.request.user, self.thing))

    def page(self, form: InviteForm, status: int = 200, **more: Any) -> HttpResponse:
        now = timezone.now()
        listed = Paginator(invitations.of_initiative(self.thing), PAGE).get_page(self.request.GET.get("page"))
        context = self.context(
            _("Invitations"),
            form=form,
            pick=self.pick(form),
            mail_is_on=mail.is_on(),
            invitations=[{"invitation": one, "state": invitations.state(one, now)} for one in listed],
            listed=listed,
            **more,
        )
        return render(self.request, "initiatives/invitation/list.html", context, status=status)

    def pick(self, form: InviteForm) -> dict[str, Any]:
        asked, invitable = self.request.POST, form.fields["organisation"].queryset
        query = asked.get("organisation_query", "")[:100].replace("\0", "") if asked.get("search") else ""
        chosen = str(form["organisation"].value() or "")
        rows = invitable.filter(pk=chosen) if chosen.isdecimal() and len(chosen) < 19 else invitable.none()  # noqa: PLR2004
        return {
            "name": "organisation",
            "label": _("An organisation of the register"),
            "hint": _("Type part of its name."),
            "query": query,
            "chosen": as_options(rows),
            "found": as_options(named(invitable, query)) if query else [],
            "url": reverse("organisation_search"),
            "error": " ".join(form["organisation"].errors),
            "is_single": True,
        }


class OfInvitation(OfPart):
    model = Invitation
    related = ("initiative", "organisation", "invited_by")
    may = permissions.may_change_invitation
    why = gettext_lazy("Those who run the initiative do this.")
    http_method_names = ("post",)


class Renew(OfInvitation, View):
    """A new link; the old one answers no more."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            invited = deeds.renew(invitation=self.thing, by=request.user, at=timezone.now())
        except deeds.InvitationRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("invite", pk=self.thing.initiative_id)
        return told(request, invited)


class Revoke(OfInvitation, View):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        deeds.revoke(invitation=self.thing, by=request.user, at=timezone.now())
        messages.success(request, _("Taken back: the link answers no more."))
        return redirect("invite", pk=self.thing.initiative_id)


def told(request: HttpRequest, invited: deeds.Invited) -> HttpResponse:
    """The page with the link, which nobody can open again; hence an answer to the form and no redirect."""
    invitation = invited.invitation
    link = request.build_absolute_uri(reverse("invitation", kwargs={"token": invited.token}))
    context = {
        "invitation": invitation,
        "initiative": invitation.initiative,
        "link": link,
        "qr": qr_code(link, _("The invitation link as a QR code")),
        "is_bound": bool(invitation.organisation_id or invitation.identifier_digest),
        "was_mailed": send(invitation, link, to=invitation.email),
    }
    response = render(request, "initiatives/invitation/link.html", context)
    response["Cache-Control"] = "no-store"
    return response


def send(invitation: Invitation, link: str, *, to: str) -> bool:
    """A letter in the language of the invited, where there is an address and mail is on."""
    if not to or not mail.is_on():
        return False
    with override(invitation.language):
        body = render_to_string("email/initiatives/invitation.txt", {"invitation": invitation, "link": link})
        subject = _("Invitation to “%(initiative)s”") % {"initiative": invitation.initiative.name}
        return bool(send_mail(subject, body, None, [to], fail_silently=True))


def qr_code(link: str, title: str) -> SafeString:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, border=4, light="#fff", title=title, omitsize=True
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 drawn by us from our own address
