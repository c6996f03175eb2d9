import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.queries import initiative as initiatives
from tests.factories import initiatives as made
from tests.factories.approval import region

pytestmark = pytest.mark.django_db


def of(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def page(route, initiative, **kwargs):
    return reverse(route, kwargs={"pk": initiative.pk, **kwargs})


def section(initiative, name="vision"):
    return page("initiative_section", initiative, section=name)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"version": "new", "vision": "Cheese"},
        {"version": "-1", "vision": "Cheese"},
        {"version": "1", "vision": "x" * 5000},
    ],
)
def test_what_cannot_be_saved_is_answered_with_a_sentence_and_changes_nothing(typed):
    initiative, by, _firm = made.draft()
    before = initiatives.content(initiative, "vision")
    answer = of(by).post(page("initiative_section_autosave", initiative, section="vision"), typed)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert initiatives.content(initiative, "vision") == before


def test_an_outdated_region_is_named_beside_its_field():
    initiative, by, _firm = made.draft()
    former = region("KZ-YUZ", "South Kazakhstan")
    former.valid_to = dt.date(2018, 6, 19)
    former.save()
    answer = of(by).post(section(initiative, "place"), {"version": "1", "regions": ["KZ-YUZ"], "activities": []})
    assert answer.status_code == 422
    assert "KZ-YUZ" in answer.content.decode()


def test_addresses_of_nothing_are_not_found():
    initiative, by, _firm = made.draft()
    home_address = page("initiative", initiative)
    for address in (f"{home_address}sections/money/", f"{home_address}transitions/fly/"):
        assert of(by).get(address).status_code == 404


@pytest.mark.parametrize("name", ["register", "return", "reject"])
def test_what_only_the_portal_does_nobody_does_by_hand(name):
    initiative, by, _firm = made.draft()
    assert of(by).post(page("initiative_transition", initiative, name=name)).status_code == 403


def test_a_term_that_runs_backwards_is_refused_beside_its_field_and_nothing_is_lost():
    initiative, by, firm = made.draft()
    proposal = {
        "organisation": firm.pk,
        "starts_on": "2030-01-01",
        "ends_on": "2029-01-01",
        "staff": "1",
        "manager_name": "A",
    }
    answer = of(by).post(page("initiative_managing", initiative), proposal)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"ends_on"}
    assert 'value="2030-01-01"' in answer.content.decode()
