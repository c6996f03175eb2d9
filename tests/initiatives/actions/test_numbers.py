import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from accounts.audit import history
from accounts.guards import Refused as NotThisPerson
from clusterportal.printing import letter
from initiatives.actions import numbers
from initiatives.actions.approval import Refused
from initiatives.models import Seat
from tests.factories.approval import MONDAY, handed_in, working_hours

pytestmark = pytest.mark.django_db
DAY = MONDAY.date()


def enter(handed, code="KZ-61", **said):
    by = said.pop("by", None) or handed.officials[code]
    return numbers.enter(seat=handed.seat(None if code == "KZ" else code), by=by, at=working_hours(3), **said)


def test_an_authority_enters_its_numbers_once_and_the_history_names_them():
    handed = handed_in()
    for _twice in range(2):
        enter(handed, incoming_number="01-12/345", incoming_on=DAY)
    seat = handed.seat("KZ-61")
    assert (seat.incoming_number, seat.incoming_on, seat.outgoing_number) == ("01-12/345", DAY, "")
    assert [entry.verb for entry in history(handed.round)].count("round.numbered") == 1


def test_the_same_number_of_the_same_year_is_refused_by_name_and_by_the_database():
    first = handed_in()
    enter(first, outgoing_number="7", outgoing_on=DAY)
    second = handed_in(name="Second", officials=first.officials)
    with pytest.raises(Refused, match="number 7 in 2026 already, to “Syr Darya Crops”"):
        enter(second, outgoing_number="7", outgoing_on=DAY)
    enter(second, outgoing_number="7", outgoing_on=DAY.replace(year=2025))
    enter(second, "KZ-43", outgoing_number="7", outgoing_on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=second.seat("KZ-61").pk).update(outgoing_on=DAY)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"incoming_number": "7"}, "go together"),
        ({"incoming_on": DAY}, "go together"),
        ({"incoming_number": "7", "incoming_on": dt.date(2027, 1, 1)}, "has not come yet"),
        (
            {
                "incoming_number": "7",
                "incoming_on": DAY,
                "outgoing_number": "8",
                "outgoing_on": DAY - dt.timedelta(days=1),
            },
            "before it came in",
        ),
    ],
)
def test_numbers_that_cannot_be_are_refused(said, reason):
    with pytest.raises(Refused, match=reason):
        enter(handed_in(), **said)


def test_nobody_enters_the_numbers_of_another_office():
    handed = handed_in()
    with pytest.raises(NotThisPerson, match="Only the people of Akimat of Turkistan"):
        enter(handed, by=handed.officials["KZ"], incoming_number="7", incoming_on=DAY)


def test_the_decision_letter_carries_the_numbers():
    handed = handed_in()
    for code in ("KZ-61", "KZ-43", "KZ"):
        handed.decide(code, at=working_hours(2))
    enter(handed, incoming_number="01-12/345", incoming_on=DAY, outgoing_number="02/9", outgoing_on=DAY)
    with override("en"):
        said = str(letter.content(handed.fresh(), "en"))
    assert "Akimat of Turkistan (incoming 01-12/345 of 2 November 2026; outgoing 02/9 of 2 November 2026)" in said
