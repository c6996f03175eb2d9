import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.guards import Refused as NotThisPerson
from initiatives.actions import approval, case, control
from initiatives.actions.control import ControlRefused
from initiatives.models import Control
from initiatives.permissions import approval as permissions
from tests.factories.approval import MONDAY, acting_for, authority, handed_in, region, working_hours
from tests.factories.initiatives import member

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SINCE = dt.date(2025, 1, 1)


@pytest.fixture
def handed():
    return handed_in()


def enter(handed, **said):
    said = {"organisation": handed.firm, "kind": "head", "since": SINCE, "source": "Register", "at": MONDAY} | said
    return control.enter(by=handed.officials["KZ"], **said)


def refused(handed, person=None):
    with pytest.raises(NotThisPerson) as caught:
        permissions.may_decide(person or handed.officials["KZ-61"], handed.seat("KZ-61"), MONDAY.date())
    return str(caught.value.reason), str(caught.value.who)


@pytest.mark.parametrize(
    ("kind", "word"), [("head", "head"), ("owner", "own"), ("founder", "founded"), ("paid", "are paid by")]
)
def test_an_official_with_a_relation_to_who_hands_in_does_not_decide_and_learns_who_can(handed, kind, word):
    acting_for(handed.seat("KZ-61").authority, name="Second signatory")
    enter(handed, kind=kind, person=handed.officials["KZ-61"])
    assert refused(handed) == (
        f"You {word} Firm of Syr Darya Crops, which hands this in or gains by it.",
        "Signs for Akimat of Turkistan: Second signatory",
    )


def test_a_relation_counts_on_its_days_only(handed):
    made = enter(handed, person=handed.officials["KZ-61"])
    control.end(control=made, on=MONDAY.date() - DAY, by=handed.officials["KZ"], at=MONDAY)
    assert permissions.may_decide(handed.officials["KZ-61"], handed.seat("KZ-61"), MONDAY.date())


def test_a_relation_to_a_member_counts_as_well(handed):
    joined = member(handed.initiative, by=handed.manager)
    enter(handed, organisation=joined.organisation, kind="owner", person=handed.officials["KZ-61"])
    assert refused(handed)[0].startswith("You own Member")


def test_the_seat_of_an_authority_that_owns_the_applicant_is_given_to_another_by_the_ministry(handed):
    body = handed.seat("KZ-61").authority
    enter(handed, kind="owner", body=body)
    assert refused(handed) == (
        "Akimat of Turkistan owns Firm of Syr Darya Crops, which hands this in or gains by it.",
        "The ministry gives this seat to another authority.",
    )
    other = authority("Akimat of Aktobe", region("KZ-15", "Aktobe"))
    official = acting_for(other, name="Official of Aktobe")
    with pytest.raises(NotThisPerson):
        case.give(seat=handed.seat("KZ-61"), to=other, by=handed.officials["KZ-43"], at=working_hours(1))
    with pytest.raises(approval.Refused, match="no seat in this round yet"):
        case.give(
            seat=handed.seat("KZ-61"),
            to=handed.seat("KZ-43").authority,
            by=handed.officials["KZ"],
            at=working_hours(1),
        )
    case.give(seat=handed.seat("KZ-61"), to=other, by=handed.officials["KZ"], at=working_hours(1))
    assert handed.decide("KZ-61", by=official).decision == "agreed"


def test_a_seat_without_conflict_is_not_given_away(handed):
    other = authority("Akimat of Aktobe", region("KZ-15", "Aktobe"))
    with pytest.raises(NotThisPerson, match="Only a seat whose authority is in conflict"):
        case.give(seat=handed.seat("KZ-61"), to=other, by=handed.officials["KZ"], at=working_hours(1))


def test_what_cannot_be_is_refused_with_its_reason(handed):
    body, person = handed.seat("KZ-61").authority, handed.officials["KZ-61"]
    enter(handed, person=person)
    for said, reason in (
        ({"person": person}, "stands in the register"),
        ({}, "not both"),
        ({"person": person, "body": body}, "not both"),
        ({"body": body}, "Only a person heads"),
        ({"body": handed.firm, "kind": "owner"}, "Nothing controls itself"),
        ({"body": body, "kind": "owner", "until": SINCE - DAY}, "comes before the first"),
    ):
        with pytest.raises(ControlRefused, match=reason):
            enter(handed, **said)
    with pytest.raises(NotThisPerson, match="its administrators or by the ministry"):
        control.enter(organisation=handed.firm, kind="owner", body=body, since=SINCE, source="?", by=person, at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Control.objects.filter(person=person).update(body=body)


def test_the_register_is_kept_on_the_organisations_page(handed):
    client = Client()
    client.force_login(handed.officials["KZ"], backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("controls", kwargs={"pk": handed.firm.pk})
    said = {"kind": "owner", "since": "2025-01-01", "source": "Extract 7"}
    assert client.post(page, said | {"bin": "999999999999"}).status_code == 422
    assert client.post(page, said).status_code == 409
    assert client.post(page, said | {"bin": handed.seat("KZ-61").authority.bin}).status_code == 302
    assert "Akimat of Turkistan" in client.get(page).content.decode()
    assert client.post(page, {"end": Control.objects.get().pk}).status_code == 302
    assert Control.objects.get().during.upper is not None
