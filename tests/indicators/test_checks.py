import re

import pytest
from django.utils import translation

from indicators import checks
from indicators.checks.sentences import SENTENCES
from indicators.formats.row import Problems, Row
from tests.factories.lexicon import kazakhstan

SECTIONS = ("B", "C", "D", "E")


def row(region, value, *, measure="gva", activity="A", period="2022", line=1, status="ok"):
    return Row(0, line, 4, measure, region, activity, period, value, status, str(value))


def told(rows, before=None):
    log, context = Problems(), checks.Context(kazakhstan(), ["sheet"])
    checks.in_rows(rows, context, log)
    for part in checks.by_slice(rows):
        checks.in_slice(part, context, log, before=before)
    return [(each.cause, each.severity, each.line) for each in log]


def whole_country(value, period="2022", **known):
    """Every region of the year with the same value, and their sum for the country."""
    codes = [code for code in kazakhstan().regions if code not in ("KZ", "KZ-YUZ")]
    parts = [row(code, value, period=period, line=line, **known) for line, code in enumerate(codes, 2)]
    return [row("KZ", value * len(codes), period=period, **known), *parts]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (lambda: whole_country(5.0), []),
        (lambda: [row("KZ-YUZ", 1.0, period="2020")], [("outdated_region", "error", 1)]),
        (lambda: [row("KZ-YUZ", 1.0, period="2018")], []),
        (lambda: [row("KZ-10", 1.0, period="2021")], [("region_before_validity", "warning", 1)]),
        (lambda: [row("KZ-23", -1.0, measure="jobs")], [("negative_count", "error", 1)]),
        (lambda: [row("KZ-23", -1.0, measure="net_taxes")], []),
        (lambda: [row("KZ-23", 8.5, measure="grp_index")], [("index_far_from_100", "warning", 1)]),
        (lambda: [row("KZ-23", 108.5, measure="grp_index")], []),
        (lambda: [row("KZ-23", 1.0), row("KZ-23", 2.0, line=2)], [("cell_twice", "error", 2)]),
        (lambda: [row("KZ-23", 1.0), row("KZ-23", 1.0, line=2)], [("cell_repeated", "warning", 2)]),
        (lambda: [row("KZ", 10.0), row("KZ-23", 10.2, line=2)], [("part_above_whole", "error", 2)]),
        (lambda: [row("KZ", 10.0), row("KZ-23", 10.1, line=2)], []),
        (lambda: [row("KZ-23", 5.0), row("KZ-23", 6.1, activity="01", line=2)], [("part_above_whole", "error", 2)]),
        (
            lambda: [
                row("KZ-YUZ", 5.0, period="2015"),
                row("KZ-61", 3.0, period="2015"),
                row("KZ-79", 2.0, period="2015"),
            ],
            [("region_before_validity", "warning", 1)] * 2 + [("predecessor_with_successors", "warning", 1)],
        ),
    ],
)
def test_every_rule_tells_what_breaks_it_and_nothing_else(rows, expected):
    assert told(rows()) == expected


def test_regions_that_do_not_add_up_leave_a_residual():
    rows = whole_country(5.3)
    rows[0] = rows[0]._replace(value=rows[0].value + 7)
    log = Problems()
    checks.in_slice(rows, checks.Context(kazakhstan()), log)
    assert [(each.cause, each.parameters["residual"]) for each in log] == [
        ("regions_do_not_add_up", pytest.approx(7.0))
    ]


def test_rounding_alone_is_no_residual():
    rows = whole_country(5.3)
    rows[0] = rows[0]._replace(value=rows[0].value + 0.9)
    assert told(rows) == []


def test_hundreds_are_rounded_to_hundreds():
    rows = [each._replace(value=each.value * 100, measure="jobs") for each in whole_country(53.0, activity="_T")]
    rows[0] = rows[0]._replace(value=rows[0].value + 300)
    assert told(rows) == []
    rows[1] = rows[1]._replace(value=rows[1].value + 1)
    assert told(rows) == [("regions_do_not_add_up", "warning", 1)]


def test_an_incomplete_list_of_regions_is_not_summed():
    assert told([row("KZ", 100.0), row("KZ-23", 1.0, line=2), row("KZ-61", 1.0, line=3)]) == []


def test_parts_of_an_aggregate_are_compared_with_it():
    rows = [row("KZ-23", 2.0, activity=code, line=line) for line, code in enumerate(SECTIONS, 2)]
    assert told([row("KZ-23", 8.0, activity="B-E"), *rows]) == []
    assert told([row("KZ-23", 9.0, activity="B-E"), *rows]) == [("sections_do_not_add_up", "warning", 1)]


def test_a_file_in_other_units_than_before_is_one_question():
    before = {(code, "A"): 5000.0 for code in kazakhstan().regions}
    assert told(whole_country(5.0), before) == [("slice_thousandfold", "question", 2)]


def test_one_cell_a_thousand_times_off_is_a_question_about_that_cell():
    rows = [row("KZ-23", 5000.0), row("KZ-11", 5.0, line=2), row("KZ-15", 5.0, line=3)]
    assert told(rows, {(each.region, "A"): 5.0 for each in rows}) == [("thousandfold", "question", 1)]


def test_a_zero_that_only_one_region_lists_is_missing():
    lonely = row("KZ-YUZ", 0.0, activity="I", period="2012")
    rows = [*whole_country(5.0, period="2012"), lonely]
    context = checks.Context(kazakhstan())
    found = list(checks.corrections(rows, context))
    assert [(each.activity, each.status, each.keeps_value) for each in found] == [("I", "missing_input", False)]
    assert checks.corrected(rows, found) == [*rows[:-1], lonely._replace(value=None, status="missing_input")]


def test_a_zero_beside_other_values_stays_a_zero():
    rows = whole_country(5.0)
    rows[3] = rows[3]._replace(value=0.0)
    assert list(checks.corrections(rows, checks.Context(kazakhstan()))) == []


def test_same_facts_about_many_cells_are_said_once_with_their_number():
    log, context = Problems(), checks.Context(kazakhstan())
    checks.in_rows([row("KZ-YUZ", 1.0, period=str(year)) for year in range(2019, 2026)], context, log)
    assert [(each.cause, each.parameters["rows"]) for each in log] == [("outdated_region", 7)]


def placeholders(*texts):
    return dict.fromkeys(re.findall(r"%\((\w+)\)", " ".join(map(str, texts))), "1")


@pytest.mark.parametrize("cause", sorted(SENTENCES))
def test_every_cause_has_its_sentences(cause):
    with translation.override("en"):
        told = placeholders(*SENTENCES[cause])
        texts = checks.label(cause), checks.what(cause, told), checks.cure(cause, told)
    assert all(texts)


def test_a_likely_meaning_is_part_of_the_cure():
    with translation.override("en"):
        near = checks.cure("unknown_region", {"word": "Atyrua", "nearest": "Atyrau", "code": "KZ-23"})
        alone = checks.cure("unknown_region", {"word": "???", "nearest": "", "code": ""})
    assert near == "Did you mean Atyrau (KZ-23)?"
    assert alone == "Write its name, KATO or ISO code as in the list of regions."


def test_every_rule_of_the_index_is_a_function_of_its_own():
    assert len({check.__name__ for check in checks.CHECKS}) == len(checks.CHECKS)
