import pytest
from django.test import Client
from django.urls import reverse

from initiatives.actions import case
from initiatives.actions import phrase as phrases
from initiatives.models import Phrase
from initiatives.queries import phrase as book
from tests.factories.approval import MONDAY, acting_for, handed_in

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_phrase_of_the_portal_has_its_three_languages():
    keys = [[line.key for line in book.of_portal(language)] for language in ("kk", "ru", "en")]
    assert keys[0] == keys[1] == keys[2]
    assert all(line.text for language in ("kk", "ru", "en") for line in book.of_portal(language))


def test_an_authoritys_own_phrase_comes_first_and_only_to_its_own_people():
    handed = handed_in()
    official = handed.officials["KZ-61"]
    authority = handed.seat("KZ-61").authority
    kept = phrases.keep(
        authority=authority, section="vision", language="en", text="Mind the water.", by=official, at=MONDAY
    )
    assert (
        phrases.keep(
            authority=authority, section="vision", language="en", text="Mind  the water.", by=official, at=MONDAY
        )
        == kept
    )
    assert book.of_seat(handed.seat("KZ-61"))[0] == book.Line(
        f"own-{kept.pk}", "Mind the water.", ("vision",), is_own=True
    )
    assert not any(line.is_own for line in book.of_seat(handed.seat("KZ-43")))
    phrases.remove(phrase=kept, by=official, at=MONDAY)
    assert not any(line.is_own for line in book.of_seat(handed.seat("KZ-61")))


def test_a_phrase_stands_behind_what_was_typed_and_nothing_else_is_lost():
    handed = handed_in()
    seat = handed.seat("KZ-61")
    client = signed_in(handed.officials["KZ-61"])
    place = "remark-vision-vision"
    answer = client.post(
        reverse("seat_phrase", kwargs={"pk": seat.pk}),
        {"phrase": place, f"phrase-{place}": "measurable", place: "Too short.", "reasons": "Nearly.", "version": "0"},
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('seat', kwargs={'pk': seat.pk})}#id_{place}")
    measurable = next(line.text for line in book.of_portal("en") if line.key == "measurable")
    seat.refresh_from_db()
    assert seat.draft["content"] == {
        "decision": "",
        "reasons": "Nearly.",
        "remarks": {place: f"Too short.\n{measurable}"},
    }
    page = client.get(reverse("seat", kwargs={"pk": seat.pk})).content.decode()
    assert measurable in page
    assert "Nearly." in page


def test_a_draft_is_seen_by_the_authoritys_own_people_only():
    handed = handed_in()
    seat = handed.seat("KZ-61")
    content = {"decision": "returned", "reasons": "Not enough water.", "remarks": {}}
    case.draft(seat=seat, content=content, seen_version=0, by=handed.officials["KZ-61"], at=MONDAY)
    address = reverse("seat", kwargs={"pk": seat.pk})
    assert "Not enough water." in signed_in(handed.officials["KZ-61"]).get(address).content.decode()
    ministry = signed_in(handed.officials["KZ"]).get(address)
    assert ministry.status_code == 200
    assert "Not enough water." not in ministry.content.decode()


def test_an_authoritys_people_keep_and_remove_phrases_on_a_page():
    handed = handed_in()
    client = signed_in(handed.officials["KZ-61"])
    assert client.post(reverse("phrases"), {"language": "en", "text": "Mind the water."}).status_code == 302
    phrase = Phrase.objects.get()
    assert "Mind the water." in client.get(reverse("phrases")).content.decode()
    assert signed_in(handed.officials["KZ"]).post(reverse("phrases"), {"remove": phrase.pk}).status_code == 404
    assert client.post(reverse("phrases"), {"remove": phrase.pk}).status_code == 302
    assert not Phrase.objects.current().exists()
    viewer = acting_for(phrase.authority, role="viewer", signs=False)
    assert signed_in(viewer).post(reverse("phrases"), {"language": "en", "text": "No."}).status_code == 403
