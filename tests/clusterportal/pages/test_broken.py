"""A part that is away for a moment: a calm page in the reader's language, and no text is lost."""

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from clusterportal import urls
from tests.factories.tab import OURS, form_of, text

TYPED = {"name": "Sheep of the steppe", "csrfmiddlewaretoken": "A" * 64, "password": "correct horse"}


def away(_request):
    raise OperationalError


def wrong(_request):
    raise ZeroDivisionError


urlpatterns = [path("en/away/", away), path("kk/away/", away), path("en/wrong/", wrong), path("api/v1/away/", away)]
urlpatterns += urls.urlpatterns
handler500 = urls.handler500
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False, headers=OURS)


def head(answer: HttpResponse) -> tuple[int, str, str]:
    return answer.status_code, answer.headers.get("Retry-After", ""), answer.headers["Cache-Control"]


def test_a_page_says_that_the_portal_is_away_and_opens_itself_again(browser):
    answer = browser.get("/en/away/")
    assert head(answer) == (503, "3", "no-store")
    assert '<meta http-equiv="refresh" content="3">' in text(answer)
    assert "It comes back by itself, and then this page opens." in text(answer)


def test_the_page_is_in_the_language_of_its_address(browser):
    assert '<html lang="kk">' in text(browser.get("/kk/away/"))


def test_what_was_sent_stands_in_the_page_and_is_sent_again_from_it(browser):
    answer = browser.post("/en/away/?from=home", TYPED)
    assert head(answer) == (503, "3", "no-store")
    assert "What you just sent was not recorded." in text(answer)
    assert "refresh" not in text(answer)
    assert form_of(answer) == (
        "/en/away/?from=home",
        {"name": "Sheep of the steppe", "csrfmiddlewaretoken": "A" * 64},
    )


def test_a_form_of_another_site_does_not_become_one_of_ours(browser):
    answer = browser.post("/en/away/", TYPED, headers={"origin": "https://evil.example"})
    assert "Sheep" not in text(answer)


def test_a_mistake_of_ours_keeps_the_text_too(browser):
    answer = browser.post("/en/wrong/", TYPED)
    assert head(answer) == (500, "", "no-store")
    assert "may not have been recorded" in text(answer)
    assert form_of(answer)[1]["name"] == "Sheep of the steppe"


def test_a_program_is_told_in_a_sentence(browser):
    answer = browser.get("/api/v1/away/")
    assert (head(answer), answer.json()) == ((503, "3", "no-store"), {"detail": "The portal is away for a moment."})


def test_without_a_database_each_page_is_that_page(browser, django_db_blocker, monkeypatch):
    with django_db_blocker.unblock():
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
        browser.cookies["sessionid"] = "of-somebody"
        answers = [browser.get("/ru/notices/"), browser.post("/en/initiatives/new/", TYPED)]
        connection.close()
    assert [answer.status_code for answer in answers] == [503, 503]
    assert '<html lang="ru">' in text(answers[0])
    assert form_of(answers[1])[1]["name"] == "Sheep of the steppe"
