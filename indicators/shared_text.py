"""How much text the cells of a workbook hold: a long one is stored once, and a reader copies it for each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from xml.parsers import expat

TEXT = re.compile(rb"<(?:[^\s<>/:]+:)?si[\s/>]")
# A reader takes either quote and room about the sign, so whoever wants to get past takes them too.
NAMES_TEXT = re.compile(rb"""\bt\s*=\s*["']s["']""")
AS_USUAL = re.compile(rb'<c [^<>]*\bt="s"[^<>]*><v>(\d{1,9})</v></c>')
OVERLAP = 64

Blocks = Iterable[bytes]


class SharedText:
    """All parts of one file, each block by block and then ended; blocks may overlap."""

    def __init__(self) -> None:
        self.longest = self.cells = 0
        self._part = self._since = 0
        self._holders: set[int] = set()

    def see(self, block: bytes) -> None:
        self.cells += block.count(b"<c") + block.count(b":c")
        begins = [found.start() for found in TEXT.finditer(block)] if b"si" in block else []
        if not begins:
            self._since += len(block)
            return
        widest = max((end - begin for begin, end in pairwise(begins)), default=0)
        self.longest = max(self.longest, self._since + begins[0], widest)
        self._since = len(block) - begins[-1]
        self._holders.add(self._part)

    def end(self) -> None:
        if self._part in self._holders:
            self.longest = max(self.longest, self._since)
        self._part, self._since = self._part + 1, 0

    def copied(self, again: Callable[[], Iterable[Blocks]], *, most: int) -> int:
        """Bytes of text in all cells, rather too many; only where they may be more than `most` it looks `again`.

        `again` gives the blocks of each part in the same order, none overlapping; ValueError where they are no XML.
        """
        bound = self.longest * self.cells
        if bound <= most or len(self._holders) != 1:
            return bound
        held = next(iter(self._holders))
        lengths = next(_lengths(blocks) for part, blocks in enumerate(again()) if part == held)
        if lengths is None:
            return bound
        longest, total = max(lengths, default=0), 0
        for blocks in again():
            for block in _overlapping(blocks):
                found = AS_USUAL.findall(block)
                # What is not written as every office program writes it may name the longest.
                total += longest * (len(NAMES_TEXT.findall(block)) - len(found))
                total += sum(lengths[place] for each in found if (place := int(each)) < len(lengths))
            if total > most:
                return total
        return total


def _overlapping(blocks: Blocks) -> Iterator[bytes]:
    tail = b""
    for block in blocks:
        yield tail + block
        tail = block[-OVERLAP:]


def _lengths(blocks: Blocks) -> list[int] | None:
    """Of each text; None where one has no element for its text, since readers count such ones each in its own way."""
    texts, is_told = [], []
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, _attributes: object) -> None:
        own = name.rpartition(":")[2]
        if own == "si":
            texts.append(0)
            is_told.append(False)
        elif own == "t" and is_told:
            is_told[-1] = True

    def characters(text: str) -> None:
        if texts:
            texts[-1] += len(text.encode())

    parser.StartElementHandler, parser.CharacterDataHandler = start, characters
    try:
        for block in blocks:
            parser.Parse(block, False)  # noqa: FBT003 - expat takes no names
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as broken:
        raise ValueError(str(broken)) from broken
    return texts if all(is_told) else None
