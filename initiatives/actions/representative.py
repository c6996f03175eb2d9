"""The people who act for an organisation: asked, confirmed, given a role, ended."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from initiatives.models import Organisation, Representative
from initiatives.queries import organisation as organisations

Role = Representative.Role


class OrganisationRefused(Exception):
    """The organisation or its people cannot be kept so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Signing:
    """On what basis a person signs, if at all."""

    basis: str = ""
    power_number: str = ""
    until: dt.date | None = None


def found(
    *,
    organisation: Organisation,
    position: str,
    signing: Signing | None,
    by: User,
    at: dt.datetime,
    is_confirmed: bool,
) -> Representative:
    """Whoever registers an organisation is its first administrator; of an authority the ministry confirms him."""
    first = _asked(organisation, by, Role.ADMINISTRATOR, position, signing, at)
    if is_confirmed:
        first.confirmed_at, first.confirmed_by = at, by
    first.save(force_insert=True)
    return first


@transaction.atomic
def ask(
    *,
    organisation: Organisation,
    role: str = Role.EDITOR,
    position: str = "",
    signing: Signing | None = None,
    by: User,
    at: dt.datetime,
) -> Representative:
    """Ask the organisation's administrators to act for it; asking twice is asking once."""
    standing = Representative.objects.filter(organisation=organisation, user=by, ended_at=None)
    if (first := standing.first()) is not None:
        return first
    asked = _asked(organisation, by, role, position, signing, at)
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError:
        return standing.get()
    audit.record(verb="representative.asked", target=organisation, by=by, at=at, role=role)
    if organisation.is_authority:
        tell_the_ministry(organisation, at, asked=asked)
    else:
        _tell_administrators(asked, at)
    return asked


@transaction.atomic
def confirm(*, representative: Representative, by: User, at: dt.datetime) -> Representative:
    representative = _locked(representative)
    if representative.ended_at is not None:
        raise OrganisationRefused(_("This request has been declined or taken back meanwhile."))
    if representative.confirmed_at is None:
        representative.confirmed_at, representative.confirmed_by = at, by
        representative.save(update_fields=["confirmed_at", "confirmed_by"])
        _record("confirmed", representative, by, at, role=representative.role)
        _tell_person(representative, "representative_confirmed", at)
    return representative


@transaction.atomic
def end(*, representative: Representative, by: User, at: dt.datetime) -> Representative:
    """The person acts for the organisation no longer, or never did; the last administrator cannot go."""
    representative = _locked(representative)
    if representative.ended_at is not None:
        return representative
    if representative.confirmed_at is not None:
        _keep_an_administrator(representative)
    representative.ended_at = at
    representative.save(update_fields=["ended_at"])
    was_asking = representative.confirmed_at is None
    _record("declined" if was_asking else "ended", representative, by, at)
    if representative.user_id != by.pk:
        _tell_person(representative, "representative_declined" if was_asking else "representative_ended", at)
    return representative


@transaction.atomic
def set_role(
    *, representative: Representative, role: str, signing: Signing, by: User, at: dt.datetime
) -> Representative:
    representative = _locked(representative)
    if representative.ended_at is not None or representative.confirmed_at is None:
        raise OrganisationRefused(_("This person does not act for the organisation any more."), "role")
    if role != Role.ADMINISTRATOR:
        _keep_an_administrator(representative)
    representative.role = role
    _sign(representative, signing)
    representative.save(update_fields=["role", "is_signatory", "signs_by", "power_number", "signs_until"])
    _record("role_set", representative, by, at, role=role, signs=signing.basis)
    return representative


def tell_the_ministry(organisation: Organisation, at: dt.datetime, asked: Representative | None = None) -> None:
    """The ministry confirms authorities and their people."""
    ministries = organisations.ministries(on=timezone.localdate(at))
    deciding = Representative.objects.editors().filter(organisation__in=ministries)
    notices.notify(
        users=User.objects.filter(pk__in=deciding.values("user")),
        kind="representative_asks" if asked else "authority_asks",
        at=at,
        occasion=f"representative:{asked.pk}" if asked else f"organisation:{organisation.pk}",
        url=reverse("confirmations"),
        organisation=organisation.told,
        **({"person": str(asked.user)} if asked else {}),
    )


def _asked(
    organisation: Organisation, user: User, role: str, position: str, signing: Signing | None, at: dt.datetime
) -> Representative:
    asked = Representative(user=user, organisation=organisation, role=role, position=position, asked_at=at)
    _sign(asked, signing or Signing())
    return asked


def _sign(representative: Representative, signing: Signing) -> None:
    representative.is_signatory, representative.signs_by = bool(signing.basis), signing.basis
    representative.power_number, representative.signs_until = signing.power_number, signing.until


def _keep_an_administrator(representative: Representative) -> None:
    others = Representative.objects.administrators().filter(organisation=representative.organisation_id)
    if not others.exclude(pk=representative.pk).exists():
        raise OrganisationRefused(_("Somebody must stay administrator: name another one first."), "role")


def _record(deed: str, representative: Representative, by: User, at: dt.datetime, **details: str) -> None:
    person = str(representative.user)
    audit.record(
        verb=f"representative.{deed}", target=representative.organisation, by=by, at=at, person=person, **details
    )


def _tell_administrators(asked: Representative, at: dt.datetime) -> None:
    administrators = Representative.objects.administrators().filter(organisation=asked.organisation_id)
    notices.notify(
        users=User.objects.filter(pk__in=administrators.values("user")),
        kind="representative_asks",
        at=at,
        occasion=f"representative:{asked.pk}",
        url=reverse("organisation_people", kwargs={"pk": asked.organisation_id}),
        person=str(asked.user),
        organisation=asked.organisation.told,
    )


def _tell_person(representative: Representative, kind: str, at: dt.datetime) -> None:
    notices.notify(
        users=[representative.user],
        kind=kind,
        at=at,
        occasion=f"representative:{representative.pk}",
        url=reverse("organisation", kwargs={"pk": representative.organisation_id}),
        organisation=representative.organisation.told,
    )


def _locked(representative: Representative) -> Representative:
    # The organisation first: two administrators who end each other at the same moment must not both succeed.
    Organisation.objects.select_for_update(no_key=True).get(pk=representative.organisation_id)
    rows = Representative.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organisation", "user").get(pk=representative.pk)
