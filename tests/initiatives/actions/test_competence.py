import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from accounts.audit import history
from accounts.guards import Refused as NotThisPerson
from accounts.models import Notice
from indicators.models import Code
from initiatives.actions import case, competence, confirmation, lifecycle, merge
from initiatives.actions.competence import CompetenceRefused
from initiatives.lifecycle import Stage
from initiatives.models import Answer, Competence, Organisation, Round, Seat
from initiatives.queries import approval as approvals
from initiatives.queries import merge as merges
from initiatives.queries.case import case as case_of
from initiatives.queries.inbox import has_inbox, inbox
from initiatives.queries.preview import preview
from initiatives.queries.vacancy import vacancies
from tests.factories.approval import (
    MONDAY,
    SINCE,
    acting_for,
    activity,
    authority,
    country,
    drafted,
    organisation,
    region,
    rule_pack,
    submitted,
    working_hours,
)

pytestmark = pytest.mark.django_db
ON, FIRST = MONDAY.date(), SINCE.date()


@pytest.fixture
def officials():
    rule_pack()
    food = activity("10", "Food")
    section = activity("C", "Manufacturing")
    Code.objects.filter(pk=food.pk).update(parent=section)
    return country()


def body(name="Ministry of Agriculture", **fields):
    return organisation(name, Organisation.Kind.STATE_AUTHORITY, **fields)


def enter(officials, of, code="10", capacity="advises", starts_on=FIRST, at=SINCE, **said):
    said = {"by": officials["KZ"], "article": "Order 7"} | said
    return competence.enter(
        authority=of, activity=Code.objects.get(code=code), capacity=capacity, starts_on=starts_on, at=at, **said
    )


def sectoral(initiative, on=ON):
    found = approvals.seats(initiative, on=on)
    return [(str(seat.authority), seat.capacity, [each["code"] for each in seat.because]) for seat in found[3:]]


def handed_in(officials):
    return submitted(*drafted(), officials, MONDAY)


def of_body(round_, agriculture):
    return Seat.objects.select_related("round__initiative", "round__rule_pack", "authority", "region").get(
        round=round_, authority=agriculture
    )


def test_a_seat_follows_from_the_activities_and_is_shown_before_handing_in(officials):
    agriculture = body()
    enter(officials, agriculture, code="C")
    initiative, _, _ = drafted()
    assert sectoral(initiative) == [("Ministry of Agriculture", "advises", ["10"])]
    with override("en"):
        shown = preview(initiative, on=ON).seats[-1]
    assert (str(shown["authority"]), shown["person"], shown["answer_label"]) == (
        "Ministry of Agriculture",
        "because of activity 10 Food · advises",
        "will be asked",
    )


def test_only_rows_of_the_day_and_confirmed_bodies_are_asked(officials):
    initiative, _, _ = drafted()
    for name, fields in (("Waits", {"confirmed_at": None}), ("Later", {}), ("Ended", {}), ("Stands", {})):
        begun = dt.date(2027, 1, 1) if name == "Later" else SINCE.date()
        enter(officials, body(name, **fields), starts_on=begun, at=MONDAY)
    competence.end(
        competence=Competence.objects.get(authority__name="Ended"),
        by=officials["KZ"],
        at=working_hours(-7),
    )
    assert sectoral(initiative) == [("Stands", "advises", ["10"])]
    assert sectoral(initiative, on=ON - dt.timedelta(days=7)) == [
        ("Ended", "advises", ["10"]),
        ("Stands", "advises", ["10"]),
    ]
    assert sectoral(initiative, on=dt.date(2027, 1, 1)) == [
        ("Later", "advises", ["10"]),
        ("Stands", "advises", ["10"]),
    ]


def test_who_decides_for_the_country_already_gets_no_second_seat(officials):
    adviser = authority("Water committee", None, capacity="advises")
    enter(officials, adviser)
    initiative, _, _ = drafted()
    assert sectoral(initiative) == [("Water committee", "advises", [])]


def test_an_opinion_is_shown_and_changes_no_outcome(officials):
    agriculture = body()
    signatory = acting_for(agriculture, name="Head of agriculture")
    enter(officials, agriculture)
    handed = handed_in(officials)
    seat = of_body(handed.round, agriculture)
    lifecycle.decide(
        seat=seat,
        decision="rejected",
        reasons="Too dry.",
        seen_digest=handed.round.digest,
        by=signatory,
        at=working_hours(1),
    )
    for code in ("KZ-43", "KZ-61", "KZ"):
        handed.decide(code, at=working_hours(2))
    handed.initiative.refresh_from_db()
    assert handed.initiative.stage == Stage.REGISTERED
    assert Answer.objects.get(seat=seat).decision == "rejected"
    # Who decides stands before who advises.
    listed = approvals.with_answers(Round.objects.filter(pk=handed.round.pk)).get().seats.all()
    assert [each.authority.name for each in listed] == [
        "Akimat of Turkistan",
        "Akimat of Kyzylorda",
        "Ministry of Industry",
        "Ministry of Agriculture",
    ]


def test_a_body_answers_for_every_section_whatever_the_ministry_answers_for(officials):
    rule_pack(sections={"ministry": ["vision"]})
    agriculture = body()
    enter(officials, agriculture)
    handed = handed_in(officials)
    seats = Seat.objects.filter(round=handed.round, region=None).order_by("pk")
    assert [sorted(seat.sections) for seat in seats] == [["vision"], sorted(handed.round.digests)]


def test_without_the_opinion_the_round_ends_all_the_same(officials):
    enter(officials, body())
    handed = handed_in(officials)
    for code in ("KZ-43", "KZ-61", "KZ"):
        handed.decide(code)
    assert handed.fresh().outcome == "registered"


def test_a_body_that_decides_is_waited_for(officials):
    agriculture = body()
    signatory = acting_for(agriculture, name="Head of agriculture")
    enter(officials, agriculture, capacity="decides")
    handed = handed_in(officials)
    for code in ("KZ-43", "KZ-61"):
        handed.decide(code)
    seat = of_body(handed.round, agriculture)
    ministry = Seat.objects.get(round=handed.round, authority__name="Ministry of Industry")
    how = {"decision": "agreed", "seen_digest": handed.round.digest, "at": working_hours(2)}
    lifecycle.decide(seat=ministry, by=officials["KZ"], **how)
    assert handed.fresh().closed_at is None
    lifecycle.decide(seat=seat, by=signatory, **how)
    assert handed.fresh().outcome == "registered"


def test_a_round_keeps_its_seats_whatever_the_table_says_since(officials):
    agriculture = body()
    signatory = acting_for(agriculture, name="Head of agriculture")
    row = enter(officials, agriculture, capacity="decides")
    handed = handed_in(officials)
    competence.end(competence=row, by=officials["KZ"], at=working_hours(1))
    enter(officials, body("Ministry of Water"), starts_on=ON, at=working_hours(1))
    Code.objects.filter(code="10").update(name_en="Food and drink")
    seats = Seat.objects.filter(round=handed.round).order_by("pk")
    with override("en"):
        assert [(str(seat.authority), str(seat.place)) for seat in seats][3:] == [
            ("Ministry of Agriculture", "because of activity 10 Food")
        ]
    assert vacancies(on=dt.date(2026, 11, 9)) == []
    seat = of_body(handed.round, agriculture)
    assert case.find_authority(seat=seat, by=officials["KZ"], at=working_hours(7)).authority == agriculture
    lifecycle.decide(seat=seat, decision="agreed", seen_digest=handed.round.digest, by=signatory, at=working_hours(7))
    assert sectoral(handed.initiative, on=dt.date(2026, 11, 9)) == [("Ministry of Water", "advises", ["10"])]


def test_a_deciding_body_without_a_signatory_is_a_vacancy_and_never_a_pass(officials):
    enter(officials, body(), capacity="decides")
    handed = handed_in(officials)
    for code, official in officials.items():
        assert official, code
    with override("en"):
        found = [(str(each.seat.place), each.reason) for each in vacancies(on=ON)]
    assert found == [("because of activity 10 Food", "Ministry of Agriculture has no signatory.")]
    assert handed.fresh().closed_at is None


def test_the_officials_of_the_body_find_the_file_and_read_why_they_are_asked(officials):
    agriculture = body()
    signatory = acting_for(agriculture, name="Head of agriculture")
    stranger = acting_for(body("Ministry of Culture"))
    enter(officials, agriculture)
    handed = handed_in(officials)
    seat = of_body(handed.round, agriculture)
    told = Notice.objects.get(user=signatory, kind="seat_waits")
    assert told.context["region"]["en"] == "10 Food"
    assert [row.seat for row in inbox(signatory, on=ON).waiting] == [seat]
    assert (has_inbox(signatory), has_inbox(stranger)) == (True, False)
    with override("en"):
        shown = case_of(seat, user=signatory, on=ON).seats
    assert [each["person"] for each in shown if each["is_mine"]] == ["because of activity 10 Food · advises"]


def test_entering_tells_the_body_and_stands_on_its_history(officials):
    agriculture = body()
    editor = acting_for(agriculture, signs=False)
    row = enter(officials, agriculture)
    told = Notice.objects.get(user=editor, kind="competence_entered")
    assert (told.context["authority"], told.context["activity"]["en"]) == ("Ministry of Agriculture", "10 Food")
    competence.end(competence=row, by=officials["KZ"], at=MONDAY)
    row.refresh_from_db()
    assert (row.valid.lower, row.valid.upper) == (SINCE.date(), ON + dt.timedelta(days=1))
    planned = enter(officials, agriculture, starts_on=dt.date(2027, 1, 1), at=MONDAY)
    competence.end(competence=planned, by=officials["KZ"], at=MONDAY)
    assert Competence.objects.get() == row
    assert [event.verb for event in history(agriculture)] == [
        "competence.taken_back",
        "competence.entered",
        "competence.ended",
        "competence.entered",
    ]


def test_what_is_refused_says_why_and_who_may(officials):
    agriculture = body()
    enter(officials, agriculture)
    regional = authority("Akimat of the north", region("KZ-59", "North"))
    ministry = Organisation.objects.get(name="Ministry of Industry")
    for reason, said in (
        ("is no central body", {"of": regional}),
        ("is no central body", {"of": ministry}),
        ("is no central body", {"of": organisation("Firm")}),
        ("has its word in 10 Food in these days already", {"of": agriculture}),
        ("has its word in 10 Food", {"of": agriculture, "starts_on": dt.date(2028, 1, 1), "at": MONDAY}),
        ("Look at the year again", {"of": agriculture, "code": "C", "starts_on": dt.date(2226, 1, 1)}),
        ("Name an activity", {"of": agriculture, "code": "KZ-61"}),
    ):
        with pytest.raises(CompetenceRefused, match=reason):
            enter(officials, **said)
    row = Competence.objects.get()
    for by in (officials["KZ-61"], acting_for(agriculture)):
        with pytest.raises(NotThisPerson) as caught:
            enter(officials, agriculture, code="C", by=by)
        assert caught.value.who == "Ministry of Industry"
        with pytest.raises(NotThisPerson):
            competence.end(competence=row, by=by, at=MONDAY)
    competence.end(competence=row, by=officials["KZ"], at=MONDAY)
    with pytest.raises(CompetenceRefused, match="A colleague has ended it"):
        competence.end(competence=row, by=officials["KZ"], at=MONDAY)


def test_the_database_lets_no_two_words_of_one_body_overlap(officials):
    row = enter(officials, body())
    same = {"authority": row.authority, "activity": row.activity, "entered_by": row.entered_by, "entered_at": MONDAY}
    with pytest.raises(IntegrityError, match="a_body_has_one_word_per_activity_and_day"), transaction.atomic():
        Competence.objects.create(**same, capacity="decides", valid=(ON, None))
    with pytest.raises(IntegrityError, match="a_competence_has_its_first_day"), transaction.atomic():
        Competence.objects.create(**same | {"activity": activity("13")}, valid=(None, ON))
    Competence.objects.create(**same, capacity="decides", valid=(dt.date(2019, 1, 1), SINCE.date()))


def test_a_body_that_is_asked_because_of_activities_is_confirmed_without_a_region(officials):
    waits = body("Ministry of Water", confirmed_at=None)
    with pytest.raises(confirmation.ConfirmationRefused, match="Say for which regions"):
        confirmation.confirm(organisation=waits, by=officials["KZ"], at=MONDAY)
    enter(officials, waits)
    confirmation.confirm(organisation=waits, by=officials["KZ"], at=MONDAY)
    initiative, _, _ = drafted()
    assert sectoral(initiative) == [("Ministry of Water", "advises", ["10"])]


def test_a_merged_body_hands_its_words_over(officials):
    gone, stands = body("Ministry of Farms"), body()
    for each, code in ((gone, "10"), (gone, "C"), (stands, "10")):
        enter(officials, each, code=code)
    seen = merges.mark(merges.plan(gone, stands))
    merge.merge(survivor=stands, merged=gone, seen=seen, by=officials["KZ"], at=MONDAY)
    initiative, _, _ = drafted()
    assert sectoral(initiative) == [("Ministry of Agriculture", "advises", ["10"])]
    moved = Competence.objects.order_by("activity__code", "pk").values_list("activity__code", "authority__name")
    assert sorted(moved) == [
        ("10", "Ministry of Agriculture"),
        ("10", "Ministry of Farms"),
        ("C", "Ministry of Agriculture"),
    ]


def test_a_rejection_of_a_decider_returns_to_the_same_body_in_the_next_round(officials):
    agriculture = body()
    signatory = acting_for(agriculture, name="Head of agriculture")
    enter(officials, agriculture)
    handed = handed_in(officials)
    lifecycle.decide(
        seat=of_body(handed.round, agriculture),
        decision="agreed",
        seen_digest=handed.round.digest,
        by=signatory,
        at=working_hours(1),
    )
    handed.decide("KZ-43", "returned", reasons="More water.")
    for code in ("KZ-61", "KZ"):
        handed.decide(code)
    lifecycle.advance(initiative=handed.initiative, transition="submit", by=handed.manager, at=working_hours(3))
    second = Round.objects.get(initiative=handed.initiative, number=2)
    carried = Answer.objects.get(round=second, seat__authority=agriculture)
    assert carried.carried_from is not None
