"""Rule packs: what a stage needs, with the article that demands it, and how authorities decide. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives import coordination as coordinating
from initiatives import disclosure as disclosing
from initiatives.decisions import Quorum
from initiatives.lifecycle import Need

Word = TypeVar("Word", bound=Enum)

DISCLOSURE = disclosing.Rule()
PACE = coordinating.Pace()
NO_ARTICLE = _("portal default, no legal basis")
# Who answers for sections of what is handed in: the seats of regions, and the ministry's.
SCOPES = ("region", "ministry")

DEFAULT_PACK: dict[str, Any] = {
    "gates": [
        {"need": "place", "threshold": 1, "article": ""},
        {"need": "members", "threshold": 15, "article": ""},
        {"need": "kinds", "threshold": 2, "article": ""},
        {"need": "managing", "threshold": 1, "article": ""},
        {"need": "staff", "threshold": "0.5", "article": ""},
        {"need": "leaders", "threshold": 2, "article": ""},
        {"need": "vision", "threshold": 1, "article": ""},
    ],
    "recognition": "rolling",
    "quorum": "all",
    "decision_days": 15,
    "hearing_days": 3,
    "object_days": 10,
    "appeal_days": 30,
    "late_days": 5,
    "mandate_warning_days": 60,
    "reminder_days": [7, 3, 1, 0],
    "mandate_reminder_days": [20, 5],
    "vote_ballots": 5,
    "disclosure": {"at_least": 5, "largest": "0.70", "two_largest": "0.85", "at_least_changed": 3},
}


class Recognition(TextChoices):
    """How an initiative enters the register: the seats of its round decide, or a call does."""

    ROLLING = "rolling", _("at any time, by the authorities' decisions")
    CALL = "call", _("by call: a commission scores, a ranking decides")


class RulePackRefused(ValueError):
    """The content is no rule pack; the message says which part and why."""


@dataclass(frozen=True)
class GateRule:
    need: Need
    threshold: Decimal
    article: str = ""


@dataclass(frozen=True)
class Signing:
    """Who signs for an authority besides its head."""

    by_attorney: bool = True
    by_deputy: bool = True


@dataclass(frozen=True)
class Pack:
    """A rule pack as the program reads it."""

    gates: tuple[GateRule, ...]
    quorum: Quorum = Quorum.ALL
    recognition: Recognition = Recognition.ROLLING
    decision_days: int = 15
    hearing_days: int = 3
    object_days: int = 10
    appeal_days: int = 30
    # Once late, a seat is reminded so often.
    late_days: int = 5
    mandate_warning_days: int = 60
    # Days before a limit on which somebody is reminded: working days of a seat, days of a mandate.
    reminder_days: tuple[int, ...] = (7, 3, 1, 0)
    mandate_reminder_days: tuple[int, ...] = (20, 5)
    # Fewer ballots of a secret vote have no result: it would tell what single members said.
    vote_ballots: int = 5
    disclosure: disclosing.Rule = DISCLOSURE
    coordination: coordinating.Pace = PACE
    signing: Signing = Signing()
    # {who: sections of a registration that his decision answers for}; who is not named answers for all.
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # {value: the article that demands it}; gates carry their own.
    articles: Mapping[str, str] = field(default_factory=dict)

    def threshold(self, need: Need) -> Decimal | None:
        """What this pack asks of `need`, or None where it asks nothing."""
        return next((gate.threshold for gate in self.gates if gate.need == need), None)


@dataclass(frozen=True)
class Gate:
    """One need as it stands: what is asked, what is there, and why it fails."""

    need: Need
    threshold: Decimal
    have: Decimal
    is_passed: bool
    article: str
    reason: str | Promise

    @property
    def basis(self) -> str | Promise:
        return self.article or NO_ARTICLE


DAYS = ("decision_days", "hearing_days", "object_days", "appeal_days", "late_days", "mandate_warning_days")
COUNTS = ("vote_ballots",)
MARKS = ("reminder_days", "mandate_reminder_days")


def read(content: Mapping[str, Any]) -> Pack:
    """Read the content of a rule pack, or raise RulePackRefused."""
    gates = tuple(_gate_rule(gate) for gate in content.get("gates", ()))
    if len({gate.need for gate in gates}) < len(gates):
        raise RulePackRefused("gates: one need is named twice")
    limits: dict[str, Any] = {name: _days(name, content[name]) for name in DAYS if name in content}
    limits |= {name: _whole(name, content[name], "a whole number") for name in COUNTS if name in content}
    limits |= {name: _marks(name, content[name]) for name in MARKS if name in content}
    return Pack(
        gates,
        quorum=_one_of(Quorum, "quorum", content.get("quorum", Quorum.ALL)),
        recognition=_one_of(Recognition, "recognition", content.get("recognition", Recognition.ROLLING)),
        disclosure=_disclosure(content),
        coordination=_coordination(content),
        signing=_signing(content.get("signing", {})),
        sections={who: tuple(content["sections"][who]) for who in SCOPES if content.get("sections", {}).get(who)},
        articles={key: str(article) for key, article in content.get("articles", {}).items() if article},
        **limits,
    )


def write(pack: Pack) -> dict[str, Any]:
    """The content from which the same rules are read again."""
    return {
        "gates": [
            {"need": gate.need.value, "threshold": str(gate.threshold), "article": gate.article} for gate in pack.gates
        ],
        "quorum": pack.quorum.value,
        "recognition": pack.recognition.value,
        **{name: getattr(pack, name) for name in (*DAYS, *COUNTS)},
        **{name: list(getattr(pack, name)) for name in MARKS},
        "disclosure": disclosing.write(pack.disclosure),
        "coordination": asdict(pack.coordination) | {"reminders": list(pack.coordination.reminders)},
        "signing": asdict(pack.signing),
        "sections": {who: list(keys) for who, keys in pack.sections.items()},
        "articles": dict(pack.articles),
    }


def judge(pack: Pack, have: Mapping[Need, Decimal], reasons: Mapping[Need, str | Promise]) -> list[Gate]:
    """Each need of the pack with pass or fail; what nobody counted is nothing."""
    return [
        Gate(
            need=gate.need,
            threshold=gate.threshold,
            have=have.get(gate.need, Decimal()),
            is_passed=have.get(gate.need, Decimal()) >= gate.threshold,
            article=gate.article,
            reason="" if have.get(gate.need, Decimal()) >= gate.threshold else reasons.get(gate.need, ""),
        )
        for gate in pack.gates
    ]


def _gate_rule(gate: Mapping[str, Any]) -> GateRule:
    try:
        threshold = Decimal(str(gate["threshold"]))
        rule = GateRule(Need(gate["need"]), threshold, str(gate.get("article", "")))
    except (KeyError, ValueError, ArithmeticError) as error:
        raise RulePackRefused(f"gates: {gate}: {error}") from error
    if not threshold.is_finite() or threshold < 0:
        raise RulePackRefused(f"gates: {gate}: a threshold is a number from 0 up")
    return rule


def _one_of(words: type[Word], name: str, given: object) -> Word:
    try:
        return words(given)
    except ValueError as error:
        raise RulePackRefused(f"{name}: {error}") from error


def _disclosure(content: Mapping[str, Any]) -> disclosing.Rule:
    try:
        return disclosing.read(content.get("disclosure", {}))
    except disclosing.RuleRefused as error:
        raise RulePackRefused(str(error)) from error


def _coordination(content: Mapping[str, Any]) -> coordinating.Pace:
    told = content.get("coordination", {})
    if "reminders" in told:
        _marks("coordination.reminders", told["reminders"])
    for name in ("blocking_days", "other_days", "silence"):
        if name in told:
            _days(f"coordination.{name}", told[name])
    return coordinating.pace(content)


def _signing(told: Mapping[str, Any]) -> Signing:
    if any(not isinstance(value, bool) for value in told.values()):
        raise RulePackRefused("signing: yes or no")
    known = {name: told[name] for name in ("by_attorney", "by_deputy") if name in told}
    return Signing(**known)


def _days(name: str, value: object) -> int:
    return _whole(name, value, "a whole number of days")


def _whole(name: str, value: object, what: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise RulePackRefused(f"{name}: {what} from 1 up")
    return value


def _marks(name: str, given: Collection[object]) -> tuple[int, ...]:
    """Days before a limit, each a whole number from 0 up."""
    days = [day for day in given if isinstance(day, int) and not isinstance(day, bool) and day >= 0]
    if len(days) < len(given):
        raise RulePackRefused(f"{name}: whole numbers of days from 0 up")
    return tuple(days)
