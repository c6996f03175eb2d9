"""What the trail and the notices say of open projects, their contact, and what investors ask."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import Kind

INVESTMENT = {
    "investment.described": _("changed what “%(title)s” offers to investors"),
    "investment.opened": _("opened “%(title)s” to investors"),
    "investment.closed": _("closed “%(title)s” to investors"),
    "investment.confirmed": _("confirmed what “%(title)s” offers to investors"),
    "investment.contact_named": _("named a contact for investors"),
    "investment.contact_consented": _("agreed to be the contact for investors"),
    "investment.contact_declined": _("is not the contact for investors"),
    "investment.rate_noted": _("noted the official rate of %(day)s: %(tenge)s tenge for a dollar"),
    "enquiry.asked": _("received an enquiry of an investor, to be answered by %(due_on)s"),
    "enquiry.answered": _("answered an enquiry of an investor; working days taken: %(days)s"),
    "enquiry.passed_on": _("passed a late enquiry of an investor to %(authority)s"),
    "enquiry.erased": _("erased what an enquiry of an investor said"),
}

INVESTMENT_NOTICES = {
    "enquiry_asked": Kind(_("An investor asks “%(initiative)s”: answer by %(due_on)s")),
    "enquiry_answered": Kind(_("“%(initiative)s” has answered your enquiry")),
    "enquiry_late": Kind(_("“%(initiative)s”: an enquiry was not answered in time and has gone to %(authority)s")),
    "enquiry_passed_on": Kind(_("“%(initiative)s” has not answered an investor in time: %(authority)s may answer")),
    "investment_unconfirmed": Kind(_("“%(project)s” is unconfirmed since %(since)s: investors see it below others")),
    "investor_contact_asked": Kind(_("“%(initiative)s” wants to name you to investors: say yes or no")),
}
