"""An amendment of a registered initiative, on the way."""

import datetime as dt
from dataclasses import dataclass

from initiatives.actions import amendment as deeds
from initiatives.models import Amendment, AmendmentText, Initiative
from tests.factories import plan
from tests.factories.approval import Case, working_hours


@dataclass
class Amending:
    case: Case
    amendment: Amendment

    @property
    def initiative(self) -> Initiative:
        return self.case.initiative

    def write(self, section: str = "vision", *, at: dt.datetime | None = None, **content) -> AmendmentText:
        how = {"section": section, "content": content, "seen_revision": None, "by": self.case.manager}
        return deeds.save_section(amendment=self.amendment, **how, at=at or working_hours(2))

    def hand_in(self, *, at: dt.datetime | None = None) -> Case:
        self.case.round = deeds.hand_in(amendment=self.amendment, by=self.case.manager, at=at or working_hours(3))
        return self.case


def drafted(case: Case | None = None, *, vision: str = "Two gardens in the steppe.") -> Amending:
    case = case or plan.registered()
    amending = Amending(case, deeds.draft(initiative=case.initiative, by=case.manager, at=working_hours(2)))
    if vision:
        amending.write(vision=vision, goals="A mill")
    return amending
