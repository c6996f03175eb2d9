import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import support
from tests.factories.approval import working_hours
from tests.factories.support import THIS_YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    made = support.promised()
    made.pay(15_000_000)
    return made


def answer(path, user=None):
    client = Client()
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/api/v1/{path}")


def test_an_authority_reads_every_promise_of_its_region_and_what_nobody_paid_is_null(asked):
    first, second = asked.request.promises.order_by("year")
    told = {
        "request": asked.request.pk,
        "initiative": asked.initiative.pk,
        "title": "Drip irrigation",
        "kind": "grant",
        "source": "regional",
        "authority": asked.request.authority_id,
        "authority_name": "Akimat of Turkistan",
        "promised_at": timezone.localtime(working_hours(4)).isoformat(),
    }
    promises = [
        told | {"id": first.pk, "year": THIS_YEAR, "promised": 40_000_000, "paid": 15_000_000, "open": 25_000_000},
        told | {"id": second.pk, "year": THIS_YEAR + 1, "promised": 25_000_000, "paid": None, "open": 25_000_000},
    ]
    expected = [one | {"state": "open"} for one in promises]
    for reader in (asked.payer, asked.case.officials["KZ"]):
        assert answer("support/", reader).json()["results"] == expected
    assert answer(f"support/?year={THIS_YEAR}", asked.payer).json()["results"] == expected[:1]


def test_whoever_does_not_open_the_list_as_a_page_does_not_read_it_here(asked):
    assert [answer("support/", reader).status_code for reader in (None, asked.case.manager)] == [403, 403]


def test_everybody_reads_the_sums_of_an_initiative_by_year_and_source(asked):
    sums = answer(f"initiatives/{asked.initiative.pk}/").json()["support"]
    paid, promised = (timezone.localdate(working_hours(day)).isoformat() for day in (6, 4))
    told = {"source": "regional"}
    assert sums == [
        told | {"year": THIS_YEAR + 1, "promised": 25_000_000, "paid": None, "noted_on": promised},
        told | {"year": THIS_YEAR, "promised": 40_000_000, "paid": 15_000_000, "noted_on": paid},
    ]


def test_odd_choices_are_answered_and_break_nothing(asked):
    odd = ("year=%00", "year=99999999999999999999", "request__kind=%00", "authority=99999999999999999999", "cursor=%00")
    met = {one: answer(f"support/?{one}", asked.payer).status_code for one in odd}
    assert {one: status for one, status in met.items() if status not in (200, 400, 404)} == {}
