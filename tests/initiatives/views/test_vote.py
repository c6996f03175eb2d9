import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import vote as deeds
from initiatives.models import Leader, LeaderVote
from tests.factories.approval import represent
from tests.factories.vote import nominated

pytestmark = pytest.mark.django_db


def read(client, who, name, **kwargs):
    client.force_login(who)
    answer = client.get(reverse(name, kwargs=kwargs))
    assert answer.status_code == 200
    return answer.content.decode()


def opened(client, voting):
    client.force_login(voting.by)
    last_day = timezone.localdate() + dt.timedelta(days=7)
    data = {"leaders": [one.pk for one in voting.leaders], "ends_on": last_day.isoformat(), "quorum": "50"}
    answer = client.post(reverse("vote_open", kwargs={"pk": voting.initiative.pk}), data)
    voting.vote = LeaderVote.objects.get()
    assert answer.url == reverse("vote", kwargs={"pk": voting.vote.pk})
    return voting


def vote(client, voting, number, said, *, status=302):
    client.force_login(voting.people[number])
    data = {"organisation": voting.members[number].pk, "option": voting.option(said).pk}
    answer = client.post(reverse("vote", kwargs={"pk": voting.vote.pk}), data)
    assert answer.status_code == status
    return answer.content.decode()


def test_members_vote_on_two_nominees_and_the_page_tells_nothing_before_the_end(client):
    voting = opened(client, nominated(names=("Aigerim", "Bolat")))
    page = read(client, voting.people[0], "vote", pk=voting.vote.pk)
    assert [word in page for word in ("Aigerim", "Bolat", "None of them", "I abstain", "Result")] == [True] * 4 + [
        False
    ]
    assert "Votes of members" in read(client, voting.people[0], "work")
    for number in range(3):
        vote(client, voting, number, "Bolat")
    page = read(client, voting.people[0], "vote", pk=voting.vote.pk)
    assert ("The vote of Member" in page, "3 of 4 members" in page, "Result" in page) == (False, True, False)
    assert voting.members[3].name in read(client, voting.by, "vote", pk=voting.vote.pk)
    assert voting.members[3].name not in page
    vote(client, voting, 3, "against")
    page = read(client, voting.people[0], "vote", pk=voting.vote.pk)
    assert ("Result" in page, "elected" in page) == (True, True)
    assert Leader.objects.exclude(confirmed_at=None).get().name == "Bolat"
    assert "elected by the members" in read(client, voting.by, "initiative_leaders", pk=voting.initiative.pk)


def test_a_second_click_is_no_second_vote_and_a_colleague_is_told(client):
    voting = opened(client, nominated())
    vote(client, voting, 0, "Aigerim")
    vote(client, voting, 0, "against")
    represent(voting.people[1], voting.members[0])
    client.force_login(voting.people[1])
    data = {"organisation": voting.members[0].pk, "option": voting.option("against").pk}
    answer = client.post(reverse("vote", kwargs={"pk": voting.vote.pk}), data)
    assert (answer.status_code, "has voted for Member" in answer.content.decode()) == (409, True)
    assert sum(option.votes for option in voting.vote.options.all()) == 1


@pytest.mark.parametrize("data", [{}, {"option": "1"}, {"organisation": "x", "option": "1"}, {"organisation": "99999"}])
def test_a_ballot_that_says_nothing_is_refused(client, data):
    voting = opened(client, nominated())
    client.force_login(voting.people[0])
    assert client.post(reverse("vote", kwargs={"pk": voting.vote.pk}), data).status_code == 422


def test_a_vote_without_a_nominee_or_with_a_day_that_is_over_is_not_opened(client):
    voting = nominated()
    client.force_login(voting.by)
    where = reverse("vote_open", kwargs={"pk": voting.initiative.pk})
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    for data in (
        {"ends_on": "2099-01-01", "quorum": "50"},
        {"leaders": [voting.leaders[0].pk], "ends_on": yesterday.isoformat(), "quorum": "50"},
        {"leaders": [voting.leaders[0].pk], "ends_on": "2099-01-01", "quorum": "0"},
    ):
        assert client.post(where, data).status_code == 422
    assert LeaderVote.objects.count() == 0


def test_those_who_run_the_initiative_cancel_and_everybody_sees_that(client):
    voting = opened(client, nominated())
    vote(client, voting, 0, "Aigerim")
    client.force_login(voting.by)
    client.post(reverse("vote_cancel", kwargs={"pk": voting.vote.pk}), {"reason": "She is ill."})
    page = read(client, voting.people[1], "vote", pk=voting.vote.pk)
    assert ("cancelled" in page, "Needed for the quorum" in page) == (True, False)


def test_what_two_members_said_stays_secret_when_the_vote_is_over(client):
    at = timezone.now() - dt.timedelta(days=3)
    voting = nominated().open_(at=at, ends_on=timezone.localdate(at) + dt.timedelta(days=1), quorum=1)
    for number, said in enumerate(("Aigerim", "against")):
        voting.cast(number, said, at=at)
    deeds.conclude(vote=voting.vote, at=timezone.now())
    client.force_login(voting.people[2])
    answer = client.get(reverse("vote", kwargs={"pk": voting.vote.pk}))
    assert (answer.context["counted"], answer.context["turnout"].cast) == ([], 2)
    assert "Fewer than 3 members have voted: what they said stays secret." in answer.content.decode()


def test_the_page_says_how_many_ballots_a_result_needs_and_keeps_what_fewer_said(client):
    voting = opened(client, nominated(members=6, fewest=5))
    for number in range(4):
        vote(client, voting, number, "Aigerim")
    assert "the ballots of at least 5 members" in read(client, voting.people[5], "vote", pk=voting.vote.pk)
    deeds.conclude(vote=voting.vote, at=timezone.now() + dt.timedelta(days=9))
    page = read(client, voting.by, "vote", pk=voting.vote.pk)
    assert ("quorum not met" in page, "Fewer than 5 members have voted" in page, "For Aigerim" in page) == (
        True,
        True,
        False,
    )


def test_a_small_cluster_is_told_to_confirm_by_itself(client):
    voting = nominated(members=4, fewest=5)
    page = read(client, voting.by, "vote_open", pk=voting.initiative.pk)
    assert ("Too few members for a secret vote." in page, "Ask the members" in page) == (True, False)
