import csv
import io

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from indicators.actions import comparison
from indicators.actions import figure as figures
from indicators.models import FigureSlice, Indicator, IndicatorVersion
from indicators.queries import definition
from tests.factories import deliveries, releases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official")]
CODE = "regional_competitiveness"
MOST_QUERIES = 20
TEXTS = {f"name_{language}": f"Our index {language}" for language in ("en", "ru", "kk")}
CHOICES = {
    "normalisation": "goalposts",
    "aggregation": "arithmetic",
    "outliers": "kept",
    "least_known": "0.66",
    "draws": "200",
    "seed": "7",
    "decimals": "1",
    "seen": "",
}
LINES = {
    "part-TOTAL_FORMS": "3",
    "part-INITIAL_FORMS": "0",
    "part-0-indicator": "grp_growth_real",
    "part-0-direction": "1",
    "part-0-weight": "2",
    "part-0-low": "-0.05",
    "part-0-high": "0.15",
    "part-0-group": "growth",
    "part-1-indicator": "effective_number",
    "part-1-direction": "1",
    "part-1-weight": "1",
    "part-1-low": "1",
    "part-1-high": "12",
    "part-2-direction": "1",
    "part-2-weight": "1",
    "pillar-TOTAL_FORMS": "2",
    "pillar-INITIAL_FORMS": "0",
    "pillar-0-code": "growth",
    "pillar-0-weight": "1",
    "pillar-0-name_en": "Growth",
    "pillar-1-weight": "1",
}
NEW = CHOICES | LINES | TEXTS | {"code": "our_index"}


@pytest.fixture
def statistician(client):
    client.force_login(deliveries.statistician())
    return client


def address(name, **more):
    return reverse(name, kwargs={"code": CODE, **more})


def text(page):
    return page.content.decode()


def printed(region="KZ-23", period="2023"):
    out = io.StringIO()
    call_command("figure", indicator=CODE, subject=region, period=period, stdout=out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("index", {}, ["Places in 2024", "Atyrau", "1,000 admissible recipes", "20 regions have a place"]),
        ("index_region", {"region": "KZ-23"}, ["What the score is made of", "Relative productivity", "By pillar"]),
        ("index_stability", {}, ["Kendall", "Without: Relative productivity", "Karaganda"]),
        ("index_recipe", {}, ["In force: version 1", "less is better", "fixed goalposts"]),
    ],
)
def test_everybody_reads_an_index(client, name, more, words, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(address(name, **more))
    assert [word for word in words if word not in text(page)] == []


def test_the_list_names_who_is_first_in_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        page = client.get(reverse("indexes"))
    assert "First in 2024: Almaty" in text(page)


def test_the_picture_has_a_row_for_each_region_and_the_file_the_same_places(client):
    page = text(client.get(address("index"), {"period": "2023"}))
    assert page.count('class="whisker"') == 20
    rows = list(csv.DictReader(io.StringIO(text(client.get(address("index_csv"), {"period": "2023"})))))
    assert [row["rank"] for row in rows] == [str(place) for place in range(1, 21)]
    assert all(int(row["rank_low"]) <= int(row["rank_median"]) <= int(row["rank_high"]) for row in rows)


def test_the_command_the_interface_and_the_page_say_the_same(client):
    (row,) = printed()
    answer = client.get("/api/v1/figures/", {"indicator": CODE, "subject": "KZ-23", "period": "2023"}).json()
    assert [float(row["value"])] == [each["value"] for each in answer["results"]]
    assert (row["unit"], row["status"]) == ("score", "ok")
    assert row["value"] in text(client.get(address("index_region", region="KZ-23"), {"period": "2023"}))


def test_the_explanation_of_a_score_is_its_decomposition(client):
    where = reverse("figure", kwargs={"indicator": CODE, "subject": "KZ-23", "period": "2023"})
    assert client.get(where).url == f"{address('index_region', region='KZ-23')}?period=2023"


def test_a_country_or_a_cluster_has_no_place():
    assert [(row["value"], row["status"]) for row in printed("KZ")] == [("", "not_applicable")]
    assert [(row["value"], row["status"]) for row in printed("KZ-23:B")] == [("", "not_applicable")]


def test_a_year_before_a_region_was_counted_has_no_score_for_it(client):
    assert [(row["value"], row["status"]) for row in printed("KZ-10", "2018")] == [("", "missing_input")]
    assert "too little published" in text(client.get(address("index"), {"period": "2018"}))


@pytest.mark.parametrize(
    ("where", "asked"),
    [
        (reverse("index", kwargs={"code": "nothing"}), {}),
        (reverse("index", kwargs={"code": "productivity"}), {}),
        (address("index"), {"period": "soon"}),
        (address("index"), {"as_of": "soon"}),
        (address("index_region", region="KZ-99"), {}),
        (address("index_region", region="KZ"), {}),
    ],
)
def test_an_address_that_names_nothing_is_not_found(client, where, asked):
    assert client.get(where, asked).status_code == 404


def test_a_first_recipe_is_tried_kept_and_put_in_force(statistician):
    tried = statistician.post(reverse("index_new"), NEW | {"preview": "1", "name_en": ""})
    assert "The ranking of 2024 before it is put in force" in text(tried)
    assert not Indicator.objects.filter(code="our_index").exists()

    kept = statistician.post(reverse("index_new"), NEW, follow=True)
    assert "Draft: version 1" in text(kept)
    assert "our_index" not in definition.definitions().versions

    statistician.post(reverse("indicator_publish", kwargs={"code": "our_index"}))
    ours = definition.find("our_index")
    assert [part.indicator for part in ours.recipe.parts] == ["grp_growth_real", "effective_number"]
    assert set(AuditEvent.objects.filter(target_id=ours.indicator.pk).values_list("verb", flat=True)) >= {
        "indicator.opened",
        "indicator.drafted",
        "indicator.published",
    }


def test_a_new_version_stales_its_own_figures_only(statistician):
    FigureSlice.objects.all().delete()
    page = statistician.get(address("index_edit"))
    assert 'value="0.15"' in text(page)
    kept = statistician.post(address("index_edit"), CHOICES | LINES)
    assert kept.status_code == 302

    statistician.post(reverse("indicator_publish", kwargs={"code": CODE}))

    assert set(FigureSlice.objects.stale().values_list("version__indicator__code", flat=True)) == {CODE}
    assert IndicatorVersion.objects.filter(indicator__code=CODE, superseded_at=None).get().number == 2


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"part-0-low": "0.5"}, "the wrong way round"),
        ({"part-0-weight": "-1"}, "must be a number above zero"),
        ({"part-0-weight": "much"}, "Enter a number"),
        ({"part-0-group": "nowhere"}, "which the recipe does not have"),
        ({"part-1-indicator": "grp_growth_real"}, "stands in the recipe twice"),
        ({"part-1-indicator": ""}, "at least two indicators"),
        ({"part-1-indicator": "no_such"}, "Select a valid choice"),
        ({"part-1-indicator": CODE}, "Select a valid choice"),
        ({"part-0-high": ""}, "need a lowest and a highest"),
        ({"normalisation": "z_score", "aggregation": "geometric"}, "z-scores are not"),
        ({"least_known": "2"}, "at most 1"),
        ({"code": "productivity"}, "This name is taken"),
    ],
)
def test_a_bad_recipe_is_told_what_is_wrong_and_nothing_is_kept(statistician, changed, word):
    page = statistician.post(reverse("index_new"), NEW | changed)
    assert page.status_code == 422
    assert word in text(page)
    assert not Indicator.objects.filter(code="our_index").exists()


def test_an_index_is_no_word_of_a_formula_and_its_inputs_are_not_taken_away(statistician):
    formula = {"formula": f"{CODE} * 2", "measure": "", "subject": "KZ", "shown_as": "number", "decimals": "1"}
    page = statistician.post(reverse("indicator_edit", kwargs={"code": "grp_share"}), formula | {"seen": ""})
    assert "is no measure and no indicator" in text(page)
    page = statistician.post(reverse("indicator_retire", kwargs={"code": "relative_productivity"}), follow=True)
    assert "Other indicators are computed from it" in text(page)


def test_the_worker_keeps_the_whole_ranking_and_it_equals_one_from_nothing(client):
    FigureSlice.objects.exclude(version__indicator__code=CODE).delete()
    rows = FigureSlice.objects.filter(period="2023")
    figures.compute(slice_id=rows.get().pk, at=timezone.now())
    stored = rows.get()
    assert (len(stored.cross_section), stored.stale_since) == (20, None)
    assert sorted(row["rank"] for row in stored.cross_section.values()) == [float(place) for place in range(1, 21)]
    assert comparison.of_slice(stored.pk) == []
    rows.update(cross_section=stored.cross_section | {"KZ-23": stored.cross_section["KZ-23"] | {"low": 99.0}})
    assert [(one.subject, one.stored) for one in comparison.of_slice(stored.pk)] == [("KZ-23 low", 99.0)]


def test_a_release_that_changes_an_input_stales_the_index_of_that_year_and_the_next():
    stored = FigureSlice.objects.filter(version__indicator__code=CODE)
    stored.update(stale_since=None)
    releases.published([("jobs", "2022", "KZ-23", "_T", 333_333)], source="kaz_employment")
    invalidated = set(stored.filter(stale_since__isnull=False).values_list("period", flat=True))
    assert invalidated == {"2022", "2023"}
