"""Random people do random things in random order; what must always hold is looked at after every step."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts import guards
from accounts.models import AuditEvent
from initiatives.actions import governance, lifecycle
from initiatives.actions import initiative as deeds
from initiatives.actions.approval import Refused
from initiatives.actions.text import TextConflict
from initiatives.lifecycle import TRANSITIONS, Stage, TransitionRefused
from initiatives.models import Answer, Appointment, Initiative, Round, Seat
from tests.factories import approval
from tests.factories import initiatives as made

EXPECTED = (
    TransitionRefused,
    Refused,
    guards.Refused,
    governance.GovernanceRefused,
    deeds.InitiativeRefused,
    TextConflict,
)
PEOPLE = st.sampled_from(["manager", "head", "KZ-61", "KZ-43", "KZ", "stranger"])


class Life(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.before = transaction.savepoint()
        approval.rule_pack()
        self.people = approval.country()
        self.initiative, self.people["manager"], _firm = approval.drafted()
        office = approval.organisation("Office", "association")
        self.people["head"] = approval.acting_for(office, role="administrator")
        self.people["stranger"] = approval.acting_for(approval.organisation("Other"))
        self.office, self.at, self.events = office, approval.MONDAY, 0

    def teardown(self):
        transaction.savepoint_rollback(self.before)

    def tried(self, deed, **how):
        self.at += dt.timedelta(minutes=7)
        try:
            deed(at=self.at, **how)
        except EXPECTED:
            return

    @rule(who=PEOPLE, way=st.sampled_from(sorted(TRANSITIONS)))
    def step(self, who, way):
        by = self.people[who]
        self.tried(lifecycle.advance, initiative=self.initiative, transition=way, by=by, reason="because")

    @rule()
    def hand_in(self):
        for who in ("manager", "head"):
            self.tried(lifecycle.advance, initiative=self.initiative, transition="submit", by=self.people[who])

    @rule(who=PEOPLE, decision=st.sampled_from(["agreed", "agreed", "returned", "rejected"]), number=st.integers(0, 2))
    def decide(self, who, decision, number):
        seats = list(Seat.objects.filter(round__closed_at=None).order_by("pk"))
        if not seats:
            return
        seat = seats[number % len(seats)]
        how = {"decision": decision, "reasons": "Reasons", "seen_digest": seat.round.digest}
        self.tried(lifecycle.decide, seat=seat, by=self.people[who], **how)

    @rule()
    def all_agree(self):
        for code in ("KZ-61", "KZ-43", "KZ"):
            for seat in Seat.objects.filter(round__closed_at=None, authority__representatives__user=self.people[code]):
                how = {"decision": "agreed", "seen_digest": seat.round.digest}
                self.tried(lifecycle.decide, seat=seat, by=self.people[code], **how)

    @rule(who=PEOPLE, text=st.sampled_from(["Water", "Wool", "Wheat"]))
    def write(self, who, text):
        content = {"vision": text, "goals": "One"}
        how = {"section": "vision", "content": content, "seen_revision": None}
        self.tried(deeds.save_section, initiative=self.initiative, by=self.people[who], **how)

    @rule(who=PEOPLE, starts=st.integers(0, 3), days=st.integers(1, 900))
    def propose(self, who, starts, days):
        starts_on = made.TODAY + dt.timedelta(days=starts)
        how = {"starts_on": starts_on, "ends_on": starts_on + dt.timedelta(days=days), "staff": 1}
        self.tried(governance.appoint, initiative=self.initiative, organisation=self.office, by=self.people[who], **how)

    @rule(who=PEOPLE, answer=st.sampled_from([governance.accept, governance.decline]))
    def answer(self, who, answer):
        for appointment in Appointment.objects.proposed():
            self.tried(answer, appointment=appointment, by=self.people[who])

    @invariant()
    def what_must_hold_holds(self):
        if not hasattr(self, "events"):
            return
        now = Initiative.objects.get(pk=self.initiative.pk)
        is_open = Round.objects.open().filter(initiative=now).exists()
        assert is_open == (now.stage == Stage.UNDER_REVIEW)
        if now.stage in (Stage.REGISTERED, Stage.SUSPENDED):
            last = Round.objects.filter(initiative=now).latest("number")
            agreed = Answer.objects.filter(round=last, replaced_at=None, decision="agreed")
            assert agreed.count() == Seat.objects.filter(round=last, capacity="decides").count() == 3
            assert now.register_number
            assert now.subject
        assert Appointment.objects.in_force(made.TODAY).filter(initiative=now).count() <= 1
        self.history_never_shrinks(now)

    def history_never_shrinks(self, now):
        events = AuditEvent.objects.filter(target_label="initiatives.initiative", target_id=now.pk).count()
        assert events >= self.events
        if getattr(self, "was_closed", False):
            assert now.stage == Stage.CLOSED
            assert events == self.events
        self.events, self.was_closed = events, now.stage == Stage.CLOSED


@pytest.mark.django_db
def test_whatever_people_do_the_invariants_hold():
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
