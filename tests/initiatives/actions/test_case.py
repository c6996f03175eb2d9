import pytest

from accounts.guards import Refused as NotThisPerson
from accounts.models import Notice
from initiatives.actions import case, inquiry
from initiatives.actions.approval import Refused
from initiatives.models import Membership
from tests.factories.approval import (
    MONDAY,
    acting_for,
    handed_in,
    organisation,
    represent,
    working_hours,
)

pytestmark = pytest.mark.django_db


def test_a_preparer_drafts_and_does_not_sign():
    handed = handed_in()
    seat = handed.seat("KZ-61")
    preparer = acting_for(seat.authority, signs=False)
    case.draft(seat=seat, content={"decision": "agreed"}, seen_version=0, by=preparer, at=MONDAY)
    with pytest.raises(NotThisPerson, match="you may prepare") as refused:
        handed.decide("KZ-61", by=preparer)
    assert str(refused.value.who) == "Signs for Akimat of Turkistan: Official of Akimat of Turkistan"


def test_two_preparers_do_not_write_over_each_other():
    handed = handed_in()
    seat = handed.seat("KZ-61")
    one, other = acting_for(seat.authority, name="One"), acting_for(seat.authority, signs=False)
    case.draft(seat=seat, content={"reasons": "first"}, seen_version=0, by=one, at=MONDAY)
    with pytest.raises(case.DraftConflict, match="One changed the draft at 10:00") as conflict:
        case.draft(seat=seat, content={"reasons": "second"}, seen_version=0, by=other, at=MONDAY)
    assert conflict.value.draft["content"] == {"reasons": "first"}


def test_a_person_never_fills_two_seats():
    handed = handed_in()
    both = handed.officials["KZ-61"]
    represent(both, handed.seat("KZ-43").authority)
    handed.decide("KZ-61")
    with pytest.raises(NotThisPerson, match="A person fills one seat only"):
        handed.decide("KZ-43", by=both)


def test_also_a_replaced_answer_has_filled_a_seat():
    handed = handed_in()
    both = handed.officials["KZ-61"]
    represent(both, handed.seat("KZ-43").authority)
    first = handed.decide("KZ-61")
    handed.decide(
        "KZ-61", "returned", reasons="No.", by=acting_for(handed.seat("KZ-61").authority), seen_answers=[first.pk]
    )
    with pytest.raises(NotThisPerson, match="A person fills one seat only"):
        handed.decide("KZ-43", by=both)


@pytest.mark.parametrize("tied", ["hands in", "is a member", "runs it"])
def test_nobody_decides_on_what_he_or_his_organisation_gains_from(tied):
    handed = handed_in()
    official = handed.officials["KZ-61"]
    firm = handed.firm if tied == "hands in" else organisation("Friends of the official")
    represent(official, firm, role="viewer", signs=False)
    if tied == "is a member":
        Membership.objects.create(initiative=handed.initiative, organisation=firm, asked_at=MONDAY, asked_by=official)
    if tied == "runs it":
        handed.initiative.appointments.create(
            organisation=firm, term=(MONDAY.date(), None), staff=1, proposed_at=MONDAY, proposed_by=official
        )
    with pytest.raises(NotThisPerson, match="takes part in this initiative"):
        handed.decide("KZ-61")


def test_an_authority_that_supports_as_a_member_still_answers():
    handed = handed_in()
    body = handed.seat("KZ-61").authority
    Membership.objects.create(
        initiative=handed.initiative, organisation=body, role="support", asked_at=MONDAY, asked_by=handed.manager
    )
    assert handed.decide("KZ-61").decision == "agreed"


def test_a_declared_conflict_hands_the_seat_to_another_signatory():
    handed = handed_in()
    seat, official = handed.seat("KZ-61"), handed.officials["KZ-61"]
    deputy = acting_for(seat.authority, name="Deputy")
    case.declare_conflict(seat=seat, reason="My brother works there.", by=official, at=MONDAY)
    with pytest.raises(NotThisPerson, match="declared a conflict") as refused:
        handed.decide("KZ-61")
    assert "Deputy" in str(refused.value.who)
    assert handed.decide("KZ-61", by=deputy).decided_by == deputy
    assert Notice.objects.filter(user=deputy, kind="seat_handed_over").count() == 1


def test_a_rejection_comes_after_the_hearing():
    handed = handed_in()
    seat, official = handed.seat("KZ-61"), handed.officials["KZ-61"]
    reject = {"decision": "rejected", "reasons": "No water."}
    with pytest.raises(Refused, match="comes after the hearing"):
        handed.decide("KZ-61", **reject)
    inquiry.ask(seat=seat, kind="hearing", text="No water.", by=official, at=MONDAY)
    with pytest.raises(Refused, match=r"until 05\.11\.2026"):
        handed.decide("KZ-61", **reject, at=working_hours(3))
    assert handed.decide("KZ-61", **reject, at=working_hours(4)).decision == "rejected"


def test_a_reply_ends_the_hearing_early():
    handed = handed_in()
    asked = inquiry.ask(
        seat=handed.seat("KZ-61"), kind="hearing", text="No water.", by=handed.officials["KZ-61"], at=MONDAY
    )
    inquiry.reply(inquiry=asked, text="There is a canal.", by=handed.manager, at=working_hours(1))
    assert handed.decide("KZ-61", "rejected", reasons="It is dry.", at=working_hours(1, 11)).decision == "rejected"
    assert Notice.objects.filter(user=handed.officials["KZ-61"], kind="inquiry_replied").count() == 1


def test_only_who_runs_the_initiative_replies_and_only_once():
    handed = handed_in()
    official = handed.officials["KZ-61"]
    asked = inquiry.ask(seat=handed.seat("KZ-61"), kind="question", text="How much?", by=official, at=MONDAY)
    with pytest.raises(NotThisPerson):
        inquiry.reply(inquiry=asked, text="A lot.", by=official, at=MONDAY)
    inquiry.reply(inquiry=asked, text="A lot.", by=handed.manager, at=MONDAY)
    inquiry.reply(inquiry=asked, text="A lot.", by=handed.manager, at=MONDAY)
    with pytest.raises(Refused, match="already answered"):
        inquiry.reply(inquiry=asked, text="Little.", by=handed.manager, at=MONDAY)


def test_assigning_a_file_tells_the_colleague_once():
    handed = handed_in()
    seat = handed.seat("KZ-61")
    colleague = acting_for(seat.authority, signs=False)
    for minute in (0, 1):
        case.assign(seat=seat, to=colleague, by=handed.officials["KZ-61"], at=working_hours(0, 12, minute))
    assert Notice.objects.filter(user=colleague, kind="seat_assigned").count() == 1
    with pytest.raises(Refused, match="does not act for"):
        case.assign(seat=seat, to=handed.manager, by=handed.officials["KZ-61"], at=MONDAY)
