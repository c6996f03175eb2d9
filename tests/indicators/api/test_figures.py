"""What is asked of the API in another form than it stands, or for something that is not there."""

import pytest
from rest_framework.test import APIClient

from tests.indicators.official import official  # noqa: F401 pytest finds it by its name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official")]

QUOTIENT = "indicator=location_quotient&period=2022"


def ask(path):
    answer = APIClient().get(f"/api/v1/{path}")
    return answer.status_code, answer.json()


def test_an_activity_is_found_as_pages_print_it_and_as_it_is_kept():
    (_, printed), (_, kept) = ask("activities/01.11/"), ask("activities/0111/")
    assert (printed, printed["code"], printed["printed"]) == (kept, "0111", "01.11")
    (_, printed), (_, kept) = (ask(f"figures/?subject=KZ-39:{code}&{QUOTIENT}") for code in ("01.11", "0111"))
    assert [(row["cell"], row["value"]) for row in printed["results"]] == [
        (row["cell"], row["value"]) for row in kept["results"]
    ]
    assert [row["cell"] for row in kept["results"]] == ["KZ-39:A"]


UNKNOWN = {
    f"figures/?subject=KZ-23:B&{QUOTIENT}&measure=nope": (400, {"measure": ["No measure nope."]}),
    "figures/?subject=KZ-23&indicator=grp_growth&period=2022&measure=jobs": (
        400,
        {"measure": ["grp_growth takes no measure."]},
    ),
    "figures/?subject=KZ&indicator=nope": (404, {"detail": "No indicator nope is in force."}),
    "figures/?subject=KZ&indicator=grp_growth&as_of=2001-01-01": (
        404,
        {"detail": "No indicator grp_growth was in force then."},
    ),
    f"figures/?subject=initiative:999&{QUOTIENT}": (404, {"detail": "No subject initiative:999."}),
    f"figures/?subject=KZ-23:XX&{QUOTIENT}": (404, {"detail": "No subject XX."}),
    f"figures/?subject=KZ-99&{QUOTIENT}": (404, {"detail": "No subject KZ-99."}),
    f"figures/?subject={'KZ,' * 251}&indicator=grp_growth,grp_share": (
        400,
        {"subject": ["More than 500 subjects times indicators. Ask in several turns, or under /sdmx/."]},
    ),
    "nowhere/": (404, {"detail": "Nothing stands at this address. What there is: /api/v1/"}),
    "initiatives/abc/": (404, {"detail": "Nothing stands at this address. What there is: /api/v1/"}),
}


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_not_there_is_told_in_json(path):
    assert ask(path) == UNKNOWN[path]


def test_the_first_page_names_every_list_and_each_opens_or_says_what_it_needs():
    status, listed = ask("")
    assert status == 200
    assert {"initiatives", "organisations", "regions", "activities", "measures", "indicators", "figures"} <= set(listed)
    opened = {name: APIClient().get(url).status_code for name, url in listed.items()}
    closed = {name: status for name, status in opened.items() if status != 200}
    assert closed == {"figures": 400, "support": 403}
    assert APIClient().get(listed["support"]).json() == {"detail": "Authentication credentials were not provided."}


def test_an_address_without_its_slash_leads_to_the_one_with_it():
    answer = APIClient().get("/api/v1/regions")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/regions/")
