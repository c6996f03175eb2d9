"""What a file is, by its content and never by its name."""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from indicators.extent import Extent
from indicators.repeats import Repeats
from indicators.shared_text import SharedText

from .row import Unreadable

TEXT, WORKBOOK = "text", "workbook"
OPEN_DOCUMENT = "content.xml"

MAX_INFLATED = 768 * 1024 * 1024
MAX_TEXT = 512 * 1024 * 1024
MAX_CELLS = 30_000_000
MAX_ENTRIES = 5_000
BLOCK = 1 << 20

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf_inside"),
    (b"\x89PNG", "image_inside"), (b"\xff\xd8\xff", "image_inside"), (b"GIF8", "image_inside"),
    (b"BM", "image_inside"), (b"II*\x00", "image_inside"), (b"MM\x00*", "image_inside"),
    (b"PAR1", "parquet_inside"), (b"\x1f\x8b", "archive_inside"), (b"7z\xbc\xaf", "archive_inside"),
    (b"Rar!", "archive_inside"), (b"{\\rtf", "word_inside"), (b"SQLite format 3", "database_inside"),
)  # fmt: skip
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED = "EncryptedPackage".encode("utf-16-le")
OLD_WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
PAGE = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml)", re.IGNORECASE)
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def kind(path: Path) -> str:
    """Text or workbook; Unreadable says what else it is."""
    with path.open("rb") as file:
        head = file.read(8192)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty_file")
    for signature, cause in SIGNATURES:
        if head.startswith(signature) and not (signature == b"BM" and b"\x00" not in head[:64]):
            raise Unreadable(cause)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    if head.startswith(OLD_OFFICE):
        return _old_office(path)
    if PAGE.match(head):
        raise Unreadable("page_inside")
    return TEXT


def encoding(path: Path) -> str:
    """UTF-8 where the whole file is; else UTF-16 by its mark or its zeros; else the Cyrillic of old Windows."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    if b"\x00" in head:
        return _without_mark(head)
    return "utf-8" if _decodes(path) else "kz1048"


def _without_mark(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 8:
        raise Unreadable("not_a_table")
    return "utf-16-le" if odd > even else "utf-16-be"


def _decodes(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _old_office(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(64 * BLOCK)
    if PROTECTED in content:
        raise Unreadable("password_protected")
    if not any(name in content for name in OLD_WORKBOOKS):
        raise Unreadable("word_inside")
    return WORKBOOK


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError) as broken:
        raise Unreadable("damaged_file") from broken
    names = {entry.filename for entry in entries}
    # How far its cells reach could only be told by the reader, who makes room for all of them.
    if any(name.lower().replace("\\", "/") == "xl/workbook.bin" for name in names):
        raise Unreadable("binary_workbook")
    if not names & {"xl/workbook.xml", OPEN_DOCUMENT}:
        raise Unreadable("word_inside" if "word/document.xml" in names else "archive_inside")
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise Unreadable("too_large_inside", megabytes=MAX_INFLATED >> 20)
    _inflate_within_bounds(path, entries)
    return WORKBOOK


def _inflate_within_bounds(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    left, shared = MAX_INFLATED, SharedText()
    for entry in entries:
        # The archive's own sizes may lie, so what could exceed the bound is inflated piece by piece and counted.
        extent = Extent()
        for block in _overlapping(path, entry):
            left -= len(block)
            if left < 0:
                raise Unreadable("too_large_inside", megabytes=MAX_INFLATED >> 20)
            extent.see(block)
            shared.see(block)
        shared.end()
        if _cells(path, entry, extent) > MAX_CELLS:
            raise Unreadable("too_many_cells", cells=MAX_CELLS)
    with _taken_for_damaged():
        text = shared.copied(lambda: (_inflated(path, entry) for entry in entries), most=MAX_TEXT)
    _bound(text)


def _cells(path: Path, entry: zipfile.ZipInfo, extent: Extent) -> int:
    if entry.filename != OPEN_DOCUMENT:
        return extent.cells(partial(_overlapping, path, entry), most=MAX_CELLS)
    repeats = Repeats()
    with _taken_for_damaged():
        repeats.see(_inflated(path, entry))
    if repeats.cells <= MAX_CELLS:
        _bound(repeats.text)
    return repeats.cells


def _bound(text: int) -> None:
    if text > MAX_TEXT:
        raise Unreadable("too_large_inside", megabytes=MAX_TEXT >> 20)


@contextmanager
def _taken_for_damaged() -> Iterator[None]:
    try:
        yield
    except ValueError as broken:
        raise Unreadable("damaged_file") from broken


def _overlapping(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """So that what stands across two blocks stands in one of them."""
    tail = b""
    for block in _inflated(path, entry):
        yield tail + block
        tail = block[-64:]


def _inflated(path: Path, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("damaged_file")
    with path.open("rb") as file:
        file.seek(entry.header_offset + 26)
        lengths = file.read(4)
        file.seek(int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little"), 1)
        unread, decoder = entry.compress_size, zlib.decompressobj(-15)
        while unread > 0 and (packed := file.read(min(BLOCK, unread))):
            unread -= len(packed)
            yield from _unpacked(decoder, packed, is_stored=entry.compress_type == zipfile.ZIP_STORED)


def _unpacked(decoder: zlib._Decompress, packed: bytes, *, is_stored: bool) -> Iterator[bytes]:
    if is_stored:
        yield packed
        return
    try:
        while packed and (block := decoder.decompress(packed, 4 * BLOCK)):
            packed = decoder.unconsumed_tail
            yield block
    except zlib.error as broken:
        raise Unreadable("damaged_file") from broken
