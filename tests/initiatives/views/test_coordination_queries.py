import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.factories import coordination as made

pytestmark = pytest.mark.django_db


def asked(person, name, pk, **more):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(name, kwargs={"pk": pk, **more})
    cache.clear()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_the_pages_of_coordination_ask_at_most_twenty_times():
    found = made.seated()
    agreement, meeting, issue = made.drafted(found), made.held(found), made.raised(found)
    first = found.initiative.pk
    pages = {
        "coordination": first,
        "council": first,
        "issues": first,
        "issue_new": first,
        "coordination_agreement": agreement.pk,
        "coordination_partners": first,
        "council_meeting_new": first,
        "council_meeting": meeting.pk,
        "issue": issue.pk,
    }
    with override("en"):
        counts = {name: asked(found.manager, name, pk) for name, pk in pages.items()}
    too_many = {name: [sql[:160] for sql in queries] for name, queries in counts.items() if len(queries) > 20}
    assert {name: len(queries) for name, queries in too_many.items()} == {}, "\n".join(
        f"{name}: {sql}" for name, queries in too_many.items() for sql in queries
    )
