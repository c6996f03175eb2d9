"""What no form of ours sends is answered, and never breaks a page or loses a text."""

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.models import Control, Deputy, IssueStep, ReturnDraft
from tests.factories import coordination, returns
from tests.factories.approval import acting_for, handed_in

pytestmark = pytest.mark.django_db
# Longer than Python reads as a number.
LONG = "9" * 5000
NUL = "a\0b"
PLACE = "remark-vision-vision"


def client_of(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def handed():
    return handed_in()


@pytest.fixture
def found():
    return coordination.seated()


@pytest.mark.parametrize(
    "where",
    ["/en/doubts/%00/", "/en/scan/KZ-61/%00/", "/en/scan/KZ-61/%00/invite/", "/en/scan/%00/A/invite/"],
)
def test_an_address_with_a_byte_that_no_code_has_is_not_found(handed, where):
    client = client_of(handed.officials["KZ"])
    assert (client.post if "invite" in where else client.get)(where).status_code == 404


def test_a_number_longer_than_any_of_ours_numbers_nothing(handed):
    official, seat = client_of(handed.officials["KZ-61"]), handed.seat("KZ-61")
    answers = [
        official.post(reverse("deputies", kwargs={"pk": seat.authority_id}), {"end": LONG}),
        official.post(reverse("phrases"), {"remove": LONG}),
        official.post(reverse("seat_phrase", kwargs={"pk": seat.pk}), {"phrase": PLACE, "version": LONG}),
        official.post(reverse("seat", kwargs={"pk": seat.pk}), {"decision": "agreed", "seen_answers": LONG}),
        client_of(handed.officials["KZ"]).post(reverse("seat_give", kwargs={"pk": seat.pk}), {"to": LONG}),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 302, 409, 409]


def test_in_coordination_too(found):
    client, pk = client_of(found.manager), found.initiative.pk
    assert client.get(reverse("issues", kwargs={"pk": pk}), {"owner": LONG}).status_code == 200
    client.post(reverse("coordination_draft", kwargs={"pk": pk}))
    agreement = found.initiative.coordination_agreements.get()
    section, content = next(iter(coordination.SAID.items()))
    address = {"pk": agreement.pk, "section": section}
    edit, conflict = (reverse(name, kwargs=address) for name in ("coordination_section", "coordination_conflict"))
    assert client.post(edit, content | {"version": "9" * 12}).status_code == 422
    assert client.post(conflict, {"choose": "mine", "version": LONG}).status_code == 302


def test_the_last_day_that_there_is_ends_no_relation_and_no_deputy(handed):
    official, seat = handed.officials["KZ-61"], handed.seat("KZ-61")
    days = {"starts_on": "2026-01-01", "ends_on": "9999-12-31"}
    person = acting_for(seat.authority, signs=False)
    answer = client_of(official).post(
        reverse("deputies", kwargs={"pk": seat.authority_id}),
        {"absent": official.pk, "deputy": person.pk, "order": "1", **days},
    )
    assert (answer.status_code, "Look at the year again." in answer.content.decode()) == (409, True)
    assert not Deputy.objects.exists()
    said = {
        "kind": "owner",
        "email": official.email,
        "since": "2026-01-01",
        "until": "9999-12-31",
        "source": "Register",
    }
    address = reverse("controls", kwargs={"pk": handed.firm.pk})
    assert client_of(handed.officials["KZ"]).post(address, said).status_code == 302
    assert Control.objects.get().during.upper is None


def test_a_byte_that_the_database_does_not_keep_is_left_out_of_what_is_kept(handed):
    seat = handed.seat("KZ-61")
    address = reverse("seat_phrase", kwargs={"pk": seat.pk})
    client_of(handed.officials["KZ-61"]).post(address, {"phrase": "", "version": "0", "reasons": NUL, PLACE: NUL})
    seat.refresh_from_db()
    assert (seat.draft["content"]["reasons"], seat.draft["content"]["remarks"]) == ("ab", {PLACE: "ab"})


def test_nor_is_it_kept_of_a_return():
    cluster = returns.cluster(members=6)
    asked = cluster.requests(cluster.open())[0]
    client = client_of(cluster.editors[asked.organisation_id])
    answer = client.post(reverse("return_autosave", kwargs={"pk": asked.pk}), {"version": "0", "jobs": NUL})
    assert (answer.status_code, ReturnDraft.objects.get().content["jobs"]) == (200, "ab")


def test_nor_of_a_step_of_an_issue(found):
    issue = coordination.raised(found)
    said = {"text": NUL, "seen_state": issue.state}
    way = reverse("issue_way", kwargs={"pk": issue.pk, "name": "escalate"})
    assert client_of(found.official("KZ-61")).post(way, said).status_code == 302
    assert IssueStep.objects.latest("pk").text == "ab"
