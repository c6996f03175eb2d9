"""The organisations of the demo country: invented, with numbers whose check digit fits."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from itertools import count

from accounts.models import User
from clusterportal.demo import organisation_names
from clusterportal.demo.people import Account, person
from indicators.models import Code
from initiatives.actions import confirmation
from initiatives.actions import organisation as organisations
from initiatives.actions.organisation import Details, Identity, Signing
from initiatives.identifiers import check_digit
from initiatives.models import Organisation

Kind = Organisation.Kind
OFFICIALS = {"KZ-61": "region@demo.kz", "KZ-43": "region2@demo.kz"}
AUTHORITIES_SINCE = dt.datetime(2022, 7, 1, 9, tzinfo=dt.UTC)
HEAD = Signing(basis="head")

FIRMS = ("Altyn", "Bereke", "Dala", "Yntymaq", "Zhana", "Kokzhiek", "Nur", "Orken", "Samal", "Tarlan", "Arai")
TRADES = ("Trade", "Invest", "Service", "Plant", "Group", "Systems", "Prom", "Export", "Logistics", "Tekhno")
FAMILIES = ("Akhmetov", "Bekenov", "Duisen", "Zhumabay", "Iskakov", "Kairat", "Mukanov", "Nurlan", "Omarov", "Sadyk")


def numbers(prefix: str) -> Iterator[str]:
    """Valid 12-digit numbers, always the same ones in the same order."""
    for serial in count(1):
        first = f"{prefix}{serial:0{11 - len(prefix)}d}"
        last = check_digit(first)
        if last is not None:
            yield f"{first}{last}"


@cache
def code(text: str) -> Code:
    return Code.objects.get(code=text)


def open_authorities(admin: User) -> None:
    """The ministry, the akimat of every region, and the office of statistics."""
    bins = numbers("220740")
    ministry = _authority(next(bins), "Ministry of Industry and Clusters", Kind.STATE_AUTHORITY, "ministry@demo.kz")
    if ministry.confirmed_at is None:
        confirmation.confirm(organisation=ministry, is_whole_country=True, by=admin, at=AUTHORITIES_SINCE)
    for region in Code.objects.regions().filter(kind=Code.Kind.CODE, valid_to=None).order_by("code"):
        email = OFFICIALS.get(region.code, f"akimat.{region.code.lower()}@demo.kz")
        akimat = _authority(next(bins), f"Akimat of {region.name_en}", Kind.MUNICIPAL_AUTHORITY, email, region)
        if akimat.confirmed_at is None:
            confirmation.confirm(organisation=akimat, regions=[region], by=admin, at=AUTHORITIES_SINCE)
    office = _authority(
        next(bins), "Bureau of National Statistics (demo)", Kind.STATE_AUTHORITY, "statistician@demo.kz"
    )
    if office.confirmed_at is None:
        Organisation.objects.filter(pk=office.pk).update(confirmed_at=AUTHORITIES_SINCE, keeps_statistics=True)
        office.representatives.update(confirmed_at=AUTHORITIES_SINCE, confirmed_by=admin)


def organisation(
    *,
    number: str,
    name: str,
    kind: str,
    email: str,
    person_name: str,
    region: Code | None,
    at: dt.datetime,
    activities: tuple[Code, ...] = (),
) -> Organisation:
    """The organisation with this number, registered by its head where it is not here yet."""
    is_owner = kind in Organisation.OWNER_KINDS
    identity = Identity(iin=number) if is_owner else Identity(bin=number)
    details = Details(name=name, kind=kind, language="en", size="small", region=region, activities=activities)
    return _registered(identity, details, person(email, person_name), at)


def foreign(*, name: str, country: str, number: str, at: dt.datetime) -> Organisation:
    identity = Identity(country=country, registry_number=number)
    head = person(f"foreign.{country.lower()}@demo.kz", "Elchin Mammadov")
    return _registered(identity, Details(name=name, kind=Kind.FIRM, language="en"), head, at)


def members(
    *,
    key: str,
    place: int,
    size: int,
    farms: int,
    region: Code,
    activities: tuple[Code, ...],
    at: dt.datetime,
    rector: Account | None = None,
) -> list[Organisation]:
    """So many invented organisations: farms, a university, an institute, a technopark, an association, firms."""
    home = (region.short_name_en or region.name_en).split(" ")[0]
    bins, iins = numbers(f"1505400{place:02d}"), numbers(f"7{place % 10}0101300")
    found = []
    for number in range(size):
        kind, name = _member(number, farms, home, place)
        email = f"{key}.{number + 1}@demo.kz"
        head = f"{FAMILIES[(number + place) % len(FAMILIES)]} {'ABDEKMNST'[number % 9]}."
        if rector and kind == Kind.UNIVERSITY:
            email, head = rector.email, rector.name
        own = next(iins if kind in Organisation.OWNER_KINDS else bins)
        found.append(
            organisation(
                number=own,
                name=name,
                kind=kind,
                email=email,
                person_name=head,
                region=region,
                at=at,
                activities=activities[number % len(activities) :][:1],
            )
        )
    return found


def _member(number: int, farms: int, home: str, place: int) -> tuple[str, str]:
    special = (
        (Kind.UNIVERSITY, f"{home} University"),
        (Kind.INSTITUTE, f"{home} Research Institute No. {place}"),
        (Kind.TECHNOPARK, f"{home} Technopark"),
        (Kind.ASSOCIATION, f"{home} Association No. {place}"),
    )
    if number < farms:
        return Kind.PEASANT_FARM, f"Peasant farm “{FAMILIES[(number + place) % len(FAMILIES)]}”, {home}"
    if number < farms + len(special):
        return special[number - farms]
    word, trade = FIRMS[(number + place) % len(FIRMS)], TRADES[(number * 3 + place) % len(TRADES)]
    return Kind.FIRM, f"LLP “{word} {home} {trade}”"


def _authority(number: str, name: str, kind: str, email: str, region: Code | None = None) -> Organisation:
    details = Details(name=name, kind=kind, language="en", region=region)
    head = person(email, name.replace("Akimat of ", "Head of cluster policy, "))
    return _registered(Identity(bin=number), details, head, AUTHORITIES_SINCE)


def _registered(identity: Identity, details: Details, head: User, at: dt.datetime) -> Organisation:
    try:
        found = organisations.register(
            identity=identity, details=details, position="Head", signing=HEAD, by=head, at=at
        )
    except organisations.AlreadyRegistered as error:
        return error.organisation
    names = organisation_names.of(details.name, details.kind, details.region)
    Organisation.objects.filter(pk=found.pk).update(is_synthetic=True, names=names)
    return found
