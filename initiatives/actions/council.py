"""Who sits on the council: one person for each organisation, named by it or by whoever runs the initiative."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions import meeting as meetings
from initiatives.actions.coordination import CoordinationRefused, locked
from initiatives.models import CouncilMeeting, Delegate, Initiative, Organisation
from initiatives.permissions import coordination as permissions
from initiatives.queries import coordination, council


@transaction.atomic
def name(
    *, initiative: Initiative, organisation: Organisation, name: str, role: str, by: User, at: dt.datetime
) -> Delegate:
    """Give an organisation its seat; each names its own person, whoever runs the initiative all of them."""
    initiative = locked(initiative, by, at)
    on = timezone.localdate(at)
    _check_may_name(initiative, organisation, by, on)
    if not name.strip():
        raise CoordinationRefused(_("Name the person."), "name")
    standing = council.delegates(initiative).filter(organisation=organisation).first()
    if standing and (standing.name, standing.role) == (name.strip(), role):
        return standing
    if role == Delegate.Role.CHAIR:
        council.delegates(initiative).exclude(organisation=organisation).filter(role=role).update(
            role=Delegate.Role.MEMBER
        )
    if standing:
        _end(standing, by, at)
    told = {"name": name.strip(), "role": role, "named_by": by, "named_at": at}
    named = Delegate.objects.create(initiative=initiative, organisation=organisation, **told)
    audit.record(
        verb="council.delegate_named",
        target=initiative,
        by=by,
        at=at,
        personal={"name": named.name},
        organisation=organisation.told,
    )
    return named


@transaction.atomic
def end(*, delegate: Delegate, by: User, at: dt.datetime) -> Delegate:
    """Ends a seat; the person stays in the history and in the minutes."""
    initiative = locked(delegate.initiative, by, at)
    delegate = Delegate.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=delegate.pk)
    if delegate.ended_at:
        return delegate
    if not _may_speak_for(delegate.organisation, initiative, by, timezone.localdate(at)):
        raise CoordinationRefused(
            _("%(organisation)s or whoever runs the initiative ends this seat.")
            % {"organisation": delegate.organisation}
        )
    _end(delegate, by, at)
    told = {"organisation": delegate.organisation.told}
    audit.record(verb="council.delegate_ended", target=initiative, by=by, at=at, **told)
    return delegate


def _may_speak_for(organisation: Organisation, initiative: Initiative, by: User, on: dt.date) -> bool:
    return permissions.may_act_for(by, organisation) or permissions.may_run(by, initiative, on)


def _check_may_name(initiative: Initiative, organisation: Organisation, by: User, on: dt.date) -> None:
    must = coordination.needed(initiative, on=on)
    seated = council.delegates(initiative).filter(organisation=organisation).exists()
    if not seated and not council.eligible(initiative, must).contains(organisation):
        raise CoordinationRefused(
            _("On the council sit the authorities concerned, whoever runs the initiative, and members."), "organisation"
        )
    if not _may_speak_for(organisation, initiative, by, on):
        raise CoordinationRefused(
            _("%(organisation)s names its own person, or whoever runs the initiative does.")
            % {"organisation": organisation},
            "organisation",
        )


def _end(delegate: Delegate, by: User, at: dt.datetime) -> None:
    Delegate.objects.filter(pk=delegate.pk).update(ended_at=at, ended_by=by)
    delegate.ended_at, delegate.ended_by = at, by
    open_minutes = CouncilMeeting.objects.standing().filter(attendance__delegate=delegate, confirmed_at=None)
    for meeting in open_minutes.select_related("initiative"):
        meetings.finish(meeting, at)
