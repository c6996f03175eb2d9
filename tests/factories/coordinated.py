"""The part of the small world that is coordinated between regions: one initiative of two regions on each side."""

import datetime as dt

from accounts.models import User
from initiatives.actions import coordination as deeds
from initiatives.actions import council, issue, meeting
from initiatives.actions import initiative as initiatives
from initiatives.coordination import ISSUE_WAYS
from initiatives.models import CouncilMeeting, Initiative
from initiatives.queries import coordination
from tests.factories import approval
from tests.factories.coordination import SAID

# The other region of each side: one with an authority of the world, one with none.
BESIDE = {"own": ("KZ-61", "Turkistan"), "foreign": ("KZ-47", "Mangystau")}


def in_world(world, side, drawn: Initiative, ministry: User, at: dt.datetime) -> None:
    shared = _shared(drawn, side, ministry, at)
    _council(shared, side, at)
    agreement = deeds.draft(initiative=shared, by=side.manager, at=at)
    for section, content in SAID.items():
        told = {"section": section, "content": content, "seen_revision": None}
        deeds.save_section(agreement=agreement, **told, by=side.manager, at=at)
    held = _meeting(shared, side, at)
    owners = tuple(one.organisation for one in council_of(shared) if one.organisation.is_authority)
    matter = issue.Matter("Water", "Who waters first?", at.date() + dt.timedelta(days=30), owners, is_blocking=True)
    raised = issue.raise_(initiative=shared, matter=matter, raised_for=side.office, by=side.manager, at=at)
    side.things["shared"] = shared
    world.add("shared", side.word, pk=shared.pk)
    world.add("coordination agreement", side.word, pk=agreement.pk)
    world.add("coordination text", side.word, pk=agreement.pk, section="coordination_rules")
    world.add("delegate", side.word, pk=council_of(shared)[0].pk)
    world.add("council meeting", side.word, pk=held.pk)
    world.add("council decision", side.word, pk=held.decisions.get().pk)
    world.add("issue", side.word, pk=raised.pk)
    for name in ISSUE_WAYS:
        world.add("issue way", f"{side.word} {name}", pk=raised.pk, name=name)


def council_of(shared: Initiative) -> list:
    return list(shared.delegates.filter(ended_at=None).select_related("organisation").order_by("pk"))


def _shared(drawn: Initiative, side, ministry: User, at: dt.datetime) -> Initiative:
    other = approval.region(*BESIDE[side.word])
    place = {"regions": [side.region, other.code], "activities": [approval.activity().code], "lead": side.region}
    initiatives.set_parts(initiative=drawn, **place, by=side.manager, at=at)
    officials = {side.region: side.official, "KZ": ministry}
    return approval.submitted(drawn, side.manager, side.office, officials, at).initiative


def _council(shared: Initiative, side, at: dt.datetime) -> None:
    for organisation in coordination.needed(shared, on=at.date()).values():
        told = {"organisation": organisation, "name": f"Delegate of {organisation}", "role": "member"}
        council.name(initiative=shared, **told, by=side.manager, at=at)


def _meeting(shared: Initiative, side, at: dt.datetime) -> CouncilMeeting:
    """Held, minuted, and confirmed by nobody yet."""
    before = at - dt.timedelta(days=2)
    call = meeting.Call(
        starts_at=before, agenda="Water", minutes="We spoke.", present=tuple(one.pk for one in council_of(shared))
    )
    held = meeting.call(initiative=shared, call=call, by=side.manager, at=at)
    due_on = at.date() + dt.timedelta(days=20)
    meeting.decide(meeting=held, text="Measure.", owner=side.office, due_on=due_on, by=side.manager, at=at)
    return held
