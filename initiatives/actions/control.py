import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.models import Control, Organisation
from initiatives.permissions.control import may_enter_control

DAY = dt.timedelta(days=1)


class ControlRefused(Exception):
    """This relation cannot be; the message says why."""


@transaction.atomic
def enter(
    *,
    organisation: Organisation,
    kind: str,
    body: Organisation | None = None,
    person: User | None = None,
    since: dt.date,
    until: dt.date | None = None,
    source: str,
    by: User,
    at: dt.datetime,
) -> Control:
    """`body` or `person` is owner, founder or head of `organisation`, or is paid by it; `until` is the last day."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    may_enter_control(by, organisation, timezone.localdate(at))
    # The last day that there is has none after it, and means no last day.
    during = (since, until + DAY if until and until < dt.date.max else None)
    _check(organisation, kind, body, person, during)
    control = Control.objects.create(
        organisation=organisation,
        kind=kind,
        body=body,
        person=person,
        during=during,
        source=source.strip(),
        entered_by=by,
        entered_at=at,
    )
    audit.record(
        verb="control.entered", target=organisation, by=by, at=at, who=str(body or person), relation=control.kind
    )
    return control


@transaction.atomic
def end(*, control: Control, on: dt.date, by: User, at: dt.datetime) -> Control:
    """The relation has ended; `on` is its last day."""
    control = Control.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=control.pk)
    may_enter_control(by, control.organisation, timezone.localdate(at))
    if control.during.upper is not None:
        raise ControlRefused(_("This relation has its last day already."))
    if on < control.during.lower:
        raise ControlRefused(_("It cannot end before it began."))
    control.during = (control.during.lower, on + DAY)
    control.save(update_fields=["during"])
    audit.record(
        verb="control.ended", target=control.organisation, by=by, at=at, who=str(control.body or control.person)
    )
    return control


def _check(
    organisation: Organisation,
    kind: str,
    body: Organisation | None,
    person: User | None,
    during: tuple[dt.date, dt.date | None],
) -> None:
    if (body is None) == (person is None):
        raise ControlRefused(_("Name an organisation or a person, not both."))
    if body is not None and kind == Control.Kind.HEAD:
        raise ControlRefused(_("Only a person heads an organisation."))
    if body == organisation:
        raise ControlRefused(_("Nothing controls itself."))
    if during[1] is not None and during[1] <= during[0]:
        raise ControlRefused(_("The last day comes before the first."))
    same = Control.objects.filter(organisation=organisation, kind=kind, body=body, person=person)
    if same.filter(during__overlap=during).exists():
        raise ControlRefused(_("This relation stands in the register for these days already."))
