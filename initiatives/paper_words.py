"""What is said of a row of a sheet of initiatives on paper that cannot be recorded: what is wrong, the cure."""

from django.utils.translation import gettext_lazy as _

from initiatives.member_list_words import PROBLEMS as OF_LISTS

SAME = ("number_length", "number_digits", "number_check_digit", "language")
PROBLEMS = {
    "no_name": (_("An initiative without a name"), _("Write its name as it stands in the act.")),
    "no_act": (_("A row without an act"), _("Write what it is: order of the minister, minutes of the commission.")),
    "no_act_number": (_("An act without a number"), _("Write the number as it stands on the paper.")),
    "act_date": (_("A date that cannot be read"), _("Write it as 06.05.2020 or 2020-05-06.")),
    "act_to_come": (_("An act of a day still to come"), _("Check the year.")),
    "act_repeated": (
        _("The same act twice in the sheet"),
        _("Where one act names several initiatives, add the item to its number: 367, item 4."),
    ),
    "act_recorded": (
        _("An act that is recorded already"),
        _("There is nothing to do; where it names several initiatives, add the item to its number: 367, item 4."),
    ),
    "register_number": (_("A number in the register that another initiative has"), _("Check it, or leave it empty.")),
    **{cause: OF_LISTS[cause] for cause in SAME},
    "authority": (
        _("The BIN of an authority"),
        _("Give the BIN of the organisation that runs the initiative: authorities decide and do not run one."),
    ),
    "not_here": (
        _("An organisation that is not in the portal"),
        _("It registers itself in three minutes; then bring the row in again."),
    ),
    "no_region": (_("An initiative without a region"), _("Name at least one region.")),
    "region": (_("An unknown region"), _("Use its name or its code, KZ-75 for example.")),
    "no_activity": (_("An initiative without an activity"), _("Name at least one activity.")),
    "activity": (_("An unknown activity"), _("Use its code, 10.51 for example.")),
    "long_text": (_("A text that is too long"), _("Shorten it.")),
}
