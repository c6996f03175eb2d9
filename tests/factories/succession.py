"""A registered initiative whose managing organisation changes, on the way."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import User
from initiatives.actions import governance
from initiatives.actions import succession as deeds
from initiatives.models import Appointment, Initiative, Organisation
from tests.factories import approval, plan
from tests.factories import initiatives as made
from tests.factories.approval import Case, acting_for, organisation, working_hours


@dataclass
class Changing:
    """`head` signs for the successor; `case.manager` runs the initiative until it takes over."""

    case: Case
    successor: Organisation
    head: User
    appointment: Appointment

    @property
    def initiative(self) -> Initiative:
        return self.case.initiative

    def fresh(self) -> Appointment:
        self.appointment = Appointment.objects.select_related("organisation", "initiative").get(pk=self.appointment.pk)
        return self.appointment

    def agree(self, *, at: dt.datetime | None = None) -> "Changing":
        governance.accept(appointment=self.appointment, by=self.head, at=at or working_hours(2))
        self.fresh()
        return self

    def hand_in(self, *, at: dt.datetime | None = None) -> Case:
        self.case.round = deeds.hand_in(appointment=self.appointment, by=self.case.manager, at=at or working_hours(3))
        return self.case

    def decide_all(self, decision: str = "agreed", **how) -> None:
        for code in ("KZ-61", "KZ-43", "KZ"):
            self.case.decide(code, decision, **({"at": working_hours(4)} | how))
        self.fresh()


def proposed(case: Case | None = None, **term) -> Changing:
    """The initiator runs a registered initiative, and a member is asked to follow it."""
    case = case or plan.registered()
    successor = organisation("Next office", Organisation.Kind.ASSOCIATION)
    made.member(case.initiative, by=case.manager, organisation=successor)
    head = acting_for(successor, name="Head of the next office")
    return Changing(case, successor, head, made.proposed(case.initiative, successor, by=case.manager, **term))


def terms(appointment: Appointment, **changed) -> deeds.Mandate:
    told = {
        "starts_on": appointment.term.lower,
        "ends_on": appointment.term.upper,
        "staff": appointment.staff,
        "manager_name": appointment.manager_name,
        "mandate": appointment.mandate,
    }
    return deeds.Mandate(**told | changed)


def in_office(case: Case, *, days: int = 400) -> tuple[Appointment, User]:
    """Somebody accepted before the registration; here entered as it stands afterwards."""
    of = organisation("First office", Organisation.Kind.ASSOCIATION)
    made.member(case.initiative, by=case.manager, organisation=of)
    head = acting_for(of, name="Head of the first office")
    term = (made.TODAY - dt.timedelta(days=100), made.TODAY + dt.timedelta(days=days))
    told = {"initiative": case.initiative, "organisation": of, "term": term, "staff": 1, "manager_name": "Bolat"}
    who = {"proposed_at": approval.SINCE, "proposed_by": case.manager, "accepted_at": approval.SINCE}
    return Appointment.objects.create(**told, **who, accepted_by=head), head
