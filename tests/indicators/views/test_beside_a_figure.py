"""One click from a figure: compared with others, worked out anew, doubted."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators import period as periods
from indicators.models import Citation, Code, Doubt, FigureSlice, Release, Source
from indicators.queries import definition, recheck
from indicators.queries import figure as figures
from tests.factories import deliveries
from tests.factories.accounts import UserFactory
from tests.indicators.official import official  # noqa: F401 pytest finds it by its name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official")]
CASES = (
    ("location_quotient", "KZ-39:A", "2024"),
    ("productivity", "KZ-39:0111+106", "2024"),
    ("grp_lead_real", "KZ-23", "2022"),
    ("standardised_quotient", "KZ-39:A", "2024"),
)


def address(page, indicator="location_quotient", subject="KZ-39:A", period="2024"):
    return reverse(page, kwargs={"indicator": indicator, "subject": subject, "period": period})


def text(answer):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.mark.parametrize(("indicator", "subject", "period"), CASES)
def test_a_figure_worked_out_anew_is_the_one_shown(client, indicator, subject, period):
    page = text(client.get(address("figure_check", indicator, subject, period)))
    stored = figures.figures(subject, [indicator], [periods.parse(period)])
    assert "Equal, to the last digit" in page
    assert all(page.count(repr(one.value)) >= 2 for one in stored)


def test_a_stored_value_that_differs_is_said(client):
    known = definition.definitions()
    one, period = known.find("grp_share"), periods.parse("2022")
    (figure,) = figures.figures("KZ-23", ["grp_share"], [period])
    row, _ = FigureSlice.objects.update_or_create(
        version=one.version,
        measure=one.measure,
        period="2022",
        defaults={
            "subjects": ["KZ-23"],
            "cells": ["KZ-23"],
            "figures": [figure.value],
            "statuses": ["ok"],
            "stale_since": None,
        },
    )
    assert recheck.recheck(known, one, "KZ-23", period).is_equal
    row.figures = [0.5]
    row.save()
    page = text(client.get(address("figure_check", "grp_share", "KZ-23", "2022")))
    assert "Not equal" in page
    assert "kept by the worker 0.5" in page


def test_the_past_is_checked_as_it_was_known(client):
    cited = client.post(address("figure_cite", "grp_share", "KZ-23", "2022")).url
    moment = cited.partition("?")[2].partition("#")[0]
    assert "Equal, to the last digit" in text(
        client.get(f"{address('figure_check', 'grp_share', 'KZ-23', '2022')}?{moment}")
    )


def test_a_figure_stands_beside_others_by_its_address_alone(client):
    answer = client.get(address("figure_compare"), {"with": ["KZ-59:A", "KZ"]})
    page = text(answer)
    assert [name in page for name in ("Kostanay", "North Kazakhstan", "2.41")] == [True] * 3
    assert answer.content.decode().count('class="line line--') >= 2


def test_at_most_three_stand_beside_it_and_what_names_nothing_is_named(client):
    others = ["KZ-59:A", "KZ-11:A", "KZ-61:A", "KZ-55:A", "Atlantis"]
    page = text(client.get(address("figure_compare"), {"with": others}))
    assert "left out: KZ-55:A" in page
    assert "Nothing measured is called: Atlantis." in page


@pytest.mark.parametrize("page", ["figure_compare", "figure_check", "figure_doubt"])
def test_odd_addresses_lead_back(client, page):
    assert client.get(address(page, subject="Nowhere")).status_code == 404
    assert client.get(address(page, period="20x2")).status_code == 404
    assert client.get(address(page, indicator="nope")).status_code == 404


@pytest.mark.parametrize("page", ["figure_compare", "figure_check", "figure_doubt"])
def test_they_ask_the_database_little(client, page):
    asked = {"with": ["KZ-59:A", "KZ-11:A", "KZ-61:A"]} if page == "figure_compare" else {}
    client.get(address(page), asked)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address(page), asked).status_code == 200
    assert len(queries) <= 20


def test_a_reader_without_an_account_reports_and_reads_the_answer(client, django_capture_on_commit_callbacks):
    reported = client.post(address("figure_doubt"), {"text": "The harvest of 2024 was larger.", "email": ""})
    (doubt,) = Doubt.objects.all()
    assert reported.url == f"/en/doubts/{doubt.token}/"
    assert "waits for an answer" in text(client.get(reported.url))
    client.force_login(deliveries.statistician(), backend="django.contrib.auth.backends.ModelBackend")
    listed = text(client.get(reverse("doubts")))
    assert "Location quotient" in listed
    assert "Kostanay: agriculture, forestry and fishing, 2024" in listed
    asked = text(client.get(reverse("doubt_answer", kwargs={"pk": doubt.pk})))
    assert "The page said 2.41" in asked
    with django_capture_on_commit_callbacks():
        client.post(reverse("doubt_answer", kwargs={"pk": doubt.pk}), {"text": "It counts from March on."})
    client.logout()
    page = client.get(reported.url)
    assert "It counts from March on." in text(page)
    assert page["Cache-Control"] == "no-store, private"


def test_the_sixth_report_from_one_place_is_refused_and_nothing_typed_is_lost(client):
    for number in range(5):
        client.post(address("figure_doubt"), {"text": f"Too high, {number}."})
    answer = client.post(address("figure_doubt"), {"text": "Still too high."})
    assert (answer.status_code, Doubt.objects.count()) == (429, 5)
    assert "Still too high." in text(answer)


def test_a_doubt_needs_words_and_a_real_address(client):
    answer = client.post(address("figure_doubt"), {"text": " ", "email": "nowhere"})
    assert (answer.status_code, Doubt.objects.count()) == (422, 0)


def test_doubts_of_signed_in_people_carry_their_name(client):
    reporter = UserFactory(name="Aigul")
    client.force_login(reporter, backend="django.contrib.auth.backends.ModelBackend")
    client.post(address("figure_doubt"), {"text": "Too high."})
    (doubt,) = Doubt.objects.all()
    assert (doubt.reported_by, doubt.sender) == (reporter, f"user {reporter.pk}")
    client.force_login(deliveries.statistician(), backend="django.contrib.auth.backends.ModelBackend")
    assert "Aigul" in text(client.get(reverse("doubt_answer", kwargs={"pk": doubt.pk})))


def test_a_figure_says_how_old_it_is_and_when_the_next_release_is_due(client):
    before = text(client.get(address("figure")))
    Source.objects.filter(code="kaz_gva").update(next_due_on=dt.date(2020, 6, 30))
    late = text(client.get(address("figure")))
    Source.objects.filter(code="kaz_gva").update(next_due_on=dt.date(2999, 6, 30), is_due_announced=True)
    announced = text(client.get(address("figure")))
    assert "ago" in before
    assert "Gross value added by region and section: expected by" in before
    assert "Gross value added by region and section: overdue since" in late
    assert "Gross value added by region and section: announced for" in announced


def test_a_verdict_that_does_not_stand_everywhere_names_where_it_turns(client):
    page = text(client.get(address("figure", "grp_lead_real", "KZ-23", "2022")))
    assert "Holds in 2 of 5 bases and measures" in page
    assert "The verdict is: the region grew no faster than the country." in page
    assert "Otherwise by: product at current prices, price change included" in page


def test_at_current_prices_only_the_sign_is_tried(client):
    page = text(client.get(address("figure", "cluster_lead", "KZ-39:A", "2024")))
    assert "Tried is the sign alone" in page


def test_a_figure_without_a_value_leads_to_the_nearest_that_has_one(client):
    page = text(client.get(address("figure", "location_quotient", "KZ-39:A", "2005")))
    assert "Nearest year with a value 2010" in page


def test_what_no_source_delivers_is_said(client):
    page = text(client.get(address("figure", "export_orientation", "KZ-39:A", "2022")))
    assert "The portal knows no source that has delivered anything of this yet." in page


def test_a_release_that_rankings_do_not_follow_yet_is_named_with_the_value_before_it(client):
    one = definition.definitions().find("grp_share")
    (figure,) = figures.figures("KZ-23", ["grp_share"], [periods.parse("2022")])
    # The product of 2022 stands in the file of value added, as its total row.
    newest = Release.objects.get(source__code="kaz_gva")
    row = {"subjects": ["KZ-23"], "cells": ["KZ-23"], "figures": [0.5], "statuses": ["ok"]}
    where = {"version": one.version, "measure": one.measure, "period": "2022"}
    FigureSlice.objects.update_or_create(**where, defaults=row | {"stale_since": newest.recorded_at})
    arrived = text(client.get(address("figure", "grp_share", "KZ-23", "2022")))
    FigureSlice.objects.filter(**where).update(stale_since=figure.vintage + dt.timedelta(days=1))
    changed = text(client.get(address("figure", "grp_share", "KZ-23", "2022")))
    assert f"Release {newest.pk} arrived" in arrived
    assert "The value before it, which they still use, is 50.0" in arrived
    assert "Something behind this figure changed" in changed


def test_what_stood_beside_a_cited_value_is_kept_and_shown_beside_what_stands_there_now(client):
    cited = client.post(address("figure_cite")).url
    (kept,) = Citation.objects.all()
    assert kept.shown["subject"]["en"] == "Kostanay: agriculture, forestry and fishing"
    assert (kept.shown["version"], kept.shown["formula"]) == (1, "(x / region(x)) / (industry(x) / economy(x))")
    assert [line["value"] for line in kept.shown["thresholds"]]
    Code.objects.filter(code="KZ-39").update(name_en="Qostanai", short_name_en="Qostanai")
    page = text(client.get(cited))
    assert "What stood beside it when it was cited" in page
    assert "Kostanay: agriculture, forestry and fishing Qostanai: agriculture, forestry and fishing" in page
    assert "The engine answers" not in page


def test_what_was_cited_stands_in_three_languages(client):
    page = client.get(address("figure")).content.decode()
    assert [f'lang="{language}"><strong>' in page for language in ("kk", "ru", "en")] == [True] * 3
