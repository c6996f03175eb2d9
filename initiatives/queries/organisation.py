"""Which organisations a person acts for, and in which way."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet

from accounts.models import User
from initiatives.decisions import Capacity
from initiatives.models import Organisation, Representative

Person = User | AnonymousUser

LIKE_ENOUGH = 0.45
SIMILAR_SHOWN = 5


def represented_by(user: Person) -> QuerySet[Organisation]:
    """Organisations for which `user` is a confirmed representative, in whatever role."""
    return _through(user, Representative.objects.active())


def edited_by(user: Person) -> QuerySet[Organisation]:
    return _through(user, Representative.objects.editors())


def administered_by(user: Person) -> QuerySet[Organisation]:
    return _through(user, Representative.objects.administrators())


def signed_by(user: Person, *, on: dt.date) -> QuerySet[Organisation]:
    return _through(user, Representative.objects.signatories(on=on))


def visible_to(user: Person) -> QuerySet[Organisation]:
    """What exists for `user`: confirmed organisations that wish to be found, and his own."""
    public = Q(is_public=True, confirmed_at__isnull=False)
    here = Organisation.objects.filter(merged_into=None)
    if not user.is_authenticated:
        return here.filter(public)
    if user.is_staff:
        return here
    own = Representative.objects.filter(user=user, ended_at=None)
    return here.filter(public | Q(pk__in=own.values("organisation")))


def named(organisations: QuerySet[Organisation], query: str) -> QuerySet[Organisation]:
    """Those whose name has the words in it, or nearly so."""
    query = query.strip()
    if not query:
        return organisations
    # Asked for first: beside a condition on JSON no index of the names would be used.
    elsewhere = Organisation.objects.exclude(names={}).filter(called(query)).values_list("pk", flat=True)
    told = Q(name__icontains=query) | Q(name__trigram_word_similar=query) | Q(pk__in=list(elsewhere))
    return organisations.filter(told)


def called(words: str) -> Q:
    """By a name in another language than its own, of initiatives as of organisations."""
    found = Q(pk=None)
    for code, _name in settings.LANGUAGES:
        found |= Q(**{f"names__{code}__icontains": words})
    return found


def similar(name: str, *, user: Person) -> list[Organisation]:
    """Organisations whose name is so like this one that it may be the same body."""
    near = visible_to(user).filter(name__trigram_similar=name).annotate(likeness=TrigramSimilarity("name", name))
    chosen = near.filter(likeness__gte=LIKE_ENOUGH).select_related("region").order_by("-likeness", "pk")
    return list(chosen[:SIMILAR_SHOWN])


def by_bin(number: str) -> Organisation | None:
    """The organisation of this number; one that was merged leads to the one that stands."""
    found = Organisation.objects.filter(bin=number).select_related("merged_into").first()
    return found and (found.merged_into or found)


def with_identity(organisation: Organisation) -> Organisation | None:
    """The organisation that has the same number, where there is one; a merged one leads to the one that stands."""
    found = Organisation.objects.exclude(pk=organisation.pk).select_related("merged_into")
    if organisation.bin:
        same = found.filter(bin=organisation.bin).first()
    elif organisation.iin_digest:
        same = found.filter(iin_digest=organisation.iin_digest).first()
    else:
        same = found.filter(country=organisation.country, registry_number=organisation.registry_number).first()
    return same and (same.merged_into or same)


def ministries(*, on: dt.date) -> QuerySet[Organisation]:
    """Authorities that decide for the whole country: the ministry in charge of clusters."""
    return Organisation.objects.filter(
        confirmed_at__isnull=False,
        jurisdictions__region=None,
        jurisdictions__capacity=Capacity.DECIDES,
        jurisdictions__valid__contains=on,
    )


def with_jurisdiction(*, region_ids: list[int], on: dt.date) -> QuerySet[Organisation]:
    """Authorities with a jurisdiction over one of the regions or over the whole country."""
    return Organisation.objects.filter(
        Q(jurisdictions__region__in=region_ids) | Q(jurisdictions__region=None),
        jurisdictions__valid__contains=on,
    ).distinct()


def _through(user: Person, representatives: QuerySet[Representative]) -> QuerySet[Organisation]:
    if not user.is_authenticated:
        return Organisation.objects.none()
    return Organisation.objects.filter(pk__in=representatives.filter(user=user).values("organisation"))


def said(organisation: Organisation) -> dict[str, object]:
    """What an organisation says of itself, as it stands."""
    words = {name: getattr(organisation, name) for name in ("name", "size", "website", "about", "language")}
    chosen = sorted(organisation.activities.values_list("activity__code", flat=True))
    return words | {"region": organisation.region.code if organisation.region else "", "activities": chosen}
