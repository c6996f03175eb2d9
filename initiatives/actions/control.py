import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.models import Control, Organisation, Representative
from initiatives.permissions import control as permissions
from initiatives.queries.approval import officials_of_ministry

DAY = dt.timedelta(days=1)


class ControlRefused(Exception):
    """This relation cannot be; the message says why."""


@transaction.atomic
def enter(
    *,
    organisation: Organisation,
    kind: str,
    body: Organisation | None = None,
    email: str = "",
    since: dt.date,
    until: dt.date | None = None,
    source: str,
    by: User,
    at: dt.datetime,
) -> Control:
    """`body` or the person of `email` is owner, founder or head of `organisation`, or is paid by it."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    on = timezone.localdate(at)
    control = Control(
        organisation=organisation,
        kind=kind,
        body=body,
        email=email.strip().lower(),
        # The last day that there is has none after it, and means no last day.
        during=(since, until + DAY if until and until < dt.date.max else None),
        source=source.strip(),
        entered_by=by,
        entered_at=at,
    )
    permissions.may_declare_control(by, control, on)
    if permissions.counts_at_once(by, control, on):
        _confirm(control, by, at)
    _check(control)
    control.save()
    _record("entered" if control.is_in_effect else "declared", control, by, at)
    if control.is_waiting:
        _ask(control, at)
    return control


@transaction.atomic
def confirm(*, control: Control, by: User, at: dt.datetime) -> Control:
    """From now on the declared relation keeps whom it names from deciding."""
    control = _locked(control)
    permissions.may_confirm_control(by, control, timezone.localdate(at))
    if control.is_in_effect:
        return control
    if not control.is_waiting:
        raise ControlRefused(_("The ministry has said that this relation is not so."))
    _confirm(control, by, at)
    _check(control)
    control.save(update_fields=["person", "confirmed_by", "confirmed_at"])
    _record("confirmed", control, by, at)
    _tell_declarer("control_confirmed", control, by, at)
    return control


@transaction.atomic
def decline(*, control: Control, reason: str, by: User, at: dt.datetime) -> Control:
    """The ministry says that the declared relation is not so; it is kept, and bars nobody."""
    control = _locked(control)
    permissions.may_settle_control(by, control, timezone.localdate(at))
    if not reason.strip():
        raise ControlRefused(_("Say why: whoever declared it reads it."))
    if control.is_in_effect:
        raise ControlRefused(_("It has been confirmed meanwhile."))
    if control.is_waiting:
        control.declined_by, control.declined_at, control.decline_reason = by, at, reason.strip()
        control.save(update_fields=["declined_by", "declined_at", "decline_reason"])
        _record("declined", control, by, at, reason=control.decline_reason)
        _tell_declarer("control_declined", control, by, at, reason=control.decline_reason)
    return control


@transaction.atomic
def end(*, control: Control, on: dt.date, by: User, at: dt.datetime) -> Control:
    """The relation has ended; `on` is its last day."""
    control = _locked(control)
    permissions.may_end_control(by, control, timezone.localdate(at))
    if control.during.upper is not None:
        raise ControlRefused(_("This relation has its last day already."))
    if on < control.during.lower:
        raise ControlRefused(_("It cannot end before it began."))
    control.during = (control.during.lower, on + DAY)
    control.save(update_fields=["during"])
    _record("ended", control, by, at)
    return control


def _locked(control: Control) -> Control:
    """The organisation's lock first, as `enter` takes it, so that two relations are never checked side by side."""
    Organisation.objects.select_for_update(no_key=True).get(pk=control.organisation_id)
    return Control.objects.select_related("organisation", "body", "entered_by").get(pk=control.pk)


def _confirm(control: Control, by: User, at: dt.datetime) -> None:
    control.confirmed_by, control.confirmed_at = by, at
    if control.email and control.person is None:
        control.person = User.objects.filter(email__iexact=control.email).first()


def _check(control: Control) -> None:
    if (control.body is None) == (not control.email and control.person is None):
        raise ControlRefused(_("Name an organisation or a person, not both."))
    if control.body is not None and control.kind == Control.Kind.HEAD:
        raise ControlRefused(_("Only a person heads an organisation."))
    if control.body == control.organisation:
        raise ControlRefused(_("Nothing controls itself."))
    if control.pk is None:
        _check_days(control)
    same = _same(control).filter(during__overlap=control.during)
    if same.exists():
        raise ControlRefused(_("This relation stands in the register for these days already."))


def _check_days(control: Control) -> None:
    since, until = control.during
    if until is not None and until <= since:
        raise ControlRefused(_("The last day comes before the first."))


def _same(control: Control) -> QuerySet[Control]:
    """Of what has the same standing: what waits never keeps anybody from declaring what counts."""
    standing = Control.objects.in_effect() if control.is_in_effect else Control.objects.waiting()
    found = standing.filter(organisation=control.organisation, kind=control.kind, body=control.body)
    return found.filter(email=control.email).exclude(pk=control.pk)


def _record(deed: str, control: Control, by: User, at: dt.datetime, **personal: str) -> None:
    """A person's address is a personal detail, which can be erased from the trail."""
    told = {"named": control.who} | personal
    audit.record(
        verb=f"control.{deed}", target=control.organisation, by=by, at=at, personal=told, relation=control.kind
    )


def _ask(control: Control, at: dt.datetime) -> None:
    """The ministry, and whoever is named: each of them can confirm it."""
    named = User.objects.filter(email__iexact=control.email) if control.email else _heads(control.body)
    people = officials_of_ministry(on=timezone.localdate(at)).values("pk")
    for asked, address in ((User.objects.filter(pk__in=people), "confirmations"), (named, "own_relations")):
        notices.notify(
            users=asked.exclude(pk=control.entered_by_id),
            kind="control_declared",
            at=at,
            occasion=f"control:{control.pk}",
            url=reverse(address),
            organisation=control.organisation.told,
        )


def _heads(body: Organisation | None) -> QuerySet[User]:
    acting = Representative.objects.administrators().filter(organisation=body)
    return User.objects.filter(pk__in=acting.values("user"))


def _tell_declarer(kind: str, control: Control, by: User, at: dt.datetime, **told: str) -> None:
    if control.entered_by_id != by.pk:
        notices.notify(
            users=[control.entered_by],
            kind=kind,
            at=at,
            occasion=f"control:{control.pk}:{kind}",
            url=reverse("controls", kwargs={"pk": control.organisation_id}),
            organisation=control.organisation.told,
            named=control.who,
            **told,
        )
