"""What a row, and rows beside each other, can be told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .sentence import Sentence

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
        _("Region with two meanings"),
        _("“%(word)s” may mean %(choices)s."),
        _("Say which one in the mapping, or use the code."),
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
    "period_not_found": Sentence(
        _("No period"),
        _("Neither a column, nor the header, nor the title tells of which period these values are (%(rows)s of them)."),
        _("Add a column with the year, or name the period above the table."),
    ),
    "unknown_status": Sentence(
        _("Unknown status"),
        _("The status of this row is not known."),
        _("Use the statuses of the export, or the letters of SDMX."),
    ),
    "unknown_bounds": Sentence(
        _("Unknown bounds"),
        _("“%(word)s” tells no bounds of a withheld value."),
        _("Write 20..99, 20.. or ..99, or the letter of the size class."),
    ),
    "other_unit_in_row": Sentence(
        _("Other unit or currency"),
        _("%(unit)s cannot be converted to the unit of %(measure)s."),
        _("Correct the unit of the row."),
    ),
    "mixed_units": Sentence(
        _("Several units"),
        _("%(measure)s is given in several units: %(units)s (%(rows)s times). Each was converted by its own."),
        _("Nothing to do, if each row names its unit rightly."),
    ),
    "not_a_number": Sentence(
        _("Not a number"),
        _("“%(word)s” is not a number."),
        _("Write digits, or the office's mark for a value that is missing or withheld."),
    ),
    "number_too_large": Sentence(
        _("Number too large"),
        _("%(value)s is larger than what is kept exactly of %(measure)s."),
        _("Check the unit and the number of zeros."),
    ),
    "ambiguous_number": Sentence(
        _("Number with two meanings"),
        _("“%(word)s” may be a thousand or a decimal fraction, and nothing else in the file tells which."),
        _("Write it with a decimal point, or without the comma."),
    ),
}

AMONG_ROWS: dict[str, Sentence] = {
    "outdated_region": Sentence(
        _("Region that is no more"),
        _("%(region)s ended on %(valid_to)s; %(period)s lies after it."),
        _("Use its successors: %(successors)s."),
    ),
    "outdated_activity": Sentence(
        _("Activity that is no more"),
        _("%(activity)s ended on %(valid_to)s; %(period)s lies after it."),
        _("Use a present code below %(parent)s."),
    ),
    "region_before_validity": Sentence(
        _("Region before its time"),
        _(
            "%(region)s exists since %(valid_from)s; the office gives it for %(period)s and other earlier "
            "periods (%(rows)s)."
        ),
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
        _(
            "%(region)s, %(activity)s, %(period)s stands twice with different values: %(first)s in row "
            "%(line)s and %(second)s here."
        ),
        _("Leave the right one in the file."),
    ),
    "cell_repeated": Sentence(
        _("Row repeated"),
        _("%(region)s, %(activity)s, %(period)s stands here again, as in row %(line)s."),
        _("Nothing to do: it counts once."),
    ),
    "part_above_whole": Sentence(
        _("Part above its whole"),
        _("%(region)s, %(activity)s, %(period)s is %(value)s, more than its whole of %(whole)s in row %(line)s."),
        _("Correct one of the two, or ask the office."),
    ),
    "regions_do_not_add_up": Sentence(
        _("Regions do not add up"),
        _(
            "%(activity)s in %(period)s: the regions sum to %(total)s, the country has %(whole)s; "
            "%(residual)s is left over."
        ),
        _("Nothing to do, if the office publishes it so; the published total is used."),
    ),
    "sections_do_not_add_up": Sentence(
        _("Parts do not add up"),
        _(
            "%(region)s, %(period)s: the parts of %(activity)s sum to %(total)s, the whole is %(whole)s; "
            "%(residual)s is left over."
        ),
        _("Nothing to do, if the office publishes it so; the published whole is used."),
    ),
    "predecessor_with_successors": Sentence(
        _("Predecessor beside its successors"),
        _(
            "%(region)s is listed together with %(successors)s, which it consisted of (%(period)s and "
            "others, %(rows)s)."
        ),
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
    "jump": Sentence(
        _("Growth far from the country's"),
        _(
            "%(activity)s in %(region)s, %(measure)s of %(period)s: %(growth)s %% against the year before, "
            "%(country)s %% in the country."
        ),
        _("Say whether it is real, reclassified or an error."),
    ),
}
