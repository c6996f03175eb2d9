import pytest

from indicators.formula import UnitError, parse, unit_of
from tests.indicators.formula.country import MEASURES

UNITS = [
    ("gva", "mln KZT"),
    ("gva / region(gva)", "fraction"),
    ("(gva / region(gva)) / (industry(gva) / economy(gva))", "fraction"),
    ("growth(gva) - growth(economy(grp))", "fraction"),
    ("gva / region(grp)", "fraction"),
    ("gva / jobs", "mln KZT / persons"),
    ("gva / jobs / jobs", "mln KZT / persons^2"),
    ("gva * jobs", "mln KZT × persons"),
    ("1 / jobs", "1 / persons"),
    ("2 * gva", "mln KZT"),
    ("mean(gva, 3)", "mln KZT"),
    ("stdev(gva, 3) / mean(gva, 3)", "fraction"),
    ("index(gva, 2015)", "index points"),
    ("grp_index", "index points"),
    ("grp_index / 100 - 1", "fraction"),
    ("region(grp_index) / 100 - economy(grp_index) / 100", "fraction"),
    ("hhi(gva)", "fraction"),
    ("hhi(regions(grp / jobs))", "fraction"),
    ("ln(growth(gva) + 1)", "fraction"),
    ("-gva + previous(gva, 2)", "mln KZT"),
]
REFUSED = [
    ("gva + jobs", 1, "“mln KZT” and “persons” cannot be added or subtracted."),
    ("1 - (gva + jobs)", 6, "“mln KZT” and “persons” cannot be added or subtracted."),
    ("gva - 1", 1, "“mln KZT” and “fraction” cannot be added or subtracted."),
    ("gva + grp", 1, "One side is valued at basic, the other at market."),
    ("growth(grp) - (grp_index / 100 - 1)", 1, "One side is in current prices, the other in volume_index prices."),
    ("gva / grp_index", 1, "One side is in current prices, the other in volume_index prices."),
    ("growth(grp_index)", 1, "The growth of an index means nothing"),
    ("1 + growth(index(gva, 2015))", 5, "The growth of an index means nothing"),
    ("grp_index - 1", 1, "“index points” and “fraction” cannot be added or subtracted."),
    ("ln(gva)", 1, "“ln” takes a number without a unit."),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_a_formula_has_the_unit_of_its_parts(text, unit):
    assert str(unit_of(parse(text, measures=MEASURES), MEASURES)) == unit


@pytest.mark.parametrize(("text", "column", "sentence"), REFUSED)
def test_what_does_not_go_together_is_refused_with_its_column(text, column, sentence):
    with pytest.raises(UnitError) as refusal:
        unit_of(parse(text, measures=MEASURES), MEASURES)
    assert refusal.value.column == column
    assert sentence in str(refusal.value)


def test_growth_keeps_the_price_basis_that_it_was_made_of():
    assert unit_of(parse("growth(gva)", measures=MEASURES), MEASURES).price_basis == "current"
    assert unit_of(parse("grp_index / 100 - 1", measures=MEASURES), MEASURES).price_basis == "volume_index"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("sum(activities(gva))", "mln KZT"),
        ("average(regions(gva / jobs))", "mln KZT / persons"),
        ("count(regions(gva))", "fraction"),
        ("cagr(gva, 5)", "fraction"),
        ("power(gva, 2)", "mln KZT^2"),
        ("root(power(gva, 2), 2)", "mln KZT"),
    ],
)
def test_what_is_taken_of_parts_keeps_their_unit(text, unit):
    assert str(unit_of(parse(text, measures=MEASURES), MEASURES)) == unit


def test_a_unit_without_a_root_is_refused():
    with pytest.raises(UnitError, match="“mln KZT” has no root of this degree"):
        unit_of(parse("root(gva, 2)", measures=MEASURES), MEASURES)
