import datetime as dt

import pytest
from django.utils.translation import override

from accounts.models import Notice
from indicators.models import Code
from initiatives.actions import case, competence, lifecycle
from initiatives.lifecycle import Stage
from initiatives.models import Answer, Round, Seat
from initiatives.queries import approval as approvals
from initiatives.queries.case import case as case_of
from initiatives.queries.inbox import has_inbox, inbox
from initiatives.queries.vacancy import vacancies
from tests.factories.approval import (
    acting_for,
    rule_pack,
    working_hours,
)
from tests.factories.competence import ON, body, enter, handed_in, made_officials, of_body, sectoral

pytestmark = pytest.mark.django_db


@pytest.fixture
def officials():
    return made_officials()


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
