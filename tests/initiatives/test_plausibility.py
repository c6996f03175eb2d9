from decimal import Decimal

import pytest

from initiatives.plausibility import CHECKS, Case, problems
from initiatives.questionnaire import QUESTIONS, Group, contribution, in_group


def case(before=(), size="", **answers):
    given = {key: Decimal(str(value)) for key, value in answers.items()}
    return Case(
        dict.fromkeys(QUESTIONS) | given, {key: Decimal(str(value)) for key, value in dict(before).items()}, size
    )


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        (case(), ["empty"]),
        (case(jobs=0), []),
        (case(turnover=10, exports=10), []),
        (case(turnover=10, exports="10.1"), ["part:exports"]),
        (case(exports=10), []),
        (case(purchases=5, purchases_from_members=6), ["part:purchases_from_members"]),
        (case(jobs=5, researchers=6), ["part:researchers"]),
        (case(turnover=10, value_added=11), ["above:value_added"]),
        (case(turnover=10, value_added=-3), []),
        (case(turnover=10, wages=11), ["above:wages"]),
        (case(jobs=2, turnover=12_500_000), ["unit:turnover"]),
        (case(jobs=0, turnover=12), ["zero:jobs"]),
        (case(turnover=100, before={"turnover": 30}), ["jump:turnover"]),
        (case(turnover=90, before={"turnover": 30}), []),
        (case(turnover=30, before={"turnover": 100}), ["jump:turnover"]),
        (case(jobs=3, before={"jobs": 12}), []),
        (case(jobs=40, size="micro"), ["size:jobs"]),
        (case(jobs=300, size="large"), []),
        (case(jobs=30, size="large"), ["size:jobs"]),
        (case(jobs=5, turnover=9, before={"jobs": 5, "turnover": 9}), ["same:all"]),
    ],
)
def test_every_check_says_what_stands_out(asked, codes):
    assert [problem.code for problem in problems(asked)] == codes


def test_each_problem_names_a_question_and_a_cure():
    found = problems(case(jobs=0, turnover=900_000, exports=900_001, wages=900_002, before={"turnover": 30}))
    assert {problem.key for problem in found} <= set(QUESTIONS)
    assert all(str(problem.text) and str(problem.cure) for problem in found)
    assert [problem.code for problem in found if problem.is_error] == ["part:exports"]


def test_a_slip_of_the_unit_is_told_from_a_jump():
    (jump,) = problems(case(turnover=30_000, before={"turnover": 30}))
    assert "million tenge" in str(jump.cure)


def test_the_index_of_checks_has_each_once():
    assert len(set(CHECKS)) == len(CHECKS)


def test_every_question_stands_in_one_group_and_every_whole_is_a_question():
    assert [question.key for group in Group for question in in_group(group)] == list(QUESTIONS)
    assert {question.part_of for question in QUESTIONS.values()} - {""} <= set(QUESTIONS)


def test_a_missing_answer_adds_nothing_and_a_zero_adds_zero():
    half = Decimal(50)
    assert contribution("turnover", None, half) is None
    assert contribution("turnover", Decimal(0), half) == 0
    assert contribution("turnover", Decimal(30), half) == 15
    assert contribution("purchases_from_members", Decimal(30), half) == 30
