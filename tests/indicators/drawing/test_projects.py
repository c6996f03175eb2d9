import datetime as dt
import re
from xml.etree import ElementTree as ET

from indicators.drawing import budget, timeline
from indicators.drawing.budget import Group
from indicators.drawing.timeline import Mark, Row

TODAY = dt.date(2026, 11, 23)
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def plain(value):
    return f"{value:g}"


def read(picture):
    return ET.fromstring(picture)  # noqa: S314 - drawn by us


def test_nothing_entered_draws_nothing():
    assert budget.draw([Group("2026", None, None)], title="Money", number=plain) == ""
    assert timeline.draw([Row("An idea", None, None)], title="Days", today=TODAY) == ""


def test_what_nobody_entered_is_no_column_and_a_zero_is_a_thin_one():
    groups = [Group("2025", 10, None), Group("2026", 10, 0)]
    columns = read(budget.draw(groups, title="Money", number=plain)).findall("rect")
    assert [column.find("title").text for column in columns] == [
        "2025, planned: 10",
        "2026, planned: 10",
        "2026, spent: 0",
    ]


def test_more_than_planned_has_a_colour_of_its_own():
    groups = [Group("2025", 10, 11), Group("2026", None, 1), Group("2027", 10, 10)]
    columns = read(budget.draw(groups, title="Money", number=plain)).findall("rect")
    assert [column.get("class") for column in columns if "spent" in column.get("class")] == [
        "spent over",
        "spent over",
        "spent",
    ]


def test_a_row_is_a_link_with_its_days_and_its_milestones():
    marks = [Mark(dt.date(2026, 3, 1), "Land", "done"), Mark(dt.date(2026, 9, 1), "Line", "late")]
    row = Row("Cooling points", *YEAR, href="/projects/1/", marks=marks)
    (link,) = read(timeline.draw([row], title="Days", today=TODAY)).findall("a")
    assert link.get("href") == "/projects/1/"
    assert [title.text for title in link.iter("title")] == [
        "Cooling points: 2026-01-01 – 2026-12-31",
        "2026-03-01: Land",
        "2026-09-01: Line",
    ]


def test_words_from_outside_are_escaped():
    shown = timeline.draw([Row("<b>", *YEAR, marks=[Mark(TODAY, "<i>")])], title='"><script>', today=TODAY)
    shown += budget.draw([Group("<b>", 1, 1)], title="<i>", number=plain)
    assert re.findall(r"<(?:b|i|script)\b", shown) == []


def test_today_lies_within_the_picture_whatever_the_years():
    row = Row("Long ago", dt.date(2010, 1, 1), dt.date(2011, 1, 1))
    picture = read(timeline.draw([row], title="Days", today=TODAY, today_label="today"))
    (today,) = [path for path in picture.iter("path") if path.get("class") == "today"]
    assert 8 <= float(re.match(r"M([\d.]+)", today.get("d"))[1]) <= 632
