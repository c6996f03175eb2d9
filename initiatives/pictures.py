"""A photo without what a telephone writes into it: where it was taken, with what, by whom. Pure."""

import struct
from collections.abc import Iterator

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
EXIF, COLOURS = b"Exif\0\0", b"ICC_PROFILE\0"
# Application segments and comments; what draws the picture itself stands in others.
APP0, APP1, APP14, APP15, COMMENT, SCAN = 0xE0, 0xE1, 0xEE, 0xEF, 0xFE, 0xDA
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


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    place = 2
    while place + 4 <= len(content) and content[place] == JPEG[0] and content[place + 1] != SCAN:
        kind, size = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])[0]
        segment = content[place : place + 2 + size]
        if kind == APP1 and segment[4:].startswith(EXIF):
            yield _turned(_orientation(segment[4 + len(EXIF) :]))
        elif _draws(kind, segment[4:]):
            yield segment
        place += 2 + max(size, 2)
    yield content[place:]


def _draws(kind: int, said: bytes) -> bool:
    is_told = kind == COMMENT or APP0 < kind <= APP15
    return not is_told or kind == APP14 or said.startswith(COLOURS)


def _png(content: bytes) -> Iterator[bytes]:
    yield PNG
    place = len(PNG)
    while place + CHUNK <= len(content):
        size = struct.unpack(">I", content[place : place + 4])[0]
        if content[place + 4 : place + 8] not in TOLD:
            yield content[place : place + CHUNK + size]
        place += CHUNK + size
    yield content[place:]


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
