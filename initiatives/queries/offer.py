"""What organisations offer and need now: who may know of it, how it is found, and what meets what."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from indicators.models import Code
from indicators.queries import matching, search
from initiatives import offers as kernel
from initiatives.models import Initiative, Membership, Offer, OfferActivity, OfferFile, OfferQuestion, Organisation
from initiatives.queries import organisation as organisations
from initiatives.queries.organisation import Person

ON_A_PAGE = 25
CODES_FOR_WORDS = 6
# Matches of one offer that are shown, and how many candidates are looked at for a whole page of offers.
SHOWN, LOOKED_AT = 5, 300
DIVISION = 2


@dataclass(frozen=True)
class Asked:
    """What the address asks for; empty means everything."""

    words: str = ""
    side: str = ""
    kind: str = ""
    region: str = ""
    activity: str = ""
    initiative: int = 0
    after: int = 0


@dataclass(frozen=True)
class Page:
    rows: list[Offer]
    after: int | None


@dataclass(frozen=True)
class Match:
    """An offer for a need, or the other way round, and why."""

    offer: Offer
    tie: kernel.Tie
    region: Code | None

    @property
    def reason(self) -> str:
        named = {code.code: code.printed_code for code in self.offer.codes}
        theirs, mine = named.get(self.tie.theirs, self.tie.theirs), _printed(self.tie.mine)
        if self.tie.is_same:
            told = _("same activity %(code)s") % {"code": theirs}
        elif len(self.tie.theirs) > len(self.tie.mine):
            told = _("%(code)s is part of %(wider)s") % {"code": theirs, "wider": mine}
        else:
            told = _("%(code)s is part of %(wider)s") % {"code": mine, "wider": theirs}
        near = _("same region")
        return f"{told}, {near}" if self.region else told


def visible_to(user: Person, *, on: dt.date) -> QuerySet[Offer]:
    """What has not ended, of organisations that may be found; one's own always."""
    shown = Q(organisation__in=organisations.visible_to(user)) & _current(on)
    if user.is_authenticated:
        shown |= Q(organisation__in=organisations.represented_by(user))
    return Offer.objects.filter(shown)


def current(user: Person, *, on: dt.date) -> QuerySet[Offer]:
    return Offer.objects.current(on).filter(organisation__in=organisations.visible_to(user))


def find(asked: Asked, user: Person, *, on: dt.date) -> Page:
    """The newest first; a deep page costs what the first one costs."""
    found = _filtered(asked, current(user, on=on), on)
    if asked.after:
        found = found.filter(pk__lt=asked.after)
    rows = list(whole(found).order_by("-pk")[: ON_A_PAGE + 1])
    is_more = len(rows) > ON_A_PAGE
    return Page(_coded(rows[:ON_A_PAGE]), rows[ON_A_PAGE - 1].pk if is_more else None)


def worded(found: QuerySet[Offer], words: str, *, activities: Collection[str] = ()) -> QuerySet[Offer]:
    """By the words of the sentence, and by the activities that the words mean."""
    tokens = matching.tokens(words)
    about = matching.about(tokens, name="sentence") if tokens else Q(pk=None)
    if activities:
        about |= Q(Exists(_touching(activities)))
    return found.filter(about)


def divisions(*, on: dt.date) -> list[Code]:
    """Those in which somebody offers or needs something now."""
    rows = OfferActivity.objects.filter(offer__in=Offer.objects.current(on))
    held = rows.annotate(division=Left("activity__code", DIVISION)).values("division")
    return list(Code.objects.activities().filter(code__in=held).order_by("code"))


def of_organisation(organisation: Organisation, *, on: dt.date, with_ended: bool = False) -> list[Offer]:
    """`with_ended` for its own people: what others do not see any more, and can be prolonged."""
    rows = Offer.objects.filter(withdrawn_at=None) if with_ended else Offer.objects.current(on)
    return _coded(whole(rows.filter(organisation=organisation)).order_by("-pk"))


def of_members(initiative: Initiative, user: Person, *, on: dt.date, most: int) -> list[Offer]:
    """What the members of an initiative offer and need, without their files."""
    rows = _with_activities(current(user, on=on).filter(_by_members_of(initiative.pk)))
    return _coded(rows.order_by("-pk")[:most])


def matches(offers: Sequence[Offer], user: Person, *, on: dt.date) -> dict[int, list[Match]]:
    """For each of these the nearest of what meets it: {offer: matches}, in two questions for all of them."""
    codes = {code.code for offer in offers for code in offer.codes if len(code.code) >= kernel.SHORTEST}
    if not codes:
        return {}
    kinds = {(offer.kind, Offer.Side(offer.side).opposite) for offer in offers}
    wanted = Q(pk=None)
    for kind, side in kinds:
        wanted |= Q(kind=kind, side=side)
    rows = current(user, on=on).filter(wanted).filter(Exists(_touching(codes)))
    candidates = _coded(whole(rows).order_by("-pk")[:LOOKED_AT])
    found: dict[int, list[Match]] = defaultdict(list)
    for offer in offers:
        met = [match for other in candidates if (match := _match(offer, other)) is not None]
        met.sort(key=lambda match: (match.tie.depth, match.tie.is_same, match.region is not None), reverse=True)
        found[offer.pk] = met[:SHOWN]
    return found


def whole(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    """With what a line shows of each."""
    return _with_activities(rows).prefetch_related(
        Prefetch("files", OfferFile.objects.current(), to_attr="current_files")
    )


def _with_activities(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    activities = OfferActivity.objects.select_related("activity__classification").order_by("activity__code")
    return rows.select_related("organisation__region", "region").prefetch_related(Prefetch("activities", activities))


def said(offer: Offer) -> dict[str, object]:
    """What its page asks for, as it stands."""
    words = {name: getattr(offer, name) for name in ("side", "kind", "sentence", "language", "readiness", "ends_on")}
    chosen = sorted(offer.activities.values_list("activity__code", flat=True))
    return words | {"region": offer.region.code if offer.region else "", "activities": chosen}


def one(offer: Offer) -> Offer:
    """The same one with what its page shows."""
    return _coded(whole(Offer.objects.filter(pk=offer.pk)))[0]


def questions_open_to(user: Person) -> QuerySet[OfferQuestion]:
    """Asked by one's own organisation, or of it."""
    mine = organisations.represented_by(user).values("pk")
    return OfferQuestion.objects.filter(Q(organisation__in=mine) | Q(offer__organisation__in=mine))


def _current(on: dt.date) -> Q:
    return Q(withdrawn_at=None, ends_on__gte=on)


def _filtered(asked: Asked, rows: QuerySet[Offer], on: dt.date) -> QuerySet[Offer]:
    plain = {"side": asked.side, "kind": asked.kind, "region__code": asked.region}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if asked.activity:
        rows = rows.filter(Exists(_touching([asked.activity])))
    if asked.initiative:
        rows = rows.filter(_by_members_of(asked.initiative))
    if asked.words:
        meant = search.activities(asked.words, on=on, limit=CODES_FOR_WORDS)
        rows = worded(rows, asked.words, activities=[code.code for code in meant])
    return rows


def _by_members_of(initiative: int) -> Q:
    joined = Membership.objects.committed().filter(initiative=initiative, initiative__in=Initiative.objects.public())
    return Q(organisation__in=joined.values("organisation"))


def _touching(codes: Collection[str]) -> QuerySet[OfferActivity]:
    """At, below or above one of these codes, as the kernel ties them."""
    chosen = Q(activity__code__in={wider for code in codes for wider in kernel.above(code)})
    for code in codes:
        chosen |= Q(activity__code__startswith=code) if len(code) >= kernel.SHORTEST else Q(activity__code=code)
    return OfferActivity.objects.filter(chosen, offer=OuterRef("pk"))


def _match(offer: Offer, other: Offer) -> Match | None:
    fits = other.kind == offer.kind and other.side != offer.side and other.organisation_id != offer.organisation_id
    tie = kernel.closest((code.code for code in offer.codes), (code.code for code in other.codes)) if fits else None
    if tie is None:
        return None
    is_near = offer.region_id is not None and offer.region_id == other.region_id
    return Match(other, tie, offer.region if is_near else None)


def _coded(rows: Iterable[Offer]) -> list[Offer]:
    """Each with its activities as `codes` and the file that counts as `file`."""
    found = list(rows)
    for offer in found:
        offer.codes = [row.activity for row in offer.activities.all()]
        offer.file = next((file for file in getattr(offer, "current_files", ()) if file.may_be_read), None)
    return found


def _printed(code: str) -> str:
    return Code(code=code).printed_code
