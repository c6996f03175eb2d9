import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.models import Deputy, Organisation
from initiatives.permissions.deputy import may_name_deputy
from initiatives.queries import deputy as deputies

DAY = dt.timedelta(days=1)
LONGEST = dt.timedelta(days=1095)


class DeputyRefused(Exception):
    """These two cannot stand in for each other then; the message says why."""


@transaction.atomic
def name(
    *,
    authority: Organisation,
    absent: User,
    deputy: User,
    starts_on: dt.date,
    ends_on: dt.date,
    order: str,
    by: User,
    at: dt.datetime,
) -> Deputy:
    """From the first to the last day, both counted, `deputy` signs in the place of `absent`."""
    authority = Organisation.objects.select_for_update(no_key=True).get(pk=authority.pk)
    on = timezone.localdate(at)
    may_name_deputy(by, authority, on)
    _check(authority, absent, deputy, starts_on, ends_on, on)
    during = (starts_on, ends_on + DAY)
    standing = Deputy.objects.filter(authority=authority, absent=absent, ended_at=None, during__overlap=during)
    if other := standing.select_related("deputy").first():
        raise DeputyRefused(
            _("%(deputy)s stands in for %(absent)s in these days already; end that first.")
            % {"deputy": other.deputy, "absent": absent}
        )
    named = Deputy.objects.create(
        authority=authority,
        absent=absent,
        deputy=deputy,
        during=during,
        order=order.strip(),
        named_by=by,
        named_at=at,
    )
    told = {"deputy": str(deputy), "absent": str(absent), "since": starts_on, "until": ends_on}
    audit.record(verb="deputy.named", target=authority, by=by, at=at, **told)
    notices.notify(
        users=[deputy], kind="deputy_named", at=at, occasion=f"deputy:{named.pk}", url=reverse("inbox"), **told
    )
    return named


@transaction.atomic
def end(*, deputy: Deputy, by: User, at: dt.datetime) -> Deputy:
    deputy = Deputy.objects.select_for_update(of=("self",)).select_related("authority", "deputy").get(pk=deputy.pk)
    may_name_deputy(by, deputy.authority, timezone.localdate(at))
    if deputy.ended_at is None:
        deputy.ended_at = at
        deputy.save(update_fields=["ended_at"])
        audit.record(verb="deputy.ended", target=deputy.authority, by=by, at=at, deputy=str(deputy.deputy))
    return deputy


def _check(
    authority: Organisation, absent: User, deputy: User, starts_on: dt.date, ends_on: dt.date, on: dt.date
) -> None:
    if ends_on < starts_on or ends_on < on:
        raise DeputyRefused(_("The last day comes before the first, or has passed."))
    if ends_on - on > LONGEST:
        raise DeputyRefused(_("Look at the year again."))
    if absent == deputy:
        raise DeputyRefused(_("Nobody is his own deputy."))
    if not deputies.may_be_absent(authority, on=on).contains(absent):
        raise DeputyRefused(
            _("%(person)s does not sign for %(authority)s.") % {"person": absent, "authority": authority}
        )
    if not deputies.may_stand_in(authority).contains(deputy):
        raise DeputyRefused(
            _("%(person)s does not act for %(authority)s.") % {"person": deputy, "authority": authority}
        )
