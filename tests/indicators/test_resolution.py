import pytest

from indicators.resolution import OKED_SETS, SECTIONS, Activities, Subject

OKED = Activities(
    {"_T": None, **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTU", "_T"), "10": "C", "106": "10", "01": "A", "011": "01"},
    OKED_SETS,
)


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
