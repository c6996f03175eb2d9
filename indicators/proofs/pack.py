"""The pack: examples as data, each with its source, the answers that are published and how near they must be met."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators import reference
from indicators.formats.lexicon import Lexicon
from indicators.formula import Expression
from indicators.resolution import Codes

Value = float | str  # a number, or the status where there is none


class NotRun(Exception):
    """The example cannot be asked here: `template % params` says why."""

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template % params)
        self.template, self.params = template, params


@dataclass(frozen=True)
class Installed:
    """What an example takes from the installation: its codes, its words, and its indicators in force."""

    codes: Codes
    words: Lexicon
    indicators: Mapping[str, Expression]


@dataclass(frozen=True)
class Asked:
    """`about` names the one thing that is asked, in the terms of its kind."""

    about: Any
    value: Value
    within: float

    @property
    def label(self) -> str:
        if isinstance(self.about, str):
            return self.about
        what = self.about.get("indicator") or self.about["formula"]
        return f"{what}, {self.about['subject']}, {self.about['period']}"


@dataclass(frozen=True)
class Proof:
    code: str
    kind: str
    title: Mapping[str, str]
    source: str
    given: Any
    asked: tuple[Asked, ...]
    kinds: tuple[str, ...] = ()
    country: tuple[float, ...] = ()


@dataclass(frozen=True)
class Answer:
    """`computed` by the plain evaluator; `fast` by the other one, where a kind has two."""

    asked: Asked
    computed: Value
    fast: Value

    @property
    def holds(self) -> bool:
        return self.computed == self.fast and _is_near(self.computed, self.asked.value, self.asked.within)


@dataclass(frozen=True)
class Proved:
    """Either answers, or the reason why the example was not run."""

    proof: Proof
    answers: tuple[Answer, ...] = ()
    not_run: NotRun | None = None
    seconds: float = field(default=0.0, compare=False)

    @property
    def holds(self) -> bool:
        return all(answer.holds for answer in self.answers)


def pack() -> list[Proof]:
    return [_proof(one) for one in reference.document("proofs")]


def _proof(one: Mapping[str, Any]) -> Proof:
    return Proof(
        one["code"],
        one["kind"],
        one["title"],
        one["source"],
        one["given"],
        tuple(Asked(each["asked"], each["value"], each["within"]) for each in one["answers"]),
        tuple(one.get("kinds", ())),
        tuple(one.get("country", ())),
    )


def _is_near(computed: Value, expected: Value, within: float) -> bool:
    if isinstance(computed, str) or isinstance(expected, str):
        return computed == expected
    return abs(computed - expected) <= within
