"""An authority that is dissolved, and a region that is split, while a round is open: shown, never passed over."""

import pytest
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import DateRange

from accounts.guards import Refused
from indicators.models import Correspondence
from initiatives.actions import case as files
from initiatives.models import Jurisdiction, Organisation, Representative, Seat
from initiatives.queries.approval import outcome
from initiatives.queries.vacancy import vacancies
from tests.factories.approval import SINCE, acting_for, handed_in, organisation, region, working_hours

pytestmark = pytest.mark.django_db

LATER = working_hours(2)
DAY = timezone.localdate(LATER)


def dissolve(code):
    Jurisdiction.objects.filter(region__code=code).update(valid=DateRange(SINCE.date(), DAY))


def following(code, name="Akimat of the New South"):
    body = organisation(name, Organisation.Kind.STATE_AUTHORITY, confirmed_at=SINCE)
    Jurisdiction.objects.create(authority=body, region=region(code), valid=DateRange(DAY, None))
    return body, acting_for(body)


def told(on=DAY):
    return [(each.reason, each.who, each.successor) for each in vacancies(on=on)]


def test_where_all_can_answer_nothing_is_said():
    handed_in()
    assert told() == []


def test_a_round_whose_authority_was_dissolved_waits_and_says_who_can_act(client):
    case = handed_in()
    for code in ("KZ-43", "KZ"):
        case.decide(code, at=working_hours(1))
    dissolve("KZ-61")
    with pytest.raises(Refused, match="does not answer for this region any more"):
        case.decide("KZ-61", at=LATER)
    assert outcome(case.fresh(), on=DAY) is None
    assert told() == [
        (
            "Akimat of Turkistan does not answer for it any more.",
            "The ministry confirms an authority for this region; the seat is its own at once.",
            None,
        )
    ]
    client.force_login(case.officials["KZ"])
    page = client.get(reverse("confirmations")).content.decode()
    assert "Seats that nobody can fill" in page
    assert "Akimat of Turkistan does not answer for it any more." in page


def test_the_seat_goes_to_the_authority_that_follows_and_the_round_can_end():
    case = handed_in()
    for code in ("KZ-43", "KZ"):
        case.decide(code, at=working_hours(1))
    dissolve("KZ-61")
    body, official = following("KZ-61")
    assert told() == [
        (
            "Akimat of Turkistan does not answer for it any more.",
            "Akimat of the New South answers today; give it the seat.",
            body,
        )
    ]
    seat = files.find_authority(seat=case.seat("KZ-61"), by=case.officials["KZ"], at=LATER)
    assert (seat.authority, told()) == (body, [])
    case.decide("KZ-61", by=official, at=LATER)
    assert case.fresh().outcome == "registered"


def test_an_answer_that_was_given_in_office_stands():
    case = handed_in()
    case.decide("KZ-61", at=working_hours(1))
    dissolve("KZ-61")
    following("KZ-61")
    seat = files.find_authority(seat=case.seat("KZ-61"), by=case.officials["KZ"], at=LATER)
    assert (str(seat.authority), told()) == ("Akimat of Turkistan", [])


def test_a_region_that_is_split_during_the_round_is_named_with_its_parts():
    case = handed_in()
    old = region("KZ-61")
    for code, name in (("KZ-61A", "North"), ("KZ-61B", "South")):
        Correspondence.objects.create(predecessor=old, successor=region(code, name), on=DAY)
    old.valid_to = DAY
    old.save(update_fields=["valid_to"])
    split = f"Turkistan ended on {DAY:%-d %B %Y}: North, South."
    assert [(reason, who) for reason, who, _ in told()] == [(split, "Akimat of Turkistan answers as handed in.")]
    dissolve("KZ-61")
    assert told() == [
        (
            f"Akimat of Turkistan does not answer for it any more. {split}",
            "The applicant withdraws it and hands it in anew with the new regions.",
            None,
        )
    ]
    for code in ("KZ-43", "KZ"):
        case.decide(code, at=LATER)
    assert outcome(case.fresh(), on=DAY) is None


def test_an_authority_without_a_signatory_is_named():
    handed_in()
    seat = Seat.objects.get(region__code="KZ-61")
    Representative.objects.filter(organisation=seat.authority).update(ended_at=SINCE)
    assert told() == [
        ("Akimat of Turkistan has no signatory.", "The ministry confirms a signatory of the authority.", None)
    ]


def test_many_vacancies_cost_as_many_queries_as_one(django_assert_num_queries):
    handed_in()
    dissolve("KZ-61")
    with django_assert_num_queries(2):
        assert len(vacancies(on=DAY)) == 1
    dissolve("KZ-43")
    with django_assert_num_queries(2):
        assert len(vacancies(on=DAY)) == 2
