"""What the official statistics must answer: numbers worked out elsewhere, by hand or in a spreadsheet."""

import pytest

from indicators import formula
from indicators.period import parse as period
from indicators.resolution import Subject
from indicators.status import Status
from tests.indicators.formula.country import codes, cube

INDICATORS = {
    "location_quotient": "(x / region(x)) / (industry(x) / economy(x))",
    "sector_lead": "growth(industry(x)) - growth(economy(y))",
    "sector_lead_gva": "growth(industry(gva)) - growth(economy(gva))",
    "cluster_lead": "growth(x) - growth(industry(x))",
    "share_in_grp": "gva / region(grp)",
    "productivity": "gva / jobs",
    "employment_growth": "growth(jobs)",
    "grp_growth": "growth(region(grp))",
    "grp_lead": "growth(region(grp)) - growth(economy(grp))",
    "grp_share": "region(grp) / economy(grp)",
    "grp_growth_real": "region(grp_index) / 100 - 1",
    "grp_lead_real": "region(grp_index) / 100 - economy(grp_index) / 100",
    "concentration": "hhi(regions(grp))",
}
# indicator, subject, period, value, decimals to which it was published or worked out
ANSWERS = [
    ("location_quotient", "KZ-23:B", "2022", 3.42151, 5),
    ("location_quotient", "KZ-23+KZ-47+KZ-27+KZ-15:B", "2024", 3.19, 2),
    ("location_quotient", "KZ-39:A", "2024", 2.41, 2),
    ("sector_lead", "KZ:C", "2022", -0.01675, 5),
    ("sector_lead_gva", "KZ:C", "2022", 0.00090, 5),
    ("cluster_lead", "KZ-35:C", "2022", 0.02128, 5),
    ("share_in_grp", "KZ-35:C", "2022", 0.36609, 5),
    ("grp_growth", "KZ-23", "2022", 0.29149, 5),
    ("grp_growth", "KZ", "2022", 0.23602, 5),
    ("grp_lead", "KZ-23", "2022", 0.05547, 5),
    ("grp_share", "KZ-23", "2022", 0.13227, 5),
    ("grp_growth_real", "KZ-23", "2022", 0.016, 12),
    ("grp_lead_real", "KZ-23", "2022", -0.016, 12),
    ("concentration", "KZ", "2022", 0.084866, 6),
]


def answer(indicator: str, subject: str, at: str) -> tuple[formula.Figure, ...]:
    expression = formula.bound(
        formula.parse(INDICATORS[indicator], measures=codes().measures), parameters={"x": "gva", "y": "grp"}
    )
    asked = Subject.parse(subject), period(at)
    figures = formula.evaluate(expression, *asked, codes(), cube())
    assert formula.evaluate_dense(expression, [asked[0]], [asked[1]], codes(), cube())[asked] == figures
    return figures


@pytest.mark.parametrize(("indicator", "subject", "at", "value", "decimals"), ANSWERS)
def test_official_statistics_give_the_known_answer(indicator, subject, at, value, decimals):
    (figure,) = answer(indicator, subject, at)
    assert figure.status is Status.OK
    assert round(figure.value, decimals) == value


def test_regions_that_were_divided_grow_on_equal_territory():
    (figure,) = answer("grp_growth", "KZ-35+KZ-62", "2021")
    assert figure.value == (6069356.6 + 1376916.6) / 6099856.2 - 1


def test_growth_across_a_new_border_is_not_applicable_and_says_why():
    (figure,) = answer("grp_growth", "KZ-35", "2021")
    assert (figure.value, figure.status) == (None, Status.NOT_APPLICABLE)
    assert str(figure.reason) == "The territory was not counted by itself in 2020: KZ-35 had other borders."


def test_a_predecessor_listed_with_its_successors_counts_once():
    (figure,) = answer("grp_share", "KZ-YUZ", "2015")
    (apart,) = answer("grp_share", "KZ-61+KZ-79", "2015")
    assert figure == apart
    assert round(figure.value * 40884133.6, 1) == 2508380.9


def test_activities_below_the_published_level_are_answered_one_by_one_and_named():
    figures = answer("share_in_grp", "KZ-39:0111+106+521", "2024")
    assert [(figure.activities, figure.coarser_for) for figure in figures] == [
        (("A",), ("0111",)),
        (("C",), ("106",)),
        (("H",), ("521",)),
    ]


def test_all_measures_of_a_formula_answer_for_the_same_activities():
    (figure,) = answer("productivity", "KZ-35:C", "2022")
    assert (figure.activities, figure.coarser_for) == (("B-F",), ("C",))
    assert figure.value == (677471.3 + 2664437.3 + 175079.1 + 53855.1 + 288164.6) / 175665


def test_measures_that_follow_a_new_border_in_different_years_are_joined_on_the_wider_territory():
    (figure,) = answer("productivity", "KZ-35:C", "2021")
    assert figure.territory == {"KZ-35", "KZ-62"}
    (lost,) = answer("productivity", "KZ-62:C", "2021")
    assert (lost.value, lost.status) == (None, Status.NOT_APPLICABLE)


@pytest.mark.parametrize("year", range(2010, 2026))
def test_sections_and_net_taxes_make_the_gross_product_of_the_country_in_every_year(year):
    gva, taxes, product = (value_of(f"economy({measure})", year) for measure in ("gva", "net_taxes", "grp"))
    assert round(gva + taxes - product, 1) == 0


@pytest.mark.parametrize("year", range(2010, 2026))
def test_regions_add_up_to_the_country_in_every_year(year):
    divided = {"KZ-61+KZ-79", "KZ-19+KZ-33", "KZ-35+KZ-62", "KZ-63+KZ-10"}
    others = codes().regions.whole - {code for pair in divided for code in pair.split("+")}
    total = sum(value_of("region(gva)", year, regions) for regions in sorted(divided | others))
    assert total == pytest.approx(value_of("economy(gva)", year), abs=2)


def value_of(text: str, year: int, subject: str = "KZ") -> float:
    expression = formula.parse(text, measures=codes().measures)
    (figure,) = formula.evaluate(expression, Subject.parse(subject), period(str(year)), codes(), cube())
    assert figure.value is not None
    return figure.value
