"""A form that comes too late loses nothing, without any script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import unsent
from accounts.models import Unsent
from initiatives.models import Initiative
from tests.factories.accounts import UserFactory
from tests.factories.initiatives import draft
from tests.factories.tab import end_session, form_of, sign_in, tab, text, token

pytestmark = pytest.mark.django_db

ADDRESS = "/en/initiatives/new/"


@pytest.fixture
def writer():
    _initiative, by, firm = draft()
    by.set_password("demo-portal-2026")
    by.save()
    by.firm = firm
    return by


@pytest.fixture
def browser(writer):
    client = tab()
    sign_in(client, writer)
    return client


def typed(page, writer, name="Sheep of the high steppe"):
    return {"name": name, "initiator": writer.firm.pk, "language": "en", "csrfmiddlewaretoken": token(page)}


def names():
    return sorted(Initiative.objects.values_list("name", flat=True))


def test_text_typed_while_the_session_ended_comes_back_after_signing_in_and_is_sent(browser, writer):
    page = browser.get(ADDRESS)
    end_session(browser)
    answer = browser.post(ADDRESS, typed(page, writer))
    assert answer.url == "/accounts/login/?next=%2Faccounts%2Funsent%2F%3Fnext%3D%252Fen%252Finitiatives%252Fnew%252F"
    assert "What you typed is kept: sign in, and it comes back." in text(browser.get(answer.url))
    assert names() == ["Esil Dairy"]

    sign_in(browser, writer)
    waiting = browser.get("/accounts/unsent/?next=/en/initiatives/new/")
    assert "<p>Sheep of the high steppe</p>" in text(waiting)
    address, sent = form_of(waiting)
    assert browser.post(address, sent).status_code == 302
    assert names() == ["Esil Dairy", "Sheep of the high steppe"]
    assert not Unsent.objects.exists()


def test_it_comes_back_to_nobody_else(browser, writer):
    page = browser.get(ADDRESS)
    end_session(browser)
    browser.post(ADDRESS, typed(page, writer))
    sign_in(browser, UserFactory())
    assert browser.get("/accounts/unsent/?next=/en/notices/").url == "/en/notices/"
    assert "Nothing waits here" in text(browser.get("/accounts/unsent/"))
    assert Unsent.objects.get().user == writer


def test_where_the_device_keeps_it_the_way_leads_back_to_the_form(browser, writer):
    page = browser.get(ADDRESS)
    end_session(browser)
    answer = browser.post(ADDRESS, typed(page, writer) | {"kept_here": "1"})
    assert answer.url == "/accounts/login/?next=%2Fen%2Finitiatives%2Fnew%2F"
    assert unsent.of(writer) == []


def test_a_page_left_open_over_a_new_sign_in_keeps_its_text(browser, writer):
    page = browser.get(ADDRESS)
    sign_in(browser, writer)
    answer = browser.post(ADDRESS, typed(page, writer))
    assert (answer.status_code, answer.url) == (302, "/accounts/unsent/")
    address, sent = form_of(browser.get(answer.url))
    browser.post(address, sent)
    assert names() == ["Esil Dairy", "Sheep of the high steppe"]


def test_a_page_of_one_person_sent_while_another_is_signed_in_does_nothing_and_keeps_the_text_for_the_first(
    browser, writer
):
    page = browser.get(ADDRESS)
    sign_in(browser, UserFactory())
    answer = browser.post(ADDRESS, typed(page, writer))
    assert answer.status_code == 403
    assert "This page was opened by another account" in text(answer)
    assert "Sheep" not in text(answer)
    assert [entry.words for entry in unsent.of(writer)] == [["Sheep of the high steppe"]]
    assert names() == ["Esil Dairy"]


def test_a_page_that_nobody_had_signed_in_to_shows_its_text_again(writer):
    browser = tab()
    page = browser.get("/accounts/login/")
    sign_in(browser, writer)
    answer = browser.post(ADDRESS, typed(page, writer))
    assert answer.status_code == 403
    assert "the page stood open while the sign-in in this browser changed" in text(answer)
    address, sent = form_of(answer)
    browser.post(address, sent)
    assert names() == ["Esil Dairy", "Sheep of the high steppe"]


def test_a_button_without_text_leads_back_to_its_page(browser, writer):
    page = browser.get(ADDRESS)
    sign_in(browser, writer)
    here = {"referer": "http://testserver/en/notices/"}
    answer = browser.post("/en/notices/read/", {"csrfmiddlewaretoken": token(page)}, headers=here)
    assert (answer.status_code, answer.url) == (302, "/en/notices/")


def test_a_form_of_another_site_is_refused_without_its_text(browser, writer):
    answer = browser.post(ADDRESS, typed(browser.get(ADDRESS), writer), headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "Sheep" not in text(answer)
    assert not Unsent.objects.exists()


def test_passwords_files_and_what_is_too_long_are_not_kept(browser, writer):
    page = browser.get(ADDRESS)
    end_session(browser)
    browser.post(ADDRESS, typed(page, writer) | {"password1": "correct horse"})
    browser.post(ADDRESS, typed(page, writer, name="long " * 100_000))
    browser.post("/accounts/", {"name": "Aigul of the steppe", "csrfmiddlewaretoken": token(page)})
    (entry,) = unsent.of(writer)
    assert dict(entry.pairs) == {
        "name": "Sheep of the high steppe",
        "initiator": str(writer.firm.pk),
        "language": "en",
    }
    assert "Sheep" not in entry.kept.encrypted


def test_the_same_is_kept_once_and_the_last_ten_and_no_longer_than_a_month(browser, writer):
    page = browser.get(ADDRESS)
    end_session(browser)
    for number in (0, *range(12)):
        browser.post(ADDRESS, typed(page, writer, name=f"Sheep {number}"))
    assert [entry.words for entry in unsent.of(writer)] == [[f"Sheep {number}"] for number in range(11, 1, -1)]
    unsent.forget_old(at=timezone.now() + timedelta(days=31))
    assert unsent.of(writer) == []


def test_what_is_thrown_away_is_gone(browser, writer):
    page = browser.get(ADDRESS)
    sign_in(browser, writer)
    browser.post(ADDRESS, typed(page, writer))
    waiting = browser.get("/accounts/unsent/")
    browser.post("/accounts/unsent/", {"key": Unsent.objects.get().pk, "csrfmiddlewaretoken": token(waiting)})
    assert unsent.of(writer) == []


def test_who_lost_the_right_meanwhile_sees_what_he_wrote(browser):
    stranger = UserFactory()
    sign_in(browser, stranger)
    page = browser.get("/en/notices/")
    answer = browser.post(ADDRESS, {"name": "Sheep of the steppe", "csrfmiddlewaretoken": token(page)})
    assert answer.status_code == 403
    assert "What you wrote; it was not recorded" in text(answer)
    assert "<p>Sheep of the steppe</p>" in text(answer)
