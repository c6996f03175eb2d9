"""An organisation asks to join or is invited, a signatory commits, the initiative admits; every date is kept."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.models import Initiative, Membership, Organisation, OrganisationUnit, Representative
from initiatives.permissions import membership as permissions
from initiatives.queries.initiative import people
from initiatives.queries.membership import signatories


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
    is_invited: bool = False,
    by: User,
    at: dt.datetime,
) -> Membership:
    """Ask to join for an organisation. Asking twice is asking once; a signatory commits in the same deed."""
    standing = Membership.objects.open().filter(initiative=initiative, organisation=organisation).first()
    if standing is not None:
        return standing
    _check_may_ask(initiative, organisation, by)
    if unit is not None and unit.organisation_id != organisation.pk:
        raise MembershipRefused(_("This unit belongs to another organisation."), "unit")
    asked = Membership(initiative=initiative, organisation=organisation, role=role, unit=unit, message=message)
    asked.asked_at, asked.asked_by = at, by
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError:
        return Membership.objects.open().get(initiative=initiative, organisation=organisation)
    audit.record(verb="membership.asked", target=asked, by=by, at=at, organisation=organisation.told)
    if not is_invited:
        _tell(people(initiative, on=timezone.localdate(at)), "membership_asked", asked, at)
    return _with_commitment(asked, by, at)


@transaction.atomic
def commit(*, membership: Membership, by: User, at: dt.datetime) -> Membership:
    """A signatory binds the organisation; doing it twice is doing it once."""
    membership = _locked(membership)
    if membership.committed_at is not None:
        return membership
    if not permissions.may_commit(by, membership, timezone.localdate(at)):
        raise MembershipRefused(
            _("Only a signatory of %(name)s can commit it: %(who)s.")
            % {"name": membership.organisation.called, "who": _who_signs(membership.organisation, at)}
        )
    membership.committed_at, membership.committed_by = at, by
    membership.save(update_fields=["committed_at", "committed_by"])
    audit.record(
        verb="membership.committed", target=membership, by=by, at=at, organisation=membership.organisation.told
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
    audit.record(verb="membership.admitted", target=membership, by=by, at=at, organisation=membership.organisation.told)
    _tell(_organisation_people(membership), "membership_admitted", membership, at)
    return membership


@transaction.atomic
def decline(*, membership: Membership, reason: str, by: User, at: dt.datetime) -> Membership:
    membership = _locked(membership)
    if membership.declined_at is not None:
        return membership
    if not permissions.may_admit(by, membership):
        raise MembershipRefused(_("This request is closed, or you do not run the initiative."))
    if not reason.strip():
        raise MembershipRefused(_("Say why: the organisation reads it."), "reason")
    membership.declined_at, membership.declined_by, membership.reason = at, by, reason
    membership.save(update_fields=["declined_at", "declined_by", "reason"])
    audit.record(verb="membership.declined", target=membership, by=by, at=at, personal={"reason": reason})
    _tell(_organisation_people(membership), "membership_declined", membership, at)
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
    kind, name = ("left" if is_own else "excluded"), membership.organisation.told
    told = {"reason": reason} if reason else None
    audit.record(verb=f"membership.{kind}", target=membership, by=by, at=at, personal=told, organisation=name)
    theirs = people(membership.initiative, on=timezone.localdate(at)) if is_own else _organisation_people(membership)
    _tell(theirs, f"membership_{kind}", membership, at)
    return membership


@transaction.atomic
def set_role(*, membership: Membership, role: str, by: User, at: dt.datetime) -> Membership:
    membership = _locked(membership)
    if not permissions.may_set_role(by, membership):
        raise MembershipRefused(_("Only the organisation itself or those who run the initiative say its role."))
    membership.role = role
    membership.save(update_fields=["role"])
    audit.record(verb="membership.role_set", target=membership, by=by, at=at, role=role)
    return membership


def _check_may_ask(initiative: Initiative, organisation: Organisation, by: User) -> None:
    if not permissions.edited_by(by).filter(pk=organisation.pk).exists():
        raise MembershipRefused(_("Its administrators and editors ask for %(name)s.") % {"name": organisation.called})
    if not organisation.confirmed_at:
        raise MembershipRefused(_("%(name)s waits for the ministry's confirmation.") % {"name": organisation.called})
    if Initiative.objects.get(pk=initiative.pk).stage not in permissions.OPEN_TO_MEMBERS:
        raise MembershipRefused(_("This initiative has been closed: nobody can join it any more."))


def _with_commitment(membership: Membership, by: User, at: dt.datetime) -> Membership:
    if permissions.may_commit(by, membership, timezone.localdate(at)):
        return commit(membership=membership, by=by, at=at)
    signing = Representative.objects.signatories(on=timezone.localdate(at)).filter(organisation=membership.organisation)
    _tell(User.objects.filter(pk__in=signing.values("user")), "membership_to_sign", membership, at)
    return membership


def _who_signs(organisation: Organisation, at: dt.datetime) -> str:
    return signatories(organisation, on=timezone.localdate(at)) or _("nobody yet; its administrator names one")


def _organisation_people(membership: Membership) -> QuerySet[User]:
    editors = Representative.objects.editors().filter(organisation=membership.organisation_id)
    return User.objects.filter(pk__in=editors.values("user"))


def _tell(users: QuerySet[User], kind: str, membership: Membership, at: dt.datetime) -> None:
    is_for_runner = kind in ("membership_asked", "membership_left")
    page = ("members", membership.initiative_id) if is_for_runner else ("membership", membership.pk)
    notices.notify(
        users=users,
        kind=kind,
        at=at,
        occasion=f"membership:{membership.pk}",
        url=reverse(page[0], kwargs={"pk": page[1]}),
        initiative=membership.initiative.told,
        organisation=membership.organisation.told,
    )


def _locked(membership: Membership) -> Membership:
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("initiative", "organisation").get(pk=membership.pk)
