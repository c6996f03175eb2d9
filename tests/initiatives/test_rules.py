from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.decisions import Quorum
from initiatives.lifecycle import Need
from initiatives.rules import (
    DEFAULT_PACK,
    NO_ARTICLE,
    Gate,
    GateRule,
    Pack,
    Recognition,
    RulePackRefused,
    judge,
    read,
    write,
)

DAYS = st.integers(min_value=1, max_value=365)
THRESHOLDS = st.decimals(min_value=0, max_value=1000, places=2)
GATES = st.lists(
    st.builds(GateRule, st.sampled_from(Need), THRESHOLDS, st.text(max_size=20)), unique_by=lambda gate: gate.need
)
PACKS = st.builds(
    Pack,
    GATES.map(tuple),
    quorum=st.sampled_from(Quorum),
    recognition=st.sampled_from(Recognition),
    decision_days=DAYS,
    hearing_days=DAYS,
    object_days=DAYS,
    appeal_days=DAYS,
    mandate_warning_days=DAYS,
)


def test_the_default_pack_asks_what_the_design_asks():
    pack = read(DEFAULT_PACK)
    assert {gate.need: gate.threshold for gate in pack.gates} == {
        Need.PLACE: 1,
        Need.MEMBERS: 15,
        Need.KINDS: 2,
        Need.MANAGING: 1,
        Need.STAFF: Decimal("0.5"),
        Need.LEADERS: 2,
        Need.VISION: 1,
    }
    assert (pack.quorum, pack.decision_days, pack.hearing_days) == (Quorum.ALL, 15, 3)


def test_a_threshold_without_an_article_says_so():
    (gate,) = judge(Pack((GateRule(Need.VISION, Decimal(1)),)), {}, {})
    assert gate.basis == NO_ARTICLE


def test_a_need_with_its_article_names_it():
    (gate,) = judge(Pack((GateRule(Need.VISION, Decimal(1), "Article 7"),)), {Need.VISION: Decimal(1)}, {})
    assert gate == Gate(Need.VISION, Decimal(1), Decimal(1), True, "Article 7", "")


@given(PACKS)
def test_a_pack_that_is_written_and_read_is_the_same(pack):
    assert read(write(pack)) == pack


@given(PACKS, st.dictionaries(st.sampled_from(Need), THRESHOLDS))
def test_a_gate_passes_exactly_when_there_is_enough(pack, have):
    assert [gate.is_passed for gate in judge(pack, have, {})] == [
        have.get(rule.need, Decimal()) >= rule.threshold for rule in pack.gates
    ]


@given(PACKS, st.dictionaries(st.sampled_from(Need), THRESHOLDS), st.sampled_from(Need))
def test_more_evidence_never_closes_a_gate(pack, have, need):
    more = have | {need: have.get(need, Decimal()) + 1}
    before, after = judge(pack, have, {}), judge(pack, more, {})
    assert all(then.is_passed for now, then in zip(before, after, strict=True) if now.is_passed)


@pytest.mark.parametrize(
    "content",
    [
        {"gates": [{"need": "money", "threshold": 1}]},
        {"gates": [{"need": "vision"}]},
        {"gates": [{"need": "vision", "threshold": "many"}]},
        {"gates": [{"need": "vision", "threshold": -1}]},
        {"gates": [{"need": "vision", "threshold": "NaN"}]},
        {"gates": [{"need": "vision", "threshold": 1}, {"need": "vision", "threshold": 2}]},
        {"quorum": "nobody"},
        {"decision_days": 0},
        {"decision_days": "15"},
        {"hearing_days": True},
    ],
)
def test_what_is_no_pack_is_refused(content):
    with pytest.raises(RulePackRefused):
        read(content)
