"""An organisation asks to join or is invited, a signatory commits, the initiative admits; every date is kept."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.models import Initiative, Membership, Organisation, OrganisationUnit, Representative
from initiatives.permissions import membership as permissions
from initiatives.queries.initiative import people


class MembershipRefused(Exception):
    """The membership cannot take this step; the message says why and who can."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def apply(
    *,
    initiative: Initiative,
    organisation: Organisation,
    role: str = "",
    unit: OrganisationUnit | None = None,
    message: str = "",
    by: User,
    at: dt.datetime,
) -> Membership:
    """Ask to join for an organisation. Asking twice is asking once; a signatory commits in the same deed."""
    standing = Membership.objects.open().filter(initiative=initiative, organisation=organisation).first()
    if standing is not None:
        return standing
    if not organisation.confirmed_at:
        raise MembershipRefused(_("%(name)s waits for the ministry's confirmation.") % {"name": organisation.name})
    asked = Membership(initiative=initiative, organisation=organisation, role=role, unit=unit, message=message)
    asked.asked_at, asked.asked_by = at, by
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError:
        return Membership.objects.open().get(initiative=initiative, organisation=organisation)
    audit.record(verb="membership.asked", target=asked, by=by, at=at, organisation=organisation.name)
    _tell(people(initiative, on=at.date()), "membership_asked", asked, at, _home(asked))
    return _with_commitment(asked, by, at)


@transaction.atomic
def commit(*, membership: Membership, by: User, at: dt.datetime) -> Membership:
    """A signatory binds the organisation; doing it twice is doing it once."""
    membership = _locked(membership)
    if membership.committed_at is not None:
        return membership
    if not permissions.may_commit(by, membership, at.date()):
        raise MembershipRefused(
            _("Only a signatory of %(name)s can commit it: %(who)s.")
            % {"name": membership.organisation.name, "who": _signatories(membership.organisation, at)}
        )
    membership.committed_at, membership.committed_by = at, by
    membership.save(update_fields=["committed_at", "committed_by"])
    audit.record(
        verb="membership.committed", target=membership, by=by, at=at, organisation=membership.organisation.name
    )
    return membership


@transaction.atomic
def admit(*, membership: Membership, by: User, at: dt.datetime) -> Membership:
    membership = _locked(membership)
    if membership.admitted_at is not None:
        return membership
    if not permissions.may_admit(by, membership):
        raise MembershipRefused(_("This request is closed, or you do not run the initiative."))
    membership.admitted_at, membership.admitted_by = at, by
    membership.save(update_fields=["admitted_at", "admitted_by"])
    audit.record(verb="membership.admitted", target=membership, by=by, at=at, organisation=membership.organisation.name)
    _tell(_organisation_people(membership), "membership_admitted", membership, at, _home(membership))
    return membership


@transaction.atomic
def decline(*, membership: Membership, reason: str, by: User, at: dt.datetime) -> Membership:
    membership = _locked(membership)
    if not permissions.may_admit(by, membership):
        raise MembershipRefused(_("This request is closed, or you do not run the initiative."))
    if not reason.strip():
        raise MembershipRefused(_("Say why: the organisation reads it."), "reason")
    membership.declined_at, membership.declined_by, membership.reason = at, by, reason
    membership.save(update_fields=["declined_at", "declined_by", "reason"])
    audit.record(verb="membership.declined", target=membership, by=by, at=at, personal={"reason": reason})
    _tell(_organisation_people(membership), "membership_declined", membership, at, _home(membership))
    return membership


@transaction.atomic
def leave(*, membership: Membership, reason: str = "", by: User, at: dt.datetime) -> Membership:
    """Leave at any time, or be excluded with a reason by those who run the initiative."""
    membership = _locked(membership)
    if membership.left_at is not None:
        return membership
    is_own = permissions.may_leave(by, membership)
    if not is_own and not permissions.may_exclude(by, membership):
        raise MembershipRefused(_("Only the organisation itself or those who run the initiative can end this."))
    if not is_own and not reason.strip():
        raise MembershipRefused(_("Say why: the organisation reads it."), "reason")
    membership.left_at, membership.left_by, membership.reason = at, by, reason
    membership.save(update_fields=["left_at", "left_by", "reason"])
    verb = "membership.left" if is_own else "membership.excluded"
    name = membership.organisation.name
    audit.record(verb=verb, target=membership, by=by, at=at, personal={"reason": reason} if reason else None, organisation=name)
    return membership


@transaction.atomic
def set_role(*, membership: Membership, role: str, by: User, at: dt.datetime) -> Membership:
    membership = _locked(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    audit.record(verb="membership.role_set", target=membership, by=by, at=at, role=role)
    return membership


def _with_commitment(membership: Membership, by: User, at: dt.datetime) -> Membership:
    return commit(membership=membership, by=by, at=at) if permissions.may_commit(by, membership, at.date()) else membership


def _signatories(organisation: Organisation, at: dt.datetime) -> str:
    signing = Representative.objects.signatories(on=at.date()).filter(organisation=organisation).select_related("user")
    return ", ".join(str(one.user) for one in signing) or _("nobody yet; its administrator names one")


def _organisation_people(membership: Membership):
    editors = Representative.objects.editors().filter(organisation=membership.organisation_id)
    return User.objects.filter(pk__in=editors.values("user"))


def _home(membership: Membership) -> str:
    return f"/en/initiatives/{membership.initiative_id}/members/"


def _tell(users, kind: str, membership: Membership, at: dt.datetime, url: str) -> None:
    notices.notify(
        users=users,
        kind=kind,
        at=at,
        occasion=f"membership:{membership.pk}",
        url=url,
        initiative=membership.initiative.name,
        organisation=membership.organisation.name,
    )


def _locked(membership: Membership) -> Membership:
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("initiative", "organisation").get(pk=membership.pk)
