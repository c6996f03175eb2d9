import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from initiatives.competence import Claim, Rule, claims, reason
from initiatives.decisions import Capacity

DECIDES, ADVISES = Capacity.DECIDES, Capacity.ADVISES
ABOVE = {
    "A": (),
    "01": ("A",),
    "011": ("01", "A"),
    "0111": ("011", "01", "A"),
    "02": ("A",),
    "C": (),
    "10": ("C",),
    "105": ("10", "C"),
    "13": ("C",),
}
CODES = st.sampled_from(sorted(ABOVE))
RULES = st.lists(
    st.builds(Rule, st.integers(1, 3), CODES, st.sampled_from(Capacity)),
    max_size=8,
    unique_by=lambda rule: (rule.body, rule.activity),
)
ACTIVITIES = st.lists(CODES, max_size=5)


@pytest.mark.parametrize(
    ("rules", "activities", "claim"),
    [
        ([("A", ADVISES)], ["0111"], (ADVISES, ("0111",))),
        ([("01", ADVISES)], ["01"], (ADVISES, ("01",))),
        ([("01", ADVISES)], ["02", "10"], None),
        # A part of what the initiative does is enough.
        ([("105", ADVISES)], ["C", "13"], (ADVISES, ("C",))),
        # The nearer row says less or more than the wider one.
        ([("A", DECIDES), ("01", ADVISES)], ["0111"], (ADVISES, ("0111",))),
        ([("A", ADVISES), ("01", DECIDES)], ["0111"], (DECIDES, ("0111",))),
        # Several activities: the strongest word, and only those that give it.
        ([("01", DECIDES), ("10", ADVISES)], ["105", "0111"], (DECIDES, ("0111",))),
        ([("01", ADVISES), ("10", ADVISES)], ["105", "0111"], (ADVISES, ("0111", "105"))),
        ([("C", ADVISES), ("10", DECIDES)], ["C"], (DECIDES, ("C",))),
        ([], ["0111"], None),
        ([("A", DECIDES)], [], None),
    ],
)
def test_what_a_body_has_to_say(rules, activities, claim):
    expected = [Claim(7, *claim)] if claim else []
    assert claims([Rule(7, code, word) for code, word in rules], activities, ABOVE) == expected


@given(RULES, ACTIVITIES, st.randoms())
def test_the_order_of_rows_and_activities_changes_nothing(rules, activities, random):
    shuffled, others = list(rules), list(activities) * 2
    random.shuffle(shuffled)
    random.shuffle(others)
    assert claims(shuffled, others, ABOVE) == claims(rules, activities, ABOVE)


@given(RULES, ACTIVITIES)
def test_a_body_is_asked_once_and_for_activities_of_the_initiative(rules, activities):
    found = claims(rules, activities, ABOVE)
    assert len({claim.body for claim in found}) == len(found)
    for claim in found:
        assert claim.because
        assert set(claim.because) <= set(activities)
        assert claim.capacity in {rule.capacity for rule in rules if rule.body == claim.body}


@given(RULES, ACTIVITIES, CODES)
def test_one_more_activity_takes_no_word_away_and_weakens_none(rules, activities, more):
    before = {claim.body: claim.capacity for claim in claims(rules, activities, ABOVE)}
    after = {claim.body: claim.capacity for claim in claims(rules, [*activities, more], ABOVE)}
    assert set(before) <= set(after)
    assert all(after[body] == DECIDES for body, word in before.items() if word == DECIDES)


@given(RULES, ACTIVITIES)
def test_bodies_do_not_touch_each_other(rules, activities):
    together = claims(rules, activities, ABOVE)
    alone = [
        claim
        for body in sorted({rule.body for rule in rules})
        for claim in claims([rule for rule in rules if rule.body == body], activities, ABOVE)
    ]
    assert together == alone


def test_the_reason_is_told_in_the_readers_language():
    food = {"code": "105", "printed": "10.5", "name": {"ru": "Молоко", "en": "Dairy", "kk": ""}}
    crops = {"code": "011", "printed": "01.1", "name": {"ru": "Культуры", "en": "Crops", "kk": "Дақылдар"}}
    assert reason([]) == ""
    with override("en"):
        assert reason([food]) == "because of activity 10.5 Dairy"
        assert reason([food, crops]) == "because of activities 10.5 Dairy; 01.1 Crops"
    with override("kk"):
        assert reason([food]) == "10.5 Молоко қызмет түріне байланысты"
