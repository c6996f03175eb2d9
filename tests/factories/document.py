"""Small real files of the kinds that are taken, and a document handed in."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from initiatives.actions import document as deeds
from tests.factories.approval import MONDAY

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 32
WORD = "word/document.xml"


def packed(*entries: str, **contents: bytes) -> bytes:
    """A packed file with these entries; `contents` by name with `__` for a slash and `_dot_` for a dot."""
    file = io.BytesIO()
    parts = dict.fromkeys(entries, b"<x/>")
    parts |= {name.replace("__", "/").replace("_dot_", "."): content for name, content in contents.items()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            # Without a moment, so that the same file has the same bytes, and each process of a run the same tests.
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return file.getvalue()


def upload(content: bytes = PDF, name: str = "mandate.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def handed_in(initiative, thing, *, by, kind="project", content=PDF, name="mandate.pdf", at=MONDAY, title="Mandate"):
    how = {"belongs_to": f"{kind}-{thing.pk}", "title": title, "language": "ru", "file": upload(content, name)}
    return deeds.add(initiative=initiative, **how, by=by, at=at)
