from indicators import reference
from indicators.queries import threshold


def test_a_line_is_strict_where_its_source_says_so():
    cuts = threshold.of("location_quotient")

    assert [(cut.comparison, cut.value, cut.holds(cut.value)) for cut in cuts] == [
        (">", 1.0, False),
        (">=", 1.25, True),
        (">=", 2.0, True),
    ]


def test_what_has_no_value_passes_no_line():
    assert not any(cut.holds(None) for cut in threshold.of("location_quotient"))


def test_every_line_belongs_to_an_indicator_and_is_told_in_three_languages():
    known = {row["code"] for row in reference.rows("indicators")}
    rows = reference.rows("thresholds")

    assert {row["indicator"] for row in rows} <= known
    assert all(row[f"meaning_{language}"] and row["source"] for row in rows for language in reference.LANGUAGES)


def test_growth_at_current_prices_draws_no_verdict_of_leading():
    lines = {row["indicator"] for row in reference.rows("thresholds")}
    assert not lines & {"sector_lead", "sector_lead_gva", "cluster_lead", "grp_lead"}
