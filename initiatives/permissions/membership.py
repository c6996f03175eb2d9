"""Who may ask, commit, admit, decline, leave and invite."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from initiatives.lifecycle import Stage
from initiatives.models import Initiative, Invitation, Membership, Organisation
from initiatives.permissions.initiative import may_manage, may_open_home, may_see
from initiatives.queries.organisation import Person, edited_by, signed_by

OPEN_TO_MEMBERS = (Stage.NASCENT, Stage.UNDER_REVIEW, Stage.REGISTERED, Stage.SUSPENDED)


def may_see_members(user: Person, initiative: Initiative) -> bool:
    """The names of the members are part of what is public; of a draft its people see them."""
    is_public = initiative.stage in (Stage.REGISTERED, Stage.SUSPENDED)
    return is_public or may_open_home(user, initiative)


def may_apply(user: Person, initiative: Initiative) -> bool:
    """Acts for an organisation that is not a member yet, and knows of the initiative."""
    is_open = initiative.stage in OPEN_TO_MEMBERS
    return is_open and user.is_authenticated and may_see(user, initiative) and applicants(user, initiative).exists()


def applicants(user: Person, initiative: Initiative) -> QuerySet[Organisation]:
    """The organisations for which `user` could ask to join."""
    joined = Membership.objects.open().filter(initiative=initiative)
    return edited_by(user).exclude(pk__in=joined.values("organisation"))


def may_commit(user: Person, membership: Membership, on: dt.date | None = None) -> bool:
    """Signs for the organisation that asks to join."""
    is_open = membership.left_at is None and membership.declined_at is None and membership.committed_at is None
    return is_open and signed_by(user, on=on or timezone.localdate()).filter(pk=membership.organisation_id).exists()


def may_admit(user: Person, membership: Membership) -> bool:
    """Runs the initiative that is asked."""
    waits = membership.admitted_at is None and membership.declined_at is None and membership.left_at is None
    return waits and may_manage(user, membership.initiative)


def may_leave(user: Person, membership: Membership) -> bool:
    is_open = membership.left_at is None and membership.declined_at is None
    return is_open and edited_by(user).filter(pk=membership.organisation_id).exists()


def may_exclude(user: Person, membership: Membership) -> bool:
    is_member = membership.admitted_at is not None and membership.left_at is None
    return is_member and may_manage(user, membership.initiative)


def may_invite(user: Person, initiative: Initiative) -> bool:
    return initiative.stage in OPEN_TO_MEMBERS and may_manage(user, initiative)


def may_revoke(user: Person, invitation: Invitation) -> bool:
    return may_manage(user, invitation.initiative)
