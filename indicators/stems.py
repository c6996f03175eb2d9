"""Words made comparable: one alphabet, no endings, and a skeleton that Latin and Cyrillic spellings share."""

import re
import unicodedata
from functools import lru_cache

TOKEN = re.compile(r"[^\W_]+")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
LATIN = re.compile(r"[a-zà-ɏ]")
LATIN_DOUBLES, CYRILLIC_DOUBLES = "aeopcxykmhtbi", "аеорсхукмнтві"
TO_CYRILLIC = str.maketrans(LATIN_DOUBLES, CYRILLIC_DOUBLES)
TO_LATIN = str.maketrans(CYRILLIC_DOUBLES, LATIN_DOUBLES)
SHORTEST_STEM, MOST_ENDINGS = 3, 4


def _longest_first(endings: str) -> tuple[str, ...]:
    return tuple(sorted(set(endings.split()), key=lambda ending: (-len(ending), ending)))


RUSSIAN = _longest_first(
    "иями ями ами иях ях ах ого его ому ему ыми ими ая яя ое ее ые ие ый ий ой ей ую юю ью ов ев ам ям ом ем ым им ых"
    " их ия ии ию ием ь ы и а я о е у ю й"
)
RUSSIAN_INNER = _longest_first(
    "очн ичн ечн енн анн овк очк ечк ств ени ани щик чик ник ищ тел оват ирова ова ск ов ев ин ик ар н к"
)
# Endings that make another word of it (май, майлық) count double and need a longer stem than those that bend it.
KAZAKH_MAKING = frozenset(_longest_first("шы ші лық лік дық дік тық тік шылық шілік лы лі сыз сіз у ю ша ше"))
KAZAKH = _longest_first(
    "лар лер дар дер тар тер ның нің дың дің тың тің ға ге қа ке на не ды ді ты ті ны ні да де та те дан ден тан тен"
    " нан нен мен бен пен ым ім ың ің ы і сы сі мыз міз ыңыз іңіз дағы дегі тағы тегі " + " ".join(KAZAKH_MAKING)
)
# The genitive plural puts a vowel between the last letters: окно, окон.
FLEETING = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ое](?=[бвгджзклмнпрстфхцчшщ]$)")
ENGLISH = (("ies", "y"), ("ers", ""), ("ing", ""), ("ed", ""), ("er", ""), ("es", ""), ("s", ""))
# The shortest Kazakh stems have two letters (ет, ұн, су), the shortest Russian and English ones three.
SHORTEST_KAZAKH, LONGEST_SHORT = 2, 5

LETTERS = dict(
    pair.split(":")
    for pair in _longest_first(
        "а:a б:b в:v г:g д:d е:e ж:j з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch ш:sh щ:sh ъ:"
        " ы:i ь: э:e ю:iu я:ia ә:a ғ:g қ:k ң:n ө:o ұ:u ү:u һ:h і:i"
    )
)
LATIN_PAIRS = (
    ("shch", "sh"), ("sch", "sh"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ng", "n"), ("ts", "c"),
    ("ya", "ia"), ("yu", "iu"), ("yo", "e"), ("ye", "e"), ("x", "ks"), ("w", "u"), ("q", "k"), ("y", "i"), ("ck", "k"),
)  # fmt: skip
LATIN_LETTERS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ū": "u", "ğ": "g", "ñ": "n", "ı": "i", "ə": "a"}) | (
    str.maketrans({"ş": "sh", "š": "sh", "č": "ch", "ç": "ch", "ž": "j", "ý": "i"})
)
DOUBLED = re.compile(r"(.)\1+")


def tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").replace("’", "").replace("'", "")
    return [_in_one_alphabet(token) for token in TOKEN.findall(plain)]


def _in_one_alphabet(token: str) -> str:
    """A letter that slipped in from the other alphabet is its double in the word's own."""
    cyrillic, latin = len(CYRILLIC.findall(token)), len(LATIN.findall(token))
    if not cyrillic or not latin:
        return token
    return token.translate(TO_CYRILLIC if cyrillic >= latin else TO_LATIN)


@lru_cache(maxsize=50_000)
def forms(token: str) -> dict[str, int]:
    """The token without its endings, each form with the number of endings taken off."""
    found = {token: 0}
    if CYRILLIC.search(token):
        _strip_russian(token, found)
        _strip_kazakh(token, found)
    else:
        _strip_english(token, found)
    return found


def _strip_russian(token: str, found: dict[str, int]) -> None:
    stem = _without(token, RUSSIAN, SHORTEST_STEM)
    if stem != token:
        found.setdefault(stem, 1)
    if (fled := FLEETING.sub("", token)) != token and len(fled) >= SHORTEST_STEM:
        found.setdefault(fled, 1)
    inner = _without(stem, RUSSIAN_INNER, SHORTEST_STEM + 1)
    if inner != stem:
        found.setdefault(inner, 2)


def _strip_kazakh(token: str, found: dict[str, int]) -> None:
    stem, taken = token, 0
    for _ in range(MOST_ENDINGS):
        shortest = SHORTEST_KAZAKH if stem == token and len(token) <= LONGEST_SHORT else SHORTEST_STEM
        shorter = _without(stem, KAZAKH, shortest)
        is_made = stem.removeprefix(shorter) in KAZAKH_MAKING
        if shorter == stem or (is_made and len(shorter) < SHORTEST_STEM):
            return
        stem, taken = shorter, taken + 1 + is_made
        found.setdefault(stem, taken)


def _strip_english(token: str, found: dict[str, int]) -> None:
    for ending, instead in ENGLISH:
        if token.endswith(ending) and len(token) - len(ending) >= SHORTEST_STEM:
            stem = token.removesuffix(ending) + instead
            found.setdefault(stem, 1)
            if ending not in {"s", "ies"}:
                found.setdefault(stem + "e", 1)


def _without(token: str, endings: tuple[str, ...], shortest: int) -> str:
    for ending in endings:
        if token.endswith(ending) and len(token) - len(ending) >= shortest:
            return token.removesuffix(ending)
    return token


@lru_cache(maxsize=50_000)
def skeleton(token: str) -> str:
    """сүт, сут, süt and sut have one skeleton; so have жылқы, jylqy and zhylky."""
    if CYRILLIC.search(token):
        plain = "".join(LETTERS.get(letter, letter) for letter in token).replace("ng", "n")
    else:
        plain = token.translate(LATIN_LETTERS)
        for pair, instead in LATIN_PAIRS:
            plain = plain.replace(pair, instead)
    return DOUBLED.sub(r"\1", plain)
