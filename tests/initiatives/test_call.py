from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.call import CALL_TONES, CALL_WAYS, OVER, CallNeed, CallStage, available
from initiatives.lifecycle import Actor
from initiatives.queries.call import CHECKS
from initiatives.scoring import Ranked, Verdict, mean, rank, score

SHEETS = st.lists(st.one_of(st.none(), st.integers(0, 100).map(Fraction)), max_size=4)
ENTRIES = st.dictionaries(st.integers(1, 40), SHEETS, max_size=12)
PLACES, LEAST = st.integers(1, 8), st.integers(0, 100)


def test_every_stage_but_the_ends_can_be_left_and_every_one_is_reached():
    left = {stage for way in CALL_WAYS.values() for stage in way.sources}
    assert set(CallStage) - left == OVER
    assert {way.target for way in CALL_WAYS.values()} == set(CallStage) - {CallStage.DRAFT}
    assert set(CALL_TONES) == set(CallStage)


def test_every_need_has_its_check_and_a_way_that_asks_for_it():
    assert set(CHECKS) == set(CallNeed) == {need for way in CALL_WAYS.values() for need in way.needs}


@pytest.mark.parametrize(
    ("stage", "ways"),
    [
        (CallStage.DRAFT, ["announce", "cancel"]),
        (CallStage.ANNOUNCED, ["begin", "cancel"]),
        (CallStage.SCORING, ["close", "cancel"]),
        (CallStage.CLOSED, []),
        (CallStage.CANCELLED, []),
    ],
)
def test_the_ministry_alone_takes_the_ways_of_each_stage(stage, ways):
    assert [way.name for way in available(stage)] == ways
    assert available(stage, (Actor.MANAGER, Actor.SYSTEM)) == []


def test_a_sheet_is_weighed_on_a_scale_of_a_hundred_and_open_while_a_criterion_is():
    weights = {"effect": 60, "ready": 40}
    assert score({"effect": 5, "ready": 5}, weights, 5) == 100
    assert score({"effect": 1, "ready": 2}, weights, 3) == Fraction(140, 3)
    assert score({"effect": 5}, weights, 5) is None
    assert (mean([Fraction(50), None]), mean([None])) == (50, None)


def test_equals_share_a_place_and_the_next_one_is_left_out():
    scores = {1: [Fraction(70)], 2: [Fraction(90)], 3: [Fraction(70)], 4: [Fraction(60)], 5: [None]}
    assert rank(scores, places=2, least=65) == [
        Ranked(2, Fraction(90), 1, is_shared=False, verdict=Verdict.ABOVE),
        Ranked(1, Fraction(70), 2, is_shared=True, verdict=Verdict.TIED),
        Ranked(3, Fraction(70), 2, is_shared=True, verdict=Verdict.TIED),
        Ranked(4, Fraction(60), 4, is_shared=False, verdict=Verdict.WEAK),
        Ranked(5, None, None, is_shared=False, verdict=Verdict.UNSCORED),
    ]


@given(ENTRIES, PLACES, LEAST)
def test_everybody_is_ranked_once_and_what_is_missing_is_no_zero(scores, places, least):
    found = rank(scores, places=places, least=least)
    assert sorted(each.key for each in found) == sorted(scores)
    for each in found:
        assert each.value == mean(scores[each.key])
        assert (each.place is None) == (each.value is None) == (each.verdict == Verdict.UNSCORED)


@given(ENTRIES, PLACES, LEAST)
def test_nobody_above_the_line_has_less_than_somebody_below_it(scores, places, least):
    found = rank(scores, places=places, least=least)
    above = [each.value for each in found if each.verdict.is_above]
    below = [each.value for each in found if not each.verdict.is_above and each.value is not None]
    assert all(more > less for more in above for less in below)
    assert all(value >= least for value in above)


@given(ENTRIES, PLACES, LEAST)
def test_more_enter_than_there_are_places_only_where_the_last_place_is_shared(scores, places, least):
    found = rank(scores, places=places, least=least)
    above = [each for each in found if each.verdict.is_above]
    if len(above) > places:
        assert {each.value for each in above if each.verdict == Verdict.TIED} == {above[-1].value}
    fit = [each for each in found if each.value is not None and each.value >= least]
    assert len(above) >= min(places, len(fit))


@given(ENTRIES, PLACES, LEAST, st.randoms())
def test_the_ranking_hangs_on_no_order_of_arrival(scores, places, least, chance):
    shuffled = list(scores.items())
    chance.shuffle(shuffled)
    assert rank(dict(shuffled), places=places, least=least) == rank(scores, places=places, least=least)


@given(ENTRIES.filter(bool), PLACES, LEAST, st.integers(1, 50), st.data())
def test_a_better_sheet_never_costs_a_place(scores, places, least, more, data):
    key = data.draw(st.sampled_from(sorted(scores)))
    before = next(each for each in rank(scores, places=places, least=least) if each.key == key)
    better = scores | {key: [None if one is None else one + more for one in scores[key]]}
    after = next(each for each in rank(better, places=places, least=least) if each.key == key)
    assert before.place is None or after.place <= before.place
    assert not before.verdict.is_above or after.verdict.is_above
