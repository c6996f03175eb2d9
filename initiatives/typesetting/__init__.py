"""Documents on paper: content in, a tagged PDF out, and the code by which anyone finds it again. Knows no database."""

import io
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

# Raised whenever the layout changes; what was issued before keeps the bytes that it has.
TEMPLATE = "1"
PAGE = Path(__file__).with_name("document.typ")
# Letters and digits that nobody mistakes for one another when typing from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH, GROUP = 12, 4


@dataclass(frozen=True)
class Mark:
    """What is printed on a document besides what it says."""

    code: str
    address: str
    place: str
    digest: str
    issued: str
    picture: str


def typeset(content: Mapping[str, Any], mark: Mark, *, moment: int) -> bytes:
    """The same content, mark and moment give the same bytes."""
    inputs = {"content": json.dumps(content, ensure_ascii=False), "mark": json.dumps(asdict(mark), ensure_ascii=False)}
    try:
        return _compile(inputs, moment, standards=["ua-1"])
    except typst.TypstError as error:
        # Only a letter that no font of ours has is forgiven; the document is tagged all the same.
        if "could not be displayed" not in str(error):
            raise
        return _compile(inputs, moment, standards=[])


def _compile(inputs: dict[str, str], moment: int, *, standards: list[Any]) -> bytes:
    made = typst.compile(
        PAGE, root=PAGE.parent, font_paths=_fonts(), sys_inputs=inputs, pdf_standards=standards, timestamp=moment
    )
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come with the package, so that every machine makes the same pages."""
    return typst.Fonts(include_system_fonts=False)


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed: ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """What somebody typed or pasted, an address included, as a code; empty where it is none."""
    last = typed.strip().rstrip("/").rpartition("/")[2]
    code = re.sub(r"[\s\-–—.]", "", last).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def picture(address: str) -> str:
    """The address as a QR code, drawn as SVG."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=False, dark="#13201f")
    return out.getvalue().decode()
