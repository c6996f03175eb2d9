import pytest
from django.test import Client
from django.urls import reverse

from initiatives.actions import case
from initiatives.models import Representative
from initiatives.queries import load
from tests.factories.approval import acting_for, handed_in, working_hours

pytestmark = pytest.mark.django_db
WHEN = working_hours(1)


def piles(handed):
    (found,) = load.loads([handed.seat("KZ-61").authority], on=WHEN.date())
    return [
        (str(pile.person) if pile.person else None, [row.round.initiative.name for row in pile.rows])
        for pile in (found.unassigned, *found.piles)
    ]


def test_files_lie_with_those_to_whom_they_were_given_and_come_back_from_those_who_left():
    first = handed_in(name="First")
    handed_in(name="Second", officials=first.officials)
    signatory = first.officials["KZ-61"]
    person = acting_for(first.seat("KZ-61").authority, name="Preparer", signs=False)
    case.assign(seat=first.seat("KZ-61"), to=person, by=signatory, at=WHEN)
    assert piles(first) == [(None, ["Second"]), (str(signatory), []), ("Preparer", ["First"])]
    Representative.objects.filter(user=person).update(ended_at=WHEN)
    assert piles(first) == [(None, ["First", "Second"]), (str(signatory), [])]


def test_a_file_that_is_answered_weighs_on_nobody():
    handed = handed_in()
    handed.decide("KZ-61")
    assert [files for _person, files in piles(handed)] == [[], []]


def test_a_head_assigns_on_the_page_and_comes_back_to_it_and_a_preparer_does_not_open_it():
    handed = handed_in()
    person = acting_for(handed.seat("KZ-61").authority, name="Preparer", signs=False)
    head, preparer = Client(), Client()
    head.force_login(handed.officials["KZ-61"], backend="django.contrib.auth.backends.ModelBackend")
    preparer.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    seat = handed.seat("KZ-61")
    assert preparer.get(reverse("loads")).status_code == 403
    assert "With nobody yet" in head.get(reverse("loads")).content.decode()
    answer = head.post(reverse("seat_assign", kwargs={"pk": seat.pk}), {"to": person.pk, "from": "loads"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("loads"))
    assert handed.seat("KZ-61").assigned_to == person
