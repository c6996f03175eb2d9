"""The kernel of coordination: when it applies, what the task lacks, which ways an issue may take."""

import dataclasses
import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.coordination import (
    ISSUE_WAYS,
    Ground,
    IssueState,
    Lack,
    Pace,
    Part,
    Scope,
    Standing,
    days_left,
    is_to_escalate,
    issue_ways,
    judge,
    pace,
)
from initiatives.lifecycle import TaskState

ON = dt.date(2026, 11, 2)
TWO = Scope(frozenset({"KZ-61", "KZ-43"}))
DONE = Standing(scope=TWO, unsigned=0, has_council=True, last_meeting_on=ON - dt.timedelta(days=30))
CODES = st.frozensets(st.sampled_from(["KZ-61", "KZ-43", "KZ-39"]))
SCOPES = st.builds(Scope, CODES, CODES, st.frozensets(st.sampled_from(["KZ", "UZ", "AZ"])))


@pytest.mark.parametrize(
    ("scope", "grounds"),
    [
        (Scope(), ()),
        (Scope(frozenset({"KZ-61"}), frozenset({"KZ-61"}), frozenset({"KZ"})), ()),
        (TWO, (Ground.REGIONS,)),
        (Scope(frozenset({"KZ-61"}), frozenset({"KZ-43"})), (Ground.MEMBERS,)),
        (Scope(frozenset({"KZ-61"}), frozenset(), frozenset({"KZ", "AZ"})), (Ground.ABROAD,)),
        (Scope(frozenset(), frozenset({"KZ-43"}), frozenset({"AZ"})), ()),
    ],
)
def test_coordination_is_recognised_from_regions_members_and_countries(scope, grounds):
    assert scope.grounds == grounds


@given(SCOPES, CODES)
def test_another_region_never_ends_coordination(scope, more):
    wider = dataclasses.replace(scope, regions=scope.regions | more)
    assert not scope.is_shared or wider.is_shared


def test_what_lacks_nothing_is_done():
    assert judge(DONE, on=ON, rule=Pace()) == (TaskState.DONE, None)


LESS = {
    "unsigned": (None, 1),
    "has_council": (False,),
    "unseated": (1,),
    "last_meeting_on": (None, ON - dt.timedelta(days=400)),
    "without_minutes": (1,),
    "blocking": (1,),
    "overdue": (1,),
    "is_returned": (True,),
    "is_waiting": (True,),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in LESS.items() for value in values])
def test_without_any_one_piece_of_evidence_the_task_is_not_done(name, value):
    state, lack = judge(dataclasses.replace(DONE, **{name: value}), on=ON, rule=Pace())
    assert (state == TaskState.DONE, lack is None) == (False, False)


@given(
    st.builds(
        Standing,
        scope=SCOPES,
        unsigned=st.none() | st.integers(0, 2),
        has_draft=st.booleans(),
        is_waiting=st.booleans(),
        is_returned=st.booleans(),
        unseated=st.integers(0, 2),
        has_council=st.booleans(),
        last_meeting_on=st.none() | st.dates(dt.date(2024, 1, 1), ON),
        without_minutes=st.integers(0, 1),
        blocking=st.integers(0, 1),
        overdue=st.integers(0, 1),
        issues=st.integers(0, 2),
    )
)
def test_a_blocking_issue_always_needs_attention_and_done_lacks_nothing(standing):
    state, lack = judge(standing, on=ON, rule=Pace())
    assert (state in (TaskState.DONE, TaskState.NOT_NEEDED)) == (lack is None)
    if standing.scope.is_shared and standing.blocking:
        assert (state, lack) == (TaskState.ATTENTION, Lack.BLOCKED)
    if not standing.scope.is_shared:
        assert state in (TaskState.NOT_NEEDED, TaskState.NOT_STARTED)


def test_an_issue_can_be_left_from_every_state_except_closed():
    left = {source for way in ISSUE_WAYS.values() for source in way.sources}
    assert set(IssueState) - left == {IssueState.CLOSED}


def test_the_portal_only_escalates_and_nobody_without_a_part_moves_anything():
    ways = {name for name, way in ISSUE_WAYS.items() if Part.PORTAL in way.parts}
    assert ways == {"escalate"}
    assert [issue_ways(state, frozenset()) for state in IssueState] == [[]] * len(IssueState)


@pytest.mark.parametrize(("state", "part"), list(product(IssueState, Part)))
def test_every_way_that_is_open_leads_somewhere_else(state, part):
    assert all(way.target != state for way in issue_ways(state, frozenset({part})))


def test_a_blocking_issue_goes_to_the_ministry_sooner():
    due = dt.date(2026, 11, 2)
    days = [due + dt.timedelta(days=after) for after in range(40)]
    first = {
        is_blocking: next(day for day in days if is_to_escalate(due, is_blocking=is_blocking, on=day, rule=Pace()))
        for is_blocking in (True, False)
    }
    assert first == {True: dt.date(2026, 11, 5), False: dt.date(2026, 11, 23)}


@given(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.integers(-60, 60))
def test_a_day_that_has_passed_leaves_less_than_none(on, days):
    due = on + dt.timedelta(days=days)
    assert (days_left(due, on) < 0) == (due < on)


def test_a_rule_pack_may_set_other_limits():
    found = pace({"coordination": {"blocking_days": 1, "reminders": [2], "unknown": 5}})
    assert found == Pace(reminders=(2,), blocking_days=1)
    assert pace({}) == Pace()
