import datetime as dt
from contextlib import contextmanager

import pytest
from django.db import transaction

from accounts.models import AuditEvent, Notice
from initiatives.actions import coordination as deeds
from initiatives.actions import council
from initiatives.actions.approval import RemarkText
from initiatives.actions.coordination import CoordinationRefused
from initiatives.actions.text import TextConflict
from initiatives.lifecycle import TaskState
from initiatives.models import Attendance, CoordinationAgreement, CouncilMeeting, Delegate, Jurisdiction, Seat
from initiatives.queries import coordination
from initiatives.queries.task import tasks
from tests.factories import coordination as made
from tests.factories import initiatives
from tests.factories.approval import acting_for, authority, handed_in, organisation, region, working_hours

pytestmark = pytest.mark.django_db
ON = working_hours(5).date()


def state(initiative, on=ON):
    return next(line.state for line in tasks(initiative, on=on) if line.task == "coordination")


def test_one_region_alone_has_nothing_to_coordinate():
    found = made.Shared(handed_in(regions=("KZ-61",)))
    assert state(found.initiative) == TaskState.NOT_NEEDED
    with pytest.raises(CoordinationRefused, match="Only one region"):
        deeds.draft(initiative=found.initiative, by=found.manager, at=working_hours(1))


def test_a_member_from_elsewhere_brings_its_authority_in_and_an_authority_does_not():
    found = made.Shared(handed_in(regions=("KZ-61",)))
    ministry = organisation("Ministry of water", "state_authority", region=region("KZ-71", "Astana"))
    initiatives.member(found.initiative, by=found.manager, organisation=ministry)
    assert not coordination.scope(found.initiative, on=ON).is_shared
    member = organisation("Rice farm", region=region("KZ-43"))
    initiatives.member(found.initiative, by=found.manager, organisation=member)
    told = [(party.region.code, party.is_named) for party in coordination.parties(found.initiative, on=ON)]
    assert told == [("KZ-43", False), ("KZ-61", True)]
    agreement = made.drafted(found)
    round_ = deeds.hand_in(agreement=agreement, by=found.manager, at=working_hours(2))
    seats = Seat.objects.filter(round=round_).values_list("region__code", flat=True)
    assert sorted(seats, key=str) == ["KZ-43", "KZ-61", None]


def test_everything_that_is_missing_is_said_at_once():
    found = made.shared()
    agreement = deeds.draft(initiative=found.initiative, by=found.official("KZ-43"), at=working_hours(1))
    with pytest.raises(CoordinationRefused) as refusal:
        deeds.hand_in(agreement=agreement, by=found.manager, at=working_hours(2))
    assert "What is coordinated: Subject, What is coordinated: Goals, Who does what: Duties" in str(refusal.value)


def test_an_agreement_is_in_force_when_every_authority_has_signed_whatever_the_quorum():
    found = made.seated()
    found.case.round.rule_pack.content |= {"quorum": "majority"}
    found.case.round.rule_pack.save()
    agreement = made.drafted(found)
    found.case.round = deeds.hand_in(agreement=agreement, by=found.manager, at=working_hours(2))
    assert state(found.initiative) == TaskState.WAITS
    for code in ("KZ-61", "KZ"):
        found.case.decide(code, at=working_hours(3))
    assert not CoordinationAgreement.objects.in_force().exists()
    found.case.decide("KZ-43", at=working_hours(3))
    agreement.refresh_from_db()
    assert (agreement.is_in_force, agreement.digest) == (True, found.case.round.digest)
    assert Notice.objects.filter(user=found.manager, kind="coordination_approved").count() == 1
    assert found.initiative.stage == "under_review", "another matter leaves the registration where it was"


def test_a_return_needs_attention_and_the_next_version_follows_the_one_in_force():
    found = made.seated()
    agreement = made.drafted(found)
    found.case.round = deeds.hand_in(agreement=agreement, by=found.manager, at=working_hours(2))
    with pytest.raises(CoordinationRefused, match="before the authorities"):
        made.write(agreement, "coordination_rules", found.official("KZ-61"), rules="None", disputes="None")
    for code in ("KZ-61", "KZ"):
        found.case.decide(code, at=working_hours(3))
    remarks = [RemarkText("coordination_duties", "duties", "Who pays?")]
    found.case.decide("KZ-43", "returned", remarks=remarks, at=working_hours(3))
    assert state(found.initiative) == TaskState.ATTENTION
    made.write(agreement, "coordination_duties", found.manager, duties="Turkistan pays", money="")
    found.case.round = deeds.hand_in(agreement=agreement, by=found.manager, at=working_hours(4))
    for code in made.ALL:
        found.case.decide(code, at=working_hours(5))
    second = deeds.draft(initiative=found.initiative, by=found.manager, at=working_hours(6))
    assert (second.number, coordination.content(second)) == (2, coordination.content(agreement))
    assert coordination.versions(found.initiative).in_force == agreement


def test_two_who_edit_at_once_keep_both_texts_and_the_second_sees_both():
    found = made.shared()
    agreement = made.drafted(found)
    seen = coordination.sheet(agreement, "coordination_subject").standing().revision
    official = found.official("KZ-61")
    made.write(agreement, "coordination_subject", official, seen=seen, subject="Theirs", goals="")
    with pytest.raises(TextConflict) as conflict:
        made.write(agreement, "coordination_subject", found.manager, seen=seen, subject="Mine", goals="")
    both = conflict.value.theirs.content["subject"], conflict.value.mine.content["subject"]
    assert both == ("Theirs", "Mine")
    deeds.keep_saved(agreement=agreement, section="coordination_subject", by=found.manager, at=working_hours(2))
    assert coordination.sheet(agreement, "coordination_subject").kept_aside(found.manager) is None


def test_deleting_any_piece_of_evidence_leaves_the_task_undone():
    found = made.seated()
    made.signed(found)
    assert state(found.initiative) == TaskState.IN_PROGRESS
    made.held(found)
    assert state(found.initiative) == TaskState.DONE
    answers = found.case.round.answers.all()
    pieces = [
        *Delegate.objects.all(),
        *CoordinationAgreement.objects.all(),
        *CouncilMeeting.objects.all(),
        *[answer for answer in answers if answer.seat.region_id],
    ]
    assert len(pieces) == 3 + 1 + 1 + 2
    for piece in pieces:
        with without(piece):
            assert state(found.initiative) != TaskState.DONE, piece
    assert state(found.initiative) == TaskState.DONE


@contextmanager
def without(thing):
    """The thing is gone, and whatever hangs on it, until the block ends."""
    with transaction.atomic():
        if isinstance(thing, Delegate):
            Attendance.objects.filter(delegate=thing).delete()
        thing.delete()
        yield
        transaction.set_rollback(True)


def test_a_year_without_a_meeting_or_a_new_authority_needs_attention():
    found = made.seated()
    made.signed(found)
    made.held(found)
    assert state(found.initiative, on=ON + dt.timedelta(days=370)) == TaskState.ATTENTION
    Jurisdiction.objects.filter(region__code="KZ-43").update(valid=(dt.date(2024, 1, 9), working_hours(4).date()))
    assert state(found.initiative) == TaskState.ATTENTION, "nobody answers for a region that has signed"
    successor = authority("New akimat", None, capacity="advises")
    Jurisdiction.objects.create(authority=successor, region=region("KZ-43"), valid=(working_hours(4).date(), None))
    assert state(found.initiative) == TaskState.ATTENTION, "the successor has not signed"


def test_a_region_without_authority_stops_the_handing_in():
    found = made.shared()
    agreement = made.drafted(found)
    Jurisdiction.objects.filter(region__code="KZ-43").update(valid=(dt.date(2024, 1, 9), dt.date(2024, 2, 1)))
    with pytest.raises(CoordinationRefused, match="Nobody answers for Kyzylorda"):
        deeds.hand_in(agreement=agreement, by=found.manager, at=working_hours(2))


@pytest.mark.parametrize("who", ["stranger", "viewer", "member"])
def test_members_read_and_strangers_do_nothing(who):
    found = made.shared()
    body = organisation("Body")
    if who == "member":
        initiatives.member(found.initiative, by=found.manager, organisation=body)
    akimat = found.akimat("KZ-61")
    by = acting_for(akimat, role="viewer", signs=False) if who == "viewer" else acting_for(body)
    with pytest.raises(CoordinationRefused, match="The authorities concerned"):
        deeds.draft(initiative=found.initiative, by=by, at=working_hours(1))


def test_only_whoever_runs_it_hands_it_in_and_the_authorities_write_with_them():
    found = made.shared()
    agreement = made.drafted(found)
    made.write(agreement, "coordination_rules", found.official("KZ-61"), rules="We meet", disputes="Ministry")
    with pytest.raises(CoordinationRefused, match="hand it in"):
        deeds.hand_in(agreement=agreement, by=found.official("KZ-61"), at=working_hours(2))


def test_each_organisation_names_its_own_person_and_the_chair_is_one():
    found = made.seated()
    akimat, other = found.akimat("KZ-61"), found.akimat("KZ-43")
    told = {"initiative": found.initiative, "name": "Aliya", "at": working_hours(2)}
    council.name(**told, organisation=akimat, role="chair", by=found.official("KZ-61"))
    with pytest.raises(CoordinationRefused, match="names its own person"):
        council.name(**told, organisation=other, role="member", by=found.official("KZ-61"))
    with pytest.raises(CoordinationRefused, match="On the council sit"):
        council.name(**told, organisation=organisation("Stranger"), role="member", by=found.manager)
    council.name(**told, organisation=other, role="chair", by=found.manager)
    present = Delegate.objects.present().order_by("organisation__name").values_list("organisation__name", "role")
    assert dict(present) == {other.name: "chair", akimat.name: "member", found.case.firm.name: "member"}
    assert AuditEvent.objects.filter(verb="council.delegate_named").count() == 5


def test_naming_twice_is_naming_once_and_an_ended_seat_is_empty():
    found = made.seated()
    made.seated(found)
    assert Delegate.objects.count() == 3
    for delegate in Delegate.objects.all():
        council.end(delegate=delegate, by=found.manager, at=working_hours(2))
        council.end(delegate=delegate, by=found.manager, at=working_hours(2))
    assert (Delegate.objects.present().count(), Delegate.objects.count()) == (0, 3)
