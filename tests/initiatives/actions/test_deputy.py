import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.guards import Refused as NotThisPerson
from accounts.models import Notice
from initiatives.actions import case, deputy
from initiatives.actions.deputy import DeputyRefused
from initiatives.models import Answer, Deputy, Representative
from initiatives.permissions import approval as permissions
from tests.factories.approval import MONDAY, acting_for, handed_in, represent, working_hours

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FIRST = MONDAY.date()


@pytest.fixture
def handed():
    return handed_in()


def colleague(handed, **how):
    return acting_for(handed.seat("KZ-61").authority, name="Preparer", signs=False, **how)


def stand_in(handed, person, **how):
    signatory = handed.officials["KZ-61"]
    said = {"absent": signatory, "by": signatory, "starts_on": FIRST, "ends_on": FIRST + 4 * DAY, "order": "12-k"} | how
    return deputy.name(authority=handed.seat("KZ-61").authority, deputy=person, at=MONDAY, **said)


def test_a_deputy_signs_from_the_first_to_the_last_day_and_not_after(handed):
    person = colleague(handed)
    with pytest.raises(NotThisPerson, match="you may prepare the answer"):
        handed.decide("KZ-61", by=person)
    stand_in(handed, person)
    seat = handed.seat("KZ-61")
    assert permissions.may_decide(person, seat, FIRST)
    assert permissions.may_decide(person, seat, FIRST + 4 * DAY)
    with pytest.raises(NotThisPerson):
        permissions.may_decide(person, seat, FIRST + 5 * DAY)
    assert handed.decide("KZ-61", by=person).decided_by == person
    assert Notice.objects.filter(kind="deputy_named", user=person).count() == 1


def test_a_refusal_names_the_deputy_among_those_who_sign(handed):
    stand_in(handed, colleague(handed))
    with pytest.raises(NotThisPerson) as refused:
        permissions.may_decide(handed.officials["KZ"], handed.seat("KZ-61"), FIRST)
    assert str(refused.value.who) == "Signs for Akimat of Turkistan: Official of Akimat of Turkistan, Preparer"


def test_nobody_hands_on_a_signature_that_he_has_no_more(handed):
    person = colleague(handed)
    stand_in(handed, person)
    Representative.objects.filter(user=handed.officials["KZ-61"]).update(ended_at=MONDAY)
    with pytest.raises(NotThisPerson):
        permissions.may_decide(person, handed.seat("KZ-61"), FIRST)


def test_a_declared_conflict_hands_the_seat_to_the_deputy(handed):
    person, signatory = colleague(handed), handed.officials["KZ-61"]
    stand_in(handed, person)
    case.declare_conflict(seat=handed.seat("KZ-61"), reason="My brother.", by=signatory, at=working_hours(1))
    assert handed.seat("KZ-61").assigned_to == person
    with pytest.raises(NotThisPerson, match="declared a conflict"):
        handed.decide("KZ-61")
    assert handed.decide("KZ-61", by=person).decision == "agreed"


def test_a_deputy_of_two_authorities_fills_one_seat_only(handed):
    person = colleague(handed)
    stand_in(handed, person)
    represent(person, handed.seat("KZ-43").authority)
    handed.decide("KZ-61", by=person)
    with pytest.raises(NotThisPerson, match="A person fills one seat only"):
        handed.decide("KZ-43", by=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            seat=handed.seat("KZ-43"),
            round=handed.round,
            decision="agreed",
            seen_digest=handed.round.digest,
            decided_by=person,
            decided_at=MONDAY,
        )


def test_two_deputies_at_once_are_refused_by_name_and_by_the_database(handed):
    first = stand_in(handed, colleague(handed))
    second = colleague(handed)
    with pytest.raises(DeputyRefused, match="stands in for Official of Akimat of Turkistan in these days already"):
        stand_in(handed, second, starts_on=FIRST + 4 * DAY, ends_on=FIRST + 9 * DAY)
    same = {"authority": first.authority, "absent": first.absent, "named_by": second, "named_at": MONDAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        Deputy.objects.create(deputy=second, during=(FIRST, FIRST + DAY), **same)
    deputy.end(deputy=first, by=handed.officials["KZ-61"], at=MONDAY)
    assert stand_in(handed, second).deputy == second


def test_what_cannot_be_is_refused_with_its_reason(handed):
    person, signatory = colleague(handed), handed.officials["KZ-61"]
    for how, reason in (
        ({"ends_on": FIRST - DAY}, "The last day comes before the first"),
        ({"absent": person}, "Nobody is his own deputy"),
        ({"absent": handed.officials["KZ"]}, "does not sign for Akimat of Turkistan"),
    ):
        with pytest.raises(DeputyRefused, match=reason):
            stand_in(handed, person, **how)
    with pytest.raises(DeputyRefused, match="does not act for Akimat of Turkistan"):
        stand_in(handed, handed.officials["KZ"])
    with pytest.raises(NotThisPerson, match="Deputies are named by the head"):
        stand_in(handed, person, absent=signatory, by=person)
