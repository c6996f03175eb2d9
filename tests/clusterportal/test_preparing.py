"""While the database is filled nobody meets a broken page."""

import pytest
from django.test import RequestFactory

from clusterportal.preparing import Preparing


def ask(mark, path, **headers):
    said = []

    def begin(status, headers):
        said.extend((status, dict(headers)))

    def portal(environ, start_response):
        start_response("200 OK", [])
        return [b"the portal itself"]

    body = b"".join(Preparing(portal, mark=mark)(RequestFactory().get(path, **headers).environ, begin))
    return said[0], said[1], body.decode()


@pytest.fixture
def mark(tmp_path):
    made = tmp_path / "preparing"
    made.touch()
    return made


def test_a_page_says_that_the_portal_is_being_prepared_and_opens_itself_again(mark):
    status, headers, body = ask(mark, "/en/regions/")
    assert (status, headers["Retry-After"], headers["Cache-Control"]) == ("503 Service Unavailable", "3", "no-store")
    assert "<h1>The portal is being prepared</h1>" in body
    assert '<meta http-equiv="refresh" content="3">' in body


def test_it_speaks_the_language_of_the_address_or_of_the_browser(mark):
    assert '<html lang="kk">' in ask(mark, "/kk/")[2]
    assert '<html lang="ru">' in ask(mark, "/accounts/login/", HTTP_ACCEPT_LANGUAGE="ru")[2]


def test_programs_are_told_in_json(mark):
    status, headers, body = ask(mark, "/api/v1/regions/")
    assert (status, headers["Content-Type"]) == ("503 Service Unavailable", "application/json")
    assert body == '{"detail": "The portal is being prepared."}'


@pytest.mark.parametrize("path", ["/health/", "/static/css/base.css", "/robots.txt"])
def test_what_the_page_and_who_watches_need_is_answered_as_ever(mark, path):
    assert ask(mark, path)[2] == "the portal itself"


def test_once_everything_is_there_the_portal_answers(mark):
    mark.unlink()
    assert ask(mark, "/en/regions/")[::2] == ("200 OK", "the portal itself")
