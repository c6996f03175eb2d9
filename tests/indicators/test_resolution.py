import pytest

from indicators.cube import Cube, Row, slice_of
from indicators.period import Period
from indicators.resolution import OKED_SETS, SECTIONS, Activities, Resolver, Subject, Used
from indicators.status import Status
from tests.indicators.formula.worlds import CODES

AT = Period(2003)
OKED = Activities(
    {"_T": None, **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTU", "_T"), "10": "C", "106": "10", "01": "A", "011": "01"},
    OKED_SETS,
)


def resolver(*rows: Row, measure: str = "gva", at: Period = AT) -> Resolver:
    return Resolver(CODES, Cube({(measure, at): slice_of(rows, 1)}))


def used(resolver: Resolver, activity: str, *atoms: str) -> list[tuple[str, str, int]] | None:
    found = resolver.used("gva", AT, frozenset(atoms), activity)
    return None if found is None else [(cell.region, cell.activity, cell.sign) for cell in found]


def test_a_published_total_comes_before_its_parts():
    known = resolver(Row("R3", "A", 5), Row("R3", "01", 2), Row("R3", "02", 2))
    assert used(known, "A", "R3") == [("R3", "A", 1)]


def test_all_children_stand_for_their_parent():
    assert used(resolver(Row("R3", "01", 2), Row("R3", "02", 2)), "A", "R3") == [("R3", "01", 1), ("R3", "02", 1)]


def test_some_of_the_children_are_no_answer():
    assert used(resolver(Row("R3", "01", 2)), "A", "R3") is None


def test_optional_members_count_where_published_and_subtracted_ones_are_taken_off():
    known = resolver(Row("R3", "A", 5), Row("R3", "B", 1), Row("R3", "C", 2), Row("R3", "FISIM", 1))
    assert used(known, "_T", "R3") == [("R3", "A", 1), ("R3", "B", 1), ("R3", "C", 1)]
    known = resolver(Row("R3", "A", 5), Row("R3", "B-C", 1), Row("R3", "FISIM", 1))
    assert used(known, "_T", "R3") == [("R3", "A", 1), ("R3", "B-C", 1), ("R3", "FISIM", -1)]


def test_a_suppressed_total_is_an_answer_and_its_parts_do_not_reveal_it():
    known = resolver(Row("R3", "A", None, Status.SUPPRESSED), Row("R3", "01", 2), Row("R3", "02", 2))
    assert used(known, "A", "R3") == [("R3", "A", 1)]


def test_the_country_without_a_published_value_is_a_complete_set_of_regions_and_never_a_part():
    rows = [Row(region, "A", 1) for region in ("R1", "R2", "R3", "OLD")]
    assert used(resolver(*rows), "A", *CODES.regions.whole) == [
        ("OLD", "A", 1),
        ("R1", "A", 1),
        ("R2", "A", 1),
        ("R3", "A", 1),
    ]
    assert used(resolver(*rows[:3]), "A", *CODES.regions.whole) is None
    assert used(resolver(*rows, Row("KZ", "A", 5)), "A", *CODES.regions.whole) == [("KZ", "A", 1)]


def test_a_territory_inside_a_bigger_published_region_has_no_values_and_names_that_region():
    known = resolver(Row("OLD", "A", 1))
    assert used(known, "A", "R4") is None
    assert known.crossing("gva", AT, frozenset({"R4"})) == ("OLD",)
    assert known.crossing("gva", AT, frozenset({"R4", "R5"})) == ()


def test_the_parts_of_a_territory_are_the_smallest_published_regions():
    rows = [Row(region, "A", 1) for region in ("KZ", "R1", "R2", "R3", "OLD", "R4", "R5")]
    assert resolver(*rows).parts("gva", AT, CODES.regions.whole) == tuple(
        frozenset({code}) for code in ("R1", "R2", "R3", "R4", "R5")
    )
    assert resolver(*rows[:3]).parts("gva", AT, CODES.regions.whole) is None


@pytest.mark.parametrize(
    ("code", "ancestors"),
    [
        ("106", ("10", "C", "B-E", "B-F")),
        ("011", ("01", "A")),
        ("J", ("G-U",)),
        ("K", ("I-S", "G-U")),
        ("_T", ()),
    ],
)
def test_what_contains_an_activity_comes_smallest_first_and_never_all(code, ancestors):
    assert OKED.ancestors(code) == ancestors


def test_activities_inside_others_of_the_same_subject_count_once():
    assert OKED.without_parts({"106", "C", "011", "H"}) == ("011", "C", "H")
    assert OKED.without_parts({"C", "B-E", "D"}) == ("B-E",)
    assert OKED.without_parts({"C", "_T"}) == ("_T",)


def test_the_complete_sets_of_oked_name_each_section_once():
    assert OKED_SETS["_T"][0].members == SECTIONS == tuple("ABCDEFGHIJKLMNOPQRS")


@pytest.mark.parametrize("text", ["KZ", "KZ:B", "KZ-23", "KZ-23:B", "KZ-43+KZ-61:A+C"])
def test_a_subject_reads_back_as_it_is_written(text):
    assert str(Subject.parse(text)) == text


def test_a_used_cell_counts_once_and_positively_by_default():
    assert Used("KZ", "A").sign == 1
