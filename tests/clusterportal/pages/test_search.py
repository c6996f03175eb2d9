"""One box for everything, and nothing in it that the reader may not know of."""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from initiatives.models import Document, Initiative, Organisation, Project
from tests.factories import crowd
from tests.factories.world import build

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), override("en"):
        world = build()
        for table, name in ((Initiative, "name"), (Organisation, "name"), (Project, "title"), (Document, "title")):
            for row in table.objects.all():
                table.objects.filter(pk=row.pk).update(**{name: f"Кумыс {getattr(row, name)}"})
        yield world
        transaction.set_rollback(True)


def found(world, role, where):
    """{kind: how many}"""
    client = Client()
    if world.people[role]:
        client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(where)
    assert answer.status_code == 200
    return {group["kind"]: group["total"] for group in answer.context["groups"]}


def test_everybody_finds_what_is_open_to_him_and_no_more(world):
    public = Initiative.objects.public().count()
    shown = {role: found(world, role, "/en/search/?q=qumys") for role in ("anonymous", "manager", "administrator")}
    assert shown["anonymous"]["initiatives"] == public
    assert shown["anonymous"]["projects"] == Project.objects.public().count()
    assert "documents" not in shown["anonymous"]
    assert (
        shown["anonymous"]["organisations"]
        == Organisation.objects.filter(is_public=True, confirmed_at__isnull=False).count()
    )
    assert public < shown["manager"]["initiatives"] < shown["administrator"]["initiatives"]
    assert 0 < shown["manager"]["documents"] < shown["administrator"]["documents"] == Document.objects.count()
    assert shown["administrator"]["initiatives"] == Initiative.objects.count()


@pytest.mark.parametrize("words", ["кумыса", "кумысом", "Kumys", "qumys", "kumis"])
def test_word_forms_and_spellings_find_the_same(world, words):
    assert found(world, "anonymous", f"/en/search/?q={words}").get("projects") == Project.objects.public().count()


def test_indicators_regions_and_activities_are_found_in_other_languages(world):
    assert "indicators" in found(world, "anonymous", "/en/search/?q=производительность")
    assert "regions" in found(world, "anonymous", "/en/search/?q=Turkistan")
    assert "activities" in found(world, "anonymous", "/en/search/?q=мука")


def test_the_address_keeps_words_kind_and_region(world):
    client = Client()
    page = client.get("/en/search/?q=кумыс&kind=organisations&region=KZ-59")
    assert {group["kind"] for group in page.context["groups"]} <= {"organisations"}
    assert (page.context["asked"].kind, page.context["asked"].region) == ("organisations", "KZ-59")
    told = page.content.decode()
    assert 'value="organisations" selected' in told
    assert 'value="KZ-59" selected' in told
    assert page.context["reset_url"] == "?q=%D0%BA%D1%83%D0%BC%D1%8B%D1%81"


def test_every_address_found_opens(world):
    client = Client()
    client.force_login(world.people["manager"], backend="django.contrib.auth.backends.ModelBackend")
    for where in (
        "/en/search/?q=кумыс",
        "/en/search/?q=productivity",
        "/en/search/?q=Turkistan",
        "/en/search/?q=flour",
    ):
        for group in client.get(where).context["groups"]:
            for row in group["rows"]:
                assert client.get(row["href"], follow=True).status_code == 200, row["href"]


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%00", "q=中", "q=%25&kind=x&region=y&page=z", "q=a&kind=projects&page=99999"]
)
def test_an_odd_address_gets_a_page(client, query):
    assert client.get(f"/en/search/?{query}").status_code == 200


def test_the_search_asks_as_often_for_many_rows_as_for_few(world):
    client = Client()
    client.force_login(world.people["manager"], backend="django.contrib.auth.backends.ModelBackend")
    cache.clear()
    few = asked(client)
    with transaction.atomic():
        crowd.grow(world, at=timezone.now())
        many = asked(client)
        transaction.set_rollback(True)
    assert len(many) == len(few), many
    assert len(few) <= MOST_QUERIES, few


def asked(client):
    client.get("/en/search/?q=кумыс")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/en/search/?q=кумыс").status_code == 200
    return [query["sql"][:200] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_the_box_stands_in_the_head_of_every_page_but_the_search_itself(client):
    assert 'action="/en/search/"' in client.get("/en/regions/").content.decode()
    assert 'id="site-search"' not in client.get("/en/search/").content.decode()
