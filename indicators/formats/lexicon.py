from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from . import names, words


@dataclass(frozen=True)
class Region:
    """Words that mean this region alone, and words that it shares with another one (Almaty)."""

    code: str
    words: tuple[str, ...] = ()
    shared_words: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    parent: str = ""
    successors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Activity:
    """parts: the codes whose sum an aggregate is. measures: what the word means inside another measure's table."""

    code: str
    words: tuple[str, ...] = ()
    parent: str = ""
    parts: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True)
class Measure:
    code: str
    unit: str
    decimals: int = 0
    words: tuple[str, ...] = ()
    is_additive: bool = True


@dataclass(frozen=True)
class Lexicon:
    """Everything that a word in a file can mean. The database layer fills it; see build()."""

    regions: Mapping[str, Region]
    activities: Mapping[str, Activity]
    measures: Mapping[str, Measure]
    units: Mapping[str, tuple[str, str]] = field(default_factory=lambda: words.UNIT_FACTORS)

    @cached_property
    def region_words(self) -> names.Index:
        pairs = [(word, region.code) for region in self.regions.values() for word in (region.code, *region.words)]
        shared = [(word, region.code) for region in self.regions.values() for word in region.shared_words]
        return names.Index([*pairs, *shared])

    @cached_property
    def activity_words(self) -> names.Index:
        own = [(word, each.code) for each in self.activities.values() for word in (each.code, *each.words)]
        fixed = [(word, code) for word, code in words.ACTIVITIES if code in self.activities]
        return names.Index([*own, *fixed])

    @cached_property
    def measure_words(self) -> names.Index:
        own = [(word, each.code) for each in self.measures.values() for word in (each.code, *each.words)]
        fixed = [(word, code) for word, code in words.MEASURES if code in self.measures]
        return names.Index([*own, *fixed])


def build(*, regions: list[Region], activities: list[Activity], measures: list[Measure]) -> Lexicon:
    return Lexicon(
        regions={each.code: each for each in regions},
        activities={each.code: each for each in activities},
        measures={each.code: each for each in measures},
    )
