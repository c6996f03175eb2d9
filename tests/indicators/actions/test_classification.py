import datetime as dt

import pytest
from django.core.management import call_command
from django.utils.translation import override

from indicators import reference
from indicators.actions import classification, indicator, source
from indicators.models import Code, CompleteSet, Correspondence, Indicator, IndicatorVersion, Measure, Source
from indicators.queries import definition

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def test_everything_is_adopted_once_and_the_second_time_changes_nothing():
    first = classification.adopt_all(by=None, at=AT)
    second = classification.adopt_all(by=None, at=AT + dt.timedelta(days=1))

    assert (first, second) == (["region", "activity", "measure"], [])
    assert Code.objects.regions().count() == 22
    assert Code.objects.activities().filter(kind=Code.Kind.CODE).count() == 2098
    assert Measure.objects.count() == 29


def test_a_region_has_its_official_names_and_codes():
    classification.adopt_regions(by=None, at=AT)

    turkistan = Code.objects.regions().get(code="KZ-61")

    assert (turkistan.name_kk, turkistan.name_ru, turkistan.name_en) == (
        "Түркістан облысы",
        "Туркестанская область",
        "Turkistan Region",
    )
    assert (turkistan.kato, turkistan.statistics_code, turkistan.valid_from) == (
        "610000000",
        "TRK",
        dt.date(2018, 6, 19),
    )


def test_south_kazakhstan_ends_where_its_successors_begin():
    classification.adopt_regions(by=None, at=AT)

    found = set(Correspondence.objects.values_list("predecessor__code", "successor__code", "predecessor_continues"))

    assert found == {
        ("KZ-YUZ", "KZ-61", False),
        ("KZ-YUZ", "KZ-79", False),
        ("KZ-63", "KZ-10", True),
        ("KZ-19", "KZ-33", True),
        ("KZ-35", "KZ-62", True),
    }
    assert set(Code.objects.regions().valid(dt.date(2017, 1, 1)).values_list("code", flat=True)).isdisjoint(
        {"KZ-61", "KZ-79", "KZ-10", "KZ-33", "KZ-62"}
    )


def test_a_class_hangs_below_its_group_and_a_section_below_all_activities():
    classification.adopt_activities(by=None, at=AT)

    wheat = Code.objects.activities().get(code="01111")

    assert (wheat.parent.code, wheat.parent.parent.code, wheat.level) == ("0111", "011", 5)
    assert Code.objects.activities().get(code="C").parent.code == "_T"


def test_industry_is_the_sum_of_its_four_sections():
    classification.adopt_activities(by=None, at=AT)

    industry = CompleteSet.objects.get(whole__code="B-E")

    assert set(industry.parts.values_list("code", flat=True)) == {"B", "C", "D", "E"}


def test_the_volume_index_is_a_mean_weighted_by_the_product_of_the_year_before():
    classification.adopt_measures(by=None, at=AT)

    index = Measure.objects.get(code="grp_index")

    assert (index.aggregation, index.weight.code, index.weight_lag) == ("mean", "grp", 1)


def test_indicators_come_into_force_once():
    classification.adopt_all(by=None, at=AT)

    first = indicator.adopt(by=None, at=AT)
    second = indicator.adopt(by=None, at=AT + dt.timedelta(days=1))

    assert (len(first) >= 45, second) == (True, [])
    assert IndicatorVersion.objects.in_force().count() == len(first)


def test_a_changed_formula_supersedes_the_version_before():
    classification.adopt_all(by=None, at=AT)
    indicator.adopt(by=None, at=AT)
    share = Indicator.objects.get(code="grp_share")
    later = AT + dt.timedelta(days=30)

    indicator.publish(indicator=share, by=None, at=later, formula="region(grp) / economy(gva)", unit="fraction")

    assert list(share.versions.order_by("number").values_list("number", "superseded_at")) == [(1, later), (2, None)]


def test_the_unit_of_every_shipped_formula_is_the_unit_it_claims():
    classification.adopt_all(by=None, at=AT)
    indicator.adopt(by=None, at=AT)
    known = definition.definitions()

    units = {code: str(known.checked(code)[1]) for code in known.versions}

    assert units == {row["code"]: row["unit"] for row in reference.rows("indicators")}


def test_every_shipped_indicator_is_told_in_three_languages():
    texts = [f"{field}_{language}" for field in ("name", "description", "edge_note") for language in ("kk", "ru", "en")]
    rows = reference.rows("indicators")

    assert [(row["code"], text) for row in rows for text in texts if not row[text]] == []
    assert {row["family"] for row in rows} == set(Indicator.Family.values) - {"", "composite"}
    assert all(row["source_reference"] for row in rows)


def test_sources_are_known_with_a_confirmed_mapping():
    source.adopt(by=None, at=AT)

    assert set(Source.objects.values_list("code", "mapping_confirmed_at")) == {
        ("kaz_grp", AT),
        ("kaz_gva", AT),
        ("kaz_employment", AT),
        ("kaz_population", AT),
    }


def test_the_command_says_when_nothing_has_changed(capsys):
    call_command("load_classification")
    call_command("load_classification")

    assert capsys.readouterr().out.splitlines()[-1] == "Nothing has changed."


def test_a_name_that_nobody_wrote_in_kazakh_is_shown_in_russian():
    classification.adopt_activities(by=None, at=AT)

    with override("kk"):
        name = Code.objects.activities().get(code="01111").name

    assert name == "Выращивание зерновых и зернобобовых культур, включая семеноводство"
