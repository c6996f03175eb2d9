import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.formula import Look, grown, looks, needs, parse, slices_needed, stale_periods
from indicators.formula.expression import CLUSTER, SCOPES, Scope
from indicators.period import Period
from indicators.period import parse as period
from tests.indicators.formula.country import MEASURES
from tests.indicators.formula.worlds import EXPRESSIONS

INDUSTRY, REGION, ECONOMY = (SCOPES[name] for name in ("industry", "region", "economy"))


def looks_of(text: str) -> frozenset[Look]:
    return looks(parse(text, measures=MEASURES))


def test_a_formula_looks_at_measures_in_scopes_and_years():
    assert looks_of("growth(industry(gva)) - growth(economy(grp))") == {
        Look("gva", INDUSTRY),
        Look("gva", INDUSTRY, 1),
        Look("grp", ECONOMY),
        Look("grp", ECONOMY, 1),
    }


def test_scopes_and_years_add_up_inwards():
    assert looks_of("previous(industry(growth(region(gva), 2)), 3)") == {
        Look("gva", ECONOMY, 3),
        Look("gva", ECONOMY, 5),
    }


def test_a_mean_looks_at_each_of_its_years():
    assert {look.years for look in looks_of("mean(gva, 3)")} == {0, 1, 2}


def test_a_profile_over_activities_looks_at_all_of_them():
    assert looks_of("hhi(gva)") == {Look("gva", REGION)}
    assert looks_of("krugman(gva)") == {Look("gva", REGION), Look("gva", ECONOMY)}
    assert looks_of("gini(gva)") == {Look("gva", CLUSTER)}


def test_a_weighted_mean_needs_its_weights():
    assert needs(parse("grp_index", measures=MEASURES), MEASURES) == {
        Look("grp_index", CLUSTER),
        Look("grp", CLUSTER, 1),
    }


def test_a_fixed_base_year_is_read_by_every_period():
    found = looks_of("index(gva, 2015)")
    assert found == {Look("gva", Scope()), Look("gva", Scope(), base=2015)}
    assert slices_needed(found, period("2022-Q3")) == {("gva", period("2022-Q3")), ("gva", period("2015-Q3"))}
    assert stale_periods(found, "gva", period("2015-Q3")) is None
    assert stale_periods(found, "gva", period("2016-Q3")) == {period("2016-Q3")}


def test_a_changed_slice_makes_its_own_and_later_periods_stale():
    found = looks_of("growth(gva) - growth(industry(jobs), 2)")
    assert stale_periods(found, "gva", period("2022")) == {period("2022"), period("2023")}
    assert stale_periods(found, "jobs", period("2022-Q1")) == {period("2022-Q1"), period("2024-Q1")}
    assert stale_periods(found, "grp", period("2022")) == set()


@given(EXPRESSIONS, st.integers(1990, 2030))
def test_who_reads_a_slice_is_who_goes_stale_with_it(expression, year):
    found = looks(expression)
    for measure, read in slices_needed(found, Period(year)):
        stale = stale_periods(found, measure, read)
        assert stale is None or Period(year) in stale


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("growth(gva) - growth(economy(grp))", {"gva", "grp"}),
        ("growth(jobs)", {"jobs"}),
        ("gva / region(grp) - previous(gva / region(grp))", set()),
        ("index(gva, 2015) / mean(jobs, 3)", {"gva"}),
    ],
)
def test_a_formula_tells_whose_growth_it_speaks_of(text, measures):
    assert grown(parse(text, measures=MEASURES)) == measures
