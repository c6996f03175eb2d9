"""Counties of Rhode Island: the published quotients and rates, and withheld cells that stay so."""

import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from clusterportal.bench import counties, county_route, qcew
from indicators.models import Code, Observation
from indicators.status import Status

ROOT = Path(__file__).parents[3]
STATE = "44"


@pytest.fixture(scope="module")
def state() -> counties.Counties:
    places = [Path(os.environ["REFERENCE_DATA"])] if "REFERENCE_DATA" in os.environ else ROOT.parent.glob("*/data")
    folder = next((place / "qcew" for place in places if (place / "qcew" / counties.CELLS).exists()), None)
    if folder is None:
        pytest.skip(f"{counties.CELLS} is not here: set REFERENCE_DATA to the folder whose folder qcew holds it")
    return counties.read(folder).of(STATE)


def test_published_quotients_are_reproduced_and_withheld_cells_stay_withheld(state):
    found = qcew.quotients(state, qcew.by_meaning(state))
    assert found == qcew.Compared("location quotients of private employment", 1419, 1419, 0, 1229, 1229)
    assert found.holds


def test_published_growth_is_reproduced_but_for_growth_from_nothing_which_has_no_rate(state):
    found = qcew.growth(state)
    assert found == qcew.Compared("growth of employment over the year", 1459, 1457, 2, 1501, 1501)


def test_a_number_that_is_off_is_not_called_reproduced(state):
    slices = qcew.by_meaning(state)
    moved = {
        period: [row._replace(value=row.value and row.value + 900) for row in rows] for period, rows in slices.items()
    }
    assert not qcew.quotients(state, moved).holds


def test_a_withheld_cell_that_was_taken_for_zero_is_told(state):
    slices = qcew.by_meaning(state)
    zeros = {
        period: [row._replace(value=row.value or 0.0, status=Status.OK) for row in rows]
        for period, rows in slices.items()
    }
    assert not qcew.quotients(state, zeros).holds


@pytest.mark.django_db
def test_the_ordinary_route_takes_the_offices_columns_in_a_classification_of_its_own(state):
    source = county_route.adopt_codes(state)
    release = county_route.delivered(state, source)
    assert (release.state, release.errors, release.questions) == ("published", 0, [])
    private = state.private
    assert Observation.objects.filter(status="suppressed").count() == (private.disclosure_code == "N").sum()
    assert not Observation.objects.filter(status="suppressed").exclude(value=None).exists()
    assert not Code.objects.filter(code="KZ").exists()
    assert qcew.quotients(state, county_route.recorded(release)).holds


def test_the_command_names_the_files_that_it_needs(tmp_path):
    with pytest.raises(CommandError, match=r"parquet"):
        call_command("bench", "qcew", tmp_path, stdout=io.StringIO())
