"""One spelling for a word however it is written: Kazakh in Cyrillic or Latin letters, Russian, English."""

import re

# Letter for letter; what has no partner falls away. ң and нг, қ and к, ү and у are one to whoever searches.
FROM = "абвгдеёжзийклмнопрстуфхцыэәғқңөұүһіäöüūğñıəžý" + "ъь'’ʼ`"
TO = "abvgdeejziiklmnoprstufhcieagknouuhiaouugniaji"
# Longer ones, in this order.
PAIRS = (
    ("щ", "sh"), ("ш", "sh"), ("ч", "ch"), ("ю", "iu"), ("я", "ia"), ("ş", "sh"), ("š", "sh"), ("ç", "ch"), ("č", "ch"),
    ("shch", "sh"), ("sch", "sh"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ng", "n"), ("ts", "c"),
    ("yo", "e"), ("ye", "e"), ("x", "ks"), ("w", "u"), ("q", "k"), ("y", "i"), ("ck", "k"),
)  # fmt: skip
APART, DOUBLED = "[^a-z0-9]+", r"(.)\1+"
_LETTERS = str.maketrans(FROM[: len(TO)], TO, FROM[len(TO) :])


def fold(text: str) -> str:
    """Words apart by one space, one before the first, so that a word's beginning can be asked for."""
    plain = text.lower().translate(_LETTERS)
    for pair, instead in PAIRS:
        plain = plain.replace(pair, instead)
    return re.sub(DOUBLED, r"\1", re.sub(APART, " ", f" {plain}"))
