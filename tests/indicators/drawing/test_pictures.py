import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indicators.drawing import bars, boundaries, region_map, series, spark
from indicators.drawing.marks import ticks

SVG = "{http://www.w3.org/2000/svg}"


def plain(value: float) -> str:
    return f"{value:g}"


def line(*values, provisional=()):
    return series.Line(
        "Atyrau",
        [series.Point(str(2018 + i), value, is_provisional=2018 + i in provisional) for i, value in enumerate(values)],
    )


def drawn(*lines, **options):
    return ET.fromstring(series.draw(lines, title="Share", number=plain, **options))  # noqa: S314 - drawn by us


def classes(picture, tag):
    return [element.get("class") for element in picture.iter(tag)]


def test_a_missing_value_leaves_a_gap_and_not_a_zero():
    picture = drawn(line(1, 2, None, 3, 4))
    assert [path for path in classes(picture, "path") if path.startswith("line")] == ["line line--1", "line line--1"]
    assert len(list(picture.iter("circle"))) == 4


def test_no_line_crosses_a_break():
    picture = drawn(line(1, 2, 3, 4), breaks=[("2020", "boundaries of 2020")])
    assert classes(picture, "path").count("line line--1") == 2
    assert [text.text for text in picture.iter("text") if text.get("class") == "break-label"] == ["boundaries of 2020"]


def test_provisional_points_are_hollow_and_their_line_is_dashed():
    picture = drawn(line(1, 2, 3, 4, provisional={2021}))
    assert classes(picture, "circle") == [*["point point--1"] * 3, "point point--1 point--provisional"]
    assert classes(picture, "path")[-2:] == ["line line--1", "line line--1 line--provisional"]


def test_each_point_says_its_value():
    picture = drawn(line(0.5, 2))
    assert [circle.find("title").text for circle in picture.iter("circle")] == ["Atyrau, 2018: 0.5", "Atyrau, 2019: 2"]


@pytest.mark.parametrize(
    "draw", [lambda: series.draw([line(None)], title="x", number=plain), lambda: spark.draw([1], title="x")]
)
def test_nothing_to_show_draws_nothing(draw):
    assert draw() == ""


def test_words_from_outside_are_escaped():
    shown = region_map.draw([region_map.Region("KZ-23", "<b>", "1", 1, '"><script>')], title="<i>")
    assert re.findall(r"<(?:b|i|script)\b", shown) == []


def test_a_column_below_zero_hangs_from_the_zero_line():
    picture = ET.fromstring(  # noqa: S314 - drawn by us
        bars.draw([bars.Bar("2022", 2.0), bars.Bar("2023", -2.0), bars.Bar("2024", None)], title="x", number=plain)
    )
    up, down = picture.iter("rect")
    assert float(up.get("y")) + float(up.get("height")) == pytest.approx(float(down.get("y")), abs=0.1)


@given(some.floats(-1e9, 1e9), some.floats(1e-6, 1e9))
def test_the_axis_holds_all_values_in_a_few_round_steps(lowest, span):
    steps = ticks(lowest, lowest + span)
    slack = (abs(lowest) + span) * 1e-9
    assert steps[0] <= lowest + slack
    assert steps[-1] >= lowest + span - slack
    assert 2 <= len(steps) <= 8


def test_the_boundary_file_has_the_twenty_regions_of_today():
    shapes, height = boundaries.outlines()
    assert set(shapes) == set(boundaries.CODES.values())
    assert len(shapes) == 20
    assert 500 < height < 650
    assert {code for code, shape in shapes.items() if shape.area < region_map.CITY_AREA} == {"KZ-71", "KZ-75", "KZ-79"}


def test_every_region_is_a_link_with_its_value_in_its_name():
    regions = [region_map.Region(code, f"Region {code}", "2.41", 3, f"/{code}/") for code in boundaries.CODES.values()]
    shown = region_map.draw(regions, title="Quotient")
    links = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', shown)
    assert sorted(links) == sorted((f"/{region.code}/", region.sentence) for region in regions)


def test_a_region_without_a_boundary_turns_the_map_into_tiles():
    shown = region_map.draw([region_map.Region("KZ-23", "Atyrau"), region_map.Region("KZ-YUZ", "South")], title="x")
    assert (shown.count("<rect"), shown.count("<path")) == (2, 0)


def test_shades_hold_about_as_many_regions_each_and_equal_values_share_one():
    shades = region_map.steps({"a": 1.0, "b": 1.0, "c": 2.0, "d": 3.0, "e": None}, count=2)
    assert shades == region_map.Steps((1.0, 3.0), {"a": 1, "b": 1, "c": 2, "d": 2})
