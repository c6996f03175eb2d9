"""What came back and is being reworked is its writers' alone; everybody else reads it as it was handed in."""

import pytest
from django.urls import reverse

from tests.factories import amendment, plan
from tests.factories.approval import acting_for, working_hours
from tests.factories.initiatives import member

pytestmark = pytest.mark.django_db
HANDED_IN, REWORKED = "Two gardens in the steppe.", "Nine gardens, not yet agreed."


def read_by(client, person, name, **kwargs):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(reverse(name, kwargs=kwargs)).content.decode()
    return HANDED_IN in shown, REWORKED in shown


def readers(case):
    joined = member(case.initiative, by=case.manager).organisation
    of_member = acting_for(joined, name="Person of a member")
    return {"manager": case.manager, "official": case.officials["KZ-61"], "member": of_member}


def come_back(case):
    for code in ("KZ-61", "KZ-43", "KZ"):
        case.decide(code, "returned", reasons="Say more.", at=working_hours(4))


@pytest.fixture
def amending():
    amending = amendment.drafted(vision=HANDED_IN)
    come_back(amending.hand_in())
    amending.write(vision=REWORKED, goals="A mill", at=working_hours(5))
    return amending


def test_an_amendment_that_is_reworked_is_read_as_it_was_handed_in(client, amending):
    assert {
        who: read_by(client, person, "amendment", pk=amending.amendment.pk)
        for who, person in readers(amending.case).items()
    } == {"manager": (False, True), "official": (True, False), "member": (True, False)}


def test_once_it_is_handed_in_again_all_read_the_new_text(client, amending):
    amending.hand_in(at=working_hours(6))
    assert {
        read_by(client, person, "amendment", pk=amending.amendment.pk) for person in readers(amending.case).values()
    } == {(False, True)}


def test_one_that_was_given_up_keeps_what_was_reworked_to_itself(client, amending):
    amendment.deeds.drop(amendment=amending.amendment, by=amending.case.manager, at=working_hours(6))
    official = amending.case.officials["KZ-61"]
    assert read_by(client, official, "amendment", pk=amending.amendment.pk) == (True, False)


@pytest.mark.parametrize("name", ["plan_version", "plan_compare"])
def test_so_is_a_strategic_plan(client, name):
    planned = plan.drafted()
    if name == "plan_compare":
        case = planned.hand_in()
        for code in ("KZ-61", "KZ-43", "KZ"):
            case.decide(code, at=working_hours(4))
        planned.plan = plan.plans.draft(initiative=planned.initiative, by=planned.manager, at=working_hours(4))
    plan.write(planned.plan, "plan_vision", planned.manager, vision=HANDED_IN, start="Water is short.")
    come_back(planned.hand_in(at=working_hours(4)))
    plan.write(planned.plan, "plan_vision", planned.manager, vision=REWORKED, start="Water is short.")
    shown = {who: read_by(client, person, name, pk=planned.plan.pk) for who, person in readers(planned.case).items()}
    # The writer's own page of a draft is its task list, without the texts.
    own = shown.pop("manager")
    assert (own, shown) == ((False, name == "plan_compare"), {"official": (True, False), "member": (True, False)})
