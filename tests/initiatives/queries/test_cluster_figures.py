import io
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.actions import subject as subjects
from initiatives.actions import rules as rule_actions
from initiatives.disclosure import Reason
from initiatives.models import Organisation
from initiatives.panel import Move
from initiatives.queries import cell_rest, cluster_figures, rules
from initiatives.queries.cell_rest import Rest
from initiatives.rules import write
from tests.factories import returns as made
from tests.factories.releases import published
from tests.factories.returns import HOUR, LATER, YEAR

pytestmark = pytest.mark.django_db


def sums(initiative, key="turnover"):
    return [(year.campaign.year, year.sums[key].value) for year in cluster_figures.figures(initiative).years]


def ratio(initiative, key):
    return next(one for one in cluster_figures.figures(initiative).ratios if one.key == key)


def two_years(cluster, before, after):
    """Turnovers of the members in two years, None where one does not answer."""
    for year, values in ((YEAR - 1, before), (YEAR, after)):
        opened = cluster.open(year)
        for request, value in zip(cluster.requests(opened), values, strict=True):
            if value is not None:
                cluster.send(request, turnover=value, exports=0, value_added=None)
        cluster.close(opened)
    return next(row for row in cluster_figures.figures(cluster.initiative).growth if row.key == "turnover")


def test_figures_are_of_the_returns_as_they_stood_when_the_year_was_closed():
    cluster = made.cluster(members=5)
    opened = cluster.open()
    cluster.send_all(opened, [10, 20, 30, 40, 50])
    assert sums(cluster.initiative) == []
    cluster.close(opened)
    cluster.send(cluster.requests(opened)[0], turnover=1000, at=LATER + 2 * HOUR)
    assert sums(cluster.initiative) == [(YEAR, 150)]


def test_a_question_left_open_is_missing_and_not_zero():
    cluster = made.cluster(members=6)
    opened = cluster.open()
    for place, request in enumerate(cluster.requests(opened)):
        cluster.send(request, rnd=None if place == 5 else 0, energy=None if place > 3 else 7)
    cluster.close(opened)
    found = cluster_figures.figures(cluster.initiative).newest.sums
    assert {key: (found[key].value, found[key].count, found[key].reason) for key in ("rnd", "energy", "land")} == {
        "rnd": (0, 5, None),
        "energy": (None, 4, Reason.TOO_FEW),
        "land": (None, 0, Reason.NOBODY),
    }


def test_recruiting_is_shown_apart_from_growth():
    cluster = made.cluster(members=5)
    before = cluster.open(YEAR - 1)
    cluster.send_all(before, [100, 100, 100, 100, 100])
    cluster.close(before)
    for _number in range(5):
        cluster.join()
    after = cluster.open(YEAR)
    cluster.send_all(after, [110, 110, 110, 110, 110, 50, 50, 50, 50, 50])
    cluster.close(after)
    row = next(row for row in cluster_figures.figures(cluster.initiative).growth if row.key == "turnover")
    assert (row.of_all, row.of_panel, row.panel_count) == (Decimal("0.6"), Decimal("0.1"), 5)
    assert row.contributions == {Move.CONTINUING: (Decimal("0.1"), 5), Move.ENTERING: (Decimal("0.5"), 5)}
    assert sum(part for part, _count in row.contributions.values()) == row.of_all


def test_the_constant_panel_is_withheld_where_it_would_give_the_newcomer_away():
    row = two_years(made.cluster(members=6), [100] * 5 + [None], [110] * 6)
    assert row.of_all == Decimal("0.32")
    assert (row.of_panel, row.panel_reason, row.contributions) == (None, Reason.REST, {})


def test_a_panel_without_newcomers_is_shown():
    row = two_years(made.cluster(members=5), [100] * 5, [120] * 5)
    assert (row.of_panel, row.panel_reason) == (Decimal("0.2"), None)


def test_ratios_are_over_members_that_answered_both():
    cluster = made.cluster(members=6)
    opened = cluster.open()
    for place, request in enumerate(cluster.requests(opened)):
        cluster.send(
            request,
            turnover=100,
            exports=10,
            jobs=20,
            value_added=40,
            purchases=50,
            purchases_from_members=None if place == 0 else 5,
        )
    cluster.close(opened)
    values = {one.key: (one.value, one.reason) for one in cluster_figures.figures(cluster.initiative).ratios}
    assert values["exports"] == (Decimal("0.1"), None)
    assert values["value_added"] == (2, None)
    assert values["purchases_from_members"] == (None, Reason.REST)


def test_the_part_of_small_members_is_withheld_where_a_large_one_stands_alone():
    cluster = made.cluster(members=6)
    Organisation.objects.filter(pk__in=cluster.editors).update(size="small")
    opened = cluster.open()
    cluster.send_all(opened, [100] * 6)
    cluster.close(opened)
    assert (ratio(cluster.initiative, "small_turnover").value, ratio(cluster.initiative, "small_jobs").value) == (1, 1)
    Organisation.objects.filter(pk=next(iter(cluster.editors))).update(size="large")
    assert ratio(cluster.initiative, "small_turnover").reason == Reason.REST
    Organisation.objects.filter(pk__in=cluster.editors).update(size="")
    assert ratio(cluster.initiative, "small_turnover").reason == Reason.NOBODY


def test_a_firm_of_two_clusters_counts_once_over_both():
    first = made.cluster(members=5)
    second = made.another(first, name="Esil Grain")
    for body, editor in first.editors.items():
        made.made.member(second.initiative, by=second.manager, organisation=Organisation.objects.get(pk=body))
        second.editors[body] = editor
    for cluster, share in ((first, 60), (second, 40)):
        opened = cluster.open()
        for request in cluster.requests(opened):
            cluster.send(request, turnover=100, share=share)
        cluster.close(opened)
    assert (sums(first.initiative), sums(second.initiative)) == ([(YEAR, 300)], [(YEAR, 200)])
    over_both = cluster_figures.sums_over([first.initiative, second.initiative], YEAR)
    assert (over_both["turnover"].value, over_both["turnover"].count) == (500, 5)


def test_another_rule_is_data():
    cluster = made.cluster(members=6)
    opened = cluster.open()
    cluster.send_all(opened, [100] * 6)
    cluster.close(opened)
    content = write(rules.pack()) | {"disclosure": {"at_least": 10}}
    told = {"code": "test", "version": 99, "name": "Strict", "valid_from": LATER.date()}
    rule_actions.adopt(**told, content=content, by=None, at=LATER)
    assert sums(cluster.initiative) == [(YEAR, None)]


def test_many_members_cost_as_many_queries_as_few():
    first = made.cluster(members=5)
    second = made.another(first, name="Many")
    counts = []
    for cluster, members in ((first, 5), (second, 12)):
        while len(cluster.editors) < members:
            cluster.join()
        opened = cluster.open()
        cluster.send_all(opened, [100] * members)
        cluster.close(opened)
        with CaptureQueriesContext(connection) as caught:
            cluster_figures.figures(cluster.initiative)
        counts.append(len(caught))
    assert counts == [4, 4]


def test_without_a_published_cell_there_is_no_rest_to_hold_members_against():
    cluster = made.cluster(members=5)
    opened = cluster.open()
    cluster.send_all(opened, [100] * 5)
    cluster.close(opened)
    (year,) = cluster_figures.figures(cluster.initiative).years
    initiative = cluster.initiative
    initiative.refresh_from_db()
    assert cell_rest.productivity(initiative, year) == Rest(reason=f"not published for {YEAR}")


def test_members_are_held_against_the_rest_of_the_one_cell_that_answers():
    call_command("load_classification", stdout=io.StringIO())
    cluster = made.cluster(members=5)
    opened = cluster.open()
    cluster.send_all(opened, [100] * 5)
    cluster.close(opened)
    initiative, (year,) = cluster.initiative, cluster_figures.figures(cluster.initiative).years
    initiative.refresh_from_db()
    cell = {"region_codes": ["KZ-61"], "activity_codes": ["A"]}
    subjects.open(code=initiative.subject.code, kind="cluster", **cell, by=None, at=LATER)
    cells = [("gva", str(YEAR), "KZ-61", "A", 10_000.0), ("jobs", str(YEAR), "KZ-61", "A", 1000.0)]
    published(cells)
    assert cell_rest.productivity(initiative, year) == Rest("KZ-61:A", (10_000 - 200) / Decimal(1000 - 100))
    published([("jobs", str(YEAR), "KZ-61", "A", 90.0)])
    assert cell_rest.productivity(initiative, year) == Rest(
        "KZ-61:A", reason="the members add up to more than the published cell"
    )
