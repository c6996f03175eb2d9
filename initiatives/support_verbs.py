"""What the trail and the notices say of support that was asked for, promised and paid."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import Kind

SUPPORT = {
    "support.drafted": _("noted the request for support No. %(number)s: %(title)s"),
    "support.changed": _("changed the request for support No. %(number)s"),
    "support.dropped": _("gave up the request for support No. %(number)s"),
    "support.handed_in": _("handed in the request for support No. %(number)s to %(authority)s"),
    "support.withdrawn": _("withdrew the request for support No. %(number)s"),
    "support.promised": _("promised the support of request No. %(number)s for %(authority)s"),
    "support.returned": _("returned the request for support No. %(number)s with all remarks"),
    "support.rejected": _("rejected the request for support No. %(number)s"),
    "support.paid": _("recorded for %(authority)s that %(sum)s ₸ were paid for %(year)s by document No. %(document)s"),
    "support.payment_reversed": _("reversed the entry of %(sum)s ₸ for %(year)s by document No. %(document)s"),
}

SUPPORT_NOTICES = {
    "support_approved": Kind(_("Support for “%(initiative)s” is promised"), "email/initiatives/round_closed.txt"),
    "support_returned": Kind(
        _("The request for support of “%(initiative)s” came back with all remarks (%(count)s)"),
        "email/initiatives/round_closed.txt",
    ),
    "support_rejected": Kind(
        _("The request for support of “%(initiative)s” was rejected"), "email/initiatives/round_closed.txt"
    ),
    "support_paid": Kind(_("%(authority)s has paid %(sum)s ₸ to “%(initiative)s” for %(year)s")),
    "support_payment_reversed": Kind(_("%(authority)s has taken back an entry of %(sum)s ₸ paid to “%(initiative)s”")),
}
