import pytest

from accounts.models import AuditEvent, Notice
from initiatives.actions import lifecycle
from initiatives.actions import plan as deeds
from initiatives.actions.approval import RemarkText
from initiatives.actions.text import TextConflict
from initiatives.lifecycle import TaskState
from initiatives.models import Answer, PlanText, Round, StrategicPlan
from initiatives.queries import plan as plans
from initiatives.queries.task import tasks
from tests.factories import plan as made
from tests.factories.approval import acting_for, handed_in, organisation, working_hours
from tests.factories.initiatives import TODAY

pytestmark = pytest.mark.django_db

ALL = ("KZ-61", "KZ-43", "KZ")


def state(initiative):
    initiative.refresh_from_db()
    return next(line.state for line in tasks(initiative, on=TODAY) if line.task == "plan")


def test_a_plan_follows_the_registration():
    case = handed_in()
    with pytest.raises(deeds.PlanRefused, match="follows the registration"):
        deeds.draft(initiative=case.initiative, by=case.manager, at=working_hours(1))


def test_the_first_version_begins_with_the_vision_that_was_registered():
    case = made.registered()
    plan = deeds.draft(initiative=case.initiative, by=case.manager, at=working_hours(2))
    assert plans.content(plan)["plan_vision"]["vision"] == "A garden in the steppe."
    assert deeds.draft(initiative=case.initiative, by=case.manager, at=working_hours(2)) == plan


def test_only_those_who_run_the_initiative_write():
    planned = made.drafted()
    stranger = acting_for(organisation("Other"))
    with pytest.raises(deeds.PlanRefused, match="Only the people of"):
        made.write(planned.plan, "plan_vision", stranger, vision="Ours")


def test_two_editors_at_once_keep_both_texts():
    planned = made.drafted()
    colleague = acting_for(planned.case.firm)
    how = {"plan": planned.plan, "section": "plan_goals", "at": working_hours(2)}
    seen = plans.sheet(planned.plan, "plan_goals").standing().revision
    deeds.save_section(**how, content={"goals": "Theirs"}, seen_revision=seen, by=colleague)
    with pytest.raises(TextConflict):
        deeds.save_section(**how, content={"goals": "Mine"}, seen_revision=seen, by=planned.manager)
    aside = plans.sheet(planned.plan, "plan_goals").kept_aside(planned.manager)
    assert (plans.goals(planned.plan), aside.content) == (["Theirs"], {"goals": "Mine"})
    deeds.save_section(**how, content={"goals": "Mine"}, seen_revision=aside.revision - 1, by=planned.manager)
    assert PlanText.objects.filter(is_aside=True, settled_at=None).count() == 0


def test_everything_that_is_missing_is_said_at_once():
    case = made.registered()
    plan = deeds.draft(initiative=case.initiative, by=case.manager, at=working_hours(2))
    with pytest.raises(deeds.PlanRefused) as refusal:
        deeds.hand_in(plan=plan, by=case.manager, at=working_hours(3))
    assert "Areas of activity: Areas, Measures: Measures, Targets: At least one target" in str(refusal.value)


def test_all_agree_and_the_plan_is_in_force():
    planned = made.drafted()
    case = planned.hand_in()
    assert state(planned.initiative) == TaskState.WAITS
    for code in ALL:
        case.decide(code, at=working_hours(4))
    planned.plan.refresh_from_db()
    assert (planned.plan.is_in_force, case.fresh().outcome) == (True, "approved")
    assert state(planned.initiative) == TaskState.DONE
    assert planned.initiative.stage == "registered"
    assert list(
        Notice.objects.filter(user=planned.manager, kind="strategic_plan_approved").values_list("occasion")
    ) == [(f"round:{case.round.pk}",)]


def test_handing_in_twice_is_handing_in_once_and_what_was_handed_in_stands():
    planned = made.drafted()
    case = planned.hand_in()
    assert deeds.hand_in(plan=planned.plan, by=planned.manager, at=working_hours(3)) == case.round
    with pytest.raises(deeds.PlanRefused, match="before the authorities"):
        made.write(planned.plan, "plan_vision", planned.manager, vision="Another")


def test_after_a_return_agreements_to_what_did_not_change_stand():
    planned = made.drafted()
    case = planned.hand_in()
    case.decide("KZ-61", at=working_hours(4))
    case.decide("KZ", at=working_hours(4))
    remarks = [RemarkText("plan_goals", "goals", "Which mill?")]
    case.decide("KZ-43", "returned", remarks=remarks, at=working_hours(4))
    assert state(planned.initiative) == TaskState.ATTENTION
    planned.hand_in(at=working_hours(5))
    standing = Answer.objects.current().filter(round=case.round)
    assert standing.filter(carried_from__isnull=False).count() == 2


def test_an_approved_version_stays_in_force_while_the_next_is_drafted_and_decided():
    planned = made.drafted()
    case = planned.hand_in()
    for code in ALL:
        case.decide(code, at=working_hours(4))
    planned.initiative.refresh_from_db()
    second = deeds.draft(initiative=planned.initiative, by=planned.manager, at=working_hours(5))
    assert plans.snapshot(second) == plans.snapshot(planned.plan)
    made.write(second, "plan_goals", planned.manager, goals="A third less water\nTwo mills", at=working_hours(5))
    case.round = deeds.hand_in(plan=second, by=planned.manager, at=working_hours(6))
    assert Answer.objects.current().filter(round=case.round).count() == 0, "another version is asked about anew"
    assert plans.standing(planned.initiative).in_force == planned.plan
    for code in ALL:
        case.decide(code, at=working_hours(7))
    assert [(each.number, each.is_in_force) for each in plans.versions(planned.initiative)] == [(2, True), (1, False)]
    assert AuditEvent.objects.filter(verb="plan.approved").count() == 2


def test_a_withdrawn_plan_can_be_written_again():
    planned = made.drafted()
    planned.hand_in()
    with pytest.raises(deeds.PlanRefused, match="Say why"):
        deeds.withdraw(plan=planned.plan, reason=" ", by=planned.manager, at=working_hours(4))
    deeds.withdraw(plan=planned.plan, reason="Too early.", by=planned.manager, at=working_hours(4))
    made.write(planned.plan, "plan_vision", planned.manager, vision="Another")
    assert state(planned.initiative) == TaskState.IN_PROGRESS


def test_closing_the_initiative_ends_its_open_round():
    planned = made.drafted()
    case = planned.hand_in()
    how = {"by": case.officials["KZ"], "at": working_hours(4), "reason": "It ended."}
    lifecycle.advance(initiative=planned.initiative, transition="close", **how)
    assert list(Round.objects.filter(plan=planned.plan).values_list("outcome", flat=True)) == ["withdrawn"]


def test_a_dropped_draft_leaves_what_is_in_force():
    planned = made.drafted()
    deeds.drop(plan=planned.plan, by=planned.manager, at=working_hours(3))
    assert not StrategicPlan.objects.drafts().exists()
    assert deeds.draft(initiative=planned.initiative, by=planned.manager, at=working_hours(4)).number == 2
