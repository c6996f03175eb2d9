import codecs
import io
import zipfile

import pytest

from indicators.formats import recognition, row, sniffing
from tests.factories.far_cells import FAR
from tests.factories.lexicon import kazakhstan
from tests.indicators.formats.files import read_bytes, read_text, workbook

TABLE = "Область;Год;Население, чел.\nАтырауская;2022;690 000\nАкмолинская;2022;787 000\n"
EXPECTED = {
    ("population", "2022", "KZ-23", "_T"): (690000.0, "ok"),
    ("population", "2022", "KZ-11", "_T"): (787000.0, "ok"),
}


def cause_of(content, tmp_path, name="figures.xlsx"):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(row.Unreadable) as refused:
        recognition.recognise(path, kazakhstan())
    return refused.value.problem.cause


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty_file"),
        (b"%PDF-1.7\n1 0 obj", "pdf_inside"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "image_inside"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "image_inside"),
        (b"PAR1" + b"\x00" * 40, "parquet_inside"),
        (b"\x1f\x8b\x08\x00" + b"\x00" * 40, "archive_inside"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "page_inside"),
        (b"PK\x03\x04broken", "damaged_file"),
        (b"\x00\x01\x02\x03" * 500, "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "word_inside"),
        (b"Dear colleagues,\nthe table follows on Monday.\n", "no_table_found"),
    ],
)
def test_a_file_is_known_by_its_content(content, cause, tmp_path):
    assert cause_of(content, tmp_path) == cause


def zipped(**entries):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def test_archives_and_documents_are_named(tmp_path):
    assert cause_of(zipped(readme_txt=b"hello"), tmp_path) == "archive_inside"
    assert cause_of(zipped(word__document_xml=b"<w/>"), tmp_path) == "word_inside"


def test_a_binary_workbook_is_refused_by_its_name_whatever_stands_beside_it(tmp_path):
    binary = {"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": b""}
    assert cause_of(zipped(**binary), tmp_path) == "binary_workbook"
    assert cause_of(zipped(xl__workbook_xml=b"<workbook/>", **binary), tmp_path) == "binary_workbook"


def test_a_sheet_that_inflates_to_gigabytes_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(sniffing, "MAX_INFLATED", 4 << 20)
    bomb = zipped(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=b" " * (64 << 20))
    assert cause_of(bomb, tmp_path) == "too_large_inside"


def test_a_bomb_that_lies_about_its_size_is_found_while_inflating(tmp_path, monkeypatch):
    monkeypatch.setattr(sniffing, "MAX_INFLATED", 4 << 20)
    true = (64 << 20).to_bytes(4, "little")
    bomb = zipped(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=b" " * (64 << 20))
    assert true in bomb
    assert cause_of(bomb.replace(true, (1000).to_bytes(4, "little")), tmp_path) == "too_large_inside"


@pytest.mark.parametrize("rows", FAR.values(), ids=FAR)
def test_two_cells_in_far_corners_do_not_become_a_grid(tmp_path, rows):
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    scattered = zipped(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=sheet)
    assert cause_of(scattered, tmp_path) == "too_many_cells"


def test_one_long_text_that_many_cells_name_is_not_copied_for_each(tmp_path, monkeypatch):
    monkeypatch.setattr(sniffing, "MAX_TEXT", 1 << 20)
    texts = b"<sst><si><t>" + b"x" * 5000 + b"</t></si><si><t>y</t></si></sst>"
    short = b'<c t="s"><v>1</v></c>' * 400
    sheet = b'<worksheet><sheetData><row r="1">%s</row></sheetData></worksheet>'
    parts = {"xl__workbook_xml": b"<workbook/>", "xl__sharedStrings_xml": texts}
    assert cause_of(zipped(**parts, sheet_xml=sheet % (short * 2)), tmp_path) == "damaged_file"
    long = short + b'<c t="s"><v>0</v></c>' * 400
    assert cause_of(zipped(**parts, sheet_xml=sheet % long), tmp_path) == "too_large_inside"


NAMES = "urn:oasis:names:tc:opendocument:xmlns"
OPEN_SHEET = f"""<office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0"
 xmlns:text="{NAMES}:text:1.0"><office:body><office:spreadsheet><table:table table:name="grp">%s
<table:table-row table:number-rows-repeated="1048573"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""
OPEN_TEXT = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
OPEN_NUMBER = '<table:table-cell office:value-type="float" office:value="%s"><text:p>%s</text:p></table:table-cell>'


def open_document(*rows):
    lines = (f"<table:table-row>{cells}</table:table-row>" for cells in rows)
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    content = (OPEN_SHEET % "".join(lines)).encode()
    return zipped(mimetype=kind, content_xml=content, **{"META-INF__manifest_xml": b"<manifest/>"})


def test_an_open_document_is_read():
    header = "".join(OPEN_TEXT % word for word in ("region", "year", "grp_mln_kzt"))
    value = OPEN_TEXT % "KZ-23" + OPEN_NUMBER % (2022, 2022) + OPEN_NUMBER % (13.5, 13.5)
    assert read_bytes(open_document(header, value)).values == {("grp", "2022", "KZ-23", "_T"): (13.5, "ok")}


def test_one_cell_of_an_open_document_does_not_become_a_grid(tmp_path):
    cell = (OPEN_NUMBER % (1, 1)).replace(" office", ' table:number-columns-repeated="16384" office', 1)
    row = f'</table:table-row><table:table-row table:number-rows-repeated="1048000">{cell}'
    assert cause_of(open_document(row), tmp_path) == "too_many_cells"


def test_one_cell_of_an_open_document_does_not_become_gigabytes_of_text(tmp_path, monkeypatch):
    monkeypatch.setattr(sniffing, "MAX_TEXT", 1 << 20)
    cell = (OPEN_TEXT % ("x" * 5000)).replace(" office", ' table:number-columns-repeated="400" office', 1)
    assert cause_of(open_document(cell), tmp_path) == "too_large_inside"


def test_an_open_document_that_is_broken_inside_is_damaged(tmp_path):
    assert cause_of(zipped(content_xml=b"<office:body><table:table>"), tmp_path) == "damaged_file"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_every_encoding_of_the_country_is_read(encoding):
    assert read_text(TABLE, encoding=encoding).values == EXPECTED


def test_kazakh_letters_of_the_old_code_page_are_read():
    text = "Өңір;Жыл;Халық саны, адам\nҚызылорда облысы;2022;830 900\nҰлытау;2022;221 000\n"
    assert set(read_text(text, encoding="kz1048").values) == {
        ("population", "2022", "KZ-43", "_T"),
        ("population", "2022", "KZ-62", "_T"),
    }


def test_utf_16_with_its_mark_big_end_first():
    content = codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be")
    assert read_bytes(content).values == EXPECTED


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    text = 'region;year;grp_mln_kzt\n"KZ-23";2022;13.5\n"KZ-11";2022;3.5\n'.replace(";", delimiter)
    assert read_text(text).values == {
        ("grp", "2022", "KZ-23", "_T"): (13.5, "ok"),
        ("grp", "2022", "KZ-11", "_T"): (3.5, "ok"),
    }


def test_a_spreadsheet_may_announce_its_delimiter():
    read = read_text("sep=;\nregion;year;grp_mln_kzt\nKZ-23;2022;13,5\nKZ-11;2022;3,5\n")
    assert [(each.line, each.value) for each in read.rows] == [(3, 13.5), (4, 3.5)]


def test_a_workbook_is_a_workbook_whatever_its_name():
    content = workbook({"x": [["region", "year", "grp_mln_kzt"], ["KZ-23", 2022, 13.5]]})
    assert read_bytes(content).values == {("grp", "2022", "KZ-23", "_T"): (13.5, "ok")}


def test_an_open_quotation_mark_is_named_with_its_line():
    text = 'region,year,grp_mln_kzt\nKZ-23,2022,1.5\nKZ-11,2022,"2.5\n' + "KZ-15,2022,3.5\n" * 20_000
    with pytest.raises(row.Unreadable) as refused:
        read_text(text)
    assert refused.value.problem.cause == "broken_text"
