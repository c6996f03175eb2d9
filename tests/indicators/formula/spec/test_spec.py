import pytest

from . import composites
from .document import PATH, TABLES, document
from .table import answers

EXAMPLES = [(table, example) for table in TABLES for example in table.examples]
NAMES = [f"{table.title}: {example.formula} of {example.subject}" for table, example in EXAMPLES]


@pytest.mark.parametrize(("table", "example"), EXAMPLES, ids=NAMES)
def test_a_formula_answers_as_its_table_says(table, example):
    assert answers(table, example) == example.answer


@pytest.mark.parametrize("one", composites.EXAMPLES, ids=lambda one: one.says)
def test_a_recipe_scores_as_its_table_says(one):
    assert composites.answer(one) == one.scores


def test_the_document_says_what_the_tables_say():
    assert PATH.read_text(encoding="utf-8") == document(), "run python -m tests.indicators.formula.spec.document"
