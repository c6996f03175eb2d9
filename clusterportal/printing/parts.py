"""What a printed document is made of: plain values only, so that its digest says everything that stands on it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Block = dict[str, Any]
Rows = Sequence[tuple[str | Promise, Any]]


def heading(text: str) -> Block:
    return {"type": "heading", "text": text}


def paragraph(text: Any) -> Block:
    return {"type": "text", "text": text}


def note(text: str) -> Block:
    return {"type": "note", "text": text}


def bullets(items: Iterable[Any]) -> Block:
    return {"type": "list", "items": list(items)}


def facts(rows: Rows) -> Block:
    """Terms with their values; what is not known is left out."""
    return {"type": "facts", "rows": [[term, value] for term, value in rows if value not in ("", None)]}


def table(
    head: Sequence[str], rows: Sequence[Sequence[Any]], *, widths: Sequence[int], numeric: Iterable[int] = ()
) -> Block:
    is_numeric = set(numeric)
    return {
        "type": "table",
        "head": list(head),
        "rows": [list(row) for row in rows],
        "widths": list(widths),
        "numeric": [place in is_numeric for place in range(len(head))],
    }


def said(text: str, language: str) -> dict[str, str]:
    """A text of people, in the language in which they wrote it."""
    return {"text": text, "lang": language}


def document(
    *,
    kind: str,
    language: str,
    title: Any,
    subject: str,
    eyebrow: str,
    blocks: Sequence[Block],
    summary: Rows,
    lede: str = "",
    signed: Sequence[Sequence[str]] = (),
    sender: Mapping[str, Any] | None = None,
    addressee: str = "",
    translation: str = "",
) -> dict[str, Any]:
    """`summary` is what the page that verifies it says in short; `signed`: who, for whom, when."""
    return _plain(
        {
            "kind": kind,
            "language": language,
            "title": title,
            "subject": subject,
            "eyebrow": eyebrow.upper(),
            "lede": lede,
            "translation": translation,
            "blocks": [block for block in blocks if block.get("rows", True) and block.get("items", True)],
            "summary": [[term, value] for term, value in summary if value not in ("", None)],
            "signed": signed,
            "sender": sender,
            "addressee": addressee,
            "issuer": _("Cluster portal"),
            "words": _words(),
        }
    )


def _words() -> dict[str, str]:
    return {
        "to": _("Addressed to"),
        "code": _("Code"),
        "signed": _("Signed in the portal"),
        "picture": _("QR code with the address at which this document is verified"),
        "verify": _("Anyone can check this document"),
        "digest": _("Digest"),
        "issued": _("Issued on"),
    }


def _plain(value: Any) -> Any:
    """Texts that wait for a language speak the one that is set now."""
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
