"""Digests of what is handed in: one per section and one of the whole. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(content: Any) -> bytes:
    """The same content always gives the same bytes, whatever the order of its keys."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def of(content: Any) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def per_section(snapshot: Mapping[str, Any]) -> dict[str, str]:
    return {section: of(content) for section, content in snapshot.items()}


def of_whole(digests: Mapping[str, str]) -> str:
    """One digest that changes when any section's does."""
    return of(dict(digests))


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    """The sections that differ, came or went."""
    return frozenset(section for section in {*before, *after} if before.get(section) != after.get(section))
