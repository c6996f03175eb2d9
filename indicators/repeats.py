"""How far the cells of an OpenDocument sheet reach: one cell of its XML may stand for millions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.parsers import expat

ROW, CELLS = "table:table-row", ("table:table-cell", "table:covered-table-cell")
ROWS, COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"
FORMULA, WRITTEN = "table:formula", "office:string-value"


class Repeats:
    """All sheets of one file together, because a reader keeps all of them; `text` is what stands in their cells."""

    def __init__(self) -> None:
        self.cells = self.text = 0
        self._in_row = self._in_cell = 0
        self._row = self._columns = 0
        self._rows_repeated = self._column = self._filled_to = 0
        self._columns_repeated, self._is_filled = 0, False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.buffer_text = True
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = _refuse

    def see(self, blocks: Iterable[bytes]) -> None:
        """Blocks in their order, none twice; ValueError where they are no XML."""
        try:
            for block in blocks:
                self._parser.Parse(block, False)  # noqa: FBT003 - expat takes no names
            self._parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
        except expat.ExpatError as broken:
            raise ValueError(str(broken)) from broken

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == ROW:
            self._rows_repeated, self._column, self._filled_to = int(attributes.get(ROWS, 1)), 0, 0
            self._in_row = 0
        elif name in CELLS:
            self._columns_repeated = int(attributes.get(COLUMNS, 1))
            self._is_filled = any(key == FORMULA or key.startswith("office:") for key in attributes)
            self._in_cell = sum(len(attributes.get(key, "").encode()) for key in (FORMULA, WRITTEN))
        else:
            self._is_filled = True

    def _characters(self, text: str) -> None:
        # Between the tags of an empty cell stands nothing that a reader keeps.
        if self._is_filled:
            self._in_cell += len(text.encode())

    def _end(self, name: str) -> None:
        if name in CELLS:
            self._column += self._columns_repeated
            self._in_row += self._columns_repeated * self._in_cell
            if self._is_filled:
                self._filled_to = self._column
        elif name == ROW:
            self._end_of_row()

    def _end_of_row(self) -> None:
        # Office programs close every sheet with an empty row that stands for all the rest; readers leave it out.
        self._row += self._rows_repeated
        self.text += self._rows_repeated * self._in_row
        if self._filled_to:
            self._columns = max(self._columns, self._filled_to)
            self.cells = self._row * self._columns


def _refuse(*_declared: object) -> None:
    raise ValueError("a sheet declares no entities")
