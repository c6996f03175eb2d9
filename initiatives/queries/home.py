"""Everything that the home of one initiative shows, put together once."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from initiatives.lifecycle import Stage
from initiatives.models import Initiative
from initiatives.queries import evidence, remark, rules
from initiatives.queries.evidence import Evidence
from initiatives.queries.lifecycle import Turn, gates, whose_turn
from initiatives.queries.next_step import NextStep, next_step, of_tasks
from initiatives.queries.remark import RemarkLine
from initiatives.queries.task import TaskLine, tasks
from initiatives.rules import Gate, Pack


@dataclass(frozen=True)
class Home:
    initiative: Initiative
    shown: Evidence
    turn: Turn | None
    first_step: NextStep | None
    gates: list[Gate]
    remarks: list[RemarkLine]
    pack: Pack

    @cached_property
    def tasks(self) -> list[TaskLine]:
        """Looked up where a page shows them."""
        return tasks(self.initiative, on=self.shown.on, shown=self.shown, pack=self.pack)

    @cached_property
    def next_step(self) -> NextStep | None:
        """Once registered, it is what the six tasks lack most."""
        if self.first_step or self.initiative.stage != Stage.REGISTERED:
            return self.first_step
        return of_tasks(self.tasks)

    @property
    def passed(self) -> int:
        return sum(gate.is_passed for gate in self.gates)

    @property
    def is_blank(self) -> bool:
        """Only a name so far."""
        shown = self.shown
        return not (shown.regions or shown.activities or shown.members or shown.proposal or shown.appointment)


def home(initiative: Initiative, *, on: dt.date) -> Home:
    shown, pack = evidence.of(initiative, on=on), rules.pack(on=on)
    is_draft = initiative.stage == Stage.NASCENT
    remarks = remark.of_last_round(initiative) if is_draft and shown.last_round else []
    found = gates(initiative, on=on, pack=pack, shown=shown)
    waiting = sum(line.remark.settled_at is None for line in remarks)
    return Home(
        initiative=initiative,
        shown=shown,
        turn=whose_turn(initiative, on=on, shown=shown),
        first_step=next_step(initiative, shown, found, waiting),
        gates=found,
        pack=pack,
        remarks=remarks,
    )
