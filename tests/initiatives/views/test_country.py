"""Country today: every number on it is the length of the list that it opens."""

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from initiatives.models import Membership, Seat
from tests.factories import crowd
from tests.factories.world import build

pytestmark = pytest.mark.django_db
PAGE = "/en/country/"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), override("en"):
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def ministry(world):
    client = Client()
    client.force_login(world.people["ministry"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_each_number_is_the_length_of_the_list_that_it_opens(ministry):
    told = ministry.get(PAGE).context
    cells = [cell for row in (*told["regions"], *told["sections"]) for cell in row if isinstance(cell, dict)]
    linked = [cell for cell in cells if cell.get("href")]
    assert len(linked) > 5
    for cell in linked:
        assert len(ministry.get(cell["href"]).context["chosen"]) == cell["text"], cell


def test_members_are_counted_once_and_every_waiting_seat_stands_with_its_authority(ministry):
    found = ministry.get(PAGE).context["found"]
    keys = [row.initiative.pk for row in found.rows]
    joined = Membership.objects.committed().filter(initiative__in=keys)
    assert found.members == len(set(joined.values_list("organisation", flat=True)))
    waits = {(one.authority.pk, len(one.files)) for one in found.waiting if one.authority}
    seats = Seat.objects.waiting().filter(round__initiative__in=keys, authority__isnull=False)
    held = list(seats.values_list("authority", flat=True))
    assert waits == {(key, held.count(key)) for key in held}
    for one in found.waiting:
        for file in one.files:
            assert ministry.get(f"/en/rounds/{file.round.pk}/").status_code == 200


def test_the_digest_changes_with_a_number_and_with_nothing_else(ministry, world):
    first = ministry.get(PAGE).context["digest"]
    assert ministry.get(PAGE).context["digest"] == first
    with transaction.atomic():
        type(world.own.things["registered"]).objects.filter(pk=world.own.things["registered"].pk).update(
            stage="suspended"
        )
        assert ministry.get(PAGE).context["digest"] != first
        transaction.set_rollback(True)


@pytest.mark.parametrize(("role", "status"), [("nobody", 403), ("manager", 403), ("official", 403), ("ministry", 200)])
def test_only_the_ministry_sees_the_country(world, role, status):
    client = Client()
    client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGE).status_code == status


def test_the_country_asks_as_often_for_many_initiatives_as_for_few(ministry, world):
    few = asked(ministry)
    with transaction.atomic():
        crowd.grow(world, at=timezone.now())
        many = asked(ministry)
        transaction.set_rollback(True)
    assert len(many) <= len(few), many
    assert len(few) <= 20, few


def asked(client):
    cache.clear()
    client.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAGE).status_code == 200
    return [query["sql"][:200] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_of_one_section_each_number_is_still_the_length_of_its_list(ministry):
    section = ministry.get(PAGE).context["groups"][0]["options"][0]["value"]
    told = ministry.get(PAGE, {"section": section}).context
    linked = [cell for row in told["regions"] for cell in row if isinstance(cell, dict) and cell.get("href")]
    assert linked
    for cell in linked:
        assert f"section={section}" in cell["href"]
        assert len(ministry.get(cell["href"]).context["chosen"]) == cell["text"], cell


def test_a_section_that_nobody_works_in_is_no_filter(ministry):
    assert ministry.get(PAGE, {"section": "Z"}).context["section"] == ""


@pytest.mark.parametrize("role", ["official", "ministry", "statistician"])
def test_each_number_of_the_first_page_is_that_of_the_list_that_it_opens(world, role):
    client = Client()
    client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
    strips = client.get("/en/work/").context["strips"]
    tiles = {str(tile["label"]): tile for strip in strips for tile in strip["tiles"]}
    stages = {label: tile for label, tile in tiles.items() if "stage=" in tile["href"]}
    assert stages or role == "statistician"
    for tile in stages.values():
        assert len(client.get(tile["href"]).context["chosen"]) == tile["value"], tile
    if "wait for your decision" in tiles:
        box = client.get(reverse("inbox")).context["inbox"]
        numbers = [tiles["wait for your decision"]["value"], tiles["wait for other authorities"]["value"]]
        assert numbers == [len(box.waiting), len(box.answered)]
    if role == "statistician":
        assert tiles["doubts that wait"]["value"] == client.get("/en/releases/").context["doubts"]


def test_the_first_page_of_an_authority_stays_within_twenty_looks(world):
    for role in ("official", "ministry", "statistician", "nobody", "viewer"):
        client = Client()
        client.force_login(world.people[role], backend="django.contrib.auth.backends.ModelBackend")
        client.get("/en/work/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/work/")
        assert len(queries) <= 20, (role, [query["sql"][:150] for query in queries])


def test_a_member_has_his_year_as_a_file(world):
    client = Client()
    client.force_login(world.people["viewer"], backend="django.contrib.auth.backends.ModelBackend")
    year = timezone.localdate().year
    answer = client.get("/en/exports/my_year/csv/", {"heads": "codes"})
    told = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert told[0] == "day,kind_code,kind,organisation,initiative,about"
    assert all(line.startswith(str(year)) for line in told[1:])
