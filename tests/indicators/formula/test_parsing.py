import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.formula import FormulaError, bound, names, parse, text_of
from indicators.formula.expression import Binary, Call, Measure, Number, Parameter, Scope, Scoped
from indicators.formula.parsing import COSTLIEST, cost
from tests.indicators.formula.worlds import EXPRESSIONS

MEASURES = ("jobs", "gva", "volume", "rate")
INDICATORS = ("productivity",)


def read(text: str):
    return parse(text, measures=MEASURES, indicators=INDICATORS)


def test_a_formula_becomes_a_tree_with_columns():
    tree = read("x / region(x) - 1")
    assert tree == Binary(
        "-",
        Binary("/", Parameter("x"), Scoped(Scope(all_activities=True), Parameter("x"))),
        Number(1.0),
    )
    assert (tree.left.right.column, tree.right.column) == (5, 17)


REFUSED = [
    ("", 1, "The formula cannot be read from here on."),
    ("gva +", 6, "The formula cannot be read from here on."),
    ("(gva", 1, "The formula cannot be read from here on."),
    ("gva + jobz", 7, "“jobz” is no measure and no indicator. Did you mean “jobs”?"),
    ("gva + grwth(jobs)", 7, "There is no function “grwth”. Did you mean “growth”?"),
    ("mean(gva)", 1, "“mean” takes one expression and a whole number from 1 to 50."),
    ("mean(gva, 0)", 1, "“mean” takes one expression and a whole number from 1 to 50."),
    ("previous(gva, jobs)", 1, "“previous” takes one expression and a whole number from 1 to 50."),
    ("industry(gva, jobs)", 1, "“industry” takes one expression."),
    ("gva ** 2", 1, "“gva ** 2” is not part of the formula language."),
    ("gva.jobs", 1, "“gva.jobs” is not part of the formula language."),
    ("gva if jobs else 1", 1, "“gva if jobs else 1” is not part of the formula language."),
    ("__import__('os')", 1, "There is no function “__import__”."),
    ("(lambda: 1)()", 1, "“(lambda: 1)()” is not part of the formula language."),
    ("'text'", 1, "“'text'” is not part of the formula language."),
    ("True", 1, "“True” is not part of the formula language."),
    ("gva + 1e999", 7, "This number is too large."),
    ("gva + 1j", 7, "“1j” is not part of the formula language."),
    ("gva # jobs", 5, "“#” is not part of the formula language."),
    ("growth(regions(gva))", 8, "“regions” stands inside a function of profiles only."),
    ("krugman(regions(gva))", 9, "“krugman” compares over activities only."),
    ("gva +\x00", 7, "The formula cannot be read from here on."),
]


@pytest.mark.parametrize(("text", "column", "sentence"), REFUSED)
def test_what_is_no_formula_is_refused_with_its_column_and_what_helps(text, column, sentence):
    with pytest.raises(FormulaError) as refusal:
        read(text)
    assert refusal.value.column == column
    assert sentence in str(refusal.value)


def test_every_refusal_names_what_helps_or_says_all():
    with pytest.raises(FormulaError) as refusal:
        read("gva ** 2")
    assert str(refusal.value).endswith("Use numbers, measures, + - * / and the functions of the language.")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 900 + "gva" + ")" * 900,
        "-" * 1990 + "gva",
        "growth(" * 200 + "gva" + ")" * 200,
        "gva" + " + gva" * 300,
        "mean(" * 10 + "gva" + ", 50)" * 10,
        "gva" + " " * 2000,
        "(" * 1999,
    ],
)
def test_deep_long_and_costly_formulas_are_refused_at_once(text):
    with pytest.raises(FormulaError):
        read(text)


def test_a_formula_over_several_lines_counts_columns_as_one_line():
    with pytest.raises(FormulaError) as refusal:
        read("  gva +\n  jobz")
    assert refusal.value.column == 11


def test_columns_count_letters_not_bytes():
    with pytest.raises(FormulaError) as refusal:
        parse("ұ + ә", measures=["ұ"])
    assert refusal.value.column == 5


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_is_refused(text):
    with contextlib.suppress(FormulaError):
        read(text)


@given(EXPRESSIONS.filter(lambda expression: cost(expression) <= COSTLIEST))
def test_a_formula_written_out_reads_back_as_itself(expression):
    assert read(text_of(expression)) == expression


def test_names_are_what_the_formula_names_itself():
    assert names(read("growth(productivity) - industry(gva) / x")) == {"productivity", "gva"}


def test_parameters_and_references_are_replaced_before_evaluation():
    tree = bound(
        read("growth(productivity) - growth(y)"),
        parameters={"x": "gva", "y": "jobs"},
        references={"productivity": read("x / jobs")},
    )
    assert text_of(tree) == "growth(gva / jobs) - growth(jobs)"


def test_a_name_that_stands_for_nothing_is_refused_with_its_column():
    with pytest.raises(FormulaError) as refusal:
        bound(read("gva / x"))
    assert (refusal.value.column, str(refusal.value)) == (7, "column 7: “x” stands for nothing here.")


def test_references_that_double_at_each_step_are_refused_before_they_fill_the_memory():
    doubling = {f"i{n}": parse(f"i{n - 1} + i{n - 1}", measures=(), indicators=[f"i{n - 1}"]) for n in range(1, 40)}
    doubling["i0"] = read("gva")
    with pytest.raises(FormulaError):
        bound(parse("i39", measures=(), indicators=["i39"]), references=doubling)


def test_a_function_with_a_default_year_may_leave_it_out():
    assert read("growth(gva)") == Call("growth", Measure("gva"), 1)
