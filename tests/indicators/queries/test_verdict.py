"""Of what a verdict is drawn: by rule, from the formula and the prices of what it counts."""

import pytest
from django.db import transaction

from indicators.queries import verdict
from indicators.queries.definition import definitions
from tests.factories import releases

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        releases.country()
        yield
        transaction.set_rollback(True)


def test_growth_at_current_prices_draws_no_verdict():
    drawn = {one.code: line for one, line in verdict.lines(definitions().all())}
    assert drawn == {"grp_lead_real": 0.0, "location_quotient": 1.0}


@pytest.mark.parametrize(
    ("code", "measure", "is_dearer"),
    [
        ("cluster_lead", None, True),
        ("cluster_lead", "jobs", False),
        ("sector_lead_gva", None, True),
        ("grp_growth", None, True),
        ("mean_growth", None, True),
        ("shift_mix", None, True),
        ("grp_lead_real", None, False),
        ("employment_growth", None, False),
        ("location_quotient", None, False),
        ("productivity", None, False),
    ],
)
def test_what_includes_price_change_follows_from_what_grows(code, measure, is_dearer):
    assert definitions().find(code, measure).includes_price_change is is_dearer
