import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatives.models import Answer, Appointment, Round, Seat
from initiatives.queries.initiative import is_run_by, runner
from tests.factories import initiatives as made
from tests.factories import plan
from tests.factories.approval import acting_for, organisation
from tests.factories.succession import in_office, proposed

pytestmark = pytest.mark.django_db


class Visitor:
    """One browser that different people use one after the other."""

    def __init__(self, client):
        self.client = client

    def reads(self, who, name, **kwargs):
        self.client.force_login(who)
        answer = self.client.get(reverse(name, kwargs=kwargs))
        assert answer.status_code == 200
        return answer.content.decode()

    def sends(self, who, name, data=None, *, status=302, **kwargs):
        self.client.force_login(who)
        answer = self.client.post(reverse(name, kwargs=kwargs), data or {})
        assert answer.status_code == status, answer.content.decode()
        return answer


@pytest.fixture
def visitor(client):
    return Visitor(client)


def answer_for(case, code, decision="agreed", **more):
    seat = Seat.objects.get(round=case.round, region__code=None if code == "KZ" else code)
    given = Answer.objects.filter(round=case.round, replaced_at=None).values_list("pk", flat=True)
    told = {"decision": decision, "seen_digest": case.round.digest, "seen_answers": ",".join(map(str, given))}
    return seat.pk, told | {"version": str(seat.draft.get("version", 0))} | more


def returned_by_one(visitor, case):
    case.round = Round.objects.open().get(matter="succession")
    assert case.round.seats.count() == 3
    number, told = answer_for(case, "KZ-61")
    assert "Change of managing organisation" in visitor.reads(case.officials["KZ-61"], "seat", pk=number)
    visitor.sends(case.officials["KZ-61"], "seat", told, pk=number)
    number, told = answer_for(case, "KZ-43", "returned", reasons="Half a person is too little.")
    visitor.sends(case.officials["KZ-43"], "seat", told, pk=number)
    number, told = answer_for(case, "KZ")
    visitor.sends(case.officials["KZ"], "seat", told, pk=number)


def agreed_by_all(visitor, case):
    case.round = Round.objects.open().get(matter="succession")
    for code in ("KZ-61", "KZ-43", "KZ"):
        number, told = answer_for(case, code)
        visitor.sends(case.officials[code], "seat", told, pk=number)
    assert case.fresh().outcome == "approved"


def test_a_change_with_two_regions_from_the_proposal_through_a_return_to_the_office(visitor):
    case, today = plan.registered(), timezone.localdate()
    first, head = in_office(case, days=400)
    successor = organisation("Next office", "association")
    made.member(case.initiative, by=case.manager, organisation=successor)
    next_head = acting_for(successor, name="Head of the next office")
    pk = case.initiative.pk
    until = (today + dt.timedelta(days=900)).isoformat()
    terms = {"starts_on": today.isoformat(), "ends_on": until, "staff": "0.5", "manager_name": "Nurlan", "mandate": ""}

    visitor.sends(head, "initiative_managing", terms | {"organisation": successor.pk}, pk=pk)
    one = Appointment.objects.proposed().get()
    assert "the authorities decide before anything passes over" in visitor.reads(next_head, "appointment", pk=one.pk)
    visitor.sends(next_head, "appointment", {"answer": "accept"}, pk=one.pk)
    assert runner(case.initiative, on=today) == first.organisation

    assert "The mandate document is not named." in visitor.reads(head, "succession_hand_in", pk=one.pk)
    visitor.sends(head, "succession_hand_in", pk=one.pk, status=409)
    visitor.sends(head, "appointment_change", terms | {"mandate": "Minutes 7"}, pk=one.pk)
    visitor.sends(next_head, "appointment", {"answer": "accept"}, pk=one.pk)
    text = visitor.reads(head, "succession_hand_in", pk=one.pk)
    assert "First office" in text
    assert "Still missing" not in text
    visitor.sends(head, "succession_hand_in", pk=one.pk)
    assert "rights change before that" in visitor.reads(head, "initiative_managing", pk=pk)

    returned_by_one(visitor, case)
    assert runner(case.initiative, on=today) == first.organisation
    assert "returned with remarks" in visitor.reads(head, "initiative_managing", pk=pk)

    visitor.sends(head, "appointment_change", terms | {"mandate": "Minutes 7", "staff": "1"}, pk=one.pk)
    visitor.sends(next_head, "appointment", {"answer": "accept"}, pk=one.pk)
    visitor.sends(head, "succession_hand_in", pk=one.pk)
    agreed_by_all(visitor, case)
    assert runner(case.initiative, on=today) == successor
    assert [is_run_by(case.initiative, who, on=today) for who in (head, next_head)] == [False, True]
    assert "In office" in visitor.reads(next_head, "initiative_managing", pk=pk)
    assert "let Next office run the initiative" in visitor.reads(next_head, "initiative_history", pk=pk)
    first.refresh_from_db()
    assert first.term.upper == today


def test_before_the_authorities_it_is_withdrawn_with_a_reason_and_nothing_else_is_offered(visitor):
    changing = proposed().agree()
    changing.hand_in()
    manager, pk = changing.case.manager, changing.appointment.pk
    page = visitor.reads(manager, "initiative_managing", pk=changing.initiative.pk)
    assert ("Change the terms" in page, "Take the proposal back" in page) == (False, False)
    for name in ("appointment_change", "succession_hand_in"):
        assert visitor.client.get(reverse(name, kwargs={"pk": pk})).status_code == 302
    visitor.sends(manager, "succession_withdraw", {"reason": ""}, pk=pk)
    assert changing.case.fresh().outcome == ""
    visitor.sends(manager, "succession_withdraw", {"reason": "Too early."}, pk=pk)
    assert changing.case.fresh().outcome == "withdrawn"
    assert "Take the proposal back" in visitor.reads(manager, "initiative_managing", pk=changing.initiative.pk)


def test_an_administrator_who_does_not_sign_is_told_who_agrees(visitor):
    changing = proposed()
    administrator = acting_for(changing.successor, role="administrator", signs=False)
    page = visitor.reads(administrator, "appointment", pk=changing.appointment.pk)
    assert "Only a signatory of your organisation agrees for it" in page
    answer = visitor.sends(administrator, "appointment", {"answer": "accept"}, pk=changing.appointment.pk, status=409)
    assert "Only a signatory of Next office" in answer.content.decode()


def test_terms_that_run_backwards_are_refused_beside_their_field(visitor):
    changing = proposed()
    data = {"starts_on": "2027-05-01", "ends_on": "2027-04-01", "staff": "1", "manager_name": "Nurlan"}
    answer = visitor.sends(changing.case.manager, "appointment_change", data, pk=changing.appointment.pk, status=422)
    assert "The term ends before it begins." in answer.content.decode()


def test_the_page_of_a_change_that_can_be_handed_in_asks_twenty_times_at_most(client, django_assert_max_num_queries):
    changing = proposed().agree()
    client.force_login(changing.case.manager)
    where = reverse("initiative_managing", kwargs={"pk": changing.initiative.pk})
    client.get(where)
    with django_assert_max_num_queries(20):
        client.get(where)
