"""SDMX for programs of other offices: what goes out can be loaded again, and errors are errors of SDMX."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from indicators.formats import sdmx
from indicators.models import Measure, Observation, Source
from indicators.period import Period
from indicators.queries import figure as figures
from indicators.queries import sdmx as queries
from tests.factories import releases

pytestmark = pytest.mark.django_db

PARTS = {"_T": 300.0, "B": 104.1, "C": 110.4}
ROWS = [
    ("gva", year, region, activity, round(value * factor, 1))
    for year in ("2022", "2023")
    for region, factor in (("KZ", 10), ("KZ-23", 1), ("KZ-39", 2))
    for activity, value in PARTS.items()
]
OTHERS = [
    ("gva", "2022", "KZ-23", "D", None),
    ("gva", "2022-01..09", "KZ-23", "B", 7.5),
    ("jobs", "2022-Q3", "KZ-39", "_T", 1200),
    ("jobs", "2022-03", "KZ-39", "_T", 400),
]
MESSAGE = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message}"
STRUCTURE = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure}"


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        releases.country()
        yield
        transaction.set_rollback(True)


def get(path, **headers):
    return Client().get(f"/sdmx/{path}", headers=headers)


def table(path):
    answer = get(path)
    assert answer.status_code == 200, answer.content
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def tree(answer):
    return ET.fromstring(answer.content)  # noqa: S314 an answer of our own


def error(path, **headers):
    answer = get(path, **headers)
    (told,) = tree(answer).iter(f"{MESSAGE}ErrorMessage")
    return answer.status_code, int(told.get("code"))


def load(file, source):
    told = io.StringIO()
    try:
        call_command("load_release", file, source=source, publish=True, stdout=told, stderr=told)
    except CommandError as error:
        raise AssertionError(told.getvalue()) from error


def counted():
    columns = ("measure__code", "period", "region__code", "activity__code", "value", "status")
    return set(Observation.objects.current().values_list(*columns))


def test_what_goes_out_comes_in_again_by_the_ordinary_load(tmp_path):
    first = releases.published(ROWS + OTHERS)
    before = counted()
    file = tmp_path / "observations.csv"
    file.write_bytes(b"".join(get("data/OBSERVATIONS").streaming_content))
    releases.withdrawn(first)
    assert counted() == set()
    Source.objects.create(code="another_portal", name="Another portal", publisher="Another office")
    load(file, "another_portal")
    assert counted() == before


def test_a_file_that_changes_nothing_writes_nothing(tmp_path):
    releases.published(ROWS)
    kept = Observation.objects.count()
    file = tmp_path / "observations.csv"
    file.write_bytes(b"".join(get("data/OBSERVATIONS/A.gva..").streaming_content))
    load(file, "kaz_gva")
    assert Observation.objects.count() == kept


def test_a_key_and_a_stretch_of_time_choose_the_rows():
    releases.published(ROWS + OTHERS)
    found = table("data/OBSERVATIONS/A.gva.KZ-23+KZ-39.B?startPeriod=2023")
    assert [(row["REF_AREA"], row["ACTIVITY"], row["TIME_PERIOD"], row["OBS_VALUE"]) for row in found] == [
        ("KZ-23", "B", "2023", "104.1"),
        ("KZ-39", "B", "2023", "208.2"),
    ]
    whole = {"DATAFLOW": "CLUSTERPORTAL:OBSERVATIONS(1.0)", "FREQ": "A", "MEASURE": "gva", "SOURCE": "kaz_gva"}
    assert found[0].items() >= (whole | {"UNIT_MEASURE": "MLN_KZT", "OBS_STATUS": "A"}).items()
    assert [row["TIME_PERIOD"] for row in table("data/OBSERVATIONS/N...")] == ["2022-01-01/P9M"]
    assert [(row["OBS_VALUE"], row["OBS_STATUS"]) for row in table("data/OBSERVATIONS/...D")] == [("", "Q")]


def test_the_past_answers_what_counted_then():
    first = releases.published(ROWS)
    releases.published([("gva", "2023", "KZ-23", "B", 999.9)])
    key = "data/OBSERVATIONS/A.gva.KZ-23.B?startPeriod=2023"
    then = f"{key}&asOf={first.recorded_at.isoformat().replace('+', '%2B')}"
    assert [[row["OBS_VALUE"] for row in table(path)] for path in (key, then)] == [["999.9"], ["104.1"]]


def test_figures_go_out_as_the_engine_computes_them():
    releases.published(ROWS)
    found = table("data/FIGURES/A.location_quotient.KZ-23.B+C")
    engine = [
        figures.figures(f"KZ-23:{activity}", ["location_quotient"], [Period(year)])[0].value
        for activity in ("B", "C")
        for year in (2022, 2023)
    ]
    told = {(row["ACTIVITY"], row["TIME_PERIOD"]): float(row["OBS_VALUE"]) for row in found}
    assert told == dict(zip([("B", "2022"), ("B", "2023"), ("C", "2022"), ("C", "2023")], engine, strict=True))
    assert tuple(found[0]) == sdmx.FIGURE_COLUMNS


def test_json_tells_the_same_as_the_table():
    releases.published(ROWS)
    path = "data/OBSERVATIONS/A.gva.KZ-23."
    told = get(f"{path}?format=json").json()["data"]
    inside = told["structure"]["dimensions"]["observation"]
    places = [
        (
            *(inside[at]["values"][int(place)]["id"] for at, place in enumerate(key.split(":"))),
            cells[0],
        )
        for key, cells in told["dataSets"][0]["observations"].items()
    ]
    columns = ("FREQ", "MEASURE", "REF_AREA", "ACTIVITY", "TIME_PERIOD")
    assert places == [(*(row[name] for name in columns), float(row["OBS_VALUE"])) for row in table(path)]
    assert inside[2]["values"][0]["names"]["ru"] != ""


def test_the_structure_names_every_code_that_the_data_use():
    releases.published(ROWS)
    answer = get("dataflow/CLUSTERPORTAL/OBSERVATIONS/latest?references=descendants")
    root = tree(answer)
    codes = {
        found.get("id"): {code.get("id") for code in found.iter(f"{STRUCTURE}Code")}
        for found in root.iter(f"{STRUCTURE}Codelist")
    }
    rows = table("data/OBSERVATIONS")
    lists = {"FREQ": "CL_FREQ", "MEASURE": "CL_MEASURE", "REF_AREA": "CL_AREA", "ACTIVITY": "CL_ACTIVITY"}
    assert all({row[column] for row in rows} <= codes[name] for column, name in lists.items())
    assert codes.keys() == {*lists.values(), "CL_OBS_STATUS"}
    assert [found.get("id") for found in root.iter(f"{STRUCTURE}Dimension")] == [
        "FREQ",
        "MEASURE",
        "REF_AREA",
        "ACTIVITY",
    ]
    assert codes["CL_MEASURE"] == set(Measure.objects.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("dataflow", {"Dataflows"}),
        ("dataflow/all/all/all?references=children", {"Dataflows", "DataStructures"}),
        ("datastructure/CLUSTERPORTAL/FIGURES/1.0", {"DataStructures"}),
        ("codelist/CLUSTERPORTAL/CL_FREQ/latest", {"Codelists"}),
        ("conceptscheme/all/CONCEPTS?references=parents", {"Concepts", "DataStructures"}),
        ("codelist/all/CL_FREQ?references=all", {"Dataflows", "Codelists", "Concepts", "DataStructures"}),
    ],
)
def test_a_structure_brings_what_it_is_asked_to_bring(path, kinds):
    root = tree(get(path))
    (inside,) = root.iter(f"{MESSAGE}Structures")
    assert {element.tag.removeprefix(STRUCTURE) for element in inside} == kinds


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("data/OBSERVATIONS", (404, 100)),
        ("data/EXR/all", (404, 100)),
        ("data/OBSERVATIONS/all/ECB", (404, 100)),
        ("data/OBSERVATIONS/gva", (400, 140)),
        ("data/OBSERVATIONS/all?startPeriod=2022-13", (400, 140)),
        ("data/OBSERVATIONS/all?asOf=yesterday", (400, 140)),
        ("data/OBSERVATIONS/all?updatedAfter=2022-01-01", (501, 501)),
        ("data/OBSERVATIONS/all?format=parquet", (406, 150)),
        ("dataflow/CLUSTERPORTAL/NOTHING", (404, 100)),
        ("dataflow/ECB", (404, 100)),
        ("dataflow?references=cousins", (400, 140)),
        ("dataflow?format=json", (406, 150)),
        ("metadata/all", (404, 100)),
        ("", (404, 100)),
    ],
)
def test_what_cannot_be_answered_is_an_error_of_sdmx(path, told):
    if path.endswith("format=json"):
        answer = get(path)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == told
    else:
        assert error(path) == told


@pytest.mark.parametrize(
    ("asked", "headers"),
    [
        ("&format=jsondata", {}),
        ("", {"Accept": "application/json"}),
        ("", {"Accept": "application/vnd.sdmx.data+json"}),
    ],
)
def test_a_program_that_reads_json_gets_the_error_as_json(asked, headers):
    answer = get(f"data/OBSERVATIONS/all?startPeriod=2022-13{asked}", **headers)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    assert answer.json()["errors"][0]["code"] == 140


@pytest.mark.parametrize(("asked", "headers"), [("&format=csv", {}), ("", {"Accept": "text/csv"})])
def test_a_program_that_reads_a_table_gets_the_error_as_one_line_of_text(asked, headers):
    answer = get(f"data/OBSERVATIONS/all?startPeriod=2022-13{asked}", **headers)
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode().startswith("140: ")


def test_who_takes_neither_table_nor_tree_is_told_so():
    assert error("data/OBSERVATIONS", Accept="application/vnd.sdmx.genericdata+xml") == (406, 150)


def test_more_figures_than_anybody_waits_for_are_refused(monkeypatch):
    releases.published(ROWS)
    monkeypatch.setattr(queries, "MOST_FIGURES", 3)
    assert error("data/FIGURES/A.location_quotient..") == (413, 510)
