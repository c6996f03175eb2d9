"""Lists of members that wait to be recorded, what is known of the words in them, and the register as such a list."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from accounts import secret
from indicators.models import Code
from initiatives import member_list as kernel
from initiatives import personal_number
from initiatives.models import Initiative, Invitation, MemberList, Membership, Organisation

NAMES = ("code", "name", "name_en", "name_ru", "name_kk")


def rows() -> QuerySet[MemberList]:
    return MemberList.objects.select_related("initiative__initiator", "received_by", "recorded_by")


def waiting(initiative: Initiative) -> MemberList | None:
    return MemberList.objects.open().filter(initiative=initiative).first()


def sealed(read: kernel.Read) -> str:
    return secret.encrypt(json.dumps(asdict(read)))


def content(member_list: MemberList) -> kernel.Read:
    """What a list says while it waits; afterwards nothing."""
    if not member_list.content:
        return kernel.Read([], [])
    kept = json.loads(secret.decrypt(member_list.content))
    found = [kernel.Row(**row | {"activities": tuple(row["activities"])}) for row in kept["rows"]]
    return kernel.Read(found, kept["unused"])


def checked(member_list: MemberList, *, at: dt.datetime) -> kernel.Checked:
    found = content(member_list).rows
    return kernel.check(found, known(member_list.initiative, found, at=at))


def known(initiative: Initiative, found: list[kernel.Row], *, at: dt.datetime) -> kernel.Known:
    """The same few questions for ten rows and for ten thousand."""
    on = timezone.localdate(at)
    numbers = {row.number for row in found if row.number}
    activities = {word for row in found for word in row.activities}
    return kernel.Known(
        organisations=_organisations(numbers),
        members=_members(initiative),
        invited=_invited(initiative, numbers, at),
        roles=roles(),
        regions=spelled(Code.objects.regions().valid(on)),
        activities=spelled(named(Code.objects.activities().valid(on), activities)),
        languages=frozenset(code for code, _name in settings.LANGUAGES),
    )


def by_number(numbers: Iterable[str]) -> dict[str, Organisation]:
    """Only by its BIN: whose number an IIN is, is not told to whoever brings a list."""
    found = Organisation.objects.filter(bin__in=set(numbers)).select_related("merged_into")
    return {each.bin: each.merged_into or each for each in found}


def roles() -> dict[str, str]:
    """A role by its key and by its name in every language of the portal."""
    found = {role.value: role.value for role in Membership.Role}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {kernel.folded(str(role.label)): role.value for role in Membership.Role}
    return found


def register(initiative: Initiative) -> Iterator[tuple[str, ...]]:
    """Members as the columns of a list that can be brought in again; a person's number never stands in it."""
    yield kernel.COLUMNS
    joined = Membership.objects.committed().filter(initiative=initiative)
    listed = joined.select_related("organisation__region").order_by("organisation__sort_name", "pk")
    for row in listed.prefetch_related("organisation__activities__activity"):
        firm = row.organisation
        yield (
            firm.bin or "",
            firm.name,
            firm.kind,
            row.role,
            firm.region.code if firm.region else "",
            "; ".join(sorted(each.activity.code for each in firm.activities.all())),
            timezone.localdate(row.committed_at).isoformat(),
            timezone.localdate(row.admitted_at).isoformat(),
        )


def _organisations(numbers: set[str]) -> dict[str, str]:
    return dict(Organisation.objects.filter(bin__in=numbers).values_list("bin", "name"))


def _members(initiative: Initiative) -> frozenset[str]:
    joined = Membership.objects.open().filter(initiative=initiative)
    named = joined.values_list("organisation__bin", "organisation__name")
    return frozenset(number or kernel.folded(name) for number, name in named)


def _invited(initiative: Initiative, numbers: set[str], at: dt.datetime) -> frozenset[str]:
    digests = {personal_number.digest(number): number for number in numbers}
    asked = Invitation.objects.open(at).filter(initiative=initiative)
    listed = asked.values_list("organisation__bin", "identifier_digest", "organisation_name")
    return frozenset(own or digests.get(digest) or kernel.folded(name) for own, digest, name in listed)


def named(codes: QuerySet[Code], words: set[str]) -> QuerySet[Code]:
    wanted = Q(pk=None)
    for column in NAMES:
        wanted |= Q(**{f"{column}__in": words})
    return codes.filter(wanted)


def spelled(codes: QuerySet[Code]) -> frozenset[str]:
    found = codes.values_list(*NAMES, "spellings")
    return frozenset(kernel.folded(word) for *names, also in found for word in (*names, *also) if word)
