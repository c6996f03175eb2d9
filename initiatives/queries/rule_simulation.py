"""Which initiatives would meet other needs under a draft than under the rules in force; the same queries for all."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from initiatives.lifecycle import Need, Stage
from initiatives.models import Initiative
from initiatives.queries import evidence
from initiatives.queries.lifecycle import counted
from initiatives.rules import Gate, Pack, judge

STAGES = (Stage.NASCENT, Stage.UNDER_REVIEW, Stage.REGISTERED, Stage.SUSPENDED)


@dataclass(frozen=True)
class Flip:
    """One initiative that a gate closes on, or opens for."""

    initiative: Initiative
    lost: tuple[Gate, ...]
    gained: tuple[Gate, ...]
    passed_before: bool
    passed_after: bool


@dataclass(frozen=True)
class OfNeed:
    """One need under both packs; None where it is not asked, and then nobody fails it."""

    need: Need
    before: Decimal | None
    after: Decimal | None
    passed_before: int
    passed_after: int
    lost: int
    gained: int


@dataclass(frozen=True)
class OfStage:
    """How many initiatives of a stage meet every need."""

    stage: Stage
    total: int
    passed_before: int
    passed_after: int


@dataclass(frozen=True)
class Simulation:
    total: int
    needs: list[OfNeed]
    stages: list[OfStage]
    flips: list[Flip] = field(default_factory=list)

    @property
    def losing(self) -> int:
        return sum(bool(flip.lost) for flip in self.flips)

    @property
    def gaining(self) -> int:
        return sum(bool(flip.gained) for flip in self.flips)


@dataclass(frozen=True)
class _Judged:
    initiative: Initiative
    before: dict[Need, Gate]
    after: dict[Need, Gate]

    def passes(self, need: Need, *, after: bool) -> bool:
        gate = (self.after if after else self.before).get(need)
        return gate is None or gate.is_passed

    @property
    def has_passed_before(self) -> bool:
        return all(gate.is_passed for gate in self.before.values())

    @property
    def has_passed_after(self) -> bool:
        return all(gate.is_passed for gate in self.after.values())


def simulate(*, before: Pack, after: Pack, on: dt.date) -> Simulation:
    """Everything that lives, as its evidence stands on a day; rounds that are open keep the rules they have."""
    living = list(Initiative.objects.filter(stage__in=STAGES).order_by("sort_name", "pk"))
    shown = evidence.of_each(living, on=on)
    judged = []
    for initiative in living:
        have = counted(shown[initiative.pk])
        judged.append(
            _Judged(
                initiative,
                {gate.need: gate for gate in judge(before, have, {})},
                {gate.need: gate for gate in judge(after, have, {})},
            )
        )
    asked = [need for need in Need if (before.threshold(need), after.threshold(need)) != (None, None)]
    flips = [flip for flip in (_flip(each, asked) for each in judged) if flip.lost or flip.gained]
    return Simulation(
        total=len(judged),
        needs=[_of_need(need, before, after, judged) for need in asked],
        stages=[_of_stage(stage, judged) for stage in STAGES],
        # Whoever would lose stands first: those are the ones to talk to.
        flips=sorted(flips, key=lambda flip: (not flip.lost, flip.initiative.sort_name, flip.initiative.pk)),
    )


def _flip(judged: _Judged, asked: Sequence[Need]) -> Flip:
    lost = [need for need in asked if judged.passes(need, after=False) and not judged.passes(need, after=True)]
    gained = [need for need in asked if not judged.passes(need, after=False) and judged.passes(need, after=True)]
    return Flip(
        judged.initiative,
        tuple(judged.after[need] for need in lost),
        tuple(judged.before[need] for need in gained),
        judged.has_passed_before,
        judged.has_passed_after,
    )


def _of_need(need: Need, before: Pack, after: Pack, judged: Sequence[_Judged]) -> OfNeed:
    pairs = [(each.passes(need, after=False), each.passes(need, after=True)) for each in judged]
    return OfNeed(
        need=need,
        before=before.threshold(need),
        after=after.threshold(need),
        passed_before=sum(one for one, _then in pairs),
        passed_after=sum(then for _one, then in pairs),
        lost=pairs.count((True, False)),
        gained=pairs.count((False, True)),
    )


def _of_stage(stage: Stage, judged: Sequence[_Judged]) -> OfStage:
    here = [each for each in judged if each.initiative.stage == stage]
    return OfStage(
        stage,
        len(here),
        sum(each.has_passed_before for each in here),
        sum(each.has_passed_after for each in here),
    )
