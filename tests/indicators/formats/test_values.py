import time
import tracemalloc

from indicators.formats import reading, recognition, row
from indicators.formats.mapping import Mapping
from tests.factories.lexicon import kazakhstan
from tests.indicators.formats.files import TODAY, read_bytes, read_text, workbook

CONFIRMED = Mapping(marks=(("x", "suppressed"), ("–", "zero"), ("…", "missing_input")))


def values_of(*cells, mapping=CONFIRMED):
    names = ("ATY", "AKM", "AKT", "KST", "PVL", "VKO", "SKO", "ZKO")
    text = "region;year;grp_mln_kzt\n" + "".join(
        f"{name};2022;{cell}\n" for name, cell in zip(names, cells, strict=False)
    )
    read = read_text(text, mapping)
    return [(each.value, each.status) for each in read.rows], read


def test_the_marks_of_the_office_become_statuses():
    values, read = values_of("x", "–", "…", "", "0", "1,5", mapping=CONFIRMED)
    assert values == [
        (None, "suppressed"), (0.0, "ok"), (None, "missing_input"), (None, "missing_input"), (0.0, "ok"), (1.5, "ok"),
    ]  # fmt: skip
    assert read.causes == {}


def test_marks_that_nobody_confirmed_are_a_question_once_each():
    _, read = values_of("x", "x", "–", "1", "2", mapping=None)
    assert [(each.cause, each.severity, each.parameters) for each in read.log] == [
        ("mark_to_confirm", "question", {"mark": "x", "status": "suppressed", "rows": 2}),
        ("mark_to_confirm", "question", {"mark": "–", "status": "zero", "rows": 1}),
    ]


def test_missing_is_never_zero_and_infinity_is_no_number():
    values, read = values_of("nan", "inf", "-inf", "1", "1e999")
    assert values == [(1.0, "ok")]
    assert read.causes == {"not_a_number": 4}


def test_a_number_that_could_not_be_added_exactly_is_told_and_left_out():
    values, read = values_of("1e300", "-9007199254740993", "1", "9e13")
    assert values == [(1.0, "ok"), (9e13, "ok")]
    assert [(each.cause, each.severity, each.line, each.parameters["value"]) for each in read.log] == [
        ("number_too_large", "error", 2, "1e+300"),
        ("number_too_large", "error", 3, "-9.0072e+15"),
    ]


def test_a_number_of_a_workbook_that_leaves_all_bounds_in_its_unit_is_no_number():
    head = ["region", "year", "measure", "value", "unit"]
    rows = [head, ["ATY", "2022", "grp", 1e306, "bln KZT"], ["ATY", "2023", "grp", 5, "bln KZT"]]
    read = read_bytes(workbook({"grp": rows}))
    assert (read.values, read.causes) == ({("grp", "2023", "KZ-23", "_T"): (5000.0, "ok")}, {"not_a_number": 1})


def test_a_status_column_speaks_for_its_rows():
    text = "region,year,jobs_persons,flag\nATY,2022,5,p\nAKM,2022,0,N\nAKT,2022,,M\nKST,2022,7,E\nPVL,2022,9,\n"
    assert [each[:2] for each in read_text(text).values.values()] == [
        (5.0, "provisional"), (None, "suppressed"), (None, "missing_input"), (7.0, "estimated"), (9.0, "ok"),
    ]  # fmt: skip


def test_thousands_and_billions_become_the_measures_own_unit():
    text = (
        "region,year,measure,value,unit\nATY,2022,jobs,340.5,thousand persons\n"
        "ATY,2022,grp,13.7254,bln KZT\nATY,2022,grp,5,USD\n"
    )
    read = read_text(text)
    assert read.values == {
        ("jobs", "2022", "KZ-23", "_T"): (340500.0, "ok"),
        ("grp", "2022", "KZ-23", "_T"): (13725.4, "ok"),
    }
    assert read.causes == {"other_unit_in_row": 1}


def test_projections_are_estimates():
    read = read_text("region,year,population_persons\nATY,2026,1\nATY,2027,2\nATY,2030,3\nAKM,2025,7.25\n")
    assert [each.status for each in read.rows] == ["ok", "estimated", "estimated", "estimated"]
    assert [(each.cause, each.parameters["rows"]) for each in read.log] == [
        ("period_in_future", 2),
        ("part_of_a_unit", 1),
    ]


def test_all_problems_come_at_once_each_with_its_place():
    text = (
        "region,year,item,gva_mln_kzt\nAtyrua,2022,A,1\nATY,22,A,1\nATY,2022,Agricultur,1\n"
        "ATY,2022,A,one\nATY,2022,A,1,5\nATY,2022,B,2\n"
    )
    read = read_text(text)
    assert [(each.cause, each.line, each.column) for each in read.log] == [
        ("unknown_region", 2, "A"), ("unknown_period", 3, "B"), ("unknown_activity", 4, "C"), ("not_a_number", 5, "D"),
        ("row_too_long", 6, ""),
    ]  # fmt: skip
    assert read.log.kept[0].parameters == {"word": "Atyrua", "nearest": "Atyrau", "code": "KZ-23"}
    assert len(read.rows) == 1


def test_a_decimal_comma_anywhere_makes_the_point_a_thousand():
    values, _ = values_of("1,5", "1.234", "2.000,5")
    assert values == [(1.5, "ok"), (1234.0, "ok"), (2000.5, "ok")]


def test_footnotes_decide_status_and_currency():
    sheet = [
        ["Gross regional product1)", "", "", ""], ["", "", "", "mln.tenge"], ["", "19921)", "2021", "20232)"],
        ["Аtyrau", 5, 6.5, 7], ["Astana city3)", 1, 2, 3], [], ["1) 1990-1992 -mln. rubles"], ["2) preliminary data"],
        ["3) a part of Akmola then"],
    ]  # fmt: skip
    read = read_bytes(workbook({"x": sheet}))
    assert read.values == {
        ("grp", "2021", "KZ-23", "_T"): (6.5, "ok"), ("grp", "2023", "KZ-23", "_T"): (7.0, "provisional"),
        ("grp", "2021", "KZ-71", "_T"): (2.0, "ok"), ("grp", "2023", "KZ-71", "_T"): (3.0, "provisional"),
    }  # fmt: skip
    assert read.causes == {"other_unit": 1, "footnote": 3}


def test_200_000_broken_rows_give_the_first_thousand_and_a_count(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text("region,year,grp_mln_kzt\n" + "".join(f"Nowhere {n},2022,x{n}\n" for n in range(200_000)))
    found, log = recognition.recognise(path, kazakhstan()), row.Problems()
    assert list(reading.rows(found, kazakhstan(), log, at=TODAY)) == []
    assert (len(log.kept), log.count("error"), log.counts) == (1000, 200_000, {("error", "unknown_region"): 200_000})


def test_a_flood_of_one_cause_leaves_room_for_the_others():
    log = row.Problems(limit=3)
    for cause in ["flood"] * 9 + ["rare"] * 2:
        log.add(row.Problem(cause))
    assert [each.cause for each in log] == ["flood"] * 5 + ["rare"] * 2
    assert log.count("error") == 11


def test_rows_stream_in_bounded_memory(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("w") as file:
        file.write("region,year,item,gva_mln_kzt\n")
        file.writelines(f"ATY,{1990 + n % 30},A,{n}.5\n" for n in range(100_000))
    found = recognition.recognise(path, kazakhstan())
    tracemalloc.start()
    begun = time.monotonic()
    number = sum(len(chunk) for chunk in reading.chunks(found, kazakhstan(), row.Problems(), at=TODAY))
    taken, (_, peak) = time.monotonic() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 100_000
    assert peak < 20 << 20
    assert taken < 60


def test_several_units_are_told_and_unknown_ones_refused():
    text = "region,year,measure,value,unit\nATY,2022,grp,1,bln KZT\nAKM,2022,grp,5,mln KZT\nAKT,2022,grp,5,mln EUR\n"
    read = read_text(text)
    assert [each.value for each in read.rows] == [1000.0, 5.0]
    assert [(each.cause, each.severity, each.line) for each in read.log] == [
        ("mixed_units", "warning", 3),
        ("other_unit_in_row", "error", 4),
    ]


def test_sdmx_may_give_the_power_of_ten_in_a_column_of_its_own():
    header = "DATAFLOW,REF_AREA,TIME_PERIOD,MEASURE,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS\n"
    rows = "X,KZ-23,2022,grp,13725.4,KZT,6,A\nX,KZ-23,2022,jobs,340.5,PERSONS,3,P\nX,KZ-11,2022,jobs,7,PERSONS,0,E\n"
    assert read_text(header + rows).values == {
        ("grp", "2022", "KZ-23", "_T"): (13725.4, "ok"),
        ("jobs", "2022", "KZ-23", "_T"): (340500.0, "provisional"),
        ("jobs", "2022", "KZ-11", "_T"): (7.0, "estimated"),
    }
