"""What an uploaded file is, by its content and never by its name; what is taken and what is refused, and why. Pure."""

import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MAX_ENTRIES, MAX_INFLATED, BLOCK = 5_000, 200 * 1024 * 1024, 1 << 16
LONGEST_NAME = 150


class UploadRefused(Exception):
    """The file is not taken; the message says why and what to do."""


@dataclass(frozen=True)
class Kind:
    """A type of file that is taken. `part` is the entry by which a packed format is known."""

    key: str
    label: str | Promise
    suffixes: tuple[str, ...]
    media_type: str
    signatures: tuple[bytes, ...] = ()
    part: str = ""


OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
KINDS = {
    kind.key: kind
    for kind in (
        Kind("pdf", gettext_lazy("PDF"), (".pdf",), "application/pdf", (b"%PDF-",)),
        Kind(
            "docx",
            gettext_lazy("Word document"),
            (".docx",),
            f"{OFFICE}wordprocessingml.document",
            part="word/document.xml",
        ),
        Kind(
            "xlsx", gettext_lazy("Excel workbook"), (".xlsx",), f"{OFFICE}spreadsheetml.sheet", part="xl/workbook.xml"
        ),
        Kind(
            "pptx",
            gettext_lazy("PowerPoint presentation"),
            (".pptx",),
            f"{OFFICE}presentationml.presentation",
            part="ppt/presentation.xml",
        ),
        Kind("odt", gettext_lazy("OpenDocument text"), (".odt",), f"{OPEN}text"),
        Kind("ods", gettext_lazy("OpenDocument spreadsheet"), (".ods",), f"{OPEN}spreadsheet"),
        Kind("png", gettext_lazy("PNG picture"), (".png",), "image/png", (b"\x89PNG\r\n\x1a\n",)),
        Kind("jpg", gettext_lazy("JPEG picture"), (".jpg", ".jpeg"), "image/jpeg", (b"\xff\xd8\xff",)),
        Kind("tif", gettext_lazy("TIFF picture"), (".tif", ".tiff"), "image/tiff", (b"II*\x00", b"MM\x00*")),
    )
}
ACCEPT = ",".join(suffix for kind in KINDS.values() for suffix in kind.suffixes)

PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
OLD_OFFICE, PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
PAGE = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|svg|script|\?xml)", re.IGNORECASE)
PROGRAM_NAMES = (".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".scr", ".jar", ".ps1", ".hta", ".lnk", ".com", ".msi")
# Where packed formats keep macros, controls and foreign objects that can carry programs.
ACTIVE = re.compile(r"vbaproject\.bin$|/activex/|/oleobject[^/]*\.bin$|^basic/|^scripts/", re.IGNORECASE)
# What makes a PDF do something when it is opened.
RUNNING = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile)(?![A-Za-z])")
STREAM = re.compile(rb"/ObjStm.{0,400}?stream\r?\n", re.DOTALL)


def recognise(file: BinaryIO, name: str) -> Kind:
    """The kind of a file that may be taken; UploadRefused says why not."""
    file.seek(0)
    head = file.read(8192)
    kind = _packed(file) if head.startswith(b"PK") else _plain(head, file)
    if kind.key == "pdf":
        _refuse_running(file)
    if (suffix := PurePosixPath(name.lower()).suffix) not in kind.suffixes:
        raise UploadRefused(
            _("This is a %(kind)s inside, though its name ends in “%(suffix)s”. Rename it, or choose the right file.")
            % {"kind": kind.label, "suffix": suffix}
        )
    return kind


def cleaned_name(name: str, kind: Kind) -> str:
    """The name without folders, control characters and tricks of writing direction, with the suffix of its kind."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    visible = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in base)
    visible = re.sub(r"""[<>:"|?*\s]+""", " ", visible).strip()
    stem, dot, suffix = visible.rpartition(".")
    suffix = f".{suffix.lower()}"
    if not dot or suffix not in kind.suffixes:
        stem, suffix = visible, kind.suffixes[0]
    return f"{stem[:LONGEST_NAME].strip(' .') or 'document'}{suffix}"


def _plain(head: bytes, file: BinaryIO) -> Kind:
    if not head.strip(b" \t\r\n\x00"):
        raise UploadRefused(_("The file is empty. Check that it was saved and copied to the end."))
    if head.startswith(PROGRAMS):
        raise UploadRefused(_("This is a program inside. Programs are not taken."))
    if head.startswith(OLD_OFFICE):
        raise UploadRefused(_old_office(file))
    if PAGE.match(head):
        raise UploadRefused(_("This is a web page inside. Print it to a PDF and hand in that one."))
    for kind in KINDS.values():
        if head.startswith(kind.signatures):
            return kind
    raise UploadRefused(
        _("This type of file is not taken. Taken are: %(kinds)s.")
        % {"kinds": ACCEPT.replace(".", "").replace(",", ", ")}
    )


def _old_office(file: BinaryIO) -> str:
    file.seek(0)
    if PROTECTED in file.read(MAX_INFLATED):
        return _("The file is protected by a password. Save it without one.")
    return _("This is an old Word or Excel file, which can carry macros. Save it as .docx, .xlsx or PDF.")


def _packed(file: BinaryIO) -> Kind:
    try:
        with zipfile.ZipFile(file) as archive:
            kind = _kind_of(archive)
            _look_inside(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as broken:
        raise UploadRefused(
            _("The file is damaged: it cannot be opened. Save it again and hand in that one.")
        ) from broken
    return kind


def _kind_of(archive: zipfile.ZipFile) -> Kind:
    entries = {entry.filename: entry for entry in archive.infolist()}
    if any(entry.flag_bits & 1 for entry in entries.values()):
        raise UploadRefused(_("The file is protected by a password. Save it without one."))
    said = b""
    if "mimetype" in entries:
        with archive.open(entries["mimetype"]) as content:
            said = content.read(200)
    for kind in KINDS.values():
        if (kind.part and kind.part in entries) or (said and said.strip() == kind.media_type.encode()):
            return kind
    raise UploadRefused(_("This is an archive inside. Hand in the documents one by one."))


def _look_inside(archive: zipfile.ZipFile) -> None:
    """Macros and programs are refused; sizes are counted while inflating, because an archive's own may lie."""
    entries, left = archive.infolist(), MAX_INFLATED
    if len(entries) > MAX_ENTRIES:
        raise UploadRefused(_too_large())
    for entry in entries:
        _refuse_active(entry.filename)
        with archive.open(entry) as content:
            first = True
            while block := content.read(BLOCK):
                left -= len(block)
                if left < 0:
                    raise UploadRefused(_too_large())
                if first and block.startswith(PROGRAMS[:2]):
                    raise UploadRefused(_("There is a program inside this document. Take it out and save again."))
                if first and entry.filename == "[Content_Types].xml" and b"macroEnabled" in block:
                    _refuse_active("vbaProject.bin")
                first = False


def _refuse_active(name: str) -> None:
    if name.lower().endswith(PROGRAM_NAMES):
        raise UploadRefused(_("There is a program inside this document. Take it out and save again."))
    if ACTIVE.search(name):
        raise UploadRefused(_("This document carries macros or embedded objects. Save it without them, or as PDF."))


def _too_large() -> str:
    return _("The file unpacks to far more than it looks; such files are not taken. Save it again, or as PDF.")


def _refuse_running(file: BinaryIO) -> None:
    file.seek(0)
    content = file.read()
    if RUNNING.search(content) or any(RUNNING.search(part) for part in _object_streams(content)):
        raise UploadRefused(_("This PDF runs scripts or carries other files. Print it to a PDF and hand in that one."))


def _object_streams(content: bytes) -> list[bytes]:
    """The packed objects of a PDF, as far as they unpack."""
    found: list[bytes] = []
    left = MAX_INFLATED // 4
    for start in STREAM.finditer(content):
        decoder = zlib.decompressobj()
        try:
            part = decoder.decompress(content[start.end() : start.end() + (1 << 22)], left)
        except zlib.error:
            continue
        found.append(part)
        left -= len(part)
        if left <= 0:
            break
    return found
