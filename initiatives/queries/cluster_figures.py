"""Figures of the cluster itself, from its members' returns as they stood when they were disclosed."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from initiatives import disclosure
from initiatives.disclosure import Reason, Rule, Sum
from initiatives.models import Campaign, Initiative, Organisation, ReturnPart, ReturnRequest
from initiatives.panel import Growth, Move, growth, moves
from initiatives.queries import rules
from initiatives.questionnaire import QUESTIONS, contribution
from initiatives.rules import DEFAULT_PACK, read

YEARS = 4
SMALL = (Organisation.Size.MICRO, Organisation.Size.SMALL, Organisation.Size.MEDIUM)
GROWN = ("jobs", "turnover", "value_added")
RATIOS = (
    ("exports", "turnover"),
    ("rnd", "turnover"),
    ("purchases_from_members", "purchases"),
    ("researchers", "jobs"),
)

Answered = Mapping[Hashable, Decimal]


@dataclass
class YearOfAnswers:
    """What each member contributed, question by question. It never leaves the queries."""

    campaign: Campaign
    asked: set[int] = field(default_factory=set)
    sized: set[int] = field(default_factory=set)
    small: set[int] = field(default_factory=set)
    given: dict[str, dict[int, Decimal]] = field(default_factory=lambda: {key: {} for key in QUESTIONS})

    def add(self, part: ReturnPart) -> None:
        member, size = part.source.organisation_id, part.source.organisation.size
        self.asked.add(member)
        if size:
            self.sized.add(member)
        if size in SMALL:
            self.small.add(member)
        for key, answer in part.answers.items():
            value = contribution(key, answer, part.share)
            if value is not None:
                self.given[key][member] = value

    @property
    def returned(self) -> int:
        return len({member for members in self.given.values() for member in members})


@dataclass(frozen=True)
class YearSums:
    campaign: Campaign
    asked: int
    returned: int
    sums: Mapping[str, Sum]


@dataclass(frozen=True)
class GrowthRow:
    """Growth in one measure. The constant panel is withheld where the others would follow by subtraction."""

    key: str
    of_all: Decimal | None
    of_panel: Decimal | None
    contributions: Mapping[Move, tuple[Decimal, int]]
    panel_count: int
    reason: Reason | None
    panel_reason: Reason | None


@dataclass(frozen=True)
class Ratio:
    key: str
    of: str
    value: Decimal | None
    count: int
    reason: Reason | None


@dataclass(frozen=True)
class ClusterFigures:
    """Newest year first."""

    rule: Rule
    years: tuple[YearSums, ...] = ()
    growth: tuple[GrowthRow, ...] = ()
    ratios: tuple[Ratio, ...] = ()

    @property
    def newest(self) -> YearSums | None:
        return self.years[0] if self.years else None


def figures(
    initiative: Initiative, campaigns: Iterable[Campaign] | None = None, rule: Rule | None = None
) -> ClusterFigures:
    """Everything that may be shown; the same few queries whatever the number of members."""
    if campaigns is None:
        campaigns = Campaign.objects.disclosed().filter(initiative=initiative)
    found = sorted((each for each in campaigns if each.disclosed_at), key=lambda each: -each.year)[:YEARS]
    rule = rule or rules.pack().disclosure
    answered = answers(found)
    if not answered:
        return ClusterFigures(rule)
    return ClusterFigures(
        rule,
        tuple(year_sums(each, rule) for each in answered),
        _growth(answered, rule),
        _ratios(answered[0], rule),
    )


def year_sums(year: YearOfAnswers, rule: Rule) -> YearSums:
    sums = {key: disclosure.total(members, rule) for key, members in year.given.items()}
    return YearSums(year.campaign, len(year.asked), year.returned, sums)


def answers(campaigns: Iterable[Campaign]) -> list[YearOfAnswers]:
    """As of the moment at which each was disclosed."""
    found = {campaign.pk: YearOfAnswers(campaign) for campaign in campaigns}
    return _filled(found, _standing(found)) if found else []


def newest_sums(counted: Sequence[Campaign]) -> YearSums | None:
    """The newest disclosed year alone, from `returns.counted`; one query, so that it fits any page."""
    newest = next((each for each in counted if each.disclosed_at), None)
    if newest is None:
        return None
    year = YearOfAnswers(newest)
    for part in _standing({newest.pk: year}):
        year.add(part)
    rule = read(newest.pack or DEFAULT_PACK).disclosure
    return replace(year_sums(year, rule), asked=newest.asked)


def answers_now(campaign: Campaign) -> YearOfAnswers:
    """As they stand now, for the deed that discloses them."""
    current = _parts([campaign.pk]).filter(source__superseded_at=None)
    return _filled({campaign.pk: YearOfAnswers(campaign)}, current)[0]


def sums_over(initiatives: Iterable[Initiative], year: int) -> dict[str, Sum]:
    """One sum over several clusters: the shares of one organisation add up, so that it is counted once."""
    found = Campaign.objects.disclosed().filter(initiative__in=[each.pk for each in initiatives], year=year)
    united: dict[str, dict[int, Decimal]] = {key: {} for key in QUESTIONS}
    for each in answers(list(found)):
        for key, members in each.given.items():
            for member, value in members.items():
                united[key][member] = united[key].get(member, Decimal()) + value
    rule = rules.pack().disclosure
    return {key: disclosure.total(members, rule) for key, members in united.items()}


def _parts(campaigns: Collection[int]) -> QuerySet[ReturnPart]:
    return ReturnPart.objects.filter(request__campaign__in=campaigns).select_related("source__organisation", "request")


def _standing(campaigns: Collection[int]) -> QuerySet[ReturnPart]:
    disclosed = F("request__campaign__disclosed_at")
    kept = Q(source__superseded_at=None) | Q(source__superseded_at__gt=disclosed)
    return _parts(campaigns).filter(kept, source__recorded_at__lte=disclosed)


def _filled(found: dict[int, YearOfAnswers], parts: QuerySet[ReturnPart]) -> list[YearOfAnswers]:
    asked = ReturnRequest.objects.filter(campaign__in=found)
    for campaign, organisation, left_at in asked.values_list("campaign", "organisation", "membership__left_at"):
        if left_at is None:
            found[campaign].asked.add(organisation)
    for part in parts:
        found[part.request.campaign_id].add(part)
    return list(found.values())


def _growth(answered: list[YearOfAnswers], rule: Rule) -> tuple[GrowthRow, ...]:
    """From the year before to the newest one; nothing where that year was not collected."""
    now, *earlier = answered
    if not earlier or earlier[0].campaign.year != now.campaign.year - 1:
        return ()
    return tuple(_growth_row(key, earlier[0], now, rule) for key in GROWN)


def _growth_row(key: str, before: YearOfAnswers, now: YearOfAnswers, rule: Rule) -> GrowthRow:
    then, after = before.given[key], now.given[key]
    moved = moves(then, after, asked_before=before.asked, asked=now.asked)
    split = growth(then, after, moved)
    reason = disclosure.why_withheld(then, rule) or disclosure.why_withheld(after, rule)
    panel_reason = reason or disclosure.together(_groups(then, after, moved, whole_moves=False), rule)
    is_split = panel_reason is None and disclosure.together(_groups(then, after, moved, whole_moves=True), rule) is None
    return GrowthRow(
        key=key,
        of_all=None if reason else split.of_all,
        of_panel=None if panel_reason else split.of_panel,
        contributions=_contributions(split) if is_split else {},
        panel_count=split.flows[Move.CONTINUING].count,
        reason=reason,
        panel_reason=Reason.REST
        if panel_reason and not reason and _panel_is_fit(then, after, moved, rule)
        else panel_reason,
    )


def _panel_is_fit(then: Answered, after: Answered, moved: Mapping[Hashable, Move], rule: Rule) -> bool:
    """The panel itself may be shown; only those beside it may not."""
    panel = {member for member, its in moved.items() if its == Move.CONTINUING}
    sides = ({member: side[member] for member in panel} for side in (then, after))
    return bool(panel) and all(disclosure.why_withheld(side, rule) is None for side in sides)


def _groups(
    then: Answered, after: Answered, moved: Mapping[Hashable, Move], *, whole_moves: bool
) -> list[dict[Hashable, Decimal]]:
    """What would stand beside each other: the panel and the rest, or the members of every move."""
    kinds: Iterable[tuple[Move, ...]] = (
        tuple((move,) for move in Move)
        if whole_moves
        else ((Move.CONTINUING,), tuple(move for move in Move if move != Move.CONTINUING))
    )
    return [
        {member: value for member, value in year.items() if moved[member] in kind}
        for kind in kinds
        for year in (then, after)
    ]


def _contributions(split: Growth) -> dict[Move, tuple[Decimal, int]]:
    return {
        move: (part, flow.count)
        for move, flow in split.flows.items()
        if flow.count and (part := split.contribution(move)) is not None
    }


def _ratios(year: YearOfAnswers, rule: Rule) -> tuple[Ratio, ...]:
    found = [_ratio(upper, lower, year.given[upper], year.given[lower], rule) for upper, lower in RATIOS]
    return (*(_small_share(key, year, rule) for key in ("jobs", "turnover")), _productivity(year, rule), *found)


def _ratio(key: str, of: str, upper: Answered, lower: Answered, rule: Rule) -> Ratio:
    above, below = disclosure.ratio(upper, lower, rule)
    if above.value is None or not below.value:
        return Ratio(key, of, None, above.count, above.reason)
    return Ratio(key, of, above.value / below.value, above.count, None)


def _productivity(year: YearOfAnswers, rule: Rule) -> Ratio:
    return _ratio("value_added", "jobs", year.given["value_added"], year.given["jobs"], rule)


def _small_share(key: str, year: YearOfAnswers, rule: Rule) -> Ratio:
    """Of the members with a known size; shown only where neither the small nor the large ones are found out."""
    members = year.given[key]
    sized = {member: value for member, value in members.items() if member in year.sized}
    whole, small = disclosure.part(members, year.sized, rule), disclosure.part(sized, year.small, rule)
    reason = whole.reason or small.reason
    value = None if reason or not whole.value or small.value is None else small.value / whole.value
    return Ratio(f"small_{key}", key, value, whole.count, reason)
