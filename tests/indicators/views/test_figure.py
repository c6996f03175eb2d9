"""Pages of figures on the official statistics."""

import csv
import html
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicators import period as periods
from indicators.actions import subject as subjects
from indicators.models import Citation
from indicators.queries import figure as figures
from tests.indicators.official import official  # noqa: F401 pytest finds it by its name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official")]
MOST_QUERIES = 20
NUMBER = re.compile(r"\d+(?:\.\d+)?")
FIGURES = (
    ("location_quotient", "KZ-23:B", "2022"),
    ("location_quotient", "KZ-61+KZ-43:A+C", "2022"),
    ("sector_lead", "KZ:C", "2022"),
    ("sector_lead_gva", "KZ:C", "2022"),
    ("cluster_lead", "KZ-35:C", "2022"),
    ("share_in_grp", "KZ-35:C", "2022"),
    ("productivity", "KZ-39:A", "2024"),
    ("employment_growth", "KZ-39:A", "2024"),
    ("grp_growth_real", "KZ-23", "2022"),
    ("grp_lead_real", "KZ-23", "2022"),
    ("grp_growth", "KZ-23", "2022"),
    ("grp_lead", "KZ-23", "2022"),
    ("grp_share", "KZ-23", "2022"),
    ("productivity", "KZ-39:0111+106", "2024"),
)
PAGES = (
    "/en/regions/",
    "/en/regions/?indicator=location_quotient&activity=A",
    "/en/regions/KZ-23/",
    "/kk/regions/KZ-YUZ/",
    "/en/figures/",
    "/ru/figures/productivity/KZ-39:0111+106/2024/",
    "/en/figures/location_quotient/KZ-39:A/2024/",
)
ODD = (
    ("/en/regions/KZ-99/", 404),
    ("/en/regions/%00/", 404),
    ("/en/regions/?indicator=nope&activity=%00&period=20x2", 200),
    ("/en/figures/nope/KZ/2022/", 404),
    ("/en/figures/grp_growth/%00/2022/", 404),
    ("/en/figures/grp_growth/Atyrau/2022/", 404),
    ("/en/figures/grp_growth/KZ/20x2/", 404),
    ("/en/figures/grp_growth/KZ/0000/", 404),
    ("/en/figures/grp_growth/KZ/1950/", 200),
    ("/en/figures/grp_growth/KZ-23/2022-01..09/", 200),
    ("/en/figures/location_quotient/KZ-23:B/2022/?measure=zz", 404),
    ("/en/figures/location_quotient/KZ-23:B/2022/?as_of=2026-13-45", 404),
    ("/en/figures/location_quotient/KZ-23:B/2022/?as_of=0001-01-01", 404),
    ("/en/figures/location_quotient/KZ-23:B/2022/?as_of=2001-01-01", 404),
    ("/en/figures/?go=1&indicator=nope&subject=a/b&period=x", 302),
)


def address(page, indicator, subject, period):
    return reverse(page, kwargs={"indicator": indicator, "subject": subject, "period": period})


def texts(page, pattern):
    return [html.unescape(found) for found in re.findall(pattern, page, flags=re.DOTALL)]


@pytest.mark.parametrize(("indicator", "subject", "period"), FIGURES)
def test_numbers_read_off_the_page_and_worked_out_anew_give_the_shown_value(client, indicator, subject, period):
    page = client.get(address("figure", indicator, subject, period)).content.decode()
    filled = texts(page, r'data-formula="filled">(.*?)</code>')
    shown = texts(page, r'<data class="why__number" value="(.*?)">')
    stored = figures.figures(subject, [indicator], [periods.parse(period)])
    worked_out = [eval(formula, {"__builtins__": {}}) for formula in filled]  # noqa: S307 arithmetic of our own page
    assert worked_out == [float(value) for value in shown] == [one.value for one in stored]


@pytest.mark.parametrize(("indicator", "subject", "period"), FIGURES)
def test_every_number_of_the_formula_is_a_sum_of_inputs_that_stand_in_a_file(client, indicator, subject, period):
    page = client.get(address("figure", indicator, subject, period)).content.decode()
    answer = client.get(address("figure_inputs", indicator, subject, period)).content.decode()
    inputs = list(csv.DictReader(io.StringIO(answer)))
    sums = {}
    for row in inputs:
        scope = (row["measure"], row["scope"], row["period"])
        sums[scope] = round(sums.get(scope, 0.0) + int(row["sign"]) * float(row["value"]), 1)
    (filled, *more) = texts(page, r'data-formula="filled">(.*?)</code>')
    if not more:
        used = {float(number) for number in NUMBER.findall(filled)} - {1.0, 100.0}
        assert used <= set(sums.values())
    assert all(row["release"] and row["file"] and row["row"] and row["column"] for row in inputs)


def test_the_figure_is_told_in_words_and_holds_on_other_bases(client):
    page = client.get("/en/figures/location_quotient/KZ-39:A/2024/").content.decode()
    assert "weighed 2.41 times as much in Kostanay as in the country" in page
    assert "Holds in 6 of 6 bases and measures" in page


def test_growth_at_current_prices_draws_no_verdict(client):
    page = client.get("/en/figures/grp_lead/KZ-23/2022/").content.decode()
    (said,) = texts(page, r'why__sentence">(.*?)</p>')
    assert "Includes price change" in page
    assert not re.search("faster|slower|ahead|behind", said)


def test_a_wider_cell_is_named_and_nothing_is_added_up(client):
    page = client.get("/en/figures/productivity/KZ-39:0111+106/2024/").content.decode()
    assert len(texts(page, r'<data class="why__number" value="(.*?)">')) == 2
    assert "coarser: section A; 01.11 is not published by itself" in page
    assert "coarser: B–F together; 10.6 is not published by itself" in page


def test_what_is_cited_answers_the_same_for_ever(client):
    here = address("figure", "grp_share", "KZ-23", "2022")
    answer = client.post(address("figure_cite", "grp_share", "KZ-23", "2022"))
    (cited,) = Citation.objects.all()
    assert answer.url.startswith(f"{here}?as_of=")
    (stored,) = figures.figures("KZ-23", ["grp_share"], [periods.parse("2022")])
    assert cited.answer == [{"cell": "KZ-23", "value": stored.value, "status": "ok"}]
    client.post(address("figure_cite", "grp_share", "KZ-23", "2022"))
    page = client.get(answer.url).content.decode()
    assert Citation.objects.count() == 1
    assert "Kept since" in page
    cited.answer[0]["value"] = 0.5
    cited.save()
    assert "was cited with 50.0" in html.unescape(client.get(answer.url).content.decode())


def test_an_unknown_region_leads_to_the_nearest(client):
    answer = client.get("/en/regions/Atirau/")
    assert answer.status_code == 404
    assert "KZ-23" in answer.content.decode()


@pytest.mark.parametrize(("odd", "status"), ODD)
def test_odd_addresses_are_answered_in_words(client, odd, status):
    assert client.get(odd).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_pages_ask_the_database_little(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    assert len(queries) <= MOST_QUERIES


def test_a_page_asks_as_much_for_one_listed_subject_as_for_twenty(client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/figures/location_quotient/initiative:1/2024/")
        return len(queries)

    def listed(number, activities):
        code, now = f"initiative:{number}", timezone.now()
        subjects.open(code=code, kind="cluster", region_codes=["KZ-39"], activity_codes=activities, by=None, at=now)

    listed(1, ["A"])
    asked()
    one = asked()
    for number in range(2, 21):
        listed(number, ["A", "B"])
    assert asked() == one


def test_a_chart_taken_away_carries_its_colours(client):
    picture = client.get(address("figure_chart", "grp_share", "KZ-23", "2022")).content.decode()
    assert picture.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "<style>" in picture
