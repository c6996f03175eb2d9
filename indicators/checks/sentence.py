from __future__ import annotations

from typing import NamedTuple, TypeAlias

from django.utils.functional import Promise

Lazy: TypeAlias = str | Promise


class Sentence(NamedTuple):
    """label groups problems of one cause; cure_with_nearest is for a word that has a likely meaning."""

    label: Lazy
    what: Lazy
    cure: Lazy
    cure_with_nearest: Lazy = ""
