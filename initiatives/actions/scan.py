"""From a strong cell to a nascent initiative: an authority asks organisations that work there to open one."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from indicators.models import Code
from indicators.reference import LANGUAGES
from initiatives.models import Organisation, ScanInvitation
from initiatives.queries import scan


class ScanInvitationRefused(Exception):
    """The organisations cannot be invited so; the message says why."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)


@transaction.atomic
def invite(
    *, region: Code, activity: Code, organisations: Sequence[Organisation], by: User, at: dt.datetime
) -> list[ScanInvitation]:
    """Ask each of them once; those who have been asked already are left alone."""
    authority = scan.inviting(by, region.code, on=timezone.localdate(at))
    if authority is None:
        raise ScanInvitationRefused(_("Only the authority of this region and the ministry invite."))
    if not organisations:
        raise ScanInvitationRefused(_("Choose at least one organisation."))
    found = scan.organisations((region.code, activity.code), user=by)
    allowed = {one.pk: one for one in found}
    if any(one.pk not in allowed for one in organisations):
        raise ScanInvitationRefused(_("One of these organisations does not work in this cell any more."))
    return [_invite(region, activity, one, authority, by, at) for one in organisations]


def _invite(
    region: Code, activity: Code, organisation: Organisation, authority: Organisation, by: User, at: dt.datetime
) -> ScanInvitation:
    made, is_new = ScanInvitation.objects.get_or_create(
        region=region,
        activity=activity,
        organisation=organisation,
        defaults={"authority": authority, "invited_by": by, "invited_at": at},
    )
    if not is_new:
        return made
    cell = f"{region.code}:{activity.code}"
    audit.record(verb="scan.invited", target=made, by=by, at=at, organisation=organisation.told, cell=cell)
    editors = organisation.representatives.editors().select_related("user")
    notices.notify(
        users=[one.user for one in editors],
        kind="scan_invited",
        at=at,
        occasion=f"scan:{made.pk}",
        url=address(region.code, activity.code),
        authority=authority.told,
        region={language: _name(region, language) for language in LANGUAGES},
        activity={language: _name(activity, language) for language in LANGUAGES},
    )
    return made


def _name(code: Code, language: str) -> str:
    return getattr(code, f"short_name_{language}") or getattr(code, f"name_{language}") or code.name


def address(region: str, activity: str) -> str:
    """Where an initiative is opened with this region and activity."""
    return f"{reverse('initiative_new')}?{urlencode({'region': region, 'activity': activity})}"
