import datetime as dt

import pytest

from accounts import audit
from initiatives.actions import budget, contribution, milestone, project, risk, selection
from initiatives.actions.project import PortfolioRefused
from initiatives.lifecycle import Stage
from initiatives.models import BudgetLine, Initiative, Milestone, Project, Risk
from initiatives.projects import CRITERIA, LIVING, WAYS, Asked, ProjectStage
from tests.factories import portfolio
from tests.factories.approval import MONDAY, organisation, working_hours
from tests.factories.portfolio import MLN

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return portfolio.registered()


def refused(deed, **how):
    with pytest.raises(PortfolioRefused) as caught:
        deed(**how)
    return str(caught.value)


def test_a_project_goes_from_idea_to_completed_with_its_results(world):
    running = world.at("running")
    met = {"done_on": dt.date(2026, 11, 1), "evidence": "Act 5"}
    milestone.change(milestone=running.milestones.get(), **met, **world.told())
    over = project.advance(project=running, way="complete", words="Twelve points cool.", **world.told())
    assert (over.stage, over.results) == (ProjectStage.COMPLETED, "Twelve points cool.")
    told = [entry.verb for entry in audit.history(over)]
    assert told[0] == "project.complete"
    assert {"project.drafted", "project.propose", "project.select", "project.start"} <= set(told)


@pytest.mark.parametrize("stage", ProjectStage)
@pytest.mark.parametrize("name", WAYS)
def test_a_way_is_refused_from_every_stage_that_is_not_its_source(world, stage, name):
    standing = world.planned()
    results = "Done." if stage == ProjectStage.COMPLETED else ""
    Project.objects.filter(pk=standing.pk).update(stage=stage, results=results)
    way = WAYS[name]
    if stage in way.sources or stage == way.target:
        return
    said = refused(project.advance, project=standing, way=name, words="Because.", **world.told())
    assert said.startswith(f"“{way.label}” is not possible: the project is {stage.label} since")


def test_every_living_stage_can_be_left_and_stopped():
    assert {stage for way in WAYS.values() for stage in way.sources} == LIVING
    assert WAYS["stop"].sources == LIVING


@pytest.mark.parametrize(("name", "way"), WAYS.items())
def test_a_way_that_asks_for_words_is_refused_without_them(world, name, way):
    if way.asks == Asked.NOTHING:
        return
    standing = world.planned()
    Project.objects.filter(pk=standing.pk).update(stage=min(way.sources))
    expected = "Say what came of it." if way.asks == Asked.RESULTS else "Say why: the reason is kept and shown."
    assert refused(project.advance, project=standing, way=name, words=" ", **world.told()) == expected


def test_strangers_members_and_officials_change_nothing(world):
    standing = world.idea()
    for person in (world.editors[0], world.officials["KZ"], world.officials["KZ-61"]):
        said = refused(project.advance, project=standing, way="stop", words="No.", by=person, at=MONDAY)
        assert said == f"Only the people of {world.runner} can change this."


def test_a_double_click_does_a_thing_once(world):
    first, second = world.idea(), world.idea()
    assert first == second
    gone = [project.advance(project=first, way="stop", words="No land.", **world.told()) for _click in range(2)]
    assert [one.stage for one in gone] == [ProjectStage.STOPPED] * 2
    assert [entry.verb for entry in audit.history(first)] == ["project.stop", "project.drafted"]


def test_an_idea_may_be_noted_before_the_registration_but_not_selected(world):
    Initiative.objects.filter(pk=world.initiative.pk).update(stage=Stage.NASCENT)
    proposed = project.advance(project=world.planned(), way="propose", **world.told())
    said = refused(project.advance, project=proposed, way="select", **world.told())
    assert said == "Not yet. Projects are selected and started once the initiative is registered."


def test_while_the_initiative_is_suspended_its_projects_stand_still(world):
    standing = world.idea()
    Initiative.objects.filter(pk=world.initiative.pk).update(stage=Stage.SUSPENDED)
    said = refused(project.describe, project=standing, title="New", **world.told())
    assert said == "The initiative is suspended; its projects stand still."


def test_days_that_run_backwards_are_refused(world):
    days = {"starts_on": dt.date(2027, 1, 1), "ends_on": dt.date(2026, 1, 1)}
    assert refused(world.idea, **days) == "The last day is before the first day."


def test_a_stale_page_changes_nothing(world):
    standing = world.idea()
    project.describe(project=standing, seen_revision=1, title="Cooling points in six districts", **world.told())
    said = refused(project.describe, project=standing, seen_revision=1, title="Mine", **world.told())
    assert said.startswith("Somebody has changed the project since you opened this page.")


def test_days_cannot_be_moved_away_from_milestones_and_money(world):
    standing = world.planned()
    said = refused(project.describe, project=standing, ends_on=dt.date(2026, 12, 31), **world.told())
    assert said == "A milestone is due on 1 March 2027, outside these days; move it first."
    milestone.drop(milestone=standing.milestones.get(), **world.told())
    said = refused(project.describe, project=standing, ends_on=dt.date(2026, 12, 31), **world.told())
    assert said == "The budget has money in 2027, outside these days; move it first."


def test_only_who_takes_part_in_the_initiative_can_be_a_partner(world):
    said = refused(
        project.join, project=world.idea(), organisation=organisation("Stranger"), role="executor", **world.told()
    )
    assert said == "Stranger is not a member of the initiative; invite it first."


@pytest.mark.parametrize(
    ("lines", "total", "said"),
    [
        ({("state", 2026): (-1, None)}, 1, "Money is never less than 0."),
        ({("state", 2026): (1, -1)}, 1, "Money is never less than 0."),
        ({("mafia", 2026): (1, None)}, 1, "There is no source “mafia”."),
        ({("state", 2025): (1, None)}, 1, "2025 lies outside the project, 2026 to 2027."),
        ({("state", 2027): (1, 1)}, 1, "Nothing can have been spent in 2027 yet."),
    ],
)
def test_money_that_cannot_be_is_refused(world, lines, total, said):
    standing = world.planned()
    assert refused(budget.enter, project=standing, lines=lines, total=total, **world.told()) == said
    assert BudgetLine.objects.filter(project=standing).count() == 2


def test_a_budget_that_does_not_add_up_cannot_be_proposed(world):
    standing = world.planned()
    budget.enter(project=standing, lines={("state", 2026): (99, None)}, total=100, **world.told())
    said = refused(project.advance, project=standing, way="propose", **world.told())
    assert said == "Not yet. Lines make 99 ₸, the total 100 ₸."


def test_an_empty_cell_is_no_zero_and_a_zero_is_a_plan(world):
    standing = world.planned()
    lines = {("state", 2026): (0, None), ("private", 2026): (None, 5), ("regional", 2027): (None, None)}
    budget.enter(project=standing, lines=lines, total=0, **world.told())
    rows = standing.budget_lines.values_list("source", "year", "planned", "spent")
    assert set(rows) == {("state", 2026, 0, None), ("private", 2026, None, 5)}
    said = refused(project.advance, project=standing, way="propose", **world.told())
    assert said == "Not yet. A budget line is unplanned; nothing is 0."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"due_on": dt.date(2025, 1, 1)}, "The milestone is due before the project begins."),
        ({"due_on": dt.date(2028, 1, 1)}, "The milestone is due after the project ends."),
        ({"done_on": dt.date(2027, 1, 1), "evidence": "Act"}, "That day has not come yet."),
        ({"done_on": dt.date(2026, 2, 1)}, "Say what shows that it is there: a document, an address, a number."),
    ],
)
def test_a_milestone_on_a_day_that_cannot_be_is_refused(world, fields, said):
    standing = world.planned()
    assert refused(milestone.change, milestone=standing.milestones.get(), **fields, **world.told()) == said


def test_a_milestone_is_late_from_the_day_after_its_day():
    due = Milestone(title="Land", due_on=dt.date(2026, 11, 1))
    assert [due.is_late(dt.date(2026, 11, day)) for day in (1, 2)] == [False, True]
    due.done_on = dt.date(2026, 11, 4)
    assert (due.is_late(dt.date(2026, 12, 1)), due.days_late(dt.date(2026, 12, 1))) == (False, 3)


def test_a_risk_is_rated_from_1_to_5_and_closed_once(world):
    standing = world.idea()
    rated = {"project": standing, "title": "Dry year"}
    said = refused(risk.add, **rated, likelihood=6, impact=1, **world.told())
    assert said == "A rating is a number from 1 to 5."
    raised = risk.add(**rated, likelihood=4, impact=3, **world.told())
    assert (raised.rating, raised.is_unanswered, Risk.objects.unanswered().count()) == (12, True, 1)
    closed = [risk.close(risk=raised, **world.told()).closed_at for _click in range(2)]
    assert closed == [MONDAY, MONDAY]


def test_only_an_indicator_in_force_can_be_expected_to_move(world):
    told = {"project": world.idea(), "year": 2027, "value": "1", **world.told()}
    assert refused(contribution.expect, indicator="happiness", **told) == "No indicator “happiness” is in force."


def test_scorers_with_a_part_in_the_proposal_may_not_score_it(world):
    proposed = world.at("proposed")
    points = dict.fromkeys(CRITERIA, 4)
    for gaining in world.editors[:2]:
        said = refused(selection.score, project=proposed, points=points, by=gaining, at=MONDAY)
        assert said == "Your organisation takes part in this proposal, so you cannot score it."
    for _click in range(2):
        selection.score(project=proposed, points=points, by=world.editors[2], at=MONDAY)
    assert proposed.scores.count() == len(CRITERIA)
    said = refused(selection.score, project=proposed, points=points, by=world.officials["KZ"], at=MONDAY)
    assert said == "Proposals are scored by editors of the initiative's members."


def test_nothing_changes_in_a_project_that_is_over(world):
    over = project.advance(project=world.planned(), way="stop", words="No land.", **world.told())
    at = working_hours(3)
    deeds = (
        lambda: project.describe(project=over, title="Again", by=world.manager, at=at),
        lambda: budget.enter(project=over, lines={}, total=None, by=world.manager, at=at),
        lambda: milestone.add(project=over, title="x", due_on=at.date(), by=world.manager, at=at),
        lambda: risk.add(project=over, title="x", likelihood=1, impact=1, by=world.manager, at=at),
    )
    assert {refused(deed) for deed in deeds} == {"The project is stopped; nothing changes in it any more."}
    assert over.total == 100 * MLN
