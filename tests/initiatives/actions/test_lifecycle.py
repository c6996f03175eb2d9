import datetime as dt
from threading import Thread

import pytest
from django.db import connection

from accounts import audit
from indicators.models import Subject
from initiatives.actions import lifecycle
from initiatives.lifecycle import TRANSITIONS, Actor, Stage, TransitionRefused
from initiatives.models import Initiative, Membership, Round
from initiatives.permissions.lifecycle import actors
from initiatives.queries.lifecycle import gates, whose_turn
from tests.factories import approval
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, acting_for, authority, handed_in, region

pytestmark = pytest.mark.django_db

TODAY = made.TODAY
LATER = MONDAY + dt.timedelta(hours=1)


def advance(initiative, name, by, reason="because"):
    return lifecycle.advance(initiative=initiative, transition=name, by=by, at=LATER, reason=reason)


def standing_at(initiative, stage):
    """As if it had come to this stage, whatever leads there."""
    subject = Subject.objects.create(code=f"initiative:{initiative.pk}", kind="cluster", opened_at=MONDAY)
    Initiative.objects.filter(pk=initiative.pk).update(stage=stage, subject=subject, registered_on=TODAY)
    initiative.refresh_from_db()


def people(initiative, manager):
    of_region = region("KZ-59")
    return {
        "manager": manager,
        "viewer of the manager": acting_for(initiative.initiator, role="viewer"),
        "member": acting_for(made.member(initiative, by=manager).organisation),
        "official of the region": acting_for(authority("Akimat", of_region)),
        "official of another region": acting_for(authority("Other akimat", region("KZ-10"))),
        "ministry": acting_for(authority("Ministry", None)),
        "administrator": UserFactory(is_staff=True),
        "stranger": UserFactory(),
        "the portal": None,
    }


ACTORS = {"manager": {Actor.MANAGER}, "ministry": {Actor.MINISTRY}, "the portal": {Actor.SYSTEM}}


def test_everybody_is_exactly_what_the_table_of_actors_says():
    initiative, manager, _firm = made.draft()
    found = {name: actors(person, initiative, TODAY) for name, person in people(initiative, manager).items()}
    assert found == {name: ACTORS.get(name, set()) for name in found}


@pytest.mark.parametrize("stage", Stage)
def test_whoever_may_not_is_told_why_and_who_may(stage):
    initiative, manager, firm = made.draft()
    everybody = people(initiative, manager)
    standing_at(initiative, stage)
    allowed = {
        (name, way.name)
        for name, roles in ACTORS.items()
        for way in TRANSITIONS.values()
        if stage in way.sources and way.actor in roles
    }
    may_be_named = {Actor.MANAGER: firm.name, Actor.MINISTRY: "Ministry", Actor.SYSTEM: "the portal"}
    for name, person in everybody.items():
        for way in TRANSITIONS.values():
            if (name, way.name) not in allowed:
                with pytest.raises(TransitionRefused, match=may_be_named[way.actor]):
                    advance(initiative, way.name, person)
    initiative.refresh_from_db()
    assert initiative.stage == stage


def test_handing_in_lists_everything_that_is_missing():
    initiative, by, _firm = made.blank()
    with pytest.raises(TransitionRefused) as refusal:
        advance(initiative, "submit", by)
    lacking = [gate.need.label for gate in gates(initiative, on=TODAY) if not gate.is_passed]
    assert len(lacking) >= 6
    assert [str(label) for label in lacking if str(label) not in str(refusal.value)] == []


def test_a_complete_initiative_is_handed_in_and_a_round_opens():
    officials = approval.country()
    initiative, by = made.ready(regions=("KZ-61",))
    advance(initiative, "submit", by)
    initiative.refresh_from_db()
    assert (initiative.stage, initiative.stage_since) == (Stage.UNDER_REVIEW, LATER)
    assert Round.objects.get(initiative=initiative).seats.count() == 2
    assert audit.history(initiative)[0].text == "handed in (round 1)"
    assert set(officials) == {"KZ-61", "KZ-43", "KZ"}


def test_taking_one_member_away_closes_the_gate_again():
    initiative, by = made.ready()
    Membership.objects.filter(initiative=initiative).order_by("pk").first().delete()
    with pytest.raises(TransitionRefused, match="1 more must commit"):
        advance(initiative, "submit", by)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_hand_in_opens_one_round():
    approval.country()
    initiative, by = made.ready(regions=("KZ-61",))
    ends = []

    def click():
        try:
            advance(initiative, "submit", by)
            ends.append("done")
        except TransitionRefused:
            ends.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=click) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["done", "refused"]
    assert Round.objects.filter(initiative=initiative).count() == 1
    verbs = [entry.verb for entry in audit.history(initiative)]
    assert verbs.count("initiative.submit") == 1


def test_the_last_agreement_registers_and_measures_the_initiative():
    case = handed_in()
    for code in case.officials:
        case.decide(code)
    case.initiative.refresh_from_db()
    subject = case.initiative.subject
    assert case.initiative.stage == Stage.REGISTERED
    assert case.initiative.register_number == f"2026-{case.initiative.pk:04d}"
    assert subject.code == f"initiative:{case.initiative.pk}"
    parts = set(subject.parts.current().values_list("code__code", flat=True))
    assert parts == {"KZ-61", "KZ-43", approval.activity().code}


def test_one_return_brings_it_back_when_all_have_answered():
    case = handed_in()
    case.decide("KZ-61", "returned", reasons="The goals have no year")
    case.decide("KZ-43")
    case.initiative.refresh_from_db()
    assert case.initiative.stage == Stage.UNDER_REVIEW
    case.decide("KZ")
    case.initiative.refresh_from_db()
    assert case.initiative.stage == Stage.NASCENT


def test_after_a_withdrawal_it_can_be_handed_in_again():
    case = handed_in()
    advance(case.initiative, "withdraw", case.manager)
    advance(case.initiative, "submit", case.manager)
    rounds = Round.objects.filter(initiative=case.initiative).order_by("number")
    assert [(round_.number, round_.outcome) for round_ in rounds] == [(1, "withdrawn"), (2, "")]


def test_a_deed_that_asks_for_a_reason_is_refused_without_one():
    case = handed_in()
    with pytest.raises(TransitionRefused, match="Say why"):
        advance(case.initiative, "withdraw", case.manager, reason="  ")


def test_the_register_number_survives_a_suspension():
    case = handed_in()
    for code in case.officials:
        case.decide(code)
    for name in ("suspend", "resume", "close"):
        advance(case.initiative, name, case.officials["KZ"])
    case.initiative.refresh_from_db()
    assert case.initiative.stage == Stage.CLOSED
    assert case.initiative.register_number == f"2026-{case.initiative.pk:04d}"
    assert case.initiative.subject.closed_at == LATER


def test_it_stands_whose_turn_it_is():
    case = handed_in()
    before = whose_turn(case.initiative, on=TODAY)
    assert set(before.who.split(", ")) == {"Akimat of Turkistan", "Akimat of Kyzylorda", "Ministry of Industry"}
    case.decide("KZ-61")
    after = whose_turn(case.initiative, on=TODAY)
    assert set(after.who.split(", ")) == {"Akimat of Kyzylorda", "Ministry of Industry"}


def test_a_rejected_initiative_has_to_change_before_it_is_handed_in_again():
    case = handed_in()
    Round.objects.filter(pk=case.round.pk).update(outcome="rejected", closed_at=LATER)
    Initiative.objects.filter(pk=case.initiative.pk).update(stage=Stage.NASCENT)
    with pytest.raises(TransitionRefused, match="Nothing has changed"):
        advance(case.initiative, "submit", case.manager)
    approval.write(case.initiative, "vision", case.manager, vision="Another garden.", goals="Water.")
    assert advance(case.initiative, "submit", case.manager).stage == Stage.UNDER_REVIEW


def test_where_there_is_no_ministry_the_refusal_still_says_who():
    initiative, manager, _firm = made.draft()
    standing_at(initiative, Stage.REGISTERED)
    with pytest.raises(TransitionRefused, match="the ministry"):
        advance(initiative, "suspend", manager)
