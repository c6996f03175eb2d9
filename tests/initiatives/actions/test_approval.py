import datetime as dt

import pytest

from accounts.audit import history
from accounts.guards import Refused as NotThisPerson
from accounts.models import Notice
from initiatives.actions import approval, case, lifecycle
from initiatives.actions.approval import Refused, RemarkText
from initiatives.lifecycle import Stage, TransitionRefused
from initiatives.models import Answer, Remark, Round, Seat
from initiatives.queries import approval as approvals
from tests.factories.approval import (
    MONDAY,
    REGIONS,
    acting_for,
    authority,
    country,
    drafted,
    handed_in,
    region,
    rule_pack,
    submitted,
    working_hours,
    write,
)

pytestmark = pytest.mark.django_db


def places(seats):
    return [
        (str(seat.authority), seat.region.code if seat.region else None, seat.capacity, seat.is_lead) for seat in seats
    ]


def test_seats_follow_from_regions_and_the_ministry():
    country()
    initiative, _, _ = drafted()
    assert places(approvals.seats(initiative, on=MONDAY.date())) == [
        ("Akimat of Kyzylorda", "KZ-43", "decides", False),
        ("Akimat of Turkistan", "KZ-61", "decides", True),
        ("Ministry of Industry", None, "decides", False),
    ]


def test_a_region_without_authority_keeps_its_seat_without_one():
    country()
    initiative, _, _ = drafted(regions=("KZ-61", "KZ-YUZ"))
    assert places(approvals.seats(initiative, on=MONDAY.date())) == [
        ("Akimat of Turkistan", "KZ-61", "decides", True),
        ("None", "KZ-YUZ", "decides", False),
        ("Ministry of Industry", None, "decides", False),
    ]


def test_an_unconfirmed_authority_and_a_missing_ministry_hold_no_seat():
    authority("Akimat", region(), confirmed_at=None)
    initiative, _, _ = drafted(regions=("KZ-61",))
    assert places(approvals.seats(initiative, on=MONDAY.date())) == [
        ("None", "KZ-61", "decides", True),
        ("None", None, "decides", False),
    ]


def test_an_authority_that_advises_has_a_seat_of_its_own():
    country()
    authority("Water inspection", region(), capacity="advises")
    initiative, _, _ = drafted(regions=("KZ-61",))
    assert places(approvals.seats(initiative, on=MONDAY.date()))[1] == ("Water inspection", "KZ-61", "advises", False)


def test_a_round_freezes_what_is_handed_in_and_tells_each_official_once():
    handed = handed_in()
    assert (handed.round.number, handed.round.due_on) == (1, dt.date(2026, 11, 23))
    assert handed.round.snapshot["vision"]["vision"] == "A garden in the steppe."
    assert sorted(handed.round.digests) == ["about", "leaders", "managing", "members", "place", "vision"]
    told = Notice.objects.filter(kind="seat_waits").values_list("user", flat=True)
    assert sorted(told) == sorted(official.pk for official in handed.officials.values())


def test_an_initiative_without_a_region_cannot_be_handed_in():
    rule_pack()
    country()
    initiative, manager, firm = drafted(regions=())
    with pytest.raises(Refused, match="at least one region"):
        submitted(initiative, manager, firm, {}, MONDAY)


def test_the_last_of_all_agreements_registers():
    handed = handed_in()
    handed.decide("KZ-61")
    handed.decide("KZ-43")
    assert handed.fresh().closed_at is None
    handed.decide("KZ")
    assert (handed.fresh().outcome, handed.round.closed_at) == ("registered", working_hours(1))
    handed.initiative.refresh_from_db()
    assert handed.initiative.stage == Stage.REGISTERED
    assert Notice.objects.filter(user=handed.manager, kind="round_registered").count() == 1


def test_a_seat_without_authority_never_passes_silently():
    handed = handed_in(regions=("KZ-61", "KZ-YUZ"))
    handed.decide("KZ-61")
    handed.decide("KZ")
    assert handed.fresh().closed_at is None
    assert Notice.objects.filter(user=handed.officials["KZ"], kind="seat_without_authority").count() == 1
    vacant = Seat.objects.get(round=handed.round, authority=None)
    with pytest.raises(NotThisPerson, match="No authority answers"):
        lifecycle.decide(
            seat=vacant, decision="agreed", seen_digest=handed.round.digest, by=handed.officials["KZ"], at=MONDAY
        )


def test_the_ministry_fills_a_vacant_seat_when_the_region_has_got_its_authority():
    handed = handed_in(regions=("KZ-61", "KZ-YUZ"))
    late = authority("Akimat of the South", region("KZ-YUZ"))
    official = acting_for(late)
    vacant = Seat.objects.get(round=handed.round, authority=None)
    case.find_authority(seat=vacant, by=handed.officials["KZ"], at=working_hours(1))
    for code, by in (("KZ-61", None), ("KZ-YUZ", official), ("KZ", None)):
        handed.decide(code, by=by)
    assert handed.fresh().outcome == "registered"
    assert Notice.objects.filter(user=official, kind="seat_waits").count() == 1


def test_a_return_brings_all_remarks_at_once_to_the_applicant():
    handed = handed_in()
    handed.decide("KZ-61", "returned", remarks=[RemarkText("vision", "goals", "Which water?")])
    assert Notice.objects.filter(user=handed.manager, kind="round_returned").count() == 0
    handed.decide("KZ-43", "returned", reasons="Talk to us.")
    handed.decide("KZ")
    notice = Notice.objects.get(user=handed.manager, kind="round_returned")
    assert [answer["remarks"] for answer in notice.context["answers"]] == [
        [{"section": "vision", "text": "Which water?"}],
        [],
        [],
    ]
    handed.initiative.refresh_from_db()
    assert handed.initiative.stage == Stage.NASCENT


def test_a_return_says_what_has_to_change():
    handed = handed_in()
    with pytest.raises(Refused, match="Say what has to change"):
        handed.decide("KZ-61", "returned", reasons="  ")
    assert not Answer.objects.exists()


def test_a_double_click_is_one_answer():
    handed = handed_in()
    first = handed.decide("KZ-61", "returned", reasons="Talk to us.", seen_answers=[])
    second = handed.decide("KZ-61", "returned", reasons="Talk to us.", seen_answers=[], at=working_hours(1, 10, 1))
    assert first == second
    assert Answer.objects.count() == 1


def test_an_own_answer_is_replaced_until_the_round_closes_and_both_are_kept():
    handed = handed_in()
    first = handed.decide("KZ-61", "returned", reasons="Talk to us.")
    second = handed.decide("KZ-61", at=working_hours(2), seen_answers=[first.pk])
    kept = Answer.objects.order_by("pk").values_list("decision", "replaced_at")
    assert list(kept) == [("returned", working_hours(2)), ("agreed", None)]
    handed.decide("KZ-43")
    handed.decide("KZ")
    with pytest.raises(Refused, match="This round ended") as refused:
        handed.decide("KZ-61", "returned", reasons="After all.", seen_answers=[second.pk])
    assert refused.value.kind == "closed"


def test_a_colleague_who_answered_meanwhile_is_shown_and_nothing_is_recorded():
    handed = handed_in()
    theirs = handed.decide("KZ-43", "returned", reasons="Water first.", at=working_hours(1, 14, 5))
    with pytest.raises(Refused) as refused:
        handed.decide("KZ-61", seen_answers=[], at=working_hours(1, 14, 9))
    assert str(refused.value) == (
        "Akimat of Kyzylorda returned it at 14:05 while you read. Yours was not recorded; your text is below."
    )
    assert (refused.value.kind, refused.value.theirs) == ("meanwhile", theirs)
    handed.decide("KZ-61", seen_answers=[theirs.pk], at=working_hours(1, 14, 11))
    assert Answer.objects.current().count() == 2


def test_a_colleague_who_agreed_meanwhile_does_not_hinder_an_agreement():
    handed = handed_in()
    handed.decide("KZ-43")
    handed.decide("KZ-61", seen_answers=[])
    assert Answer.objects.current().count() == 2


def test_two_signatories_of_one_authority_do_not_answer_over_each_other():
    handed = handed_in()
    other = acting_for(handed.seat("KZ-61").authority)
    handed.decide("KZ-61")
    with pytest.raises(Refused, match="Akimat of Turkistan agreed at"):
        handed.decide("KZ-61", "returned", reasons="No.", by=other)
    with pytest.raises(Refused, match="Akimat of Turkistan agreed at"):
        handed.decide("KZ-61", by=other, seen_answers=[])


def test_a_page_of_an_earlier_round_is_stale():
    handed = handed_in()
    with pytest.raises(Refused, match="no longer what you read") as refused:
        handed.decide("KZ-61", seen_digest="0" * 64)
    assert refused.value.kind == "stale"


def test_agreements_stand_where_every_section_they_answered_for_is_unchanged():
    rule_pack(sections={"region": ["place"], "ministry": ["vision", "about"]})
    handed = handed_in()
    agreed = handed.decide("KZ-61")
    handed.decide("KZ-43", "returned", reasons="Talk to us.")
    handed.decide("KZ")
    write(handed.initiative, "vision", handed.manager, vision="Another garden.", goals="Water.", at=working_hours(2))
    again = submitted(handed.initiative, handed.manager, handed.firm, handed.officials, working_hours(3))
    standing = Answer.objects.current().filter(round=again.round).select_related("seat__authority")
    assert [(str(answer.seat.authority), answer.carried_from) for answer in standing] == [
        ("Akimat of Turkistan", agreed)
    ]
    told = [(entry.verb, entry.details.get("authority")) for entry in history(again.round)]
    assert ("round.answer_stands", "Akimat of Turkistan") in told
    assert ("round.answer_lifted", "Ministry of Industry") in told
    again.decide("KZ-43", at=working_hours(4))
    again.decide("KZ", at=working_hours(4))
    assert again.fresh().outcome == "registered"


def test_without_a_scope_any_change_lifts_every_agreement():
    handed = handed_in()
    handed.decide("KZ-61")
    handed.decide("KZ-43")
    handed.decide("KZ", "returned", reasons="Say more.")
    write(handed.initiative, "vision", handed.manager, vision="Another garden.", goals="Water.", at=working_hours(2))
    again = submitted(handed.initiative, handed.manager, handed.firm, handed.officials, working_hours(3))
    assert not Answer.objects.filter(round=again.round).exists()


def test_withdrawing_ends_the_round_and_tells_the_officials():
    handed = handed_in()
    handed.decide("KZ-61")
    lifecycle.advance(
        initiative=handed.initiative, transition="withdraw", by=handed.manager, at=working_hours(1), reason="Too early."
    )
    assert handed.fresh().outcome == "withdrawn"
    assert Notice.objects.filter(kind="round_withdrawn").count() == len(REGIONS) + 1
    with pytest.raises(Refused) as refused:
        handed.decide("KZ-43")
    assert refused.value.kind == "closed"


def test_a_registered_initiative_cannot_be_withdrawn_any_more():
    handed = handed_in()
    for code in ("KZ-61", "KZ-43", "KZ"):
        handed.decide(code)
    with pytest.raises(TransitionRefused):
        lifecycle.advance(
            initiative=handed.initiative,
            transition="withdraw",
            by=handed.manager,
            at=working_hours(2),
            reason="Too late.",
        )
    with pytest.raises(Refused):
        approval.withdraw(round_=handed.round, by=handed.manager, at=working_hours(2))


def test_a_lead_region_decides_when_the_others_have_not_objected_by_their_day():
    rule_pack(quorum="lead", object_days=5)
    handed = handed_in()
    handed.decide("KZ-61")
    lifecycle.conclude(initiative=handed.initiative, at=working_hours(7))
    assert handed.fresh().closed_at is None
    lifecycle.conclude(initiative=handed.initiative, at=working_hours(8))
    assert handed.fresh().outcome == "registered"


def test_remarks_keep_their_section_and_field():
    handed = handed_in()
    handed.decide("KZ-61", "returned", remarks=[RemarkText("vision", "goals", " Which water? ")])
    assert list(Remark.objects.values_list("section", "field", "text")) == [("vision", "goals", "Which water?")]
    assert Round.objects.open().count() == 1
