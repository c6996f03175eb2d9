"""A withheld figure with the room that is left for it: on its page, from the command and from the API."""

import csv
import io

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from indicators.actions import release as release_actions
from tests.factories import releases

SECTIONS = "ABCDEFGHIJKLMNOPQRS"
PAGE = "/en/figures/location_quotient/KZ-23:B/2023/?measure=jobs"


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _withheld(django_db_setup, django_db_blocker):
    """Ten people work in each section of one region; mining and manufacturing of it are withheld."""
    with django_db_blocker.unblock(), transaction.atomic():
        releases.country()
        releases.published(rows())
        yield
        transaction.set_rollback(True)


def rows():
    told = [("jobs", "2023", "KZ", section, 100.0) for section in SECTIONS]
    told += [("jobs", "2023", "KZ-23", section, None if section in "BC" else 10.0) for section in SECTIONS]
    return [*told, ("jobs", "2023", "KZ", "_T", 1900.0), ("jobs", "2023", "KZ-23", "_T", 191.0)]


def test_the_page_says_between_what_the_value_lies_and_that_its_verdict_is_only_possible(client):
    page = client.get(PAGE).content.decode()
    assert 'data-low="0.0"' in page
    assert (
        "Withheld by the office; the published values around it, or the size class that it tells, leave no other room."
        in page
    )
    assert page.index("Specialised") > page.index("possible")


def test_the_command_tells_the_bounds_where_they_are_asked_for():
    out = io.StringIO()
    asked = {"indicator": "location_quotient", "subject": "KZ-23:B", "period": "2023", "measure": "jobs"}
    call_command("figure", **asked, bounds=True, stdout=out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert (row["value"], row["status"], row["low"]) == ("", "suppressed", "0.0")
    assert float(row["high"]) == pytest.approx((31 / 191) / (100 / 1900), rel=0.4)


def test_the_interface_for_programs_tells_them_too(client):
    asked = "subject=KZ-23:B,KZ-23:A&indicator=location_quotient&measure=jobs&period=2023"
    withheld, known = client.get(f"/api/v1/figures/?{asked}").json()["results"]
    assert (withheld["value"], withheld["bounds"][0], known["bounds"]) == (None, 0.0, None)


def size_class(release, low, high):
    """What a source tells of the one value that it withholds in the release."""
    release.staged.filter(status="suppressed").update(low=low, high=high)
    return release


@pytest.fixture
def _class_told():
    told = [("jobs", "2024", "KZ", section, 100.0) for section in SECTIONS]
    told += [("jobs", "2024", "KZ-23", "A", None), ("jobs", "2024", "KZ-23", "_T", 200.0)]
    told += [("jobs", "2024", "KZ", "_T", 1900.0)]
    release = size_class(releases.staged(told), 20.0, 99.0)
    release_actions.publish(release=release, at=timezone.now())


@pytest.mark.usefixtures("_class_told")
def test_a_size_class_that_the_source_tells_is_the_room_of_a_figure():
    assert asked_bounds() == pytest.approx((20 / 200 / (100 / 1900), 99 / 200 / (100 / 1900)))


@pytest.mark.usefixtures("_class_told")
def test_another_class_is_a_revision_and_what_was_known_before_is_kept():
    before = timezone.now()
    narrower = size_class(releases.staged([("jobs", "2024", "KZ-23", "A", None)]), 20.0, 49.0)
    release_actions.publish(release=narrower, at=timezone.now())
    assert asked_bounds()[1] == pytest.approx(49 / 200 / (100 / 1900))
    assert asked_bounds(as_of=before.isoformat())[1] == pytest.approx(99 / 200 / (100 / 1900))
    release_actions.withdraw(release=narrower, reason="wrong", by=None, at=timezone.now())
    assert asked_bounds()[1] == pytest.approx(99 / 200 / (100 / 1900))


def asked_bounds(**more):
    out = io.StringIO()
    asked = {"indicator": "location_quotient", "subject": "KZ-23:A", "period": "2024", "measure": "jobs"}
    call_command("figure", **asked, **more, bounds=True, stdout=out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert (row["value"], row["status"]) == ("", "suppressed")
    return float(row["low"]), float(row["high"])
