import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from accounts.audit import history
from accounts.guards import Refused as NotThisPerson
from accounts.models import Notice
from initiatives.actions import competence, confirmation, lifecycle, merge
from initiatives.actions.competence import CompetenceRefused
from initiatives.models import Answer, Competence, Organisation, Round
from initiatives.queries import merge as merges
from initiatives.queries.preview import preview
from tests.factories.approval import (
    MONDAY,
    SINCE,
    acting_for,
    activity,
    authority,
    drafted,
    organisation,
    region,
    working_hours,
)
from tests.factories.competence import ON, body, enter, handed_in, made_officials, of_body, sectoral

pytestmark = pytest.mark.django_db


@pytest.fixture
def officials():
    return made_officials()


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
