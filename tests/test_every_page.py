"""What holds for each page, whoever opens it: policy, language, headings, and nothing written into the page itself."""

import re
from functools import cache as once
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils.translation import override

from tests.factories.world import build
from tests.rights.addresses import address
from tests.test_query_counts import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.long]

POLICY = {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"}
LANGUAGES = ("en", "kk", "ru")
# Fragments that a page loads into itself, and files.
PARTS = {"code_search", "organisation_search", "release_progress"}


class Reader(HTMLParser):
    """What a page must not have, and what it must."""

    def __init__(self):
        super().__init__()
        self.language, self.inline, self.ids, self.alternates, self.headings, self.titles = "", [], [], {}, 0, 0
        self._script = None

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.language = named.get("lang", "") if tag == "html" else self.language
        self.headings += tag == "h1"
        self.titles += tag == "title"
        self._script = tag if tag in {"script", "style"} else None
        self.inline += [f"<{tag} {name}>" for name in named if name == "style" or re.fullmatch(r"on[a-z]+", name)]
        self.inline += [f"<{tag} {value}>" for value in named.values() if str(value).startswith("javascript:")]
        if named.get("id"):
            self.ids.append(named["id"])
        if tag == "link" and named.get("hreflang"):
            self.alternates[named["hreflang"]] = named["href"]

    def handle_data(self, data):
        if self._script and data.strip():
            self.inline.append(f"<{self._script}> {data.strip()[:60]}")

    def handle_endtag(self, tag):
        self._script = None


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), override("en"):
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def visit(world):
    """Each page once in each language, for all that is asked of it."""
    return once(lambda page, language: opened(world, page, language))


def opened(world, page, language):
    name, label, role = page
    client = Client(headers={"accept-language": language})
    if world.people[role]:
        client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    with override(language):
        where = address(world, name, label)
    cache.clear()
    if world.people[role]:
        type(world.people[role]).objects.filter(pk=world.people[role].pk).update(language=language)
    return client.get(where)


def read(answer):
    reader = Reader()
    reader.feed(answer.content.decode())
    return reader


def is_page(answer):
    return answer.headers["Content-Type"].startswith("text/html") and b"<html" in answer.content


@pytest.mark.parametrize("page", PAGES, ids=[page[0] for page in PAGES])
def test_a_page_is_closed_to_foreign_code_and_carries_none_of_its_own(visit, page):
    answer = visit(page, "en")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] in {"same-origin", "strict-origin"}
    assert POLICY - {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")} == set()
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    if is_page(answer):
        assert read(answer).inline == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=[page[0] for page in PAGES])
def test_a_page_says_its_language_once_and_has_one_heading(visit, page, language):
    answer = visit(page, language)
    assert answer.status_code == 200
    if not is_page(answer) or page[0] in PARTS:
        return
    found = read(answer)
    assert (found.language, found.headings) == (language, 1)
    # The gallery shows the same form several times.
    assert page[0] == "gallery" or sorted({one for one in found.ids if found.ids.count(one) > 1}) == []
    if found.alternates:
        assert set(found.alternates) >= set(LANGUAGES)
        assert [code for code in LANGUAGES if f"/{code}/" not in found.alternates[code]] == []


def test_pages_with_a_language_in_the_address_name_the_other_ones(client, world):
    assert set(read(client.get("/en/regions/")).alternates) >= set(LANGUAGES)


def test_robots_are_kept_out_of_what_is_for_people_who_signed_in(client):
    answer = client.get("/robots.txt")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    told = answer.content.decode()
    assert all(place in told for place in ("/accounts/", "/i/"))


def test_the_page_of_an_address_that_nobody_knows_is_one_of_ours(client, world):
    answer = client.get("/en/nowhere/")
    assert answer.status_code == 404
    assert read(answer).headings == 1
