"""What REAT 3.0.3 and PySAL answer on their own data; where they mean something else by a name, the test says so."""

import math

import pytest

from indicators.cube import Cube, Row
from indicators.formula.profiles import cv, entropy, gini, hhi, krugman, mld, theil
from indicators.resolution import Codes
from tests.indicators.formula.oracles import answers, country, cube, rows, value

EXACTLY = 1e-9
LQ = "(jobs / region(jobs)) / (industry(jobs) / economy(jobs))"
NATIONAL_SHARE = "previous(region(jobs), 9) * growth(economy(jobs), 9)"
MIX = "sum(activities(previous(jobs, 9) * (growth(industry(jobs), 9) - growth(economy(jobs), 9))))"
REGIONAL_SHARE = "sum(activities(jobs - previous(jobs, 9) * (1 + growth(industry(jobs), 9))))"
HOMOTHETIC = "previous(region(jobs), 9) * previous(industry(jobs), 9) / previous(economy(jobs), 9)"
LEAD = "(growth(jobs, 9) - growth(industry(jobs), 9))"
OTHERS = "(industry(sum(regions(jobs / region(jobs)))) - jobs / region(jobs)) / (industry(count(regions(jobs))) - 1)"


@pytest.fixture
def goettingen() -> tuple[Codes, Cube]:
    return published(with_totals=False)


def published(*, with_totals: bool) -> tuple[Codes, Cube]:
    """The sectors add up to 67,283 jobs, the published total is 69,403."""
    listed = rows("reat/Goettingen.csv")
    sectors = [row["WZ2008_Code"] for row in listed if row["WZ2008_Code"] != "A-R"]
    known = {
        ("jobs", year): [
            Row(region, "_T" if row["WZ2008_Code"] == "A-R" else row["WZ2008_Code"], float(row[f"{name}{year}"]))
            for row in listed
            if with_totals or row["WZ2008_Code"] != "A-R"
            for region, name in (("DE-G", "Goettingen"), ("DE", "BRD"))
        ]
        for year in range(2008, 2018)
    }
    return country(sectors, ("DE-G", "DE-X")), cube(known)


def test_location_quotients_use_the_published_totals():
    codes, known = published(with_totals=True)
    for sector, expected in answers("locq Goettingen 2017").items():
        assert value(LQ, f"DE-G:{sector}", 2017, codes, known) == pytest.approx(expected, rel=EXACTLY)


def test_dunn_shares_of_a_shift_add_up_to_the_change(goettingen):
    expected = answers("shift Goettingen 2008-2017 Dunn")
    shares = [value(text, "DE-G", 2017, *goettingen) for text in (NATIONAL_SHARE, MIX, REGIONAL_SHARE)]
    assert shares == pytest.approx(
        [expected["National share"], expected["Industrial mix"], expected["Regional share"]], rel=EXACTLY
    )
    change = value("region(jobs) - previous(region(jobs), 9)", "DE-G", 2017, *goettingen)
    assert math.fsum(shares) == pytest.approx(change, rel=EXACTLY)
    assert change == pytest.approx(expected["Growth (t1-t)"], rel=EXACTLY)


def test_shares_of_one_industry_use_the_growth_of_all_of_them_where_reat_uses_its_own(goettingen):
    own = "previous(jobs, 9) * growth(industry(jobs), 9)"
    table = {row[""]: row for row in rows("reat/oracle_shifti_goettingen_2008_2017.csv")}
    for sector, expected in table["National share"].items():
        if sector:
            assert value(own, f"DE-G:{sector}", 2017, *goettingen) == pytest.approx(float(expected), rel=1e-9)
    ours = value("previous(jobs, 9) * growth(economy(jobs), 9)", "DE-G:C", 2017, *goettingen)
    assert ours != pytest.approx(float(table["National share"]["C"]))


def test_esteban_marquillas_splits_the_regional_share(goettingen):
    competitive = value(f"sum(activities({HOMOTHETIC} * {LEAD}))", "DE-G", 2017, *goettingen)
    allocation = value(f"sum(activities((previous(jobs, 9) - {HOMOTHETIC}) * {LEAD}))", "DE-G", 2017, *goettingen)
    regional = value(REGIONAL_SHARE, "DE-G", 2017, *goettingen)
    assert competitive + allocation == pytest.approx(regional, rel=EXACTLY)


def test_specialisation_against_the_nation(goettingen):
    assert value("krugman(jobs)", "DE-G", 2017, *goettingen) == pytest.approx(
        answers("krugman.spec Goettingen 2017")["1"], rel=EXACTLY
    )
    assert value(f"gini(activities({LQ}))", "DE-G", 2017, *goettingen) == pytest.approx(
        answers("gini.spec Goettingen 2017")["1"], rel=EXACTLY
    )


def test_gini_of_specialisation_of_freiburg():
    listed = rows("reat/Freiburg.csv")
    sectors = [f"S{number}" for number in range(len(listed))]
    known = [
        Row(region, sector, float(row[f"e_{name}2014"]))
        for sector, row in zip(sectors, listed, strict=True)
        for region, name in (("DE-F", "Freiburg"), ("DE", "Germany"))
    ]
    answer = value(
        f"gini(activities({LQ}))", "DE-F", 2014, country(sectors, ("DE-F", "DE-X")), cube({("jobs", 2014): known})
    )
    assert answer == pytest.approx(answers("gini.spec Freiburg 2014")["1"], rel=EXACTLY)


def test_concentration_of_doersam():
    expected = answers("herf Doersam (20,50,20,10)")
    share = hhi([20, 50, 20, 10])
    assert [share, (share - 1 / 4) / (1 - 1 / 4), 1 / share] == pytest.approx(
        [expected["hhi"], expected["norm"], expected["eq"]], rel=EXACTLY
    )


def test_growth_subtracts_one_after_dividing_where_reat_with_periods_does_before(goettingen):
    ours = value("growth(region(jobs), 9)", "DE-G", 2017, *goettingen)
    assert ours == pytest.approx(67283 / 56872 - 1, rel=EXACTLY)


def test_krugman_against_the_other_regions_is_another_number_than_against_the_nation():
    states = sorted({row["region_code"] for row in rows("reat/G.regions.industries.csv")})
    listed = [row for row in rows("reat/G.regions.industries.csv") if row["ind_code"].startswith("WZ08-")]
    sectors = sorted({row["ind_code"][5:] for row in listed})
    known = [Row(row["region_code"], row["ind_code"][5:], float(row["emp_all"])) for row in listed]
    world = country(sectors, states), cube({("jobs", 2015): known})
    jobs = {(row.region, row.activity): row.value for row in known}
    own = {code: [jobs[code, sector] for sector in sectors] for code in states}
    share = {code: [part / sum(parts) for part in parts] for code, parts in own.items()}
    others = [sum(share[code][at] for code in states if code != "BW") / (len(states) - 1) for at in range(len(sectors))]
    expected = sum(abs(part - other) for part, other in zip(share["BW"], others, strict=True))
    against_others = value(f"sum(activities(abs(jobs / region(jobs) - {OTHERS})))", "BW", 2015, *world)
    assert against_others == pytest.approx(expected, rel=EXACTLY)
    assert against_others != pytest.approx(value("krugman(jobs)", "BW", 2015, *world), rel=1e-3)


def test_what_reat_calls_theil_is_the_mean_log_deviation():
    incomes = [float(row["pcgdp1940"]) for row in rows("pysal/mexico.csv")]
    mean = sum(incomes) / len(incomes)
    assert mld(incomes) == pytest.approx(sum(math.log(mean / one) for one in incomes) / len(incomes), rel=EXACTLY)
    assert mld(incomes) != pytest.approx(theil(incomes), rel=1e-3)


def test_inequality_between_mexican_states_as_pysal_answers():
    years = ("1940", "1950", "1960", "1970", "1980", "1990", "2000")
    listed = rows("pysal/mexico.csv")
    answered = [theil([float(row[f"pcgdp{year}"]) for row in listed]) for year in years]
    published_answers = [0.20894344, 0.15222451, 0.10472941, 0.10194725, 0.09560113, 0.10511256, 0.10660832]
    assert answered == pytest.approx(published_answers, abs=1e-8)
    assert gini([float(row["pcgdp1940"]) for row in listed]) == pytest.approx(0.35372371173452849, rel=EXACTLY)


def test_the_gini_of_a_half_area_and_an_entropy_cut_to_three_digits_are_not_ours():
    assert gini([0, 0, 1]) == pytest.approx(2 / 3, rel=EXACTLY)
    assert entropy([1, 2]) != round(entropy([1, 2]), 3)


def test_variation_is_of_the_sample():
    assert cv([1, 2, 3]) == pytest.approx(0.5, rel=EXACTLY)


def test_krugman_of_two_regions_with_nothing_in_common_is_two():
    assert krugman([1, 0], [0, 1]) == answers("krugman.spec FK (2)")["1"]
