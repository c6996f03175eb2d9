"""What the trail and the notices say of what organisations offer and need, of paper, and of merging."""

from django.utils.translation import gettext_lazy as _

from accounts.notices import Kind

ORGANISATION_MORE = {
    "offer.offer_entered": _("offers: “%(sentence)s”"),
    "offer.need_entered": _("needs: “%(sentence)s”"),
    "offer.revised": _("changed “%(sentence)s”"),
    "offer.prolonged": _("prolonged “%(sentence)s” until %(ends_on)s"),
    "offer.withdrawn": _("withdrew “%(sentence)s”"),
    "offer.asked": _("wrote for %(organisation)s about “%(sentence)s”"),
    "offer.answered": _("answered about “%(sentence)s”"),
    "organisation.named": _("said in another language what it is called: %(name)s"),
    "organisation.merged": _("merged it into %(name)s"),
    "organisation.absorbed": _("merged %(name)s into it: %(rows)s rows moved"),
    "initiative.recorded_from_paper": _("recorded from paper: %(act)s of %(day)s"),
}

ORGANISATION_NOTICES = {
    "offer_asked": Kind(_("%(organisation)s writes to you about “%(sentence)s”")),
    "offer_answered": Kind(_("%(organisation)s has answered about “%(sentence)s”")),
    "organisation_merged": Kind(_("“%(merged)s” and “%(survivor)s” are one organisation here now: “%(survivor)s”")),
    "initiative_recorded": Kind(_("“%(initiative)s” stands in the register here, as it was registered on paper")),
}
