"""A registered initiative on the ladder, with two members that can sign."""

import datetime as dt

from initiatives.actions import institution as deeds
from initiatives.models import Initiative, InstitutionRung, Representative, RungEvidence
from tests.factories import initiatives, plan
from tests.factories.approval import Case, acting_for, organisation, working_hours

BIN = "190340011111"
DATED = dt.date(2025, 3, 3)


def registered(**how) -> tuple[Case, list]:
    case = plan.registered(**how)
    signatories = []
    for number in (1, 2):
        firm = organisation(f"Member {number} of {case.initiative.name}")
        initiatives.member(case.initiative, by=case.manager, organisation=firm)
        signatories.append(acting_for(firm))
    return case, signatories


def note(case: Case, rung: str, **piece) -> RungEvidence:
    told = {"title": f"Paper of {rung}", "dated_on": DATED} | ({"bin": BIN} if rung == "entity" else {}) | piece
    how = {"rung": rung, "piece": deeds.Piece(**told), "by": case.manager, "at": working_hours(3)}
    return deeds.note(initiative=case.initiative, **how)


def propose(case: Case, text: str = "We work together."):
    return deeds.propose(initiative=case.initiative, text=text, by=case.manager, at=working_hours(3))


def sign_all(agreement, signatories: list) -> None:
    for person in signatories:
        firm = Representative.objects.get(user=person).organisation
        how = {"organisation": firm, "seen_digest": agreement.digest, "by": person, "at": working_hours(3)}
        deeds.sign(agreement=agreement, **how)


def confirmed(case: Case, rung: str) -> InstitutionRung:
    round_ = deeds.hand_in(initiative=case.initiative, rung=rung, by=case.manager, at=working_hours(4))
    case.round = round_
    for code in ("KZ-61", "KZ-43", "KZ"):
        case.decide(code, at=working_hours(5))
    return InstitutionRung.objects.get(initiative=case.initiative, key=rung)


def climbed(case: Case, signatories: list) -> Initiative:
    """Everything up to the own budget."""
    note(case, "memorandum")
    sign_all(propose(case), signatories)
    for rung in ("entity", "statutes", "budget"):
        note(case, rung)
        confirmed(case, rung)
    return case.initiative
