"""What is said of a list of members that cannot be read, and of a row that cannot be taken: what is wrong, the cure."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "too_many": _("The list has more than 10,000 rows. Bring it in parts."),
    "too_many_papers": _("The sheet has more than 500 initiatives. Bring it in parts."),
    "empty": _("There are no rows below the names of the columns."),
    "no_columns": _("No column is called “BIN” or “Name” in the first 20 rows. Give the columns their names."),
    "protected": _("The file is protected by a password. Save it without one."),
    "damaged": _("The file is damaged: it cannot be opened. Save it again and hand in that one."),
    "far_cells": _("The sheet has cells far away from its table. Copy the table alone into a new sheet."),
    "too_long_texts": _("The sheet has long texts in very many cells. Copy the table alone into a new sheet."),
    "no_table": _("This is no table. Save it as CSV (UTF-8) or as .xlsx."),
}
PROBLEMS = {
    "number_length": (_("A BIN or IIN without 12 digits"), _("Copy it again from the certificate of registration.")),
    "number_digits": (
        _("A BIN or IIN with something else than digits"),
        _("Let the spreadsheet keep the column as text, else it rounds long numbers."),
    ),
    "number_check_digit": (_("A BIN or IIN that looks mistyped"), _("Check its last digits: they do not fit.")),
    "no_name": (_("A firm without a name"), _("Nobody here has this number: give the firm's name as well.")),
    "long_name": (_("A name of more than 300 letters"), _("Shorten it.")),
    "repeated": (_("The same firm twice in the list"), _("The first of the rows is taken.")),
    "member": (_("A member already"), _("There is nothing to do: it takes part, or has asked to.")),
    "invited": (_("Invited already"), _("There is nothing to do; a new link is made in the list of invitations.")),
    "role": (
        _("An unknown role in the value chain"),
        _("Use supplier, producer, processor, trade, service, knowledge, finance or support, or leave it empty."),
    ),
    "region": (_("An unknown region"), _("Use its name or its code, KZ-75 for example, or leave it empty.")),
    "activity": (_("An unknown activity"), _("Use its code, 10.51 for example, or leave it empty.")),
    "email": (_("An e-mail address that looks mistyped"), _("Write one address, or leave it empty.")),
    "language": (_("An unknown language"), _("Use kk, ru or en, or leave it empty.")),
}

# What the timeline says after a person's name.
MEMBER_LIST = {
    "member_list.received": _("brought in a list of %(rows)s firms"),
    "member_list.recorded": _("invited %(count)s firms of a list"),
    "member_list.discarded": _("threw a list of firms away"),
    "member_list.links_made": _("made %(count)s invitation links for a list"),
}
