"""Finds codes by the words people say: any of three languages, either alphabet, other endings, typing slips."""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indicators import stems

CODE = re.compile(r"^(?:[a-u]|kz-\w{2,3}|\d{1,5}|\d{2}\.\d{1,3}|\d{2}\.\d{2}\.\d)$", re.IGNORECASE)
LONGEST_QUERY, MOST_TOKENS, SHORTEST_PREFIX, SHORTEST_TYPO = 200, 12, 3, 4
LIKE_ENOUGH, SAME_ROOT, CERTAIN, FAINTEST = 0.72, 0.65, 0.75, 0.2
SPOKEN, NAMED, DESCRIBED, UNKNOWN = 1.0, 0.85, 0.4, 5.0
CLASS_LEVEL = 4
# Classes are what initiatives and figures use; a tie goes to them.
LEVEL_BONUS = {1: 0.005, 2: 0.01, 3: 0.015, CLASS_LEVEL: 0.03}
IDLE_WORDS = (
    "и в на для из по с со от до или за к у о об при не как что мы я наш наша мой моя делаю делаем занимаюсь занимаемся"
    " продаю хочу есть прочие прочих прочая прочее другие включая кроме включенных группировки"
    " the of and for in a an to on or with at by from i we my our is are make makes making do other n e c except"
    " және мен үшін бойынша немесе бен пен де да өзге басқа біз менің бізде бар"
)
IDLE = frozenset(IDLE_WORDS.split())
# What everybody does and every name says: it tells little, but not nothing.
PALE_WORDS = (
    "производство производим производитель изготовление услуги услуга предоставление деятельность выпуск заказ"
    " организация компания фирма предприятие цех завод өндіру өндірісі өндіреміз жасау жасаймыз шығару қызметі қызмет"
    " қызметтер зауыты цехы manufacture manufacturing production producer producing services service activities"
    " company firm plant factory"
)
PALE, PALENESS = frozenset(PALE_WORDS.split()), 0.3


@dataclass(frozen=True)
class Entry:
    """A code with its official names; `description` is searched too, but weighs little."""

    code: str
    parent: str = ""
    level: int = 4
    names: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Hit:
    """`because` is the word or the name that answered."""

    code: str
    score: float
    because: str


@dataclass(frozen=True)
class _Text:
    code: str
    words: tuple[str, ...]
    shown: str
    weight: float


class Finder:
    """An index of entries and of everyday words for them; built once, asked often."""

    def __init__(self, entries: Iterable[Entry], spoken: Iterable[tuple[str, str]] = ()) -> None:
        self._entries = {entry.code: entry for entry in entries}
        self._texts = [text for text in self._all_texts(spoken) if text.words]
        self._posted: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            for word in set(text.words):
                self._posted[word].append(number)
        self._vocabulary = sorted(self._posted)
        self._index_words()

    def _all_texts(self, spoken: Iterable[tuple[str, str]]) -> Iterator[_Text]:
        for word, code in spoken:
            if code in self._entries:
                yield _Text(code, _told(word), word, SPOKEN)
        for entry in self._entries.values():
            if self._is_echo(entry):
                continue
            for name in entry.names:
                yield _Text(entry.code, _told(name), name, NAMED)
            for line in entry.description.splitlines():
                yield _Text(entry.code, _told(line), line, DESCRIBED)

    def _is_echo(self, entry: Entry) -> bool:
        """A subclass that is called like its class says nothing new, nor does a group called like its only class."""
        above = self._entries.get(entry.parent)
        below = self._entries.get(entry.code + "0")
        is_subclass = entry.level > CLASS_LEVEL and above is not None
        if is_subclass and above is not None:
            return bool(set(above.names) & set(entry.names))
        return entry.level < CLASS_LEVEL and below is not None and set(below.names) >= set(entry.names)

    def _index_words(self) -> None:
        self._by_form: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        for word in self._vocabulary:
            for form, taken in stems.forms(word).items():
                self._by_form[form].append((word, taken))
            self._by_skeleton[stems.skeleton(word)].append(word)
        self._skeletons = [skeleton for skeleton in self._by_skeleton if len(skeleton) >= SHORTEST_TYPO]
        everything = len(self._texts) + 1
        self._rarity = {
            word: math.log(1 + everything / len(posted)) * (PALENESS if word in PALE else 1.0)
            for word, posted in self._posted.items()
        }
        self._fullness = [sum(self._rarity[word] for word in set(text.words)) for text in self._texts]

    def find(self, query: str, *, limit: int = 20) -> list[Hit]:
        """The best answers first. A code answers with itself and what lies below it."""
        asked = query.strip()[:LONGEST_QUERY]
        if CODE.match(asked):
            return self._below(asked.replace(".", "").upper())[:limit]
        told = [word for word in stems.tokens(asked) if word not in IDLE] or stems.tokens(asked)
        hits = self._ranked([self._like(word) for word in dict.fromkeys(told[:MOST_TOKENS])])
        return hits[:limit]

    def _below(self, code: str) -> list[Hit]:
        found = sorted((one for one in self._entries if one.startswith(code)), key=lambda one: (len(one), one))
        return [Hit(one, 1.0 / (1 + len(one) - len(code)), one) for one in found]

    def _like(self, asked: str) -> dict[str, float]:
        """Words of the index that may be meant, each with how surely."""
        found: dict[str, float] = {}
        for word, strength in self._by_ending(asked):
            found[word] = max(found.get(word, 0.0), strength)
        for word, strength in self._by_beginning(asked):
            found[word] = max(found.get(word, 0.0), strength)
        if max(found.values(), default=0.0) < CERTAIN and len(asked) >= SHORTEST_TYPO:
            for word, strength in self._by_slip(asked):
                found[word] = max(found.get(word, 0.0), strength)
        return found

    def _by_ending(self, asked: str) -> Iterator[tuple[str, float]]:
        for form, taken in stems.forms(asked).items():
            for word, also_taken in self._by_form.get(form, ()):
                yield word, 1.0 if word == asked else max(0.6, 0.97 - 0.07 * (taken + also_taken))
        skeleton = stems.skeleton(asked)
        for word in self._by_skeleton.get(skeleton, ()):
            yield word, 1.0 if word == asked else 0.88

    def _by_beginning(self, asked: str) -> Iterator[tuple[str, float]]:
        if len(asked) < SHORTEST_PREFIX:
            return
        trunk = asked[:SHORTEST_TYPO]
        for word in self._beginning_with(trunk):
            shared = _shared(word, asked)
            if shared == len(asked):
                yield word, 0.5 + 0.35 * shared / len(word)
            elif shared >= SHORTEST_TYPO and shared / min(len(word), len(asked)) >= SAME_ROOT:
                yield word, 0.3 + 0.5 * shared / max(len(word), len(asked))

    def _beginning_with(self, trunk: str) -> Iterator[str]:
        place = bisect_left(self._vocabulary, trunk)
        while place < len(self._vocabulary) and self._vocabulary[place].startswith(trunk):
            yield self._vocabulary[place]
            place += 1

    def _by_slip(self, asked: str) -> Iterator[tuple[str, float]]:
        near = process.extract(
            stems.skeleton(asked),
            self._skeletons,
            scorer=OSA.normalized_similarity,
            score_cutoff=LIKE_ENOUGH,
            limit=8,
        )
        for skeleton, likeness, _place in near:
            # Slips seldom fall on the first letter.
            surely = 0.85 if skeleton[0] == stems.skeleton(asked)[0] else 0.65
            for word in self._by_skeleton[skeleton]:
                yield word, surely * likeness

    def _ranked(self, asked: list[dict[str, float]]) -> list[Hit]:
        weights = [self._weight(meant) for meant in asked]
        whole = sum(weights)
        if not whole:
            return []
        best: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(asked))
        reasons: dict[str, tuple[float, str]] = {}
        for number, strengths in self._strengths(asked).items():
            text = self._texts[number]
            focus = self._focus(number, asked)
            told = sum(weight * strengths.get(place, 0.0) for place, weight in enumerate(weights)) / whole
            worth = text.weight * told * (0.45 + 0.55 * focus)
            if worth > reasons.get(text.code, (0.0, ""))[0]:
                reasons[text.code] = (worth, text.shown)
            for place, strength in strengths.items():
                value = text.weight * strength * (0.45 + 0.55 * focus)
                best[text.code][place] = max(best[text.code][place], value)
        hits = [self._hit(code, values, weights, reasons[code]) for code, values in best.items()]
        return sorted((hit for hit in hits if hit.score >= FAINTEST), key=lambda hit: (-hit.score, hit.code))

    def _weight(self, meant: dict[str, float]) -> float:
        """How much a word of the query tells: as much as what it most surely means, an unknown one not very much."""
        surest = max(meant.values(), default=0.0)
        return max((self._rarity[word] for word, surely in meant.items() if surely == surest), default=UNKNOWN)

    def _strengths(self, asked: list[dict[str, float]]) -> dict[int, dict[int, float]]:
        found: dict[int, dict[int, float]] = defaultdict(dict)
        for place, meant in enumerate(asked):
            for word, strength in meant.items():
                for number in self._posted[word]:
                    found[number][place] = max(found[number].get(place, 0.0), strength)
        return found

    def _focus(self, number: int, asked: list[dict[str, float]]) -> float:
        """How much of the text the query says: the word itself answers before a sentence that mentions it."""
        said = {word for word in self._texts[number].words if any(word in meant for meant in asked)}
        return sum(self._rarity[word] for word in said) / self._fullness[number]

    def _hit(self, code: str, values: list[float], weights: list[float], reason: tuple[float, str]) -> Hit:
        told = sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
        score = 0.6 * told + 0.4 * reason[0] + LEVEL_BONUS.get(self._entries[code].level, 0.0)
        return Hit(code, round(score, 6), reason[1])


def _told(text: str) -> tuple[str, ...]:
    words = stems.tokens(text)
    return tuple(word for word in words if word not in IDLE) or tuple(words)


def _shared(one: str, other: str) -> int:
    """Letters that two words have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
