from indicators.cube import Cube, Row, slice_of
from indicators.period import Period
from indicators.published import Published, Resolver, Used
from indicators.status import Status
from tests.indicators.formula.worlds import CODES

AT = Period(2003)


def publish(*rows: Row) -> Published:
    return Resolver(CODES, Cube({("gva", AT): slice_of(rows, 1)})).at("gva", AT)


def used(published: Published, activity: str, *atoms: str) -> list[tuple[str, str, int]] | None:
    found = published.used(frozenset(atoms), activity)
    return None if found is None else [(cell.region, cell.activity, cell.sign) for cell in found]


def test_a_published_total_comes_before_its_parts():
    known = publish(Row("R3", "A", 5), Row("R3", "01", 2), Row("R3", "02", 2))
    assert used(known, "A", "R3") == [("R3", "A", 1)]


def test_all_children_stand_for_their_parent():
    assert used(publish(Row("R3", "01", 2), Row("R3", "02", 2)), "A", "R3") == [("R3", "01", 1), ("R3", "02", 1)]


def test_some_of_the_children_are_no_answer():
    assert used(publish(Row("R3", "01", 2)), "A", "R3") is None


def test_optional_members_count_where_published_and_subtracted_ones_are_taken_off():
    known = publish(Row("R3", "A", 5), Row("R3", "B", 1), Row("R3", "C", 2), Row("R3", "FISIM", 1))
    assert used(known, "_T", "R3") == [("R3", "A", 1), ("R3", "B", 1), ("R3", "C", 1)]
    known = publish(Row("R3", "A", 5), Row("R3", "B-C", 1), Row("R3", "FISIM", 1))
    assert used(known, "_T", "R3") == [("R3", "A", 1), ("R3", "B-C", 1), ("R3", "FISIM", -1)]


def test_a_suppressed_total_is_an_answer_and_its_parts_do_not_reveal_it():
    known = publish(Row("R3", "A", None, Status.SUPPRESSED), Row("R3", "01", 2), Row("R3", "02", 2))
    assert used(known, "A", "R3") == [("R3", "A", 1)]


def test_the_country_without_a_published_value_is_a_complete_set_of_regions_and_never_a_part():
    rows = [Row(region, "A", 1) for region in ("R1", "R2", "R3", "OLD")]
    assert used(publish(*rows), "A", *CODES.regions.whole) == [
        ("OLD", "A", 1),
        ("R1", "A", 1),
        ("R2", "A", 1),
        ("R3", "A", 1),
    ]
    assert used(publish(*rows[:3]), "A", *CODES.regions.whole) is None
    assert used(publish(*rows, Row("KZ", "A", 5)), "A", *CODES.regions.whole) == [("KZ", "A", 1)]


def test_a_territory_inside_a_bigger_published_region_has_no_values_and_names_that_region():
    known = publish(Row("OLD", "A", 1))
    assert used(known, "A", "R4") is None
    assert known.crossing(frozenset({"R4"})) == ("OLD",)
    assert known.crossing(frozenset({"R4", "R5"})) == ()


def test_the_parts_of_a_territory_are_the_smallest_published_regions():
    rows = [Row(region, "A", 1) for region in ("KZ", "R1", "R2", "R3", "OLD", "R4", "R5")]
    assert publish(*rows).parts(CODES.regions.whole) == tuple(
        frozenset({code}) for code in ("R1", "R2", "R3", "R4", "R5")
    )
    assert publish(*rows[:3]).parts(CODES.regions.whole) is None


def test_a_used_cell_counts_once_and_positively_by_default():
    assert Used("KZ", "A").sign == 1
