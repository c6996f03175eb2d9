"""Organisations: registered once each, described by their own people."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from indicators.models import Code
from initiatives import identifiers, personal_number
from initiatives.actions import collision
from initiatives.actions.representative import OrganisationRefused, Signing, found, tell_the_ministry
from initiatives.models import Organisation, OrganisationActivity
from initiatives.queries import organisation as organisations


class AlreadyRegistered(OrganisationRefused):
    """The number belongs to an organisation that is here already."""

    def __init__(self, organisation: Organisation, field: str) -> None:
        # Whose number an IIN is, is not told to whoever types it.
        name = _("An organisation") if organisation.iin_digest else organisation.name
        super().__init__(_("%(name)s is registered under this number.") % {"name": name}, field)
        self.organisation = organisation


@dataclass(frozen=True)
class Identity:
    """One of three: a BIN, an owner's IIN, or a country and its registry number."""

    bin: str = ""
    iin: str = ""
    country: str = "KZ"
    registry_number: str = ""


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
    """Keep a new organisation with `by` as its administrator; an authority counts once the ministry confirmed it."""
    is_authority = details.kind in Organisation.AUTHORITY_KINDS
    organisation = Organisation(registered_at=at, registered_by=by, **_identified(identity, details.kind))
    _describe(organisation, details)
    organisation.confirmed_at = None if is_authority else at
    _insert(organisation, identity)
    _set_activities(organisation, details.activities)
    found(organisation=organisation, position=position, signing=signing, by=by, at=at, is_confirmed=not is_authority)
    audit.record(verb="organisation.registered", target=organisation, by=by, at=at, kind=details.kind)
    if is_authority:
        tell_the_ministry(organisation, at)
    return organisation


@transaction.atomic
def revise(
    *, organisation: Organisation, details: Details, seen: str | None = None, by: User, at: dt.datetime
) -> Organisation:
    """`seen` is what its page showed; raises Collision where it says something else by now."""
    organisation = _locked(organisation)
    collision.check(seen, organisations.said(organisation))
    if details.kind != organisation.kind and {details.kind, organisation.kind} & set(Organisation.AUTHORITY_KINDS):
        raise OrganisationRefused(_("Only the ministry turns an organisation into an authority or back."), "kind")
    if organisation.iin_digest and details.kind not in Organisation.OWNER_KINDS:
        raise OrganisationRefused(_("Who is known by the owner's IIN is an entrepreneur or a farm."), "kind")
    _describe(organisation, details)
    organisation.save()
    _set_activities(organisation, details.activities)
    audit.record(verb="organisation.revised", target=organisation, by=by, at=at)
    return organisation


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
            raise OrganisationRefused(_("Number looks mistyped, check the last digits."), field_name)
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


def _locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
