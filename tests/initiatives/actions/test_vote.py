import datetime as dt

import pytest
from django.db import connection

from accounts.audit import history
from accounts.models import AuditEvent, Notice
from initiatives.actions import leader as leaders
from initiatives.actions import leader_reminder
from initiatives.actions import vote as deeds
from initiatives.actions.governance import GovernanceRefused
from initiatives.models import Leader, LeaderVote, Membership, VoteOption, Voter
from initiatives.queries import agenda, evidence, first_thing, work
from initiatives.queries import vote as votes
from initiatives.queries.organisation import administered_by
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, acting_for, organisation, represent, rule_pack
from tests.factories.vote import bystander, nominated

pytestmark = pytest.mark.django_db

TODAY = made.TODAY
AFTER = MONDAY + dt.timedelta(days=11)


def verbs(initiative):
    return [entry.verb for entry in history(initiative)]


def test_every_committed_member_is_asked_once_and_authorities_are_not():
    voting = nominated()
    made.member(voting.initiative, by=voting.by, kind="state_authority")
    made.member(voting.initiative, by=voting.by, admitted=False)
    voting.open_()
    assert [voter.organisation for voter in voting.vote.voters.order_by("pk")] == voting.members
    assert {notice.user for notice in Notice.objects.filter(kind="vote_asked")} == set(voting.people)
    assert [(option.choice, option.votes) for option in voting.vote.options.all()] == [
        ("nominee", 0),
        ("against", 0),
        ("abstain", 0),
    ]


def test_the_result_comes_with_the_last_vote_and_confirms_the_leader():
    voting = nominated().open_()
    for number, said in enumerate(("Aigerim", "against", "Aigerim")):
        voting.cast(number, said)
        assert (voting.fresh().result, Leader.objects.get().confirmed_at) == ("", None)
    voting.cast(3, "abstain")
    elected = Leader.objects.get()
    assert (voting.fresh().result, voting.vote.closed_at) == ("elected", MONDAY)
    assert (elected.confirmed_at, elected.confirmed_by, elected.elected_in) == (MONDAY, None, voting.vote)
    assert evidence.of(voting.initiative, on=TODAY).leader_origins == {"science"}
    assert {"vote.elected", "leader.elected"} <= set(verbs(voting.initiative))
    assert Notice.objects.filter(kind="vote_over", user=voting.people[0]).count() == 1


@pytest.mark.parametrize(
    ("said", "result"),
    [
        (("Aigerim", "Aigerim", "against"), "elected"),
        (("Aigerim", "against", "abstain"), "tie"),
        (("against", "against", "Aigerim"), "nobody"),
        (("abstain", "abstain", "abstain"), "nobody"),
        (("Aigerim", "Aigerim"), "no_quorum"),
    ],
)
def test_when_the_last_day_is_over_what_was_cast_is_counted(said, result):
    voting = nominated().open_()
    for number, one in enumerate(said):
        voting.cast(number, one)
    assert deeds.conclude(vote=voting.vote, at=MONDAY + dt.timedelta(days=10)).result == ""
    assert deeds.conclude(vote=voting.vote, at=AFTER).result == result
    assert deeds.conclude(vote=voting.vote, at=AFTER).result == result
    assert (Leader.objects.get().confirmed_at is not None) == (result == "elected")


def test_of_several_for_one_place_one_is_elected_and_the_others_stay_nominees_who_need_another_vote():
    voting = nominated(names=("Aigerim", "Bolat", "Saule")).open_()
    for number, said in enumerate(("Bolat", "Bolat", "Saule", "against")):
        voting.cast(number, said)
    assert [one.name for one in Leader.objects.exclude(confirmed_at=None)] == ["Bolat"]
    with pytest.raises(GovernanceRefused, match="The members have voted otherwise"):
        leaders.confirm(leader=Leader.objects.get(name="Saule"), by=voting.by, at=AFTER)


def test_where_the_members_decided_nothing_those_who_run_the_initiative_may_confirm():
    voting = nominated().open_()
    deeds.conclude(vote=voting.vote, at=AFTER)
    assert leaders.confirm(leader=voting.leaders[0], by=voting.by, at=AFTER).confirmed_by == voting.by


def test_a_nominee_in_a_vote_is_neither_confirmed_nor_dismissed_nor_voted_on_twice():
    voting = nominated().open_()
    for deed in (leaders.confirm, leaders.dismiss):
        with pytest.raises(GovernanceRefused, match="The members vote on this until"):
            deed(leader=voting.leaders[0], by=voting.by, at=MONDAY)
    colleague = acting_for(voting.initiative.initiator)
    how = {"initiative": voting.initiative, "ends_on": TODAY + dt.timedelta(days=3), "at": MONDAY}
    with pytest.raises(GovernanceRefused, match="neither confirmed nor in another vote"):
        deeds.open_(**how, leaders=voting.leaders, by=colleague)
    assert deeds.open_(**how, leaders=voting.leaders, by=voting.by) == voting.vote


def test_voting_twice_is_voting_once_whatever_is_clicked_the_second_time():
    voting = nominated().open_()
    voting.cast(0, "Aigerim")
    voting.cast(0, "against")
    assert [option.votes for option in voting.vote.options.all()] == [1, 0, 0]
    assert verbs(voting.initiative).count("vote.cast") == 1


def test_nobody_votes_for_a_member_that_has_voted_nor_for_two_members_nor_for_a_member_that_is_not_his():
    voting = nominated().open_()
    voting.cast(0, "Aigerim")
    colleague = acting_for(voting.members[0])
    with pytest.raises(GovernanceRefused, match="Editor 0 has voted for Member"):
        voting.cast(0, "against", by=colleague)
    represent(voting.people[0], voting.members[1])
    with pytest.raises(GovernanceRefused, match="You have voted for another member already"):
        voting.cast(1, "Aigerim", by=voting.people[0])
    for stranger in (bystander(), acting_for(voting.members[2], role="viewer", signs=False)):
        with pytest.raises(GovernanceRefused, match="Only an editor or signatory"):
            voting.cast(2, "Aigerim", by=stranger)
    signatory = acting_for(voting.members[2], role="viewer", signs=True)
    assert voting.cast(2, "Aigerim", by=signatory).voted_by == signatory


def test_who_joined_later_or_has_left_has_no_vote_and_is_not_waited_for():
    voting = nominated().open_()
    late = made.member(voting.initiative, by=voting.by).organisation
    with pytest.raises(GovernanceRefused, match="was no committed member when"):
        deeds.cast(vote=voting.vote, organisation=late, option=1, by=acting_for(late), at=MONDAY)
    gone = {"left_at": MONDAY, "left_by": voting.people[3]}
    Membership.objects.filter(organisation=voting.members[3]).update(**gone)
    with pytest.raises(GovernanceRefused, match="while it is a member"):
        voting.cast(3, "Aigerim")
    for number in range(3):
        voting.cast(number, "Aigerim")
    assert voting.fresh().result == "elected"


def test_after_the_last_day_nobody_votes_any_more():
    voting = nominated().open_()
    with pytest.raises(GovernanceRefused, match="The vote ended on"):
        voting.cast(0, "Aigerim", at=AFTER)


def test_an_answer_of_another_vote_is_none():
    voting, other = nominated().open_(), nominated(names=("Bolat",)).open_()
    told = {"organisation": voting.members[0], "option": other.option("Bolat").pk}
    with pytest.raises(GovernanceRefused, match="Choose one of the answers"):
        deeds.cast(vote=voting.vote, **told, by=voting.people[0], at=MONDAY)
    assert Voter.objects.exclude(voted_by=None).count() == 0


def test_what_was_voted_is_kept_without_who_when_or_after_whom():
    voting = nominated().open_()
    columns = {field.name for field in VoteOption._meta.get_fields()}
    assert columns == {"id", "vote", "choice", "leader", "votes"}
    assert {field.name for field in Voter._meta.get_fields()} == {"id", "vote", "organisation", "voted_by"}
    voting.cast(0, "against")
    told = str(list(AuditEvent.objects.filter(verb="vote.cast").values()))
    assert not any(word in told for word in ("against", "Aigerim", "option"))
    # Each vote writes every row of the box, so that the database's own marks tell no row from another.
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM initiatives_voteoption WHERE vote_id = %s", [voting.vote.pk])
        assert len(cursor.fetchall()) == 1


def test_a_cancelled_vote_is_thrown_away_uncounted():
    voting = nominated().open_()
    voting.cast(0, "Aigerim")
    with pytest.raises(GovernanceRefused, match="Say why"):
        deeds.cancel(vote=voting.vote, reason=" ", by=voting.by, at=MONDAY)
    with pytest.raises(GovernanceRefused, match="Only the people of"):
        deeds.cancel(vote=voting.vote, reason="x", by=voting.people[0], at=MONDAY)
    deeds.cancel(vote=voting.vote, reason="She is ill.", by=voting.by, at=MONDAY)
    assert (voting.fresh().result, sum(option.votes for option in voting.vote.options.all())) == ("cancelled", 0)
    assert leaders.confirm(leader=voting.leaders[0], by=voting.by, at=MONDAY).confirmed_by == voting.by


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"days": 0}, "ends_on"),
        ({"days": 61}, "ends_on"),
        ({"quorum": 0}, "quorum"),
        ({"quorum": 101}, "quorum"),
        ({"leaders": []}, "leaders"),
    ],
)
def test_a_vote_that_cannot_be_held_is_not_opened(how, field):
    with pytest.raises(GovernanceRefused) as refusal:
        nominated().open_(**how)
    assert (refusal.value.field, LeaderVote.objects.count()) == (field, 0)


def test_two_members_cannot_vote_in_secret():
    with pytest.raises(GovernanceRefused, match="fewer than 3 members is not secret"):
        nominated(members=2).open_()


def test_a_member_sees_the_vote_among_what_waits_until_it_has_voted():
    voting = nominated().open_()
    person = voting.people[0]
    found = work.work(person, binding=administered_by(person), at=MONDAY)
    assert [voter.organisation for voter in found.votes] == [voting.members[0]]
    assert str(first_thing.first_thing(found, person, on=TODAY).title) == "Vote"
    assert [entry.day for entry in agenda.agenda(person, at=MONDAY)] == [voting.vote.ends_on]
    voting.cast(0, "Aigerim")
    assert list(votes.asked_of(person, on=TODAY)) == []


def test_who_has_not_voted_is_reminded_once_before_the_end():
    voting = nominated().open_()
    voting.cast(0, "Aigerim")
    soon = MONDAY + dt.timedelta(days=9)
    for _time in range(2):
        leader_reminder.remind(at=soon)
    assert {notice.user for notice in Notice.objects.filter(kind="vote_reminder")} == set(voting.people[1:])
    assert Notice.objects.filter(kind="vote_reminder").count() == 3


def test_the_end_of_a_leaders_term_is_told_once_per_mark():
    initiative, by, _firm = made.draft()
    ends_on = TODAY + dt.timedelta(days=50)
    told = {"name": "Aigerim", "origin": "science", "term_ends_on": ends_on}
    named = leaders.name(initiative=initiative, **told, by=by, at=MONDAY)
    leader_reminder.remind(at=MONDAY)
    assert Notice.objects.filter(kind="leader_term_ends").count() == 0
    leaders.confirm(leader=named, by=by, at=MONDAY)
    for days in (0, 1, 35, 36, 47, 51):
        leader_reminder.remind(at=MONDAY + dt.timedelta(days=days))
    assert Notice.objects.filter(kind="leader_term_ends", user=by).count() == 3


def test_an_organisation_that_is_nobodys_member_is_not_asked():
    voting = nominated().open_()
    assert not votes.electorate(voting.initiative).contains(organisation("Other"))


def test_a_result_needs_the_ballots_that_the_rules_ask_for_whatever_the_quorum():
    voting = nominated(members=6, fewest=5).open_(quorum=1)
    for number in range(4):
        voting.cast(number, "Aigerim")
    assert (votes.turnout(voting.vote).needed, votes.turnout(voting.vote).is_met) == (5, False)
    assert deeds.conclude(vote=voting.vote, at=AFTER).result == "no_quorum"
    assert leaders.confirm(leader=voting.leaders[0], by=voting.by, at=AFTER).confirmed_by == voting.by


def test_where_fewer_are_members_than_ballots_are_needed_those_who_run_it_confirm():
    voting = nominated(members=4, fewest=5)
    with pytest.raises(GovernanceRefused, match="fewer than 5 members is not secret; confirm the nominee yourselves"):
        voting.open_()
    assert leaders.confirm(leader=voting.leaders[0], by=voting.by, at=MONDAY).confirmed_by == voting.by


def test_a_vote_keeps_the_ballots_that_it_was_opened_with():
    voting = nominated(members=4).open_()
    rule_pack(vote_ballots=9)
    for number in range(4):
        voting.cast(number, "Aigerim")
    assert voting.fresh().result == "elected"
