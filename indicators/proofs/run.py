"""Each kind of example by the kernel that pages use."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from indicators import complexity, composite
from indicators.composite import stability
from indicators.composite.table import Table
from indicators.formula import profiles

from . import formulas, statistics
from .formulas import Both
from .pack import Answer, Installed, NotRun, Proof, Proved, Value

NONE = "none"
Answering = Callable[[Any], Both]


def proved(proof: Proof, installed: Installed) -> Proved:
    begun = time.perf_counter()
    try:
        answer = KINDS[proof.kind](proof, installed)
        answers = tuple(Answer(asked, *answer(asked.about)) for asked in proof.asked)
    except NotRun as reason:
        return Proved(proof, not_run=reason)
    return Proved(proof, answers, seconds=time.perf_counter() - begun)


def _twice(answer: Callable[[str], float | str | None]) -> Answering:
    """A kind with one evaluator only."""

    def both(about: str) -> Both:
        found: Value | None = answer(about)
        told = NONE if found is None else found if isinstance(found, str) else float(found)
        return told, told

    return both


def _formula(proof: Proof, _installed: Installed) -> Answering:
    return formulas.answering(proof.given)


def _statistics(proof: Proof, installed: Installed) -> Answering:
    return statistics.answering(proof.given, installed)


def _profile(proof: Proof, _installed: Installed) -> Answering:
    return _twice(lambda name: profiles.answer_of(name, proof.given, country=proof.country, kinds=proof.kinds))


def _complexity(proof: Proof, _installed: Installed) -> Answering:
    found = complexity.complexity(np.array(proof.given, dtype=bool))
    return _twice(lambda about: None if found is None else float(found.units[_place(about)]))


def _composite(proof: Proof, _installed: Installed) -> Answering:
    given = proof.given
    parts = tuple(
        composite.Part(str(place), direction, low=low, high=high)
        for place, (low, high, direction) in enumerate(given["goalposts"])
    )
    recipe = composite.Recipe(parts, aggregation=composite.Aggregation(given["aggregation"]))
    scores = composite.composed(recipe, np.array(given["table"], dtype=np.float64)).scores
    return _twice(lambda about: float(scores[_place(about)]))


def _stability(proof: Proof, _installed: Installed) -> Answering:
    table: Table = np.array(proof.given, dtype=np.float64)
    concordance = stability.concordance(table)

    def answer(about: str) -> float | None:
        name, *places = about.split()
        match name:
            case "variation":
                found = stability.variation(table[_place(about)])
                return found.variation if found else None
            case "spearman" | "kendall":
                one, other = (table[:, int(place) - 1] for place in places)
                return stability.spearman(one, other) if name == "spearman" else stability.kendall(one, other)
            case "rank_change":
                return stability.mean_rank_change(table)
            case "chi_square":
                return concordance.chi_square if concordance else None
        return concordance.w if concordance else None

    return _twice(answer)


def _place(about: str) -> int:
    """`unit 3` stands in the row 2."""
    return int(about.split()[1]) - 1


KINDS: dict[str, Callable[[Proof, Installed], Answering]] = {
    "formula": _formula,
    "statistics": _statistics,
    "profile": _profile,
    "complexity": _complexity,
    "composite": _composite,
    "stability": _stability,
}
