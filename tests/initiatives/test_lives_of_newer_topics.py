"""Random people change who runs, vote, merge, record from paper, declare ties and change rules, in random order."""

import datetime as dt
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from accounts import guards
from accounts.models import AuditEvent
from initiatives.actions import control, governance, lifecycle, merge, paper, rules, succession, together, vote
from initiatives.actions.approval import Refused
from initiatives.decisions import Outcome
from initiatives.lifecycle import TransitionRefused
from initiatives.models import (
    Answer,
    Appointment,
    Control,
    Initiative,
    Leader,
    Membership,
    Organisation,
    RegisterAct,
    Round,
    RulePack,
    Seat,
)
from initiatives.permissions.approval import tie
from initiatives.queries import merge as merges
from initiatives.queries.initiative import is_run_by
from tests.factories import approval
from tests.factories import initiatives as made
from tests.factories import vote as voting
from tests.factories.member_list import numbers
from tests.factories.paper import recorded
from tests.factories.succession import in_office, proposed

DAY = dt.timedelta(days=1)
EXPECTED = (
    Refused,
    TransitionRefused,
    control.ControlRefused,
    governance.GovernanceRefused,
    guards.Refused,
    merge.MergeRefused,
    paper.PaperRefused,
    rules.RulesRefused,
)
AUTHORITIES = st.sampled_from(["KZ-61", "KZ-43", "KZ"])


class Lives(RuleBasedStateMachine):
    """History never shrinks, whatever is done."""

    def __init__(self):
        super().__init__()
        self.before, self.events, self.is_ready = transaction.savepoint(), 0, False
        self.at = approval.MONDAY

    def teardown(self):
        transaction.savepoint_rollback(self.before)

    def tried(self, deed, **how):
        self.at += dt.timedelta(minutes=7)
        try:
            with transaction.atomic():
                return deed(at=self.at, **how)
        except EXPECTED:
            return None

    @invariant()
    def history_never_shrinks(self):
        events = AuditEvent.objects.count()
        assert events >= self.events
        self.events = events
        if self.is_ready:
            self.what_must_hold()

    def what_must_hold(self):
        raise NotImplementedError


class Succession(Lives):
    @initialize()
    def begin(self):
        self.change = proposed()
        self.case = self.change.case
        self.first, self.first_head = in_office(self.case)
        self.people = {"head": self.change.head, "first": self.first_head, "manager": self.case.manager}
        self.is_ready = True

    @rule(who=st.sampled_from(["head", "first", "manager"]))
    def accept(self, who):
        for appointment in Appointment.objects.proposed():
            self.tried(governance.accept, appointment=appointment, by=self.people[who])

    @rule(who=st.sampled_from(["head", "first", "manager"]), starts=st.integers(0, 9), days=st.integers(1, 900))
    def propose(self, who, starts, days):
        starts_on = self.at.date() + starts * DAY
        how = {"starts_on": starts_on, "ends_on": starts_on + days * DAY, "staff": 1, "manager_name": "Saule"}
        how |= {"initiative": self.case.initiative, "organisation": self.change.successor}
        self.tried(governance.appoint, **how, by=self.people[who])

    @rule(who=st.sampled_from(["head", "first", "manager"]))
    def hand_in(self, who):
        for appointment in Appointment.objects.proposed():
            self.tried(succession.hand_in, appointment=appointment, by=self.people[who])

    @rule(who=AUTHORITIES, decision=st.sampled_from(["agreed", "agreed", "agreed", "returned"]))
    def decide(self, who, decision):
        person = self.case.officials[who]
        for seat in Seat.objects.filter(round__closed_at=None, authority__representatives__user=person):
            how = {"decision": decision, "reasons": "Reasons", "seen_digest": seat.round.digest}
            self.tried(lifecycle.decide, seat=seat, by=person, **how)

    @rule()
    def carry_through(self):
        self.accept("head")
        self.hand_in("first")
        for who in ("KZ-61", "KZ-43", "KZ"):
            self.decide(who, "agreed")

    @rule(days=st.integers(1, 20))
    def wait(self, days):
        self.at += days * DAY

    def what_must_hold(self):
        on = self.at.date()
        running = Appointment.objects.accepted().filter(initiative=self.case.initiative)
        terms = [one.term for one in running if not one.term.isempty]
        first = min(term.lower for term in terms)
        looked_at = [first + number * DAY for number in range((on - first).days + 3)]
        assert [sum(day in term for term in terms) for day in looked_at] == [1] * len(looked_at)
        who_run = [one for one in self.people.values() if is_run_by(self.case.initiative, one, on=on)]
        assert len(who_run) <= 1


class Vote(Lives):
    @initialize(quorum=st.integers(1, 100))
    def begin(self, quorum):
        self.one = voting.nominated(names=("Aigerim", "Bolat"), members=5).open_(quorum=quorum)
        self.cast_for = Counter()
        self.is_ready = True

    @rule(member=st.integers(0, 4), by=st.integers(0, 4), said=st.sampled_from(["Aigerim", "Bolat", "against"]))
    def cast(self, member, by, said):
        how = {"vote": self.one.vote, "organisation": self.one.members[member], "option": self.one.option(said).pk}
        voter = self.tried(vote.cast, **how, by=self.one.people[by])
        if voter and member == by:
            self.cast_for.setdefault(member, 1)

    @rule(member=st.integers(0, 4))
    def leave(self, member):
        joined = Membership.objects.filter(organisation=self.one.members[member], left_at=None)
        joined.update(left_at=self.at, left_by=self.one.by)

    @rule(days=st.integers(1, 9))
    def conclude(self, days):
        self.at += days * DAY
        self.tried(vote.conclude, vote=self.one.vote)

    @rule(is_meant=st.sampled_from([False, False, True]))
    def cancel(self, is_meant):
        self.tried(vote.cancel, vote=self.one.vote, reason="She is ill." if is_meant else "", by=self.one.by)

    def what_must_hold(self):
        now = self.one.fresh()
        cast = sum(option.votes for option in now.options.all())
        voted = now.voters.exclude(voted_by=None).count()
        confirmed = Leader.objects.exclude(confirmed_at=None)
        assert voted == sum(self.cast_for.values())
        assert cast == (0 if now.result == "cancelled" else voted)
        assert confirmed.count() == (1 if now.result == "elected" else 0)
        assert now.result not in ("elected", "nobody", "tie") or voted >= max(now.fewest, 3)


class Register(Lives):
    @initialize()
    def begin(self):
        self.ministry = approval.acting_for(approval.authority("Ministry of Industry", None))
        self.initiative, self.by, _firm = made.draft()
        self.firms = [approval.organisation(f"Firm {number}", bin=bin_) for number, bin_ in enumerate(numbers(4))]
        self.place, self.activity, self.rows = approval.region(), approval.activity(), 0
        self.is_ready = True

    @rule(one=st.integers(0, 3))
    def join(self, one):
        firm = Organisation.objects.get(pk=self.firms[one].pk)
        if firm.merged_into_id is None and not Membership.objects.filter(organisation=firm).exists():
            made.member(self.initiative, by=self.by, organisation=firm)

    @rule(one=st.integers(0, 3), other=st.integers(0, 3), has_seen=st.sampled_from([True, True, False]))
    def merge(self, one, other, has_seen):
        merged, survivor = (Organisation.objects.get(pk=self.firms[each].pk) for each in (one, other))
        if one != other:
            seen = merges.mark(merges.plan(merged, survivor)) if has_seen else "another"
            self.tried(merge.merge, merged=merged, survivor=survivor, seen=seen, by=self.ministry)

    @rule(one=st.integers(0, 3), number=st.sampled_from(["1", "2", "2-a"]), is_ministry=st.booleans())
    def record(self, one, number, is_ministry):
        firm = Organisation.objects.get(pk=self.firms[one].pk)
        said = {
            "act_number": number,
            "register_number": number,
            "regions": (self.place,),
            "activities": (self.activity,),
        }
        self.tried(lambda **how: recorded(firm, **how, **said), by=self.ministry if is_ministry else self.by)

    @rule(one=st.integers(0, 3), kind=st.sampled_from(["owner", "head", "paid"]))
    def declare(self, one, kind):
        firm = Organisation.objects.get(pk=self.firms[one].pk)
        said = {"kind": kind, "email": "official@example.org", "since": dt.date(2025, 1, 1), "source": "Register"}
        self.tried(control.enter, organisation=firm, **said, by=self.ministry)

    def what_must_hold(self):
        standing = Membership.objects.filter(initiative=self.initiative, left_at=None)
        organisations = list(standing.values_list("organisation", "organisation__merged_into"))
        assert [into for _one, into in organisations if into] == []
        assert len({one for one, _into in organisations}) == len(organisations)
        acts = [(act.number.upper(), act.on) for act in RegisterAct.objects.all()]
        assert len(set(acts)) == len(acts)
        assert not Round.objects.exists()
        assert Initiative.objects.filter(stage="registered").count() == len(acts)
        rows = sum(model.objects.count() for model in (Organisation, Control, RegisterAct, Membership))
        assert rows >= self.rows
        self.rows = rows


class Files(Lives):
    @initialize()
    def begin(self):
        approval.rule_pack()
        self.officials = approval.country()
        self.drafts = [approval.drafted(name=f"Cluster {number}") for number in range(3)]
        self.packs = {}
        self.is_ready = True

    @rule(number=st.integers(0, 2))
    def hand_in(self, number):
        initiative, manager, _firm = self.drafts[number]
        self.tried(lifecycle.advance, initiative=initiative, transition="submit", by=manager)

    @rule(who=AUTHORITIES, is_stale=st.sampled_from([False, False, True]))
    def agree(self, who, is_stale):
        by = self.officials[who]
        seats = list(Seat.objects.filter(round__closed_at=None, authority__representatives__user=by))
        stood = Answer.objects.current().filter(decided_by=by).values_list("seat", flat=True)
        tied = {seat.pk for seat in seats if tie(by, seat, self.at.date())} - {*stood}
        shown = [self.seen(seat, is_stale=is_stale) for seat in seats]
        agreed = {one.seat.pk for one in self.tried(together.agree, seen=shown, by=by) or [] if one.is_agreed}
        assert not agreed & tied
        assert not (agreed and is_stale)

    def seen(self, seat, *, is_stale):
        answers = Answer.objects.current().filter(round=seat.round).order_by("pk").values_list("pk", flat=True)
        return together.Seen(seat.pk, "another" if is_stale else seat.round.digest, tuple(answers))

    @rule(who=st.sampled_from(["KZ-61", "KZ-43"]), number=st.integers(0, 2))
    def declare(self, who, number):
        firm, official = self.drafts[number][2], self.officials[who]
        said = {"kind": "head", "email": official.email, "since": dt.date(2025, 1, 1), "source": "Register"}
        self.tried(control.enter, organisation=firm, **said, by=self.officials["KZ"])

    @rule(days=st.integers(3, 60), starts=st.integers(0, 3), is_taken_back=st.booleans())
    def change_rules(self, days, starts, is_taken_back):
        ministry, on = self.officials["KZ"], self.at.date()
        pack = self.tried(rules.draft, of=RulePack.objects.in_force(on).get(), by=ministry)
        content = {"gates": [], "decision_days": days, "object_days": min(days, 10)}
        how = {"name": "New", "content": content, "seen_revision": pack.revision, "by": ministry}
        saved = self.tried(rules.save, pack=pack, **how)
        how = {"starts_on": on + starts * DAY, "seen_revision": saved.revision, "by": ministry}
        if self.tried(rules.bring_in_force, pack=saved, **how) and is_taken_back:
            self.tried(rules.take_back, pack=saved, by=ministry)

    @rule(days=st.integers(1, 3))
    def wait(self, days):
        self.at += days * DAY

    def what_must_hold(self):
        for round_ in Round.objects.all():
            assert self.packs.setdefault(round_.pk, round_.rule_pack_id) == round_.rule_pack_id
            agreed = Answer.objects.current().filter(round=round_, decision="agreed").count()
            assert (round_.outcome == Outcome.REGISTERED) == (agreed == 3)
        looked_at = [self.at.date() + number * DAY for number in range(6)]
        assert [RulePack.objects.in_force(day).count() for day in looked_at] == [1] * 6
        assert not RulePack.objects.filter(valid__isempty=True).exists()
        twice = Answer.objects.values_list("round", "decided_by", "seat").distinct()
        assert len({(round_, person) for round_, person, _seat in twice}) == len(twice)


@pytest.mark.django_db
@pytest.mark.parametrize("life", [Succession, Vote, Register, Files])
def test_whatever_people_do_in_the_newer_topics_the_invariants_hold(life):
    how = settings(max_examples=4, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(life, settings=how)
