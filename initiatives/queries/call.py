"""Calls for initiatives: which is open, what its entries still need, and the ranking that its score sheets make."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.queries import held
from initiatives.call import FEWEST_SHEETS, CallNeed, CallStage, CallWay
from initiatives.models import Call, CallCriterion, CallEntry, Commissioner, Organisation, Round, RulePack, ScoreSheet
from initiatives.queries import assessment, rules
from initiatives.queries.organisation import Person, edited_by, represented_by
from initiatives.rules import Recognition, read
from initiatives.scoring import WHOLE, score


@dataclass(frozen=True)
class Card:
    """One sheet with the score that it makes; `tie` says why it does not count."""

    sheet: ScoreSheet
    value: Fraction | None
    tie: str = ""

    @property
    def counted(self) -> Fraction | None:
        return None if self.tie else self.value


def is_by_call(*, on: dt.date) -> bool:
    """Whether the rules in force let initiatives into the register by call alone."""
    return rules.pack(on=on).recognition == Recognition.CALL


def open_call(*, on: dt.date) -> Call | None:
    return Call.objects.open(on).first()


def no_call(*, on: dt.date) -> str:
    """Why nobody can hand in today, and when it is possible next; empty where a call is open or none is needed."""
    if not is_by_call(on=on) or open_call(on=on):
        return ""
    if coming := Call.objects.coming(on).first():
        return _("Recognition is by call, and none is open today. “%(call)s” is open from %(first)s to %(last)s.") % {
            "call": coming,
            "first": date_format(coming.opens_on),
            "last": date_format(coming.closes_on),
        }
    return _("Recognition is by call, and none is open or announced. The ministry announces the next one.")


def visible_to(user: Person, *, is_of_ministry: bool) -> QuerySet[Call]:
    """Announced calls are everybody's; drafts are the ministry's, who alone knows of them."""
    found = Call.objects.select_related("operator", "rule_pack")
    return (
        found
        if is_of_ministry or (user.is_authenticated and user.is_staff)
        else found.filter(announced_at__isnull=False)
    )


def entries(call: Call) -> QuerySet[CallEntry]:
    """What stands for scoring, in the order of its arrival; ranked ones by their place."""
    found = CallEntry.objects.standing().filter(call=call).select_related("round__initiative__initiator", "opinion_by")
    return found.order_by("place", "entered_at", "pk")


def open_to(user: Person, *, is_of_ministry: bool) -> QuerySet[CallEntry]:
    """Entries that a person may open; who handed one in opens it when the call is closed."""
    found = CallEntry.objects.select_related("call__operator", "round__initiative__initiator", "opinion_by")
    if not user.is_authenticated:
        return found.none()
    if is_of_ministry or user.is_staff:
        return found
    mine = represented_by(user).values("pk")
    sits = Commissioner.objects.filter(call=OuterRef("call"), person=user.pk)
    own = Q(round__handed_in_for__in=mine) | Q(round__initiative__initiator__in=mine)
    return found.filter(Exists(sits) | Q(call__operator__in=mine) | (own & Q(call__stage=CallStage.CLOSED)))


def seat_of(user: Person, call: Call) -> Commissioner | None:
    if not user.pk:
        return None
    sitting = Commissioner.objects.filter(call=call, person=user.pk)
    return held.once(("sits in commission", user.pk, call.pk), sitting.first)


def operates(user: Person, call: Call) -> bool:
    return edited_by(user).filter(pk=call.operator_id).exists()


def offices() -> list[Organisation]:
    """Authorities that may operate a call; another organisation is named by its number."""
    return list(Organisation.objects.authorities().confirmed().order_by("sort_name", "pk"))


def own_sheet(entry: CallEntry, seat: Commissioner) -> ScoreSheet | None:
    return ScoreSheet.objects.filter(entry=entry, commissioner=seat).prefetch_related("points").first()


def initial_of(sheet: ScoreSheet | None) -> dict[str, int | str]:
    """A sheet as its form shows it."""
    if sheet is None:
        return {}
    return {f"points_{one.criterion_id}": one.points for one in sheet.points.all()} | {"reasons": sheet.reasons}


def criteria(call: Call) -> list[CallCriterion]:
    return list(CallCriterion.objects.filter(call=call))


def tie(person: User, entry: CallEntry, *, on: dt.date) -> str:
    """What bars a person from scoring or giving an opinion: the ties of an assessor, or what he declared himself."""
    declared = ScoreSheet.objects.filter(entry=entry, commissioner__person=person).exclude(recused_because="").first()
    if declared:
        return _("%(person)s has declared a conflict of interest.") % {"person": person}
    return assessment.tie(person, entry.initiative, on=on)


def cards(entry: CallEntry) -> list[Card]:
    """The sheets of an entry as they were given."""
    weights = {str(one.pk): one.weight for one in criteria(entry.call)}
    sheets = ScoreSheet.objects.filter(entry=entry).select_related("commissioner__person")
    return [_card(sheet, weights, entry.call.best) for sheet in sheets.prefetch_related("points__criterion")]


def read_sheets(entry: CallEntry) -> list[Card]:
    """Blind until the call is closed: until then nobody reads a sheet but its author."""
    return cards(entry) if entry.call.stage == CallStage.CLOSED else []


def _card(sheet: ScoreSheet, weights: Mapping[str, int], best: int) -> Card:
    points = {str(one.criterion_id): one.points for one in sheet.points.all()}
    return Card(sheet, None if sheet.recused_because else score(points, weights, best))


def judged(entry: CallEntry, *, on: dt.date) -> list[Card]:
    """The same, each with what ties its author to the entry on that day; whoever has come to gain counts no more."""
    return [replace(card, tie=tie(card.sheet.commissioner.person, entry, on=on)) for card in cards(entry)]


def lacking(call: Call, way: CallWay, *, on: dt.date) -> list[str]:
    """What the way still needs, each with what to do about it."""
    return [told for need in way.needs if (told := CHECKS[need](call, on))]


def rules_on(day: dt.date) -> RulePack | None:
    """The rules of that day, where they recognise by call."""
    pack = rules.in_force(day)
    return pack if pack and read(pack.content).recognition == Recognition.CALL else None


def _no_rules(call: Call, on: dt.date) -> str:  # noqa: ARG001 one signature for all needs
    told = _("On %(day)s no rules are in force that recognise by call: bring such a version in force first.")
    return "" if rules_on(call.opens_on) else told % {"day": date_format(call.opens_on)}


def _no_window(call: Call, on: dt.date) -> str:
    return "" if call.closes_on >= on else _("Its last day is over: give it a later one.")


def _no_weights(call: Call, on: dt.date) -> str:  # noqa: ARG001 the same
    whole = sum(one.weight for one in criteria(call))
    return "" if whole == WHOLE else _("The weights add up to %(sum)s; they must add up to 100.") % {"sum": whole}


def _no_commission(call: Call, on: dt.date) -> str:  # noqa: ARG001 the same
    is_enough = Commissioner.objects.filter(call=call).count() >= FEWEST_SHEETS
    return "" if is_enough else _("Name at least two persons of the commission.")


def _window_open(call: Call, on: dt.date) -> str:
    told = _("Its window is open until %(day)s; the scoring begins afterwards.")
    return told % {"day": date_format(call.closes_on)} if on <= call.closes_on else ""


def _no_entries(call: Call, on: dt.date) -> str:  # noqa: ARG001 the same
    return "" if entries(call).exists() else _("No initiative has handed in; such a call is cancelled.")


def _no_opinions(call: Call, on: dt.date) -> str:  # noqa: ARG001 the same
    names = [str(one.initiative) for one in entries(call).filter(opinion="")]
    return (
        _("%(operator)s has not given its opinion on: %(names)s.")
        % {
            "operator": call.operator,
            "names": ", ".join(names),
        }
        if names
        else ""
    )


def _no_sheets(call: Call, on: dt.date) -> str:  # noqa: ARG001 the same
    names = [str(one.initiative) for one in with_sheets(entries(call)) if one.given < FEWEST_SHEETS]
    return few_sheets(names)


def is_short(cards: Sequence[Card]) -> bool:
    return sum(card.counted is not None for card in cards) < FEWEST_SHEETS


def few_sheets(names: Sequence[str]) -> str:
    return _("Fewer than two complete score sheets: %(names)s.") % {"names": ", ".join(names)} if names else ""


def with_sheets(found: QuerySet[CallEntry]) -> QuerySet[CallEntry]:
    """Each with the number of its sheets; whether their authors are tied by now is asked when the call is closed."""
    return found.annotate(given=Count("sheets", filter=Q(sheets__recused_because="")))


CHECKS = {
    CallNeed.RULES: _no_rules,
    CallNeed.WINDOW: _no_window,
    CallNeed.WEIGHTS: _no_weights,
    CallNeed.COMMISSION: _no_commission,
    CallNeed.WINDOW_OVER: _window_open,
    CallNeed.ENTRIES: _no_entries,
    CallNeed.OPINIONS: _no_opinions,
    CallNeed.SHEETS: _no_sheets,
}


def waiting_for(user: Person) -> QuerySet[CallEntry]:
    """Entries that wait for a person's sheet, or for his word that he keeps out; or for his organisation's opinion."""
    given = ScoreSheet.objects.filter(entry=OuterRef("pk"), commissioner__person=user.pk)
    sits = Commissioner.objects.filter(call=OuterRef("call"), person=user.pk)
    owed = Q(opinion="", call__operator__in=edited_by(user).values("pk"))
    found = CallEntry.objects.standing().filter(call__stage=CallStage.SCORING)
    found = found.annotate(is_to_score=Exists(sits) & ~Exists(given)).filter(Q(is_to_score=True) | owed)
    return found.select_related("call", "round__initiative").order_by("call__score_by", "pk")


def entry_of(round_: Round) -> CallEntry | None:
    """The entry whose end ends this round; none where authorities decide."""
    return CallEntry.objects.filter(round=round_).select_related("call").first()
