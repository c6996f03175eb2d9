"""Official files by the command: each loads without a question, and known answers come out."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from python_calamine import CalamineWorkbook

from indicators import period as periods
from indicators.models import Observation, Release
from indicators.queries import figure as figures
from tests.factories import deliveries as made
from tests.indicators.formats.files import workbook

pytestmark = pytest.mark.django_db

WORKBOOK = Path(__file__).parents[4] / "shared" / "data" / "kazakhstan" / "kaz_grp_1990_2023.xlsx"
needs_workbook = pytest.mark.skipif(
    not WORKBOOK.exists(),
    reason="put kaz_grp_1990_2023.xlsx of the Bureau of National Statistics (stat.gov.kz, gross regional product) "
    "into shared/data/kazakhstan beside the repository",
)
TIDY = {
    "grp_by_region_1993_2025.csv": "kaz_grp",
    "grp_volume_index_by_region_2001_2025.csv": "kaz_grp",
    "employed_by_region_2001_2025.csv": "kaz_employment",
    "employed_by_region_sector_2016_2025.csv": "kaz_employment",
    "gva_by_region_section_2010_2024.csv": "kaz_gva",
    "population_by_region_2000_2050.csv": "kaz_population",
}


def load(path, source, **options):
    told = io.StringIO()
    call_command("load_release", path, source=source, stderr=told, stdout=io.StringIO(), **options)
    return told.getvalue()


def value(subject, indicator, period):
    (found,) = figures.figures(subject, [indicator], [periods.parse(period)])
    return None if found.value is None else round(found.value, 5)


def cells():
    rows = Observation.objects.current().values_list("measure__code", "period", "region__code", "value", "status")
    return set(rows)


@pytest.fixture
def codes():
    call_command("load_classification", stdout=io.StringIO())


@pytest.mark.usefixtures("codes")
def test_every_tidy_file_loads_without_a_question():
    for name, source in TIDY.items():
        load(made.statistics(name), source, publish=True)
    states = Release.objects.values_list("state").annotate(count=Count("pk"))
    assert dict(states) == {Release.State.PUBLISHED: len(TIDY)}


@needs_workbook
@pytest.mark.usefixtures("codes")
def test_the_offices_workbook_alone_gives_the_known_answers():
    load(WORKBOOK, "kaz_grp", publish=True)
    known = [value("KZ-23", code, "2022") for code in ("grp_growth", "grp_lead", "grp_share")]
    assert known == [0.29149, 0.05547, 0.13227]
    # South Kazakhstan stands beside its successors in 2011–2017: a sum of all would be too high by 1.5 tn and more.
    for year in range(2011, 2018):
        whole = Observation.objects.current().get(measure__code="grp", period=year, region__code="KZ").value
        parts = Observation.objects.current().filter(measure__code="grp", period=year).exclude(region__code="KZ")
        listed = dict(parts.filter(value__isnull=False).values_list("region__code", "value"))
        assert {"KZ-YUZ", "KZ-61", "KZ-79"} <= set(listed)
        apart = sum(number for code, number in listed.items() if code not in ("KZ-61", "KZ-79"))
        assert (year, abs(apart - whole) < 1) == (year, True)
    kinds = {periods.parse(period).kind for period in Observation.objects.values_list("period", flat=True).distinct()}
    assert {str(kind) for kind in kinds} >= {"year"}
    assert len(kinds) == 2


@needs_workbook
@pytest.mark.usefixtures("codes")
def test_the_workbook_asks_nothing_where_its_years_are_published_already():
    load(made.statistics("grp_by_region_1993_2025.csv"), "kaz_grp", publish=True)
    load(WORKBOOK, "kaz_grp", publish=True)
    assert Release.objects.get(filename=WORKBOOK.name).state == Release.State.PUBLISHED


@needs_workbook
@pytest.mark.usefixtures("codes")
def test_a_moved_header_a_renamed_sheet_and_swapped_columns_give_the_same_observations(tmp_path):
    load(WORKBOOK, "kaz_grp", publish=True)
    expected = cells()
    Observation.objects.all().delete()
    moved = tmp_path / "renamed.xlsx"
    moved.write_bytes(workbook(dict(_moved(CalamineWorkbook.from_path(str(WORKBOOK))))))
    load(moved, "kaz_grp", publish=True)
    assert cells() == expected


def _moved(book):
    for number, name in enumerate(book.sheet_names):
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        width = max(map(len, rows), default=0)
        order = [0, *range(width - 1, 0, -1)]
        yield f"Лист {number}", [[], [], []] + [[(row + [""] * width)[place] for place in order] for row in rows]


@pytest.mark.usefixtures("codes")
def test_problems_are_told_with_their_places_and_the_exit_is_not_zero(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text("region,year,item,gva_mln_kzt\nKZ-23,2022,B,1\nAtlantis,2022,B,2\n")
    told = io.StringIO()
    with pytest.raises(CommandError, match="cannot be accepted"):
        call_command("load_release", path, source="kaz_gva", stderr=told, stdout=io.StringIO(), publish=True)
    assert "row 3" in told.getvalue()
    assert "Atlantis" in told.getvalue()


@pytest.mark.usefixtures("codes")
def test_open_questions_are_told_and_the_exit_is_not_zero():
    load(made.statistics("gva_by_region_section_2010_2024.csv"), "kaz_gva", publish=True)
    told, path = io.StringIO(), made.statistics("gva_by_region_section_2025.csv")
    with pytest.raises(CommandError, match="not answered"):
        call_command("load_release", path, source="kaz_gva", stderr=told, stdout=io.StringIO(), publish=True)
    asked = [line for line in told.getvalue().splitlines() if line.startswith("question")]
    assert len(asked) == 12
    assert "H in KZ-31" in asked[0]
