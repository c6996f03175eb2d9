"""A sheet that somebody brings in: how large it may be, and that it is a sheet."""

import io
from collections.abc import Callable
from typing import TypeVar

from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from initiatives import sheets as kernel
from initiatives import uploads
from initiatives.member_list_words import REFUSALS

Read = TypeVar("Read")

MOST_BYTES = 5 * 2**20


class SheetRefused(Exception):
    """The sheet is not taken so; the message says why and what to do."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def read(file: File, reader: Callable[[bytes], Read], *, refused: type[SheetRefused]) -> tuple[bytes, Read]:
    """The content of the file, and what `reader` makes of it."""
    if file.size > MOST_BYTES:
        raise refused(
            _("The file has %(size)s; lists are taken up to %(most)s. Bring it in parts.")
            % {"size": filesizeformat(file.size), "most": filesizeformat(MOST_BYTES)},
            "file",
        )
    content = file.read()
    try:
        _refuse_other_archives(content, file.name or "")
        return content, reader(content)
    except uploads.UploadRefused as refusal:
        raise refused(str(refusal), "file") from refusal
    except kernel.ListRefused as refusal:
        raise refused(REFUSALS[refusal.cause], "file") from refusal


def _refuse_other_archives(content: bytes, name: str) -> None:
    """A small archive may unpack to gigabytes, or be a letter."""
    if content.startswith(b"PK") and uploads.recognise(io.BytesIO(content), name).key != "xlsx":
        raise kernel.ListRefused("no_table")
