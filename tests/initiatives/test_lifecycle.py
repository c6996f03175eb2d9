from initiatives.lifecycle import STAGE_TONES, TASK_TONES, TRANSITIONS, Actor, Need, Stage, TaskState, available
from initiatives.queries.lifecycle import SECTION_OF_NEED
from initiatives.queries.task import OWN_LOOKS, STATES, TITLES, Task
from initiatives.sections import SECTIONS
from initiatives.verbs import VERBS
from initiatives.views.lifecycle import CONSEQUENCES


def test_every_stage_can_be_left_except_closed():
    left = {stage for transition in TRANSITIONS.values() for stage in transition.sources}
    assert set(Stage) - left == {Stage.CLOSED}


def test_every_stage_can_be_reached():
    assert {transition.target for transition in TRANSITIONS.values()} == set(Stage)


def test_no_transition_leads_back_to_where_it_starts():
    assert [way.name for way in TRANSITIONS.values() if way.target in way.sources] == []


def test_only_the_portal_ends_a_round():
    ways = {way.name for way in available(Stage.UNDER_REVIEW, {Actor.SYSTEM})}
    assert ways == {"register", "return", "reject"}


def test_every_stage_and_task_state_has_a_colour():
    assert set(STAGE_TONES) == set(Stage)
    assert set(TASK_TONES) == set(TaskState)


def test_every_transition_has_its_sentence_in_the_history():
    assert {f"initiative.{name}" for name in TRANSITIONS} <= set(VERBS)


def test_every_transition_that_a_person_takes_says_what_follows():
    assert {way.name for way in TRANSITIONS.values() if way.actor != Actor.SYSTEM} == set(CONSEQUENCES)


def test_every_need_is_met_in_a_section():
    assert set(SECTION_OF_NEED) == set(Need)
    assert set(SECTION_OF_NEED.values()) <= set(SECTIONS)


def test_every_task_has_its_title_and_its_state():
    assert set(STATES) | set(OWN_LOOKS) == set(TITLES) == set(Task)
