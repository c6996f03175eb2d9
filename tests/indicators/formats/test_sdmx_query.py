"""Addresses of SDMX are read as the standard writes them, and what is not so written is named."""

import datetime as dt

import pytest

from indicators.formats import sdmx_query
from indicators.formats.sdmx_query import FIGURES, OBSERVATIONS, Stretch, Unreadable
from indicators.period import parse


@pytest.mark.parametrize(
    ("reference", "flow"),
    [
        ("OBSERVATIONS", OBSERVATIONS),
        ("CLUSTERPORTAL,FIGURES", FIGURES),
        ("CLUSTERPORTAL,OBSERVATIONS,1.0", OBSERVATIONS),
        ("all,OBSERVATIONS,latest", OBSERVATIONS),
        ("ECB,OBSERVATIONS", None),
        ("CLUSTERPORTAL,OBSERVATIONS,2.0", None),
        ("EXR", None),
    ],
)
def test_a_flow_is_named_with_or_without_its_agency_and_version(reference, flow):
    assert sdmx_query.flow(reference) == flow


@pytest.mark.parametrize("reference", ["a,b,c,d", "CLUSTERPORTAL,", ",OBSERVATIONS"])
def test_what_is_no_reference_is_refused(reference):
    with pytest.raises(Unreadable):
        sdmx_query.flow(reference)


def test_a_key_names_codes_for_each_dimension_or_none():
    found = sdmx_query.key("A.gva+jobs..B-F+01", OBSERVATIONS.dimensions)
    assert found == {"FREQ": {"A"}, "MEASURE": {"gva", "jobs"}, "ACTIVITY": {"B-F", "01"}}
    assert sdmx_query.key("all", OBSERVATIONS.dimensions) == sdmx_query.key("...", OBSERVATIONS.dimensions) == {}


@pytest.mark.parametrize("text", ["A", "A.gva.KZ", "A.gva.KZ.B.C", "A.gv a..", "A.gva+..", "A." + "x" * 5000 + ".."])
def test_a_key_of_another_shape_is_refused(text):
    with pytest.raises(Unreadable):
        sdmx_query.key(text, OBSERVATIONS.dimensions)


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        ("2022", "2022", ["2022", "2022-Q3", "2022-03", "2022-01..09"]),
        ("2022-Q3", "2022-Q4", ["2022-Q3"]),
        ("2022-03-01", "2022-03-31T23:59:59", ["2022-03"]),
        ("", "2021", ["2021"]),
        ("2023", "", []),
    ],
)
def test_a_stretch_of_time_holds_what_lies_in_it_whole(first, last, held):
    known = ["2021", "2022", "2022-Q3", "2022-03", "2022-01..09"]
    stretch = sdmx_query.stretch(first, last)
    assert [text for text in known if stretch.holds(parse(text))] == held


@pytest.mark.parametrize("text", ["2022-13", "yesterday", "0000", "2022-02-30"])
def test_a_time_that_is_none_is_refused(text):
    with pytest.raises(Unreadable):
        sdmx_query.stretch(text, "")


def test_without_limits_every_day_is_meant():
    assert sdmx_query.stretch("", "") == Stretch(None, None)
    assert sdmx_query.stretch("2022", "2023").last == dt.date(2023, 12, 31)
