import django
import pytest
from django.db import connection

import clusterportal

pytestmark = pytest.mark.smoke

PARTS = {"is_up", "database", "broker", "worker", "stale_slices", "comparison", "mail", "versions"}


def test_health_names_every_part(client, db):
    answer = client.get("/health/")
    report = answer.json()
    assert set(report) == PARTS
    assert (report["database"]["is_up"], report["broker"]["is_up"]) == (True, True)
    assert report["stale_slices"] == 0
    assert (report["versions"]["portal"], report["versions"]["django"]) == (
        clusterportal.__version__,
        django.get_version(),
    )


def test_health_answers_503_with_the_same_parts_where_no_worker_answers(client, start_worker):
    answer = client.get("/health/")
    report = answer.json()
    assert (answer.status_code, report["is_up"], set(report)) == (503, False, PARTS)
    assert report["worker"] == {"is_up": False, "reason": "no answer"}


def test_health_is_well_with_a_worker(client, worker):
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["is_up"]) == (200, True)


@pytest.fixture
def without_database(django_db_setup, django_db_blocker):
    host = connection.settings_dict["OPTIONS"]["host"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"]["host"] = "/nowhere"
        yield
        connection.close()
        connection.settings_dict["OPTIONS"]["host"] = host


def test_health_answers_when_the_database_is_down(client, without_database):
    answer = client.get("/health/")
    report = answer.json()
    assert (answer.status_code, report["database"]["is_up"], report["broker"]["is_up"]) == (503, False, True)
    assert report["stale_slices"] is None


def test_health_answers_when_the_broker_is_down(client, db, settings):
    settings.REDIS_URL = "unix:///nowhere/broker.sock?db=0"
    report = client.get("/health/").json()
    assert (report["database"]["is_up"], report["broker"]["is_up"]) == (True, False)
    assert report["worker"] == {"is_up": False, "reason": "no broker"}


def test_health_answers_503_while_there_are_no_tables_yet(client, db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE indicators_figureslice RENAME TO not_there_yet")
    answer = client.get("/health/")
    report = answer.json()
    assert (answer.status_code, set(report), report["stale_slices"]) == (503, PARTS, None)
    assert report["database"] == {"is_up": False, "reason": "ProgrammingError"}
