"""Invitations are links to hand over: only the digest of the token is kept, they expire, and are answered once."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives import identifiers, personal_number, tokens
from initiatives.actions import membership as memberships
from initiatives.models import Initiative, Invitation, Membership, Organisation
from initiatives.permissions import membership as permissions
from initiatives.queries import organisation as organisations
from initiatives.queries.initiative import people
from initiatives.queries.invitation import has_number

VALID_FOR = dt.timedelta(days=30)


class InvitationRefused(Exception):
    """The invitation cannot be made or answered so; the message says why and what to do."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Invited:
    """An invitation with its token, which is told this one time."""

    invitation: Invitation
    token: str


def is_for(invitation: Invitation, number: str) -> bool:
    """Whether an organisation with this number may answer."""
    return not invitation.identifier_digest or invitation.identifier_digest == personal_number.digest(number)


@transaction.atomic
def invite(
    *,
    initiative: Initiative,
    organisation: Organisation | None = None,
    organisation_name: str = "",
    number: str = "",
    email: str = "",
    language: str,
    role: str = "",
    message: str = "",
    by: User,
    at: dt.datetime,
) -> Invited:
    """Invite an organisation that is here, or one that is not yet, by name and perhaps by its number."""
    if not permissions.may_invite(by, initiative):
        raise InvitationRefused(_("Those who run the initiative invite."))
    number = identifiers.cleaned(number)
    if number and identifiers.fault(number) is not None:
        raise InvitationRefused(_("Number looks mistyped, check the last digits."), "number")
    # Only by its BIN: whose number an IIN is, is not told to whoever types it.
    organisation = organisation or (organisations.by_bin(number) if number else None)
    _check_is_new(initiative, organisation, at)
    token = tokens.new()
    invitation = Invitation.objects.create(
        token_digest=tokens.digest(token),
        initiative=initiative,
        organisation=organisation,
        organisation_name=organisation.name if organisation else organisation_name,
        identifier_digest=personal_number.digest(number) if number else "",
        email=email,
        language=language,
        role=role,
        message=message,
        invited_by=by,
        invited_at=at,
        expires_at=at + VALID_FOR,
    )
    name = invitation.organisation_name or email
    audit.record(verb="invitation.made", target=initiative, by=by, at=at, organisation=name)
    return Invited(invitation, token)


def _check_is_new(initiative: Initiative, organisation: Organisation | None, at: dt.datetime) -> None:
    if organisation is None:
        return
    name = {"name": organisation.name}
    if Membership.objects.open().filter(initiative=initiative, organisation=organisation).exists():
        raise InvitationRefused(_("%(name)s takes part already, or has asked to.") % name, "organisation")
    if Invitation.objects.open(at).filter(initiative=initiative, organisation=organisation).exists():
        told = _("%(name)s has an invitation that is not answered yet: make a new link for it in the list.")
        raise InvitationRefused(told % name, "organisation")


@transaction.atomic
def renew(*, invitation: Invitation, by: User, at: dt.datetime) -> Invited:
    """A new link for the same invitation; the old one answers no more."""
    invitation = _locked(invitation)
    if invitation.answered_at is not None:
        raise InvitationRefused(_("This invitation has been answered already."))
    token = tokens.new()
    invitation.token_digest, invitation.expires_at, invitation.revoked_at = tokens.digest(token), at + VALID_FOR, None
    invitation.invited_at = at
    invitation.save(update_fields=["token_digest", "expires_at", "revoked_at", "invited_at"])
    audit.record(
        verb="invitation.renewed", target=invitation.initiative, by=by, at=at, organisation=invitation.organisation_name
    )
    return Invited(invitation, token)


@transaction.atomic
def ask_for_new_link(*, invitation: Invitation, at: dt.datetime) -> None:
    """Who holds an expired link asks for a new one with one tap; those who run the initiative are told once a day."""
    if invitation.expires_at > at or invitation.revoked_at is not None or invitation.answered_at is not None:
        return
    notices.notify(
        users=people(invitation.initiative, on=timezone.localdate(at)),
        kind="invitation_link_asked",
        at=at,
        occasion=f"invitation:{invitation.pk}:{timezone.localdate(at)}",
        url=reverse("invite", kwargs={"pk": invitation.initiative_id}),
        initiative=invitation.initiative.told,
        organisation=invitation.organisation_name,
    )


@transaction.atomic
def revoke(*, invitation: Invitation, by: User, at: dt.datetime) -> Invitation:
    invitation = _locked(invitation)
    if invitation.answered_at is None and invitation.revoked_at is None:
        invitation.revoked_at = at
        invitation.save(update_fields=["revoked_at"])
        name = invitation.organisation_name
        audit.record(verb="invitation.revoked", target=invitation.initiative, by=by, at=at, organisation=name)
    return invitation


@transaction.atomic
def join(*, invitation: Invitation, organisation: Organisation, by: User, at: dt.datetime) -> Membership:
    """Answer Join for an organisation that `by` acts for; who was invited need not be admitted once more."""
    invitation = _locked(invitation)
    if invitation.answer == Invitation.Answer.JOIN and invitation.organisation_id == organisation.pk:
        return Membership.objects.get(pk=invitation.membership_id)
    _check_is_open(invitation, at)
    _check_is_invited(invitation, organisation)
    membership = memberships.apply(
        initiative=invitation.initiative,
        organisation=organisation,
        role=invitation.role,
        is_invited=True,
        by=by,
        at=at,
    )
    _admit(membership, invitation.invited_by, at)
    invitation.membership, invitation.organisation = membership, organisation
    _answered(invitation, Invitation.Answer.JOIN, by, at)
    return membership


@transaction.atomic
def decline(*, invitation: Invitation, answer: str, by: User | None, at: dt.datetime) -> Invitation:
    """Answer Not now or Not my firm; for that nobody needs an account. Twice the same is once."""
    invitation = _locked(invitation)
    if invitation.answer == answer:
        return invitation
    _check_is_open(invitation, at)
    _answered(invitation, Invitation.Answer(answer), by, at)
    return invitation


def _admit(membership: Membership, by: User, at: dt.datetime) -> None:
    """The invitation is the initiative's leave; who made it admitted whoever answers it."""
    if membership.admitted_at is not None:
        return
    membership.admitted_at, membership.admitted_by = at, by
    membership.save(update_fields=["admitted_at", "admitted_by"])
    name = membership.organisation.name
    audit.record(verb="membership.admitted", target=membership, by=by, at=at, organisation=name)


def _check_is_invited(invitation: Invitation, organisation: Organisation) -> None:
    if invitation.organisation_id not in (None, organisation.pk) or not has_number(organisation, invitation):
        raise InvitationRefused(
            _("This invitation is for %(name)s, not for %(other)s: check the number, or answer “Not my firm”.")
            % {"name": invitation.organisation_name, "other": organisation.name},
            "number",
        )


def _answered(invitation: Invitation, answer: Invitation.Answer, by: User | None, at: dt.datetime) -> None:
    invitation.answer, invitation.answered_at, invitation.answered_by = answer, at, by
    invitation.save(update_fields=["answer", "answered_at", "answered_by", "membership", "organisation"])
    name = invitation.organisation_name or invitation.email
    audit.record(verb=f"invitation.{answer}", target=invitation.initiative, by=by, at=at, organisation=name)
    notices.notify(
        users=people(invitation.initiative, on=timezone.localdate(at)),
        kind=f"invitation_{answer}",
        at=at,
        occasion=f"invitation:{invitation.pk}",
        url=reverse("members", kwargs={"pk": invitation.initiative_id}),
        initiative=invitation.initiative.told,
        organisation=name,
    )


def _check_is_open(invitation: Invitation, at: dt.datetime) -> None:
    if invitation.revoked_at is not None:
        raise InvitationRefused(_("This invitation was taken back."))
    if invitation.answered_at is not None and invitation.answer != Invitation.Answer.NOT_NOW:
        raise InvitationRefused(_("This invitation has been answered already."))
    if invitation.expires_at <= at:
        raise InvitationRefused(_("Link expired: ask for a new one, one tap."))


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("initiative", "invited_by").get(pk=invitation.pk)
