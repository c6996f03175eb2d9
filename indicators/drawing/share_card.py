"""A picture of one page for those who pass its address on: a name, what stands out, and where it lies."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.drawing.marks import Picture, element, picture, short, words

WIDTH, HEIGHT = 1200.0, 630.0
LEFT, MAP_LEFT, MAP_WIDTH = 72.0, 640.0, 520.0
TITLE_LETTERS, TITLE_LINES, TITLE_STEP = 23, 3, 62.0
WORDS_LETTERS, WORDS_LINES, WORDS_STEP = 46, 3, 34.0
NUMBER_STEP = 250.0
# The map of the country is drawn on this ground, whatever its own size is.
MAP_RATIO = 0.56


@dataclass(frozen=True)
class Card:
    portal: str
    eyebrow: str
    title: str
    words: str
    numbers: Sequence[tuple[str, str]] = ()
    map: Picture | str = ""


def draw(card: Card) -> Picture:
    parts = [element("rect", class_="card-ground", width=short(WIDTH), height=short(HEIGHT))]
    parts.append(element("rect", class_="card-edge", width=short(WIDTH), height="14"))
    parts.append(_map(card.map))
    parts.append(words(card.eyebrow, LEFT, 92, class_="card-eyebrow"))
    bottom = 166.0
    for line in wrapped(card.title, TITLE_LETTERS, TITLE_LINES):
        parts.append(words(line, LEFT, bottom, class_="card-title"))
        bottom += TITLE_STEP
    bottom += 2
    for line in wrapped(card.words, WORDS_LETTERS, WORDS_LINES):
        parts.append(words(line, LEFT, bottom, class_="card-words"))
        bottom += WORDS_STEP
    for place, (value, label) in enumerate(card.numbers[:2]):
        x = LEFT + NUMBER_STEP * place
        parts.append(words(value, x, 516, class_="card-number"))
        parts.append(words(label, x, 548, class_="card-label"))
    parts.append(words(card.portal, LEFT, 598, class_="card-portal"))
    title = ", ".join(filter(None, (card.title, card.eyebrow)))
    return picture(parts, width=WIDTH, height=HEIGHT, title=title, description=card.words, class_="share-card")


def wrapped(text: str, letters: int, lines: int) -> list[str]:
    """At most so many lines; what does not fit ends in an ellipsis."""
    rows = textwrap.wrap(text, letters, break_on_hyphens=False)
    if len(rows) <= lines:
        return rows
    kept = rows[:lines]
    return [*kept[:-1], f"{kept[-1][: letters - 1].rstrip(' ,.;:')}…"]


def _map(drawn: Picture | str) -> str:
    """The picture inside the picture, at its place and size; without its links it is nothing to press."""
    if not drawn:
        return ""
    height = MAP_WIDTH * MAP_RATIO
    place = f'<svg x="{short(MAP_LEFT)}" y="{short((HEIGHT - height) / 2)}" width="{short(MAP_WIDTH)}" '
    return str(drawn).replace("<svg ", f'{place}height="{short(height)}" ', 1)
