"""Organisations and the people who act for them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from indicators.models import Code
from initiatives import identifiers, personal_number
from initiatives.models import Organisation, OrganisationActivity, Representative
from initiatives.queries import organisation as organisations

Kind = Organisation.Kind
Role = Representative.Role


class OrganisationRefused(Exception):
    """The organisation cannot be kept so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class AlreadyRegistered(OrganisationRefused):
    """The number belongs to an organisation that is here already."""

    def __init__(self, organisation: Organisation, field: str) -> None:
        super().__init__(_("%(name)s is registered under this number.") % {"name": organisation.name}, field)
        self.organisation = organisation


@dataclass(frozen=True)
class Identity:
    """One of three: a BIN, an owner's IIN, or a country and its registry number."""

    bin: str = ""
    iin: str = ""
    country: str = "KZ"
    registry_number: str = ""


@dataclass(frozen=True)
class Signing:
    """On what basis a person signs, if at all."""

    basis: str = ""
    power_number: str = ""
    until: dt.date | None = None


@dataclass(frozen=True)
class Details:
    """What an organisation says of itself."""

    name: str
    kind: str
    language: str
    size: str = ""
    region: Code | None = None
    website: str = ""
    about: str = ""
    activities: tuple[Code, ...] = field(default=())


@transaction.atomic
def register(
    *,
    identity: Identity,
    details: Details,
    position: str = "",
    signing: Signing | None = None,
    by: User,
    at: dt.datetime,
) -> Organisation:
    """Keep a new organisation with `by` as its administrator; an authority counts when the ministry has confirmed it."""
    signing = signing or Signing()
    is_authority = details.kind in Organisation.AUTHORITY_KINDS
    organisation = Organisation(registered_at=at, registered_by=by, **_identified(identity, details.kind))
    _describe(organisation, details)
    organisation.confirmed_at = None if is_authority else at
    _insert(organisation, identity)
    _set_activities(organisation, details.activities)
    _represent(organisation, by, Role.ADMINISTRATOR, position, signing, at, confirmed_by=None if is_authority else by)
    audit.record(verb="organisation.registered", target=organisation, by=by, at=at, kind=details.kind)
    if is_authority:
        _ask_the_ministry(organisation, at)
    return organisation


@transaction.atomic
def revise(*, organisation: Organisation, details: Details, by: User, at: dt.datetime) -> Organisation:
    organisation = _locked(organisation)
    if details.kind != organisation.kind and {details.kind, organisation.kind} & set(Organisation.AUTHORITY_KINDS):
        raise OrganisationRefused(_("Only the ministry turns an organisation into an authority or back."), "kind")
    _describe(organisation, details)
    organisation.save()
    _set_activities(organisation, details.activities)
    audit.record(verb="organisation.revised", target=organisation, by=by, at=at)
    return organisation


@transaction.atomic
def ask_to_represent(
    *,
    organisation: Organisation,
    role: str,
    position: str = "",
    signing: Signing | None = None,
    by: User,
    at: dt.datetime,
) -> Representative:
    """Ask the organisation's administrators to act for it; asking twice is asking once."""
    standing = Representative.objects.filter(organisation=organisation, user=by, ended_at=None).first()
    if standing is not None:
        return standing
    representative = _represent(organisation, by, role, position, signing or Signing(), at, confirmed_by=None)
    audit.record(verb="representative.asked", target=organisation, by=by, at=at, role=role)
    notices.notify(
        users=_administrators(organisation),
        kind="representative_asks",
        at=at,
        occasion=f"representative:{representative.pk}",
        url=f"/organisations/{organisation.pk}/people/",
        person=str(by),
        organisation=organisation.name,
    )
    return representative


@transaction.atomic
def confirm_representative(*, representative: Representative, by: User, at: dt.datetime) -> Representative:
    representative = _locked_representative(representative)
    if representative.ended_at is None and representative.confirmed_at is None:
        representative.confirmed_at, representative.confirmed_by = at, by
        representative.save(update_fields=["confirmed_at", "confirmed_by"])
        audit.record(
            verb="representative.confirmed", target=representative.organisation, by=by, at=at, role=representative.role
        )
    return representative


@transaction.atomic
def end_representative(*, representative: Representative, by: User, at: dt.datetime) -> Representative:
    """The person acts for the organisation no longer; the last administrator cannot go."""
    representative = _locked_representative(representative)
    others = Representative.objects.administrators().filter(organisation=representative.organisation)
    is_last = representative.confirmed_at is not None and not others.exclude(pk=representative.pk).exists()
    if is_last:
        raise OrganisationRefused(_("Somebody must stay administrator: name another one first."))
    if representative.ended_at is None:
        representative.ended_at = at
        representative.save(update_fields=["ended_at"])
        audit.record(verb="representative.ended", target=representative.organisation, by=by, at=at)
    return representative


@transaction.atomic
def set_role(
    *, representative: Representative, role: str, signing: Signing, by: User, at: dt.datetime
) -> Representative:
    representative = _locked_representative(representative)
    others = Representative.objects.administrators().filter(organisation=representative.organisation)
    if role != Role.ADMINISTRATOR and not others.exclude(pk=representative.pk).exists():
        raise OrganisationRefused(_("Somebody must stay administrator: name another one first."), "role")
    representative.role = role
    _sign(representative, signing)
    representative.save()
    audit.record(
        verb="representative.role_set", target=representative.organisation, by=by, at=at, role=role, signs=signing.basis
    )
    return representative


def _identified(identity: Identity, kind: str) -> dict[str, object]:
    if identity.country != "KZ":
        return {"country": identity.country, "registry_number": identity.registry_number.strip()}
    if kind in Organisation.OWNER_KINDS and identity.iin:
        number = _checked(identity.iin, "iin")
        return {"iin_digest": personal_number.digest(number), "iin_encrypted": personal_number.encrypted(number)}
    return {"bin": _checked(identity.bin, "bin")}


def _checked(text: str, field_name: str) -> str:
    number = identifiers.cleaned(text)
    match identifiers.fault(number):
        case None:
            return number
        case identifiers.Fault.CHECK_DIGIT:
            raise OrganisationRefused(_("This number looks mistyped: check the last digits."), field_name)
        case _:
            raise OrganisationRefused(_("The number has 12 digits and nothing else."), field_name)


def _insert(organisation: Organisation, identity: Identity) -> None:
    field_name = next(name for name in ("iin", "bin", "registry_number") if getattr(identity, name))
    standing = organisations.with_identity(organisation)
    if standing is None:
        try:
            with transaction.atomic():
                organisation.save(force_insert=True)
        except IntegrityError:
            standing = organisations.with_identity(organisation)
            if standing is None:
                raise
    if standing is not None:
        raise AlreadyRegistered(standing, field_name)


def _describe(organisation: Organisation, details: Details) -> None:
    organisation.name, organisation.kind, organisation.language = details.name, details.kind, details.language
    organisation.size, organisation.region = details.size, details.region
    organisation.website, organisation.about = details.website, details.about


def _set_activities(organisation: Organisation, activities: Collection[Code]) -> None:
    organisation.activities.exclude(activity__in=activities).delete()
    known = set(organisation.activities.values_list("activity_id", flat=True))
    OrganisationActivity.objects.bulk_create(
        OrganisationActivity(organisation=organisation, activity=activity)
        for activity in activities
        if activity.pk not in known
    )


def _represent(
    organisation: Organisation,
    user: User,
    role: str,
    position: str,
    signing: Signing,
    at: dt.datetime,
    *,
    confirmed_by: User | None,
) -> Representative:
    representative = Representative(user=user, organisation=organisation, role=role, position=position, asked_at=at)
    representative.confirmed_at, representative.confirmed_by = at if confirmed_by else None, confirmed_by
    _sign(representative, signing)
    representative.save(force_insert=True)
    return representative


def _sign(representative: Representative, signing: Signing) -> None:
    representative.is_signatory, representative.signs_by = bool(signing.basis), signing.basis
    representative.power_number, representative.signs_until = signing.power_number, signing.until


def _ask_the_ministry(organisation: Organisation, at: dt.datetime) -> None:
    ministries = organisations.ministries(on=at.date())
    deciding = Representative.objects.editors().filter(organisation__in=ministries)
    notices.notify(
        users=User.objects.filter(pk__in=deciding.values("user")),
        kind="authority_asks",
        at=at,
        occasion=f"organisation:{organisation.pk}",
        url="/confirmations/",
        organisation=organisation.name,
    )


def _administrators(organisation: Organisation):
    administrators = Representative.objects.administrators().filter(organisation=organisation)
    return User.objects.filter(pk__in=administrators.values("user"))


def _locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _locked_representative(representative: Representative) -> Representative:
    rows = Representative.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation")
    return rows.get(pk=representative.pk)
