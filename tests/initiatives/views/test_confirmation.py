import pytest
from django.urls import reverse

from initiatives.models import Organisation, Representative
from tests.factories.accounts import UserFactory
from tests.factories.approval import SINCE, country, organisation, region

pytestmark = pytest.mark.django_db


def asking(number=0):
    body = organisation(f"Akimat {number}", Organisation.Kind.STATE_AUTHORITY, confirmed_at=None)
    return Representative.objects.create(
        user=UserFactory(), organisation=body, role="administrator", asked_at=SINCE, is_signatory=True, signs_by="head"
    )


def test_the_list_needs_as_many_queries_for_twenty_as_for_one(client, django_assert_num_queries):
    officials = country()
    client.force_login(officials["KZ"])
    asking()
    client.get(reverse("confirmations"))
    with django_assert_num_queries(13):
        client.get(reverse("confirmations"))
    for number in range(1, 20):
        asking(number)
    with django_assert_num_queries(13):
        page = client.get(reverse("confirmations")).content.decode()
    assert page.count("Look and answer") == 20


def test_the_ministry_confirms_declines_and_is_told_what_is_wrong(client):
    officials = country()
    client.force_login(officials["KZ"])
    asked = asking()
    page = reverse("confirmation", kwargs={"pk": asked.organisation_id})
    assert client.get(page).status_code == 200
    assert client.post(page, {"regions": ["x"], "capacity": "decides"}).status_code == 422
    assert client.post(page, {"regions": [region("KZ-61").pk], "capacity": "decides"}).status_code == 409
    assert client.post(page, {"capacity": "decides"}).status_code == 409
    done = client.post(page, {"regions": [region("KZ-23", "Atyrau").pk], "capacity": "decides"})
    assert done.headers["Location"] == reverse("confirmations")
    other = asking(1)
    decline = reverse("confirmation_decline", kwargs={"pk": other.organisation_id})
    assert client.post(decline, {"text": ""}).status_code == 409
    assert client.post(decline, {"text": "Unknown."}).status_code == 302
    other.refresh_from_db()
    assert other.ended_at is not None


def test_a_person_is_confirmed_or_declined_in_the_list(client):
    officials = country()
    client.force_login(officials["KZ"])
    body = Organisation.objects.get(name="Akimat of Turkistan")
    people = [
        Representative.objects.create(user=UserFactory(), organisation=body, role="editor", asked_at=SINCE)
        for _ in range(2)
    ]
    addresses = [reverse("confirmation_person", kwargs={"pk": person.pk}) for person in people]
    client.post(addresses[0], {"answer": "confirm"})
    client.post(addresses[1], {"answer": "decline", "text": ""})
    client.post(addresses[1], {"answer": "decline", "text": "Unknown."})
    for person in people:
        person.refresh_from_db()
    assert [(person.confirmed_at is None, person.ended_at is None) for person in people] == [
        (False, True),
        (True, False),
    ]


def test_nobody_else_opens_the_list(client):
    officials = country()
    for user, status in ((officials["KZ-61"], 403), (UserFactory(), 403), (UserFactory(is_staff=True), 200)):
        client.force_login(user)
        assert client.get(reverse("confirmations")).status_code == status
    client.logout()
    assert client.get(reverse("confirmations")).status_code == 302
