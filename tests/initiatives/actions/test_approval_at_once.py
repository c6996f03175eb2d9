"""Several people at the same moment, in threads on PostgreSQL: one outcome, no doubled notice, nobody lost silently."""

import itertools
import os
import threading
from collections import Counter
from functools import partial

import pytest
from django.db import connection

from accounts.guards import Refused as NotThisPerson
from accounts.models import AuditEvent, Notice
from initiatives.actions import lifecycle
from initiatives.actions.approval import Refused
from initiatives.lifecycle import Stage, TransitionRefused
from initiatives.models import Answer, RulePack
from tests.factories.approval import acting_for, country, drafted, rule_pack, submitted, working_hours

pytestmark = pytest.mark.django_db(transaction=True)

# Seven races, so 105 tries in ./test; TRIES_AT_ONCE=150 makes them more than a thousand.
TRIES = int(os.environ.get("TRIES_AT_ONCE", "15"))
EXPECTED = (Refused, NotThisPerson, TransitionRefused)


def at_once(*deeds):
    """Run the deeds in threads that start together; what each gave: its name or the kind of its refusal."""
    start, told = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(position, deed):
        start.wait()
        try:
            deed()
            told[position] = "done"
        except EXPECTED as refusal:
            told[position] = type(refusal).__name__
        except BaseException as error:  # noqa: BLE001 - a thread's error has to reach the test
            told[position] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return told


@pytest.fixture
def cases():
    rule_pack()
    officials = country()
    numbers = itertools.count()

    def handed_in():
        drawn, manager, firm = drafted(name=f"Cluster {next(numbers)}")
        return submitted(drawn, manager, firm, officials, working_hours(0))

    return handed_in


def withdraw(case):
    lifecycle.advance(
        initiative=case.initiative, transition="withdraw", by=case.manager, at=working_hours(1), reason="Early."
    )


def assert_sound(case):
    """What must hold whatever happened: one current answer a seat, one end, one notice a person and occasion."""
    case.fresh()
    case.initiative.refresh_from_db()
    standing = Answer.objects.current().filter(round=case.round)
    assert max(Counter(standing.values_list("seat", flat=True)).values(), default=1) == 1
    assert max(Counter(standing.values_list("decided_by", flat=True)).values(), default=1) == 1
    ends = AuditEvent.objects.filter(
        target_label="initiatives.round", target_id=case.round.pk, verb__in=("round.closed", "round.withdrawn")
    )
    assert ends.count() == (1 if case.round.closed_at else 0)
    told = Notice.objects.filter(user=case.manager, kind__startswith="round_", occasion=f"round:{case.round.pk}")
    assert told.count() == (1 if case.round.outcome in {"registered", "returned", "rejected"} else 0)


def test_the_last_two_answers_at_the_same_moment_register_once(cases):
    for _ in range(TRIES):
        case = cases()
        case.decide("KZ")
        assert at_once(partial(case.decide, "KZ-61"), partial(case.decide, "KZ-43")) == ["done", "done"]
        assert_sound(case)
        assert (case.round.outcome, case.initiative.stage) == ("registered", Stage.REGISTERED)


def test_a_double_click_is_recorded_once(cases):
    for _ in range(TRIES):
        case = cases()
        click = partial(case.decide, "KZ-61", "returned", reasons="Water.", seen_answers=[])
        assert at_once(click, click, click) == ["done"] * 3
        assert_sound(case)
        assert Answer.objects.filter(round=case.round).count() == 1


def test_two_signatories_of_one_seat_at_once_leave_one_answer_and_the_other_is_told(cases):
    other = None
    for _ in range(TRIES):
        case = cases()
        other = other or acting_for(case.seat("KZ-61").authority)
        told = at_once(
            partial(case.decide, "KZ-61", seen_answers=[]),
            partial(case.decide, "KZ-61", "returned", reasons="No.", by=other, seen_answers=[]),
        )
        assert sorted(told) == ["Refused", "done"]
        assert_sound(case)
        assert Answer.objects.filter(round=case.round).count() == 1


def test_two_regions_that_disagree_at_once_never_decide_unknowingly(cases):
    for _ in range(TRIES):
        case = cases()
        told = at_once(
            partial(case.decide, "KZ-61", seen_answers=[]),
            partial(case.decide, "KZ-43", "returned", reasons="No.", seen_answers=[]),
        )
        assert sorted(told) == ["Refused", "done"]
        assert_sound(case)


def test_the_last_answer_and_a_withdrawal_end_the_round_one_way_or_the_other(cases):
    for _ in range(TRIES):
        case = cases()
        case.decide("KZ")
        case.decide("KZ-43")
        told = at_once(partial(case.decide, "KZ-61"), partial(withdraw, case))
        assert_sound(case)
        assert told.count("done") == 1
        assert (case.round.outcome, case.initiative.stage) == (
            ("registered", Stage.REGISTERED) if told[0] == "done" else ("withdrawn", Stage.NASCENT)
        )


def test_handing_in_twice_at_once_opens_one_round(cases):
    for _ in range(TRIES):
        case = cases()
        withdraw(case)
        hand_in = partial(
            lifecycle.advance, initiative=case.initiative, transition="submit", by=case.manager, at=working_hours(2)
        )
        assert sorted(at_once(hand_in, hand_in)) == ["TransitionRefused", "done"]
        assert case.initiative.rounds.open().count() == 1
    assert RulePack.objects.public().count() == 1


def test_five_people_deciding_and_withdrawing_at_once_leave_a_sound_round(cases):
    for _ in range(TRIES):
        case = cases()
        told = at_once(
            partial(case.decide, "KZ-61"),
            partial(case.decide, "KZ-43", "returned", reasons="No."),
            partial(case.decide, "KZ"),
            partial(case.decide, "KZ"),
            partial(withdraw, case),
        )
        assert_sound(case)
        assert set(told) <= {"done", "Refused", "TransitionRefused"}
        assert case.round.outcome in {"returned", "withdrawn"}
