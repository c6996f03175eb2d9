"""What everybody sees first: the map, the catalogue, a profile, where the numbers come from."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.actions import subject as subjects
from indicators.models import Code, Subject
from initiatives.lifecycle import Stage
from initiatives.models import Initiative, InitiativePart, SectionText
from tests.factories import initiatives as made

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


@pytest.fixture(scope="module", autouse=True)
def _codes(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_classification")
        yield
        transaction.set_rollback(True)


def registered(name, *, regions=("KZ-39",), activities=("0111", "106"), summary="Flour instead of wheat.", **fields):
    initiative, user, _firm = made.blank(name=name)
    codes = Code.objects.filter(code__in=[*regions, *activities])
    initiative.parts.all().delete()
    InitiativePart.objects.bulk_create(InitiativePart(initiative=initiative, code=code) for code in codes)
    now = timezone.now()
    subject = subjects.open(
        code=f"initiative:{initiative.pk}",
        kind=Subject.Kind.CLUSTER,
        region_codes=regions,
        activity_codes=activities,
        by=None,
        at=now,
    )
    SectionText.objects.create(
        initiative=initiative,
        section="about",
        revision=100,
        content={"summary": summary},
        saved_by=user,
        saved_at=now,
    )
    known = {"stage": Stage.REGISTERED, "registered_on": dt.date(2024, 3, 1), "subject": subject} | fields
    Initiative.objects.filter(pk=initiative.pk).update(**known)
    initiative.refresh_from_db()
    return initiative


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def names(client, page):
    return [card["name"] for card in client.get(page).context["cards"]]


def test_a_draft_is_nowhere_to_be_seen(client):
    draft, _user, _firm = made.blank(name="Only a name")
    for page in ("/en/", "/en/initiatives/"):
        assert "Only a name" not in client.get(page).content.decode()
    assert client.get(f"/en/initiatives/{draft.pk}/profile/").status_code == 404


def test_an_initiative_is_found_by_name_by_everyday_word_by_region_and_by_section(client):
    registered("Tobol Grain")
    registered("Almaty Software", regions=("KZ-75",), activities=("62",))
    registered("Aktau Port", regions=("KZ-47",), activities=("50",), stage=Stage.SUSPENDED)
    found = {
        asked: names(client, f"/en/initiatives/?{asked}")
        for asked in ("words=tobl", "words=flour", "words=мука", "region=KZ-75", "section=A", "stage=suspended", "")
    }
    assert found == {
        "words=tobl": ["Tobol Grain"],
        "words=flour": ["Tobol Grain"],
        "words=мука": ["Tobol Grain"],
        "region=KZ-75": ["Almaty Software"],
        "section=A": ["Tobol Grain"],
        "stage=suspended": ["Aktau Port"],
        "": ["Aktau Port", "Almaty Software", "Tobol Grain"],
    }


def test_pages_of_the_catalogue_show_each_initiative_once_and_keep_the_filters(client):
    for number in range(15):
        registered(f"Initiative {number:02}")
    first = client.get("/en/initiatives/?region=KZ-39").context
    assert "region=KZ-39" in first["more_url"]
    second = client.get(f"/en/initiatives/{first['more_url']}").context
    told = [card["name"] for page in (first, second) for card in page["cards"]]
    assert (told, second["more_url"]) == ([f"Initiative {number:02}" for number in range(15)], "")


@pytest.mark.parametrize("page", ["/en/", "/en/initiatives/", "/en/initiatives/?words=flour", "/en/regions/KZ-39/"])
def test_lists_ask_the_database_as_often_for_one_as_for_twenty(client, page):
    registered("The first")
    one = queries(client, page)
    for number in range(19):
        registered(f"Number {number}")
    assert queries(client, page) == one <= MOST_QUERIES


def test_a_profile_says_who_and_what_and_marks_language_and_invention(client):
    initiative = registered("Tobol Grain", language="ru", is_synthetic=True)
    by = initiative.opened_by
    made.members(initiative, by=by, firms=2, universities=1)
    page = f"/en/initiatives/{initiative.pk}/profile/"
    few = queries(client, page)
    made.members(initiative, by=by, firms=18)
    shown = client.get(page).content.decode()
    assert queries(client, page) == few <= MOST_QUERIES
    assert '<h1 lang="ru">Tobol Grain</h1>' in shown
    assert "synthetic demo data" in shown
    assert "Flour instead of wheat." in shown


def test_the_figure_of_an_initiative_bears_its_name(client):
    initiative = registered("Tobol Grain")
    page = client.get(f"/en/figures/location_quotient/initiative:{initiative.pk}/2024/").content.decode()
    assert f"/en/initiatives/{initiative.pk}/profile/" in page


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
@pytest.mark.parametrize("page", ["", "initiatives/", "about/data/", "about/privacy/", "regions/", "figures/"])
def test_public_pages_answer_in_each_language_on_an_empty_database(client, language, page):
    answer = client.get(f"/{language}/{page}")
    assert (answer.status_code, f'<html lang="{language}">' in answer.content.decode()) == (200, True)


def test_robots_may_read_what_is_public(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /accounts/" in lines
    assert "Disallow: /" not in lines


@pytest.mark.parametrize("odd", ["after=x", "after=999999", "words=%00", "region=%00", "section=%00", "stage=x"])
def test_odd_questions_to_the_catalogue_are_answered(client, odd):
    assert client.get(f"/en/initiatives/?{odd}").status_code == 200
