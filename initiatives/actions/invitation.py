"""Invitations are links to hand over: only the digest of the token is kept, they expire, and are answered once."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives import identifiers, personal_number
from initiatives.actions import membership as memberships
from initiatives.models import Initiative, Invitation, Membership, Organisation
from initiatives.permissions import membership as permissions
from initiatives.queries.initiative import people

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


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


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
        raise InvitationRefused(_("This number looks mistyped: check the last digits."), "number")
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        token_digest=digest(token),
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
    audit.record(
        verb="invitation.made", target=initiative, by=by, at=at, organisation=invitation.organisation_name or email
    )
    return Invited(invitation, token)


@transaction.atomic
def renew(*, invitation: Invitation, by: User, at: dt.datetime) -> Invited:
    """A new link for the same invitation; the old one answers no more."""
    invitation = _locked(invitation)
    if invitation.answered_at is not None:
        raise InvitationRefused(_("This invitation has been answered already."))
    token = secrets.token_urlsafe(24)
    invitation.token_digest, invitation.expires_at, invitation.revoked_at = digest(token), at + VALID_FOR, None
    invitation.invited_at = at
    invitation.save(update_fields=["token_digest", "expires_at", "revoked_at", "invited_at"])
    audit.record(
        verb="invitation.renewed", target=invitation.initiative, by=by, at=at, organisation=invitation.organisation_name
    )
    return Invited(invitation, token)


@transaction.atomic
def ask_for_new_link(*, invitation: Invitation, at: dt.datetime) -> None:
    """Who holds an expired link asks for a new one with one tap; those who run the initiative are told once a day."""
    notices.notify(
        users=people(invitation.initiative, on=at.date()),
        kind="invitation_link_asked",
        at=at,
        occasion=f"invitation:{invitation.pk}:{at.date()}",
        url=f"/initiatives/{invitation.initiative_id}/invitations/",
        initiative=invitation.initiative.name,
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
    invitation = _open(invitation, at)
    membership = memberships.apply(
        initiative=invitation.initiative, organisation=organisation, role=invitation.role, by=by, at=at
    )
    if membership.admitted_at is None:
        # The invitation is the initiative's leave; who made it admitted whoever answers it.
        membership.admitted_at, membership.admitted_by = at, invitation.invited_by
        membership.save(update_fields=["admitted_at", "admitted_by"])
        audit.record(
            verb="membership.admitted", target=membership, by=invitation.invited_by, at=at, organisation=organisation.name
        )
    invitation.membership, invitation.organisation = membership, organisation
    _answered(invitation, Invitation.Answer.JOIN, by, at)
    return membership


@transaction.atomic
def decline(*, invitation: Invitation, answer: str, by: User | None, at: dt.datetime) -> Invitation:
    """Answer Not now or Not my firm; for that nobody needs an account."""
    invitation = _open(invitation, at)
    _answered(invitation, Invitation.Answer(answer), by, at)
    return invitation


def _answered(invitation: Invitation, answer: Invitation.Answer, by: User | None, at: dt.datetime) -> None:
    invitation.answer, invitation.answered_at, invitation.answered_by = answer, at, by
    invitation.save(update_fields=["answer", "answered_at", "answered_by", "membership", "organisation"])
    name = invitation.organisation_name or invitation.email
    audit.record(
        verb=f"invitation.{answer}", target=invitation.initiative, by=by, at=at, organisation=name
    )
    notices.notify(
        users=people(invitation.initiative, on=at.date()),
        kind=f"invitation_{answer}",
        at=at,
        occasion=f"invitation:{invitation.pk}",
        url=f"/initiatives/{invitation.initiative_id}/members/",
        initiative=invitation.initiative.name,
        organisation=name,
    )


def _open(invitation: Invitation, at: dt.datetime) -> Invitation:
    invitation = _locked(invitation)
    if invitation.revoked_at is not None:
        raise InvitationRefused(_("This invitation was taken back."))
    if invitation.answered_at is not None and invitation.answer != Invitation.Answer.NOT_NOW:
        raise InvitationRefused(_("This invitation has been answered already."))
    if invitation.expires_at <= at:
        raise InvitationRefused(_("This link has expired: ask for a new one, one tap."))
    return invitation


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("initiative", "invited_by").get(pk=invitation.pk)
