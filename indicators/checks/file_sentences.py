"""What a file, its tables and their marks can be told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .sentence import Sentence

FILE: dict[str, Sentence] = {
    "empty_file": Sentence(
        _("Empty file"),
        _("The file is empty."),
        _("Check that it was saved and copied to the end, then drop it again."),
    ),
    "pdf_inside": Sentence(
        _("Not a table"),
        _("This is a PDF inside, whatever its name says."),
        _("Ask the office for the workbook (XLSX) or CSV."),
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
    "binary_workbook": Sentence(
        _("Not a table that can be read here"),
        _("This is a binary workbook (.xlsb)."),
        _("Save the table as XLSX or CSV and drop that."),
    ),
    "password_protected": Sentence(
        _("Protected by a password"),
        _("The workbook is protected by a password."),
        _("Remove the password and save it again."),
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
    "reading_broke_off": Sentence(
        _("Reading broke off"),
        _("The portal could not read this file to its end, and its log says why. Nothing has been recorded."),
        _("Save the table as CSV and drop it again, or tell those who run the portal."),
    ),
    "nothing_read": Sentence(
        _("Nothing read"),
        _("The table was found, but not one value in it."),
        _("Check that values stand below the names of the columns, and that no quotation mark is left open."),
    ),
    "too_many_columns": Sentence(
        _("Too many columns"),
        _("A sheet has more than %(columns)s columns; it was not read."),
        _("Put periods, regions or activities into rows, or the columns into several files."),
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
}

TABLE: dict[str, Sentence] = {
    "sheet_without_table": Sentence(
        _("Sheet left out"), _("No table was found on this sheet."), _("Nothing to do, if it holds no figures.")
    ),
    "sheet_hidden": Sentence(
        _("Sheet left out"),
        _("The sheet is hidden and was not read."),
        _("Show the sheet in the workbook if its figures count."),
    ),
    "other_unit": Sentence(
        _("Other unit or currency"),
        _("“%(header)s” is given in %(unit)s, which cannot be converted; these periods are kept out."),
        _("Nothing to do: figures in another currency would not be comparable."),
    ),
    "column_ignored": Sentence(
        _("Column left out"),
        _("The column “%(header)s” was not understood and not read."),
        _("If it counts, name its meaning in the mapping."),
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
        _(
            "Only %(region)s lists %(activity)s in %(period)s, and as 0: the item did not exist then. Read "
            "as missing (%(rows)s such cells)."
        ),
        _("Nothing to do, unless it really is a counted nought."),
    ),
    "slice_is_computed": Sentence(
        _("Computed, not counted"),
        _(
            "%(measure)s of %(period)s has parts of a unit, so the whole period is read as estimated "
            "(%(rows)s such periods)."
        ),
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
}
