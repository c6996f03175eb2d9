import pytest

pytestmark = pytest.mark.django_db


def test_health_names_every_part(client):
    report = client.get("/health/").json()
    assert set(report) == {"is_up", "database", "broker", "worker", "stale_slices", "mail", "versions"}
    assert report["database"]["is_up"]
    assert report["broker"]["is_up"]
