import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import Notice
from initiatives.actions import call as deeds
from initiatives.actions import call_scoring, lifecycle, rules
from initiatives.actions.call import CallRefused
from initiatives.actions.rules import RulesRefused
from initiatives.decisions import Capacity
from initiatives.lifecycle import TransitionRefused
from initiatives.models import Call, CallEntry, Round, ScoreSheet, Seat
from initiatives.permissions.approval import may_see_round
from initiatives.queries import agenda
from initiatives.queries import call as calls
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, acting_for, represent, rule_pack, working_hours
from tests.factories.call import AFTERWARDS, FIRST, LAST, Calling, calling

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> Calling:
    return calling()


def stages(*initiatives):
    for one in initiatives:
        one.refresh_from_db()
    return [one.stage for one in initiatives]


def refused(deed, *arguments, error=CallRefused, **named):
    with pytest.raises(error) as caught:
        deed(*arguments, **named)
    return str(caught.value)


def test_handing_in_without_an_open_call_names_the_next_window_and_who_announces_it(there):
    assert refused(there.hand_in, "Wool", error=TransitionRefused) == (
        "Recognition is by call, and none is open or announced. The ministry announces the next one. "
        "It can be announced by: Ministry of Industry."
    )
    there.announce(opens_on=FIRST + dt.timedelta(days=1))
    told = refused(there.hand_in, "Cotton", error=TransitionRefused)
    assert "“Call of the autumn” is open from 3 November 2026 to 22 November 2026." in told
    assert not Round.objects.exists()


def test_what_is_handed_in_joins_the_call_and_authorities_only_advise(there):
    wool = there.announce().hand_in("Wool")
    entry = there.entry(wool)
    assert (entry.call, entry.round.closed_at) == (there.call, None)
    assert set(Seat.objects.filter(round=entry.round).values_list("capacity", flat=True)) == {Capacity.ADVISES}
    for seat in Seat.objects.filter(round=entry.round).select_related("round__initiative", "round__rule_pack"):
        by = there.akimat if seat.region else there.ministry
        told = {"seen_digest": entry.round.digest, "by": by, "at": working_hours(1)}
        lifecycle.decide(seat=seat, decision="agreed", **told)
    assert stages(wool) == ["under_review"]
    assert "joined the call" in " ".join(line.text for line in audit.history(wool))
    assert Notice.objects.filter(kind="call_entered", user=there.office).count() == 1


def test_the_ranking_ends_the_rounds_and_tells_everybody_place_and_reason(there):
    there.announce()
    wool, milk, steel = (there.hand_in(name) for name in ("Wool", "Milk", "Steel"))
    there.go("begin")
    there.judge(wool, (5, 5), (4, 5))
    there.judge(milk, (3, 3), (4, 4), (2, 2))
    there.judge(steel, (5, 4), (5, 5))
    there.go("close")
    assert stages(wool, milk, steel) == ["nascent", "nascent", "registered"]
    found = {one.initiative.name: (one.place, str(one.score), one.verdict) for one in calls.entries(there.call)}
    assert found == {
        "Steel": (1, "96.000000", "above"),
        "Wool": (2, "94.000000", "below"),
        "Milk": (3, "60.000000", "below"),
    }
    assert set(Round.objects.values_list("outcome", flat=True)) == {"registered", "returned"}
    notice = Notice.objects.get(kind="call_ranked", user=there.managers[wool.pk])
    assert notice.context["place"] == 2
    assert "place 2 of 3" in " ".join(line.text for line in audit.history(wool))


def test_who_shares_the_last_place_enters_with_all_who_share_it(there):
    there.announce()
    both = [there.hand_in(name) for name in ("Wool", "Milk")]
    there.go("begin")
    for one in both:
        there.judge(one, (3, 3), (3, 3))
    there.go("close")
    assert stages(*both) == ["registered", "registered"]
    assert set(CallEntry.objects.values_list("place", "verdict")) == {(1, "tied")}


def test_a_call_is_not_closed_while_an_opinion_or_a_second_sheet_is_missing(there):
    wool = there.announce().hand_in("Wool")
    assert refused(there.go, "begin", at=MONDAY).startswith("Not yet. Its window is open until")
    there.go("begin")
    told = refused(there.go, "close")
    assert "Fund of clusters has not given its opinion on: Wool." in told
    there.opine(wool)
    there.score(wool, 0, 5, 5)
    assert refused(there.go, "close") == "Not yet. Fewer than two complete score sheets: Wool."


def test_a_tie_bars_a_commissioner_and_one_that_came_later_takes_his_sheet_out(there):
    wool = there.announce().hand_in("Wool")
    there.go("begin")
    represent(there.persons[0], wool.initiator, role="viewer", signs=False)
    assert "acts for Firm of Wool" in refused(there.score, wool, 0, 5, 5)
    there.judge(wool, *[])
    there.score(wool, 1, 5, 5)
    there.score(wool, 2, 3, 3)
    represent(there.persons[2], wool.initiator, role="viewer", signs=False)
    assert refused(there.go, "close") == "Fewer than two complete score sheets: Wool."
    assert stages(wool) == ["under_review"]


def test_a_declared_conflict_stands_and_what_was_scored_counts_no_more(there):
    wool = there.announce().hand_in("Wool")
    there.go("begin")
    there.judge(wool, (0, 0), (5, 5), (4, 4))
    told = {"entry": there.entry(wool), "by": there.persons[0], "at": AFTERWARDS}
    from_now = call_scoring.recuse(reason="My brother works there.", **told)
    assert from_now.recused_because
    assert "has declared a conflict of interest" in refused(there.score, wool, 0, 5, 5)
    there.go("close")
    assert str(there.entry(wool).score) == "90.000000"
    assert ScoreSheet.objects.filter(is_counted=True).count() == 2


def test_scores_are_whole_within_the_scale_and_with_reasons(there):
    wool = there.announce().hand_in("Wool")
    assert "this call is announced" in refused(there.score, wool, 0, 5, 5).lower()
    there.go("begin")
    assert refused(there.score, wool, 0, 5) == "Give every criterion a number from 0 to 5."
    assert refused(there.score, wool, 0, 6, 5) == "Give every criterion a number from 0 to 5."
    assert refused(there.score, wool, 0, 5, 5, reasons=" ").startswith("Say why")
    stranger = UserFactory()
    assert refused(there.score, wool, 0, 5, 5, by=stranger) == "Only the commission of the call scores its entries."
    assert (
        refused(there.score, wool, 0, 5, 5, by=there.ministry) == "Only the commission of the call scores its entries."
    )


def test_what_is_taken_back_is_not_ranked_and_may_join_again_while_the_call_is_open(there):
    there.announce()
    wool, milk = there.hand_in("Wool"), there.hand_in("Milk")
    told = {"by": there.managers[wool.pk], "at": MONDAY, "reason": "Too early."}
    lifecycle.advance(initiative=wool, transition="withdraw", **told)
    assert [one.initiative.name for one in calls.entries(there.call)] == ["Milk"]
    lifecycle.advance(initiative=wool, transition="submit", by=there.managers[wool.pk], at=MONDAY)
    assert [one.initiative.name for one in calls.entries(there.call)] == ["Milk", "Wool"]
    assert stages(milk) == ["under_review"]


def test_a_cancelled_call_gives_everything_back_with_its_reason(there):
    wool = there.announce().hand_in("Wool")
    assert refused(there.go, "cancel").startswith("Say why")
    there.go("cancel", reason="The act was repealed.")
    assert stages(wool) == ["nascent"]
    assert Notice.objects.get(kind="call_cancelled").context["reason"] == "The act was repealed."


def test_two_calls_are_never_open_at_once_and_a_draft_of_a_colleague_is_not_overwritten(there):
    there.announce()
    first = there.call
    second = there.draft(title="Another")
    assert refused(there.go, "announce", at=MONDAY).startswith("Another call is open in these days")
    told = {"by": there.ministry, "at": MONDAY}
    deeds.change(call=second, said=there.said(opens_on=LAST), seen_revision=1, **told)
    assert "A colleague" in refused(deeds.change, call=second, said=there.said(), seen_revision=1, **told)
    assert "stands as it is" in refused(deeds.change, call=first, said=there.said(), seen_revision=1, **told)


def test_a_call_needs_rules_that_recognise_by_call_weights_of_a_hundred_and_a_commission(there):
    rule_pack()
    there.draft(criteria=(("Effect", 60),), commission=[(there.persons[0], "Expert")])
    told = refused(there.go, "announce", at=MONDAY)
    assert "no rules are in force that recognise by call" in told
    assert "The weights add up to 60; they must add up to 100." in told
    assert "Name at least two persons of the commission." in told


def test_rules_do_not_change_under_an_announced_call(there):
    there.announce()
    head = acting_for(there.ministry.represents.get().organisation, role="administrator")
    draft = rules.draft(of=there.call.rule_pack, by=head, at=MONDAY)
    told = {"pack": draft, "starts_on": LAST, "seen_revision": draft.revision, "by": head, "at": MONDAY}
    assert "“Call of the autumn” is announced" in refused(rules.bring_in_force, error=RulesRefused, **told)


def test_only_the_ministry_keeps_calls(there):
    told = {"said": there.said(), "by": there.office, "at": MONDAY}
    assert refused(deeds.draft, **told) == "The ministry announces calls and closes them with their ranking."
    there.draft()
    assert "The ministry announces" in refused(there.go, "announce", by=there.akimat, at=MONDAY)


def test_the_commission_reads_what_was_handed_in_and_has_its_day_in_the_calendar(there):
    wool = there.announce().hand_in("Wool")
    there.go("begin")
    asel, round_ = there.persons[0], there.entry(wool).round
    assert may_see_round(asel, round_)
    assert may_see_round(there.office, round_)
    assert not may_see_round(UserFactory(), round_)
    titles = {
        person.pk: [str(one.title) for one in agenda.agenda(person, at=AFTERWARDS)] for person in (asel, there.office)
    }
    assert titles == {asel.pk: ["Score an entry of a call"], there.office.pk: ["Give the operator's opinion"]}
    there.score(wool, 0, 5, 5)
    assert agenda.agenda(asel, at=AFTERWARDS) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"closes_on": FIRST - dt.timedelta(days=1)},
        {"score_by": LAST},
        {"places": 0},
        {"least": 101},
        {"best": 1},
        {"stage": "open"},
        {"stage": "announced"},
        {"stage": "cancelled"},
    ],
)
def test_the_database_refuses_a_call_that_cannot_be(there, wrong):
    call = there.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**wrong)


def test_the_database_refuses_a_place_without_a_score_and_an_opinion_of_nobody(there):
    entry = there.entry(there.announce().hand_in("Wool"))
    for wrong in ({"place": 1}, {"verdict": "above"}, {"score": 5}, {"opinion": "Sound."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CallEntry.objects.filter(pk=entry.pk).update(**wrong)
