"""Profiles over divisions and classes: a country whose activities are known to four digits."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import formula
from indicators.cube import Cube, MeasureFacts, Row, slice_of
from indicators.formula.profiles import entropy, related_variety, unrelated_variety
from indicators.period import Period
from indicators.resolution import Activities, Codes, CompleteSet, Subject
from indicators.status import Status
from indicators.territory import Region, Regions

AT = Period(2003)
CLASSES = ("0111", "0112", "0210", "1011", "1012", "1101")
SECTION_OF = {"01": "A", "02": "A", "10": "C", "11": "C"}
PARENTS = {
    "_T": None,
    "A": "_T",
    "C": "_T",
    **SECTION_OF,
    **{code[:3]: code[:2] for code in CLASSES},
    **{code: code[:3] for code in CLASSES},
}
TREE = Activities(PARENTS, {"_T": (CompleteSet(("A", "C")),)})
CODES = Codes({"jobs": MeasureFacts("jobs", "persons")}, TREE, Regions("KZ", (Region("R1"), Region("R2"))))
KINDS = [code[:2] for code in CLASSES]
JOBS = st.lists(st.integers(0, 10**6).map(float), min_size=6, max_size=6).filter(any)


def known(jobs: list[float], left_out: str = "") -> Cube:
    cells = [Row("R1", code, value) for code, value in zip(CLASSES, jobs, strict=True) if code != left_out]
    return Cube({("jobs", AT): slice_of(cells, 0)})


def figure(text: str, cube: Cube) -> formula.Figure:
    expression, subject = formula.parse(text, measures=CODES.measures), Subject.parse("R1")
    (found,) = formula.evaluate(expression, subject, AT, CODES, cube)
    assert formula.evaluate_dense(expression, [subject], [AT], CODES, cube)[subject, AT] == (found,)
    return found


@given(JOBS)
def test_total_variety_is_unrelated_and_related_variety(jobs):
    together = unrelated_variety(jobs, KINDS) + related_variety(jobs, KINDS)
    assert together == pytest.approx(entropy(jobs) / math.log(2), abs=1e-9)


@given(JOBS)
def test_the_split_by_profile_is_the_split_by_difference_of_entropies(jobs):
    cube = known(jobs)
    related = figure("related_variety(jobs)", cube).value
    between = figure("entropy(divisions(jobs)) / ln(2)", cube).value
    total = figure("entropy(classes(jobs)) / ln(2)", cube).value
    assert related == pytest.approx(total - between, abs=1e-9)
    assert figure("unrelated_variety(jobs)", cube).value == pytest.approx(between, abs=1e-9)


def test_a_class_that_is_not_published_leaves_no_variety():
    missing = figure("related_variety(jobs)", known([1, 2, 3, 4, 5, 6], left_out="1012"))
    assert (missing.value, missing.status) == (None, Status.MISSING_INPUT)


def test_divisions_are_related_by_their_section():
    cube = known([1, 2, 3, 4, 5, 6])
    value = figure("related_variety(divisions(jobs))", cube).value
    assert value == pytest.approx(related_variety([3, 3, 9, 6], ["A", "A", "C", "C"]))


def test_variety_by_hand():
    halves = [1, 1, 1, 1, 0, 0]
    assert unrelated_variety(halves, ["a", "a", "b", "b", "c", "c"]) == pytest.approx(1)
    assert related_variety(halves, ["a", "a", "b", "b", "c", "c"]) == pytest.approx(1)
