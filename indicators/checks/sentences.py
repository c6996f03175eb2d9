"""Each cause in words: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Lazy = str | Promise


class Sentence(NamedTuple):
    """label groups problems of one cause; cure_with_nearest is for a word that has a likely meaning."""

    label: Lazy
    what: Lazy
    cure: Lazy
    cure_with_nearest: Lazy = ""


FILE: dict[str, Sentence] = {
    "empty_file": Sentence(
        _("Empty file"), _("The file is empty."), _("Check that it was saved and copied to the end, then drop it again.")
    ),
    "pdf_inside": Sentence(
        _("Not a table"), _("This is a PDF inside, whatever its name says."), _("Ask the office for the workbook (XLSX) or CSV.")
    ),
    "image_inside": Sentence(
        _("Not a table"), _("This is a picture inside."), _("Ask the office for the workbook (XLSX) or CSV.")
    ),
    "word_inside": Sentence(
        _("Not a table"), _("This is a text document inside."), _("Save its table as a workbook (XLSX) or CSV.")
    ),
    "page_inside": Sentence(
        _("Not a table"),
        _("This is a web page or XML inside, even if it opens in a spreadsheet."),
        _("Open it in a spreadsheet and save it as XLSX or CSV."),
    ),
    "archive_inside": Sentence(
        _("Packed file"), _("This is an archive of other files."), _("Unpack it and drop the workbook or CSV inside.")
    ),
    "parquet_inside": Sentence(
        _("Not a table that can be read here"), _("This is a Parquet file."), _("Convert it to CSV and drop that.")
    ),
    "database_inside": Sentence(
        _("Not a table that can be read here"), _("This is a database."), _("Export its table as CSV and drop that.")
    ),
    "not_a_table": Sentence(
        _("Not a table"), _("This is neither a workbook nor text."), _("Save the table as XLSX or CSV and drop that.")
    ),
    "password_protected": Sentence(
        _("Protected by a password"), _("The workbook is protected by a password."), _("Remove the password and save it again.")
    ),
    "damaged_file": Sentence(
        _("Damaged file"),
        _("The file is damaged: it cannot be opened to its end."),
        _("Open it in a spreadsheet, save it again and drop the new file."),
    ),
    "too_large_inside": Sentence(
        _("Too large"),
        _("Unpacked, the workbook is larger than %(megabytes)s MB; it was not opened."),
        _("Delete empty formatted rows and sheets, split it, or save it as CSV."),
    ),
    "too_many_cells": Sentence(
        _("Too large"),
        _("A sheet spans more than %(cells)s cells, most of them surely empty; it was not opened."),
        _("Delete the stray cell far to the right or below, or save the table as CSV."),
    ),
    "broken_text": Sentence(
        _("Broken text"),
        _("The text cannot be read from line %(line)s on: a quotation mark is not closed, or letters are damaged."),
        _("Repair the quotation marks of this line, or save the file as UTF-8 again."),
    ),
    "no_table_found": Sentence(
        _("No table found"),
        _("No row was found whose words name regions and periods or values."),
        _("Check that the table has a header and that its regions are named by name, KATO or ISO code."),
    ),
}  # fmt: skip

TABLE: dict[str, Sentence] = {
    "sheet_without_table": Sentence(
        _("Sheet left out"), _("No table was found on this sheet."), _("Nothing to do, if it holds no figures.")
    ),
    "sheet_hidden": Sentence(
        _("Sheet left out"), _("The sheet is hidden and was not read."), _("Show the sheet in the workbook if its figures count.")
    ),
    "other_unit": Sentence(
        _("Other unit or currency"),
        _("“%(header)s” is given in %(unit)s, which cannot be converted; these periods are kept out."),
        _("Nothing to do: figures in another currency would not be comparable."),
    ),
    "column_ignored": Sentence(
        _("Column left out"), _("The column “%(header)s” was not understood and not read."), _("If it counts, name its meaning in the mapping.")
    ),
    "footnote": Sentence(
        _("Footnote of the office"), _("%(mark)s %(note)s"), _("Nothing to do: the note is kept with the release.")
    ),
    "mark_unexplained": Sentence(
        _("Mark without a note"),
        _("“%(header)s” carries the mark %(mark)s, and no note on the sheet explains it."),
        _("Ask the office what it means, if it matters; the values are read as they stand."),
    ),
    "mark_to_confirm": Sentence(
        _("Mark to confirm"),
        _("The mark “%(mark)s” stands in place of a value (%(rows)s times); it is read as: %(status)s."),
        _("Confirm once what the mark means for this source."),
    ),
    "zero_of_nothing": Sentence(
        _("Zero that is no zero"),
        _("Only %(region)s lists %(activity)s in %(period)s, and as 0: the item did not exist then. Read as missing (%(rows)s such cells)."),
        _("Nothing to do, unless it really is a counted nought."),
    ),
    "slice_is_computed": Sentence(
        _("Computed, not counted"),
        _("%(measure)s of %(period)s has parts of a unit, so the whole period is read as estimated (%(rows)s such periods)."),
        _("Nothing to do, if these are projections."),
    ),
    "part_of_a_unit": Sentence(
        _("Computed, not counted"),
        _("Values of %(measure)s have parts of a unit (%(rows)s times): they are read as estimated."),
        _("Nothing to do, if these are projections; else check the unit."),
    ),
    "period_in_future": Sentence(
        _("Period in the future"),
        _("%(period)s and later are not over yet (%(rows)s values): they are read as estimated."),
        _("Nothing to do, if these are projections; else correct the period."),
    ),
}  # fmt: skip

ROW: dict[str, Sentence] = {
    "row_too_long": Sentence(
        _("Row too long"),
        _("The row has %(cells)s cells, the header %(expected)s."),
        _("Look for a decimal comma or a comma inside a name; put such cells in quotation marks."),
    ),
    "unknown_region": Sentence(
        _("Unknown region"),
        _("“%(word)s” is no region of the list."),
        _("Write its name, KATO or ISO code as in the list of regions."),
        _("Did you mean %(nearest)s (%(code)s)?"),
    ),
    "ambiguous_region": Sentence(
        _("Region with two meanings"), _("“%(word)s” may mean %(choices)s."), _("Say which one in the mapping, or use the code.")
    ),
    "unknown_activity": Sentence(
        _("Unknown activity"),
        _("“%(word)s” is no activity of the list."),
        _("Write its OKED code, with or without dots, or its name as in the list."),
        _("Did you mean %(nearest)s (%(code)s)?"),
    ),
    "unknown_measure": Sentence(
        _("Unknown measure"), _("It is not said what “%(word)s” counts."), _("Name the measure in the mapping.")
    ),
    "unknown_period": Sentence(
        _("Unknown period"), _("“%(word)s” is no period."), _("Write 2022, 2022-Q3, 2022-03 or 2022-01..09.")
    ),
    "unknown_status": Sentence(
        _("Unknown status"), _("The status of this row is not known."), _("Use the statuses of the export, or the letters of SDMX.")
    ),
    "other_unit_in_row": Sentence(
        _("Other unit or currency"), _("%(unit)s cannot be converted to the unit of %(measure)s."), _("Correct the unit of the row.")
    ),
    "not_a_number": Sentence(
        _("Not a number"), _("“%(word)s” is not a number."), _("Write digits, or the office's mark for a value that is missing or withheld.")
    ),
    "ambiguous_number": Sentence(
        _("Number with two meanings"),
        _("“%(word)s” may be a thousand or a decimal fraction, and nothing else in the file tells which."),
        _("Write it with a decimal point, or without the comma."),
    ),
}  # fmt: skip

AMONG_ROWS: dict[str, Sentence] = {
    "outdated_region": Sentence(
        _("Region that is no more"),
        _("%(region)s ended on %(valid_to)s; %(period)s lies after it."),
        _("Use its successors: %(successors)s."),
    ),
    "outdated_activity": Sentence(
        _("Activity that is no more"), _("%(activity)s ended on %(valid_to)s; %(period)s lies after it."), _("Use a present code below %(parent)s.")
    ),
    "region_before_validity": Sentence(
        _("Region before its time"),
        _("%(region)s exists since %(valid_from)s; the office gives it for %(period)s and other earlier periods (%(rows)s)."),
        _("Nothing to do: computed backwards by the office and kept so."),
    ),
    "negative_count": Sentence(
        _("Negative count"), _("%(measure)s cannot be negative: %(value)s."), _("Correct the value.")
    ),
    "index_far_from_100": Sentence(
        _("Index far from 100"),
        _("A volume index of %(value)s for %(region)s in %(period)s is far from 100."),
        _("Check that it is an index to the previous year, and not a growth rate or a level."),
    ),
    "cell_twice": Sentence(
        _("Two values for one cell"),
        _("%(region)s, %(activity)s, %(period)s stands twice with different values: %(first)s in row %(line)s and %(second)s here."),
        _("Leave the right one in the file."),
    ),
    "cell_repeated": Sentence(
        _("Row repeated"), _("%(region)s, %(activity)s, %(period)s stands here again, as in row %(line)s."), _("Nothing to do: it counts once.")
    ),
    "part_above_whole": Sentence(
        _("Part above its whole"),
        _("%(region)s, %(activity)s, %(period)s is %(value)s, more than its whole of %(whole)s in row %(line)s."),
        _("Correct one of the two, or ask the office."),
    ),
    "regions_do_not_add_up": Sentence(
        _("Regions do not add up"),
        _("%(activity)s in %(period)s: the regions sum to %(total)s, the country has %(whole)s; %(residual)s is left over."),
        _("Nothing to do, if the office publishes it so; the published total is used."),
    ),
    "sections_do_not_add_up": Sentence(
        _("Parts do not add up"),
        _("%(region)s, %(period)s: the parts of %(activity)s sum to %(total)s, the whole is %(whole)s; %(residual)s is left over."),
        _("Nothing to do, if the office publishes it so; the published whole is used."),
    ),
    "predecessor_with_successors": Sentence(
        _("Predecessor beside its successors"),
        _("%(region)s is listed together with %(successors)s, which it consisted of (%(period)s and others, %(rows)s)."),
        _("Nothing to do: it is kept apart, and no sum counts both."),
    ),
    "slice_thousandfold": Sentence(
        _("A thousand times off"),
        _("%(measure)s of %(period)s is %(times)s times what this source gave before, in most cells."),
        _("Check the unit: thousands and millions are easily taken for each other."),
    ),
    "thousandfold": Sentence(
        _("A thousand times off"),
        _("%(region)s, %(activity)s, %(period)s is %(value)s, %(times)s times its last value."),
        _("Check the unit of this cell, or confirm that it is real."),
    ),
}  # fmt: skip

SENTENCES: dict[str, Sentence] = {**FILE, **TABLE, **ROW, **AMONG_ROWS}


def label(cause: str) -> str:
    return str(SENTENCES[cause].label)


def what(cause: str, parameters: Mapping[str, Any]) -> str:
    return str(SENTENCES[cause].what) % _shown(parameters)


def cure(cause: str, parameters: Mapping[str, Any]) -> str:
    sentence = SENTENCES[cause]
    text = sentence.cure_with_nearest if parameters.get("nearest") else sentence.cure
    return str(text) % _shown(parameters)


def _shown(parameters: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in parameters.items()}


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:,.12g}".replace(",", "\u202f")
    return str(value)
