from dataclasses import dataclass
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from initiatives import budget
from initiatives.budget import Source, Sum
from initiatives.projects import CRITERIA, score
from initiatives.scoring import mean


@dataclass(frozen=True)
class Line:
    source: str
    year: int
    planned: int | None = None
    spent: int | None = None


AMOUNTS = some.none() | some.integers(0, 10**15)
LINES = some.lists(some.builds(Line, some.sampled_from(list(Source)), some.integers(2020, 2030), AMOUNTS, AMOUNTS))


def test_no_plan_entered_is_not_a_plan_of_zero():
    assert budget.add([]) == Sum()
    assert budget.add([Line("state", 2026)]) == Sum(None, None, lines=1, unplanned=1, unspent=1)
    assert budget.add([Line("state", 2026, 0, 0)]) == Sum(0, 0, lines=1)


def test_money_is_added_to_the_last_tenge():
    rows = [Line("state", 2026, 10**15 + 1), Line("private", 2026, 2)]
    assert budget.add(rows).planned == 10**15 + 3


def test_cofinancing_is_the_part_that_is_not_public():
    rows = [
        Line("state", 2026, 30),
        Line("regional", 2026, 30),
        Line("private", 2026, 30),
        Line("international", 2026, 10),
    ]
    assert budget.cofinancing(rows) == Fraction(40, 100)


def test_cofinancing_of_an_incomplete_or_empty_plan_is_unknown():
    assert budget.cofinancing([Line("state", 2026, 30), Line("private", 2026)]) is None
    assert budget.cofinancing([Line("state", 2026, 0)]) is None


def test_spending_without_a_plan_is_overspending():
    rows = [
        Line("state", 2026, None, 1),
        Line("state", 2027, 5, 5),
        Line("private", 2027, 5, 6),
        Line("private", 2026, 0, 0),
    ]
    assert budget.overspent(rows) == [rows[0], rows[2]]


@given(LINES, LINES)
def test_sums_of_parts_make_the_sum_of_the_whole(some_lines, others):
    parts = [budget.add(some_lines), budget.add(others)]
    whole = budget.add([*some_lines, *others])
    assert budget.known_sum(part.planned for part in parts) == whole.planned
    assert budget.known_sum(part.spent for part in parts) == whole.spent


@given(LINES)
def test_the_ratio_lies_between_nothing_and_all(rows):
    ratio = budget.cofinancing(rows)
    assert ratio is None or 0 <= ratio <= 1


def test_the_weights_of_the_criteria_make_a_hundred():
    assert sum(criterion.weight for criterion in CRITERIA.values()) == 100
    assert (score(dict.fromkeys(CRITERIA, 5)), score(dict.fromkeys(CRITERIA, 0)), score({})) == (100, 0, None)
    assert (mean([Fraction(100), None, Fraction(50)]), mean([None])) == (75, None)
