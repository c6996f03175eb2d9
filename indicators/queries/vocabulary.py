"""What the words of an office's files mean, as the classifications say it."""

from functools import lru_cache

from indicators.formats import lexicon, names
from indicators.models import Code, CompleteSetPart, Correspondence, Measure

SECTIONS = "sections"


@lru_cache(maxsize=2)
def lexicon_of(edition: int) -> lexicon.Lexicon:  # noqa: ARG001 another edition is another lexicon
    return lexicon.build(regions=_regions(), activities=_activities(), measures=_measures())


def _regions() -> list[lexicon.Region]:
    codes = list(Code.objects.regions().select_related("parent").order_by("pk"))
    owners: dict[str, set[str]] = {}
    for code in codes:
        for spelling in code.spellings:
            owners.setdefault(names.fold(spelling), set()).add(code.code)
    successors = _successors()
    return [
        lexicon.Region(
            code.code,
            words=(*_own_words(code), *(word for word in code.spellings if len(owners[names.fold(word)]) == 1)),
            shared_words=tuple(word for word in code.spellings if len(owners[names.fold(word)]) > 1),
            valid_from=code.valid_from.isoformat() if code.valid_from else "",
            valid_to=code.valid_to.isoformat() if code.valid_to else "",
            parent=code.parent.code if code.parent else "",
            successors=tuple(successors.get(code.code, ())),
        )
        for code in codes
    ]


def _successors() -> dict[str, list[str]]:
    """Of regions that ended; one that continues still answers for itself."""
    found: dict[str, list[str]] = {}
    rows = Correspondence.objects.filter(predecessor_continues=False).order_by("successor__code")
    for predecessor, successor in rows.values_list("predecessor__code", "successor__code"):
        found.setdefault(predecessor, []).append(successor)
    return found


def _own_words(code: Code) -> tuple[str, ...]:
    words = (code.kato, code.statistics_code, code.name_kk, code.name_ru, code.name_en)
    return tuple(word for word in words if word)


def _activities() -> list[lexicon.Activity]:
    parts: dict[str, list[str]] = {}
    kinds = CompleteSetPart.objects.filter(complete_set__label=SECTIONS).exclude(role=CompleteSetPart.Role.SUBTRACTED)
    for whole, part in kinds.values_list("complete_set__whole__code", "part__code").order_by("pk"):
        parts.setdefault(whole, []).append(part)
    codes = Code.objects.activities().select_related("parent").order_by("level", "code")
    taken: set[str] = set()
    return [
        lexicon.Activity(
            code.code,
            words=_words_not_taken(code, taken),
            parent=code.parent.code if code.parent else "",
            parts=tuple(parts.get(code.code, ())) if code.kind == Code.Kind.AGGREGATE else (),
        )
        for code in codes
    ]


def _words_not_taken(code: Code, taken: set[str]) -> tuple[str, ...]:
    """A group that is named like its only class means the group: the wider code keeps the name."""
    words = tuple(word for word in _own_words(code) if names.fold(word) not in taken)
    taken.update(names.fold(word) for word in words)
    return words


def _measures() -> list[lexicon.Measure]:
    return [
        lexicon.Measure(
            measure.code,
            measure.unit,
            measure.decimals,
            words=tuple(filter(None, (measure.name_kk, measure.name_ru, measure.name_en))),
            is_additive=measure.aggregation == Measure.Aggregation.SUM,
        )
        for measure in Measure.objects.order_by("position")
    ]
