"""What an uploaded file is, by its content."""

import io
import zlib

import pytest

from initiatives import uploads
from tests.factories.document import JPG, PDF, PNG, WORD, packed

RIGHT_FILE = "Rename it, or choose the right file."
TAKEN = "Taken are: pdf, docx, xlsx, pptx, odt, ods, png, jpg, jpeg, tif, tiff."
SAVE_AS = "Save it as .docx, .xlsx or PDF."
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text"}


def recognise(content: bytes, name: str) -> str:
    return uploads.recognise(io.BytesIO(content), name).key


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(uploads.UploadRefused) as refused:
        recognise(content, name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "Mandate.PDF", "pdf"),
        (packed(WORD), "letter.docx", "docx"),
        (packed("xl/workbook.xml"), "budget.xlsx", "xlsx"),
        (packed("ppt/presentation.xml"), "talk.pptx", "pptx"),
        (packed("content.xml", **ODT), "letter.odt", "odt"),
        (PNG, "stamp.png", "png"),
        (JPG, "scan.jpeg", "jpg"),
        (b"II*\x00" + b"\x00" * 20, "scan.tiff", "tif"),
    ],
)
def test_a_file_is_known_by_its_content(content, name, kind):
    assert recognise(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (PDF, "letter.docx", f"This is a PDF inside, though its name ends in “.docx”. {RIGHT_FILE}"),
        (b"MZ\x90\x00", "mandate.pdf", "This is a program inside. Programs are not taken."),
        (b"#!/bin/sh\n", "mandate.pdf", "This is a program inside. Programs are not taken."),
        (b"<html><script>", "mandate.pdf", "This is a web page inside. Print it to a PDF and hand in that one."),
        (b'<?xml version="1.0"?><svg/>', "a.png", "This is a web page inside. Print it to a PDF and hand in that one."),
        (b"", "mandate.pdf", "The file is empty. Check that it was saved and copied to the end."),
        (b"just words", "a.txt", f"This type of file is not taken. {TAKEN}"),
        (packed("a.pdf", "b.pdf"), "all.zip", "This is an archive inside. Hand in the documents one by one."),
        (packed(WORD)[:40], "a.docx", "The file is damaged: it cannot be opened. Save it again and hand in that one."),
        (uploads.OLD_OFFICE + b"x", "a.doc", f"This is an old Word or Excel file, which can carry macros. {SAVE_AS}"),
        (uploads.OLD_OFFICE + uploads.PROTECTED, "a.docx", "The file is protected by a password. Save it without one."),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_inside_and_what_to_do(content, name, sentence):
    assert refusal(content, name) == sentence


@pytest.mark.parametrize(
    "content",
    [
        packed(WORD, "word/vbaProject.bin"),
        packed(WORD, "word/activeX/activeX1.xml"),
        packed(WORD, "word/embeddings/oleObject1.bin"),
        packed("content.xml", "Basic/Standard/Module1.xml", **ODT),
        packed(WORD, **{"[Content_Types].xml": b"<T>application/vnd.ms-word.document.macroEnabled.main+xml</T>"}),
    ],
)
def test_macros_are_refused_wherever_the_format_keeps_them(content):
    name = "letter.odt" if b"opendocument" in content else "letter.docx"
    assert refusal(content, name) == (
        "This document carries macros or embedded objects. Save it without them, or as PDF."
    )


@pytest.mark.parametrize("inside", [{"word/setup.exe": b"x"}, {"word/media/image1.png": b"MZ\x90"}])
def test_a_program_inside_a_document_is_found_by_name_and_by_content(inside):
    assert refusal(packed(WORD, **inside), "a.docx").startswith("There is a program inside this document.")


def test_a_pdf_that_does_something_when_opened_is_refused_even_when_that_is_packed():
    plain = PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>")
    hidden = zlib.compress(b"<</S/JavaScript/JS 5 0 R>>")
    packed_inside = PDF + b"7 0 obj<</Type/ObjStm/N 1/First 4>>stream\n" + hidden + b"\nendstream"
    for content in (plain, packed_inside):
        assert refusal(content, "a.pdf").startswith("This PDF runs scripts or carries other files.")


def test_what_unpacks_to_far_more_than_it_looks_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_INFLATED", 1 << 20)
    bomb = packed(WORD, **{"word/media/image1.emf": b"\x00" * (2 << 20)})
    assert len(bomb) < 5_000
    assert refusal(bomb, "a.docx").startswith("The file unpacks to far more than it looks")
    assert refusal(packed(WORD, *(f"word/{n}.xml" for n in range(uploads.MAX_ENTRIES))), "a.docx").startswith(
        "The file unpacks to far more than it looks"
    )


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Мандат № 4.pdf", "Мандат № 4.pdf"),
        ("C:\\Users\\me\\scan.PDF", "scan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("mandate\u202efdp.exe\n", "mandate fdp.exe.pdf"),
        (' "a"|b?.pdf', "a b.pdf"),
        (".pdf", "document.pdf"),
        ("ә" * 300 + ".pdf", "ә" * 150 + ".pdf"),
    ],
)
def test_a_name_loses_folders_and_tricks(name, cleaned):
    assert uploads.cleaned_name(name, uploads.KINDS["pdf"]) == cleaned
