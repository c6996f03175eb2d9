"""Who may ask, commit, admit, decline, leave and invite."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from initiatives.lifecycle import Stage
from initiatives.models import Initiative, Invitation, MemberList, Membership, Organisation
from initiatives.permissions.initiative import may_manage, may_open_home, may_see
from initiatives.queries.organisation import Person, edited_by, represented_by, signed_by

OPEN_TO_MEMBERS = (Stage.NASCENT, Stage.UNDER_REVIEW, Stage.REGISTERED, Stage.SUSPENDED)


def may_see_members(user: Person, initiative: Initiative) -> bool:
    """The names of the members are part of what is public; of a draft its people see them."""
    is_public = initiative.stage in (Stage.REGISTERED, Stage.SUSPENDED)
    return is_public or may_open_home(user, initiative)


def may_apply(user: Person, initiative: Initiative) -> bool:
    """Acts for an organisation that is not a member yet, and knows of the initiative."""
    return may_ask_to_join(user, initiative) and applicants(user, initiative).exists()


def may_ask_to_join(user: Person, initiative: Initiative) -> bool:
    """Has signed in and knows of an initiative that takes members; for whom he asks is another question."""
    return initiative.stage in OPEN_TO_MEMBERS and user.is_authenticated and may_see(user, initiative)


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


def may_open(user: Person, membership: Membership) -> bool:
    """The people of the organisation that asks and of the initiative that is asked."""
    is_own = represented_by(user).filter(pk=membership.organisation_id).exists()
    return is_own or may_manage(user, membership.initiative)


def may_act(user: Person, membership: Membership) -> bool:
    """Takes any step of it at all; which one now is asked by the deed. Viewers only read."""
    return _binds(user, membership.organisation_id) or may_manage(user, membership.initiative)


def may_leave(user: Person, membership: Membership) -> bool:
    is_open = membership.left_at is None and membership.declined_at is None
    return is_open and edited_by(user).filter(pk=membership.organisation_id).exists()


def may_set_role(user: Person, membership: Membership) -> bool:
    is_open = membership.left_at is None and membership.declined_at is None
    return is_open and (may_leave(user, membership) or may_manage(user, membership.initiative))


def may_exclude(user: Person, membership: Membership) -> bool:
    is_member = membership.admitted_at is not None and membership.left_at is None
    return is_member and may_manage(user, membership.initiative)


def may_invite(user: Person, initiative: Initiative) -> bool:
    return initiative.stage in OPEN_TO_MEMBERS and may_manage(user, initiative)


def may_bring_list(user: Person, member_list: MemberList) -> bool:
    """Looks a list of members through, records it or throws it away."""
    return may_invite(user, member_list.initiative)


def may_change_invitation(user: Person, invitation: Invitation) -> bool:
    """Make a new link for it, or take it back."""
    return may_manage(user, invitation.initiative)


def may_read_invitation(user: Person, invitation: Invitation) -> bool:
    """Belongs to the organisation that it is bound to, so that no link is needed."""
    return represented_by(user).filter(pk=invitation.organisation_id).exists()


def may_answer(user: Person, invitation: Invitation) -> bool:
    """Edits or signs for the organisation that it is bound to; viewers only read."""
    return _binds(user, invitation.organisation_id)


def _binds(user: Person, organisation: int | None) -> bool:
    acting = edited_by(user) | signed_by(user, on=timezone.localdate())
    return acting.filter(pk=organisation).exists()
