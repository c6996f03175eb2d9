import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import milestone, risk
from initiatives.models import Milestone, Project
from initiatives.projects import CRITERIA, ProjectStage
from tests.factories import portfolio
from tests.factories.portfolio import MLN, YEARS

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return portfolio.registered()


def signed_in(user=None):
    client = Client()
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(user, name, pk, status=200):
    answer = signed_in(user).get(reverse(name, kwargs={"pk": pk}))
    assert answer.status_code == status
    return answer.content.decode()


def queries(user, address):
    client = signed_in(user)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_a_manager_notes_a_project_with_a_title_alone(world):
    client = signed_in(world.manager)
    address = reverse("project_new", kwargs={"pk": world.initiative.pk})
    for _click in range(2):
        answer = client.post(address, {"kind": "training", "title": "A school of milkers"})
    noted = Project.objects.get()
    assert answer.url == reverse("project", kwargs={"pk": noted.pk})
    assert (noted.title, noted.stage, noted.total) == ("A school of milkers", ProjectStage.IDEA, None)


def test_the_money_page_takes_grouped_amounts_and_leaves_empty_cells_empty(world):
    standing = world.idea(**YEARS)
    address = reverse("project_money", kwargs={"pk": standing.pk})
    sent = {"total": "12 500 000 ₸", "revision": "1", "planned_state_2026": "12 500 000", "spent_state_2026": "0"}
    assert signed_in(world.manager).post(address, sent).status_code == 302
    rows = standing.budget_lines.values_list("source", "year", "planned", "spent")
    assert list(rows) == [("state", 2026, 12_500_000, 0)]
    shown = page(world.manager, "project_money", standing.pk)
    assert 'value="12 500 000"' in shown
    answer = signed_in(world.manager).post(address, sent | {"planned_state_2026": "twelve", "revision": "2"})
    assert (answer.status_code, "Whole tenge, for example 12 500 000." in answer.content.decode()) == (422, True)


def test_an_old_page_of_money_changes_nothing_and_keeps_what_was_typed(world):
    standing = world.idea(**YEARS)
    address = reverse("project_money", kwargs={"pk": standing.pk})
    client = signed_in(world.manager)
    client.post(address, {"total": "5", "revision": "1", "planned_state_2026": "5"})
    answer = client.post(address, {"total": "7", "revision": "1", "planned_state_2026": "7"})
    assert answer.status_code == 409
    assert "Somebody has changed the project" in answer.content.decode()
    assert 'value="7"' in answer.content.decode()
    assert standing.budget_lines.get().planned == 5


def test_the_page_says_what_the_next_step_lacks(world):
    shown = page(world.manager, "project", world.idea().pk)
    assert "Enter total and budget by source and year." in shown
    assert "No plan entered; that is not the same as 0." in shown


def test_a_proposal_is_scored_by_a_member_without_a_part_in_it(world):
    proposed = world.at("proposed")
    address = reverse("project_score", kwargs={"pk": proposed.pk})
    assert signed_in(world.editors[0]).get(address).status_code == 403
    answer = signed_in(world.editors[2]).post(address, dict.fromkeys(CRITERIA, "4"))
    assert answer.status_code == 302
    assert "<strong>80.0</strong> of 100" in page(world.manager, "project", proposed.pk)


def test_a_project_is_completed_in_the_browser_with_its_results(world):
    running = world.at("running")
    client = signed_in(world.manager)
    met = running.milestones.get()
    told = {"title": "Land", "due_on": "2027-03-01", "done_on": str(timezone.localdate()), "evidence": "Act 5"}
    assert client.post(reverse("milestone", kwargs={"pk": met.pk}), told).status_code == 302
    address = reverse("project_advance", kwargs={"pk": running.pk, "name": "complete"})
    assert client.post(address, {"words": ""}).status_code == 422
    assert client.post(address, {"words": "Twelve points cool."}).status_code == 302
    assert "Twelve points cool." in page(world.manager, "project", running.pk)


def test_strangers_see_public_projects_only_and_nothing_of_risks(world):
    hidden, open_one = world.at("running", "Hidden plant"), world.at("running", "Open plant", is_public=True)
    risk.add(project=open_one, title="Dry year", likelihood=5, impact=5, **world.told())
    board = page(None, "projects", world.initiative.pk)
    assert ("Open plant" in board, "Hidden plant" in board, "serious risk" in board) == (True, False, False)
    shown = page(None, "project", open_one.pk)
    assert ("Dry year" in shown, "History" in shown, "Aigul" in shown, "Land" in shown) == (False, False, False, True)
    assert signed_in().get(reverse("project", kwargs={"pk": hidden.pk})).status_code == 302
    assert "Dry year" in page(world.officials["KZ"], "project", open_one.pk)


def sheet(user, name, view, thing=None, **asked):
    path = reverse(view, kwargs={"name": name, "kind": "csv"} | ({"thing": thing} if thing else {}))
    answer = signed_in(user).get(path, asked | {"heads": "codes"})
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_the_sheet_has_whole_tenge_empty_cells_and_no_formulas(world):
    world.at("running", "=HYPERLINK(1)")
    world.idea("An idea")
    rows = sheet(world.manager, "projects", "part_file", thing=world.initiative.pk)
    assert [(row["title"], row["planned_kzt"], row["spent_kzt"]) for row in rows] == [
        ("An idea", "", ""),
        ("'=HYPERLINK(1)", str(100 * MLN), str(10 * MLN)),
    ]


def test_timeline_and_money_say_in_tables_what_they_draw(world):
    late = world.at("running")
    Milestone.objects.filter(project=late).update(due_on=dt.date(2026, 2, 1))
    shown = page(world.manager, "projects_timeline", world.initiative.pk)
    assert ("<svg" in shown, "1 February 2026: Land" in shown) == (True, True)
    shown = page(world.manager, "projects_budget", world.initiative.pk)
    assert ("<svg" in shown, "100\u00a0000\u00a0000" in shown, "60" in shown) == (True, True, True)


@pytest.mark.parametrize("name", ["projects", "projects_timeline", "projects_budget"])
def test_one_project_and_twenty_are_asked_for_with_the_same_looks(world, name):
    address = reverse(name, kwargs={"pk": world.initiative.pk})
    counts = {}
    for number in range(1, 21):
        world.planned(f"Project {number}")
        if number in (1, 20):
            counts[number] = (queries(world.manager, address), queries(None, address))
    assert counts[1] == counts[20]
    assert max(counts[20]) <= 20


def test_a_page_of_one_project_stays_within_twenty_five_looks(world):
    standing = world.at("running")
    address = reverse("project", kwargs={"pk": standing.pk})
    before = queries(world.manager, address)
    for number in range(20):
        milestone.add(project=standing, title=f"Step {number}", due_on=dt.date(2027, 5, 1), **world.told())
        risk.add(project=standing, title=f"Risk {number}", likelihood=1, impact=1, **world.told())
    assert (queries(world.manager, address), before <= 25) == (before, True)


def test_the_portfolio_of_a_region_and_the_ministry(world):
    other = portfolio.registered_elsewhere(world, name="Pavlodar Aluminium", regions=("KZ-55",))
    running = world.at("running")
    Milestone.objects.filter(project=running).update(due_on=dt.date(2026, 2, 1))
    risk.add(project=running, title="Dry year", likelihood=5, impact=5, **world.told())
    region = signed_in(world.officials["KZ-61"]).get(reverse("portfolio")).content.decode()
    assert (str(world.initiative) in region, str(other) in region) == (True, False)
    ministry = signed_in(world.officials["KZ"])
    whole = ministry.get(reverse("portfolio")).content.decode()
    assert (str(world.initiative) in whole, str(other) in whole) == (True, True)
    late = ministry.get(reverse("portfolio"), {"matter": "late"}).content.decode()
    assert (f">{world.initiative}<" in late, f">{other}<" in late) == (True, False)
    (row,) = sheet(world.officials["KZ"], "portfolio", "list_file", matter="late")
    told = {name: row[name] for name in ("planned_kzt", "spent_kzt", "is_overspent", "late_milestones", "worst_risk")}
    assert told == {
        "planned_kzt": str(100 * MLN),
        "spent_kzt": str(10 * MLN),
        "is_overspent": "no",
        "late_milestones": "1",
        "worst_risk": "25",
    }
    assert signed_in(world.manager).get(reverse("portfolio")).status_code == 403


def test_the_portfolio_asks_as_often_for_many_initiatives_as_for_one(world):
    world.at("running")
    before = queries(world.officials["KZ"], reverse("portfolio"))
    for number in range(5):
        portfolio.registered_elsewhere(world, name=f"Initiative {number}", regions=("KZ-61",))
    assert queries(world.officials["KZ"], reverse("portfolio")) == before
    assert before <= 20
