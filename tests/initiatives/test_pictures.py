import struct

from hypothesis import given
from hypothesis import strategies as st

from initiatives import pictures
from tests.factories.document import PDF

PLACE = b"51.1694 N, 71.4491 E"


def segment(kind, content):
    return bytes((0xFF, kind)) + struct.pack(">H", len(content) + 2) + content


def exif(order, orientation):
    entries = [(0x010F, 2, 4, 0), (0x0112, 3, 1, orientation)]
    packed = b"".join(struct.pack(f"{order}HHIHH", *entry, 0) for entry in entries)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}IH", 8, len(entries))
    return b"Exif\0\0" + head + packed + struct.pack(f"{order}I", 0) + PLACE


def jpeg(*segments):
    return b"\xff\xd8" + b"".join(segments) + segment(0xDA, b"scan") + b"\x12\x34" + b"\xff\xd9"


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + b"crc4"


def test_where_a_photo_was_taken_is_taken_out_and_how_it_is_turned_stays():
    drawn = segment(0xE0, b"JFIF"), segment(0xE2, b"ICC_PROFILE\0") + segment(0xDB, b"table")
    for order in "<>":
        photo = jpeg(drawn[0], segment(0xE1, exif(order, 6)), segment(0xE1, b"http://ns.adobe.com" + PLACE), drawn[1])
        plain = pictures.plain(photo)
        assert PLACE not in plain
        assert plain.replace(pictures._turned(6), b"") == jpeg(*drawn)
        assert pictures._orientation(pictures._turned(6)[10:]) == 6


def test_an_upright_photo_keeps_only_what_draws_it():
    assert pictures.plain(jpeg(segment(0xE1, exif(">", 1)), segment(0xFE, PLACE))) == jpeg()


def test_texts_of_a_png_are_taken_out():
    picture = (
        pictures.PNG + chunk(b"IHDR", b"size") + chunk(b"eXIf", PLACE) + chunk(b"tEXt", PLACE) + chunk(b"IEND", b"")
    )
    assert pictures.plain(picture) == pictures.PNG + chunk(b"IHDR", b"size") + chunk(b"IEND", b"")


def test_what_is_no_photo_stays_as_it_is():
    assert pictures.plain(PDF) == PDF


@given(
    st.binary(max_size=200), st.sampled_from([pictures.JPEG, pictures.PNG, b"\xff\xd8\xff\xe1\x00\x10Exif\0\0II*\0"])
)
def test_broken_photos_break_nothing(rest, beginning):
    assert pictures.plain(beginning + rest).startswith(beginning[:2])


def test_what_stands_behind_the_end_of_a_picture_is_no_part_of_it():
    video = PLACE + jpeg(segment(0xE1, exif(">", 1)))
    assert pictures.plain(jpeg() + video) == jpeg()
    png = pictures.PNG + chunk(b"IHDR", b"size") + chunk(b"IEND", b"")
    assert pictures.plain(png + video) == png


def test_what_is_told_between_two_scans_is_taken_out_and_both_scans_stay():
    scans = [segment(0xDA, b"one") + b"\x12\xff\x00\xff\xd0\x34", segment(0xDA, b"two") + b"\x56"]
    told = segment(0xFE, PLACE) + segment(0xE1, b"http://ns.adobe.com" + PLACE)
    photo = b"\xff\xd8" + scans[0] + told + scans[1] + b"\xff\xd9"
    assert pictures.plain(photo) == b"\xff\xd8" + b"".join(scans) + b"\xff\xd9"


def test_a_tiff_is_known_by_its_content_whatever_its_order_of_bytes():
    assert [pictures.is_tiff(head) for head in (b"II*\0....", b"MM\0*....", b"MM\0+", PDF, jpeg())] == [True] * 3 + [
        False
    ] * 2
