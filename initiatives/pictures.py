"""A photo without what a telephone writes into it: where it was taken, with what, by whom. Pure."""

import re
import struct
from collections.abc import Iterator

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
TIFFS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
EXIF, COLOURS = b"Exif\0\0", b"ICC_PROFILE\0"
# Application segments and comments; what draws the picture itself stands in others.
APP0, APP1, APP14, APP15, COMMENT, SCAN, END = 0xE0, 0xE1, 0xEE, 0xEF, 0xFE, 0xDA, 0xD9
# A segment begins here; within a scan the byte is stuffed with a zero or counts restarts.
MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]", re.DOTALL)
ORIENTATION, SHORT = 0x0112, 3
UPRIGHT, TURNED = 1, range(2, 9)
CHUNK = 12
TOLD = (b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME")


def plain(content: bytes) -> bytes:
    """The same picture, turned as before; what is no picture of these kinds stays as it is."""
    if content.startswith(JPEG):
        return b"".join(_jpeg(content))
    if content.startswith(PNG):
        return b"".join(_png(content))
    return content


def is_tiff(content: bytes) -> bool:
    """Of these the telling parts are not taken out: they may stand anywhere, and no browser shows the picture."""
    return content.startswith(TIFFS)


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Segment by segment to its end; what a telephone has put behind that is no part of the picture."""
    yield content[:2]
    place = 2
    while (found := MARKER.search(content, place)) is not None:
        place, kind = found.start(), content[found.start() + 1]
        if kind == END:
            yield content[place : place + 2]
            return
        size = struct.unpack(">H", content[place + 2 : place + 4].rjust(2, b"\0"))[0]
        segment = content[place : place + 2 + size]
        place += 2 + max(size, 2)
        yield _kept(kind, segment)
        if kind == SCAN:
            behind = MARKER.search(content, place)
            yield content[place : behind.start() if behind else len(content)]


def _kept(kind: int, segment: bytes) -> bytes:
    if kind == APP1 and segment[4:].startswith(EXIF):
        return _turned(_orientation(segment[4 + len(EXIF) :]))
    return segment if _draws(kind, segment[4:]) else b""


def _draws(kind: int, said: bytes) -> bool:
    is_told = kind == COMMENT or APP0 < kind <= APP15
    return not is_told or kind == APP14 or said.startswith(COLOURS)


def _png(content: bytes) -> Iterator[bytes]:
    yield PNG
    place = len(PNG)
    while place + CHUNK <= len(content):
        size, kind = struct.unpack(">I", content[place : place + 4])[0], content[place + 4 : place + 8]
        if kind not in TOLD:
            yield content[place : place + CHUNK + size]
        place += CHUNK + size
        if kind == b"IEND":
            return


def _orientation(tiff: bytes) -> int:
    """How the picture has to be turned; upright where that cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return UPRIGHT
        first = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for number in range(struct.unpack_from(f"{order}H", tiff, first)[0]):
            tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == ORIENTATION and kind == SHORT:
                return int(value)
    except struct.error:
        return UPRIGHT
    return UPRIGHT


def _turned(orientation: int) -> bytes:
    if orientation not in TURNED:
        return b""
    entry = struct.pack(">HHIHH", ORIENTATION, SHORT, 1, orientation, 0)
    exif = EXIF + b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
