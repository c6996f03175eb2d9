"""An initiative of two regions with its council, an agreement on the way, meetings and issues."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import User
from initiatives.actions import coordination as deeds
from initiatives.actions import council, issue, meeting
from initiatives.models import CoordinationAgreement, CouncilMeeting, Initiative, Issue, Organisation
from initiatives.queries import coordination
from tests.factories import approval
from tests.factories.approval import Case, working_hours

SAID = {
    "coordination_subject": {"subject": "One river.", "goals": "A third less water"},
    "coordination_duties": {"duties": "Turkistan: canals, 2028", "money": ""},
    "coordination_rules": {"rules": "Both akimats and the office.", "disputes": "After fifteen days the ministry."},
}
ALL = ("KZ-61", "KZ-43", "KZ")


@dataclass
class Shared:
    """An initiative of two regions before their authorities."""

    case: Case

    @property
    def initiative(self) -> Initiative:
        return self.case.initiative

    @property
    def manager(self) -> User:
        return self.case.manager

    def akimat(self, code: str) -> Organisation:
        return self.case.officials[code].represents.get().organisation

    def official(self, code: str) -> User:
        return self.case.officials[code]


def shared(**how) -> Shared:
    return Shared(approval.handed_in(**how))


def seated(found: Shared | None = None, *, at: dt.datetime | None = None) -> Shared:
    """Everybody who must sits on the council."""
    found = found or shared()
    at = at or working_hours(1)
    for organisation in coordination.needed(found.initiative, on=at.date()).values():
        told = {"organisation": organisation, "name": f"Delegate of {organisation}", "role": "member"}
        council.name(initiative=found.initiative, **told, by=found.manager, at=at)
    return found


def drafted(found: Shared) -> CoordinationAgreement:
    agreement = deeds.draft(initiative=found.initiative, by=found.manager, at=working_hours(1))
    for section, content in SAID.items():
        write(agreement, section, found.manager, **content)
    return agreement


def write(agreement: CoordinationAgreement, section: str, by: User, *, seen: int | None = None, **content):
    told = {"section": section, "content": content, "seen_revision": seen}
    return deeds.save_section(agreement=agreement, **told, by=by, at=working_hours(1))


def signed(found: Shared) -> CoordinationAgreement:
    """Every authority has agreed."""
    agreement = drafted(found)
    found.case.round = deeds.hand_in(agreement=agreement, by=found.manager, at=working_hours(2))
    for code in ALL:
        found.case.decide(code, at=working_hours(3))
    agreement.refresh_from_db()
    return agreement


def called(found: Shared, *, starts: dt.datetime | None = None, at: dt.datetime | None = None) -> CouncilMeeting:
    call = meeting.Call(starts_at=starts or working_hours(3), agenda="Water\nRoads", place="Turkistan")
    return meeting.call(initiative=found.initiative, call=call, by=found.manager, at=at or working_hours(1))


def held(found: Shared) -> CouncilMeeting:
    """A meeting whose minutes are confirmed by all."""
    made = called(found)
    seats = {one.organisation: one for one in found.initiative.delegates.filter(ended_at=None)}
    told = {"text": "We spoke of water.", "present": [one.pk for one in seats.values()], "seen_revision": 0}
    made = meeting.minute(meeting=made, **told, by=found.manager, at=working_hours(4))
    for organisation in seats:
        by = next(
            person
            for person in (found.manager, *found.case.officials.values())
            if person.represents.filter(organisation=organisation).exists()
        )
        confirmed = {"organisation": organisation, "seen_digest": made.digest}
        made = meeting.confirm(meeting=made, **confirmed, by=by, at=working_hours(4))
    return made


def raised(found: Shared, *, days: int = 10, is_blocking: bool = True, **how) -> Issue:
    owners = how.pop("owners", None) or (found.akimat("KZ-61"), found.akimat("KZ-43"))
    due_on = working_hours(1).date() + dt.timedelta(days=days)
    matter = issue.Matter("Water", "Who waters first?", due_on, owners, is_blocking=is_blocking)
    told = {"raised_for": found.akimat("KZ-43"), "by": found.official("KZ-43"), "at": working_hours(1)} | how
    return issue.raise_(initiative=found.initiative, matter=matter, **told)
