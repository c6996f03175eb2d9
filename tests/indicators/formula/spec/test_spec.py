import pytest

from . import answering, missing, profiles, scopes, years
from .table import answers

TABLES = (*scopes.TABLES, *years.TABLES, *missing.TABLES, *answering.TABLES, *profiles.TABLES)
EXAMPLES = [(table, example) for table in TABLES for example in table.examples]


@pytest.mark.parametrize(
    ("table", "example"),
    EXAMPLES,
    ids=[f"{table.title}: {example.formula} of {example.subject}" for table, example in EXAMPLES],
)
def test_a_formula_answers_as_its_table_says(table, example):
    assert answers(table, example) == example.answer
