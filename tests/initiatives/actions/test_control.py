import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts import audit
from accounts.guards import Refused as NotThisPerson
from accounts.models import Notice
from initiatives.actions import approval, case, control
from initiatives.actions.control import ControlRefused
from initiatives.models import Control
from initiatives.permissions import approval as permissions
from initiatives.queries import control as controls
from tests.factories.approval import MONDAY, acting_for, authority, handed_in, region, represent, working_hours
from tests.factories.initiatives import member

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SINCE = dt.date(2025, 1, 1)


def client_of(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def handed():
    return handed_in()


def enter(handed, **said):
    """By the ministry, unless somebody else is named."""
    said = {"organisation": handed.firm, "kind": "head", "since": SINCE, "source": "Register", "at": MONDAY} | said
    if person := said.pop("person", None):
        said["email"] = person.email
    return control.enter(**{"by": handed.officials["KZ"]} | said)


def declare(handed, **said):
    """By an administrator of the applicant."""
    return enter(handed, by=acting_for(handed.firm, role="administrator", signs=False), **said)


def decides(handed):
    return permissions.may_decide(handed.officials["KZ-61"], handed.seat("KZ-61"), MONDAY.date())


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
    assert decides(handed)


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
        control.enter(
            organisation=handed.firm,
            kind="owner",
            body=body,
            since=SINCE,
            source="?",
            by=handed.officials["KZ-43"],
            at=MONDAY,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Control.objects.filter(person=person).update(body=body)


def test_what_the_applicants_people_declare_bars_nobody_before_it_is_confirmed(handed):
    made = declare(handed, person=handed.officials["KZ-61"])
    assert (made.is_waiting, made.person, decides(handed)) == (True, None, True)
    control.confirm(control=made, by=handed.officials["KZ"], at=MONDAY)
    assert refused(handed)[0].startswith("You head Firm")
    assert [entry.verb for entry in audit.history(handed.firm)][:2] == ["control.confirmed", "control.declared"]


def test_nor_does_an_authority_that_they_name(handed):
    made = declare(handed, kind="owner", body=handed.seat("KZ-61").authority)
    assert decides(handed)
    control.confirm(control=made, by=handed.officials["KZ-61"], at=MONDAY)
    assert refused(handed)[0].startswith("Akimat of Turkistan owns Firm")


def test_who_is_named_confirms_it_and_a_third_does_not(handed):
    made = declare(handed, person=handed.officials["KZ-61"])
    for person in (made.entered_by, handed.officials["KZ-43"]):
        with pytest.raises(NotThisPerson, match="by the ministry or by the one whom it names") as caught:
            control.confirm(control=made, by=person, at=MONDAY)
        assert caught.value.who == "Ministry of Industry"
    control.confirm(control=made, by=handed.officials["KZ-61"], at=MONDAY)
    control.confirm(control=made, by=handed.officials["KZ"], at=MONDAY)
    assert refused(handed)[0].startswith("You head Firm")


def test_a_conflict_of_ones_own_counts_at_once_also_of_ones_authority(handed):
    official, body = handed.officials["KZ-61"], handed.seat("KZ-43").authority
    assert enter(handed, by=official, person=official).is_in_effect
    assert enter(handed, by=handed.officials["KZ-43"], kind="owner", body=body).is_in_effect
    assert refused(handed)[0].startswith("You head Firm")
    with pytest.raises(NotThisPerson, match="by its administrators or by the ministry"):
        enter(handed, by=official, kind="owner", body=body)


def test_a_person_of_the_ministry_does_not_speak_for_it_about_a_firm_of_his_own(handed):
    ministry = handed.officials["KZ"]
    represent(ministry, handed.firm, role="administrator", signs=False)
    made = enter(handed, person=handed.officials["KZ-61"])
    assert (made.is_waiting, list(controls.waiting(ministry))) == (True, [])
    colleague = acting_for(handed.seat(None).authority, name="Colleague")
    assert list(controls.waiting(colleague)) == [made]


def test_the_ministry_says_that_it_is_not_so_and_it_may_be_declared_anew(handed):
    made = declare(handed, person=handed.officials["KZ-61"])
    with pytest.raises(NotThisPerson):
        control.decline(control=made, reason="No.", by=handed.officials["KZ-61"], at=MONDAY)
    with pytest.raises(ControlRefused, match="Say why"):
        control.decline(control=made, reason=" ", by=handed.officials["KZ"], at=MONDAY)
    control.decline(control=made, reason="The register says otherwise.", by=handed.officials["KZ"], at=MONDAY)
    with pytest.raises(ControlRefused, match="is not so"):
        control.confirm(control=made, by=handed.officials["KZ-61"], at=MONDAY)
    assert decides(handed)
    assert declare(handed, person=handed.officials["KZ-61"]).is_waiting
    told = Notice.objects.get(user=made.entered_by, kind="control_declined")
    assert (told.context["named"], told.context["reason"]) == (made.email, "The register says otherwise.")


def test_what_counts_is_ended_by_the_ministry_only_and_what_waits_by_its_people_too(handed):
    waiting = declare(handed, person=handed.officials["KZ-43"])
    standing = enter(handed, person=handed.officials["KZ-61"])
    for person in (waiting.entered_by, handed.officials["KZ-61"]):
        with pytest.raises(NotThisPerson, match="Only the ministry"):
            control.end(control=standing, on=MONDAY.date(), by=person, at=MONDAY)
    control.end(control=waiting, on=MONDAY.date(), by=waiting.entered_by, at=MONDAY)
    waiting.refresh_from_db()
    assert waiting.last_on == MONDAY.date()


def test_what_waits_keeps_nobody_from_declaring_what_counts(handed):
    waiting = declare(handed, person=handed.officials["KZ-61"])
    with pytest.raises(ControlRefused, match="stands in the register"):
        enter(handed, by=waiting.entered_by, person=handed.officials["KZ-61"])
    assert enter(handed, person=handed.officials["KZ-61"]).is_in_effect
    with pytest.raises(ControlRefused, match="stands in the register"):
        control.confirm(control=waiting, by=handed.officials["KZ"], at=MONDAY)


def test_an_address_that_has_its_account_later_bars_it_all_the_same(handed):
    made = enter(handed, email="Later@Example.kz")
    assert (made.person, made.email) == (None, "later@example.kz")
    acting_for(handed.seat("KZ-61").authority, name="New signatory", email="later@example.kz")
    late = handed.seat("KZ-61").authority.representatives.get(user__name="New signatory").user
    assert refused(handed, late)[0].startswith("You head Firm")


@pytest.mark.parametrize("email", ["official@example.kz", "nobody@example.kz"])
def test_the_page_answers_alike_whether_an_address_has_an_account_or_not(handed, email):
    acting_for(handed.seat("KZ-61").authority, name="Aigul", email="official@example.kz")
    client = client_of(acting_for(handed.firm, role="administrator", signs=False))
    page = reverse("controls", kwargs={"pk": handed.firm.pk})
    said = {"kind": "head", "since": "2025-01-01", "source": "Order 7", "email": email}
    answers = [client.post(page, said), client.post(page, said)]
    shown = client.get(page).content.decode()
    assert [answer.status_code for answer in answers] == [302, 409]
    assert (email in shown, "Aigul" in shown, "declared, waits" in shown) == (True, False, True)
    assert f"It counts once Ministry of Industry confirms it, or {email} does." in shown


def test_the_ministry_has_it_in_its_list_and_who_is_named_on_a_page_of_his_own(handed):
    official = handed.officials["KZ-61"]
    made, second = declare(handed, person=official), declare(handed, kind="paid", person=official)
    ministry, named = client_of(handed.officials["KZ"]), client_of(official)
    assert official.email in ministry.get(reverse("confirmations")).content.decode()
    assert set(Notice.objects.filter(kind="control_declared").values_list("user", flat=True)) == {
        official.pk,
        handed.officials["KZ"].pk,
    }
    answer = reverse("control_answer", kwargs={"pk": made.pk})
    assert ministry.post(answer, {"answer": "decline", "text": ""}).url == reverse("confirmations")
    assert ministry.post(answer, {"answer": "decline", "text": "No."}).status_code == 302
    shown = named.get(reverse("own_relations")).content.decode()
    assert ("The ministry did not confirm it: No." in shown, shown.count("It is so<")) == (True, 1)
    confirm = reverse("control_answer", kwargs={"pk": second.pk})
    assert named.post(confirm, {"answer": "confirm"}).url == reverse("own_relations")
    assert official.email not in ministry.get(reverse("confirmations")).content.decode()


def test_an_official_declares_on_his_own_page_what_ties_him_or_his_authority(handed):
    client, authority_ = client_of(handed.officials["KZ-61"]), handed.seat("KZ-61").authority
    page = reverse("own_relations")
    said = {"kind": "owner", "since": "2025-01-01", "source": "Extract 7", "bin": handed.firm.bin}
    assert client.post(page, said | {"who": "me"}).status_code == 302
    assert client.post(page, said | {"who": authority_.pk}).status_code == 302
    assert client.post(page, said | {"who": "me"}).status_code == 409
    assert client.post(page, said | {"who": handed.seat("KZ-43").authority_id}).status_code == 422
    assert client.post(page, said | {"who": "me", "bin": "999999999999"}).status_code == 422
    assert [(each.body, each.is_in_effect) for each in Control.objects.order_by("pk")] == [
        (None, True),
        (authority_, True),
    ]


@pytest.mark.parametrize(
    "changed",
    [{"confirmed_by": None}, {"confirmed_at": None}, {"declined_at": MONDAY}, {"email": ""}, {"body": "firm"}],
)
def test_the_database_keeps_who_and_when_together_and_one_who_is_named(handed, changed):
    made = enter(handed, email="later@example.kz")
    changed = {"body": handed.seat("KZ-61").authority} if "body" in changed else changed
    with pytest.raises(IntegrityError), transaction.atomic():
        Control.objects.filter(pk=made.pk).update(**changed)


def test_the_register_is_kept_on_the_organisations_page(handed):
    client = client_of(handed.officials["KZ"])
    page = reverse("controls", kwargs={"pk": handed.firm.pk})
    said = {"kind": "owner", "since": "2025-01-01", "source": "Extract 7"}
    assert client.post(page, said | {"bin": "999999999999"}).status_code == 422
    assert client.post(page, said).status_code == 409
    assert client.post(page, said | {"bin": handed.seat("KZ-61").authority.bin}).status_code == 302
    assert "Akimat of Turkistan" in client.get(page).content.decode()
    assert client.post(page, {"end": Control.objects.get().pk}).status_code == 302
    assert Control.objects.get().during.upper is not None
