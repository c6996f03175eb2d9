"""The ministry says which authorities are real, for which regions they answer, and who acts for them."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from indicators.models import Code
from initiatives.actions import case
from initiatives.decisions import Capacity
from initiatives.models import Jurisdiction, Organisation, Representative, Seat
from initiatives.permissions import confirmation as permissions


class ConfirmationRefused(Exception):
    """The authority cannot be confirmed so; the message says why."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def confirm(
    *,
    organisation: Organisation,
    regions: Sequence[Code] = (),
    is_whole_country: bool = False,
    capacity: str = Capacity.DECIDES,
    by: User,
    at: dt.datetime,
) -> Organisation:
    """From today the authority answers for these regions; seats there that nobody held are its own."""
    organisation = _locked(organisation)
    permissions.may_confirm(by, organisation)
    places: list[Code | None] = [*regions, *([None] if is_whole_country else [])]
    if not (places or organisation.jurisdictions.exists() or organisation.competences.exists()):
        raise ConfirmationRefused(_("Say for which regions it answers, or for the whole country."))
    for region in places:
        _grant(organisation, region, capacity, by, at)
    if organisation.confirmed_at is None:
        organisation.confirmed_at, organisation.confirmed_by = at, by
        organisation.save(update_fields=["confirmed_at", "confirmed_by"])
        audit.record(verb="authority.confirmed", target=organisation, by=by, at=at)
    for representative in _waiting_people(organisation).filter(role=Representative.Role.ADMINISTRATOR):
        _admit(representative, by, at)
    _tell(organisation, "authority_confirmed", at)
    _fill_vacant_seats(places, at)
    return organisation


@transaction.atomic
def decline(*, organisation: Organisation, reason: str, by: User, at: dt.datetime) -> Organisation:
    """The authority is not confirmed; whoever asked is told why and may ask again."""
    organisation = _locked(organisation)
    permissions.may_confirm(by, organisation)
    if not reason.strip():
        raise ConfirmationRefused(_("Say why: whoever asked reads it."))
    if organisation.confirmed_at:
        raise ConfirmationRefused(_("It has been confirmed meanwhile."))
    _tell(organisation, "authority_declined", at, reason=reason.strip())
    _waiting_people(organisation).update(ended_at=at)
    audit.record(verb="authority.declined", target=organisation, by=by, at=at, personal={"reason": reason.strip()})
    return organisation


@transaction.atomic
def confirm_person(*, representative: Representative, by: User, at: dt.datetime) -> Representative:
    representative = _locked_person(representative)
    permissions.may_confirm_person(by, representative)
    if representative.ended_at:
        raise ConfirmationRefused(_("The request has been declined meanwhile."))
    if representative.confirmed_at is None:
        _admit(representative, by, at)
        _tell_person(representative, "authority_confirmed", at)
    return representative


@transaction.atomic
def decline_person(*, representative: Representative, reason: str, by: User, at: dt.datetime) -> Representative:
    representative = _locked_person(representative)
    permissions.may_confirm_person(by, representative)
    if not reason.strip():
        raise ConfirmationRefused(_("Say why: whoever asked reads it."))
    if representative.confirmed_at:
        raise ConfirmationRefused(_("The person has been confirmed meanwhile."))
    if representative.ended_at is None:
        representative.ended_at = at
        representative.save(update_fields=["ended_at"])
        audit.record(
            verb="authority.person_declined",
            target=representative.organisation,
            by=by,
            at=at,
            personal={"reason": reason.strip()},
            person=str(representative.user),
        )
        _tell_person(representative, "authority_declined", at, reason=reason.strip())
    return representative


def _grant(organisation: Organisation, region: Code | None, capacity: str, by: User, at: dt.datetime) -> None:
    on = timezone.localdate(at)
    held = Jurisdiction.objects.filter(region=region, capacity=capacity, valid__contains=on)
    if held.filter(authority=organisation).exists():
        return
    try:
        with transaction.atomic():
            Jurisdiction.objects.create(authority=organisation, region=region, capacity=capacity, valid=(on, None))
    except IntegrityError as overlap:
        holder = held.select_related("authority").first()
        raise ConfirmationRefused(
            _("%(holder)s decides for %(region)s already; end that first.")
            % {"holder": holder.authority if holder else "–", "region": _place(region)}
        ) from overlap
    audit.record(
        verb="authority.jurisdiction_granted",
        target=organisation,
        by=by,
        at=at,
        region=_place(region),
        capacity=str(capacity),
    )


def _place(region: Code | None) -> str:
    return region.name if region else _("the whole country")


def _admit(representative: Representative, by: User, at: dt.datetime) -> None:
    representative.confirmed_at, representative.confirmed_by = at, by
    representative.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.record(
        verb="authority.person_confirmed",
        target=representative.organisation,
        by=by,
        at=at,
        person=str(representative.user),
    )


def _fill_vacant_seats(places: Sequence[Code | None], at: dt.datetime) -> None:
    vacant = Seat.objects.filter(authority=None, round__closed_at=None).select_related("region")
    for seat in vacant.order_by("pk"):
        if seat.region in places:
            case.find_authority(seat=seat, by=None, at=at)


def _waiting_people(organisation: Organisation):
    return Representative.objects.filter(organisation=organisation, confirmed_at=None, ended_at=None)


def _tell(organisation: Organisation, kind: str, at: dt.datetime, **context: str) -> None:
    people = Representative.objects.filter(organisation=organisation, ended_at=None)
    notices.notify(
        users=User.objects.filter(pk__in=people.values("user")),
        kind=kind,
        at=at,
        occasion=f"organisation:{organisation.pk}:{at.isoformat()}",
        url=reverse("inbox"),
        organisation=organisation.told,
        **context,
    )


def _tell_person(representative: Representative, kind: str, at: dt.datetime, **context: str) -> None:
    notices.notify(
        users=[representative.user],
        kind=kind,
        at=at,
        occasion=f"representative:{representative.pk}",
        url=reverse("inbox"),
        organisation=representative.organisation.told,
        **context,
    )


def _locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _locked_person(representative: Representative) -> Representative:
    rows = Representative.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organisation", "user").get(pk=representative.pk)
