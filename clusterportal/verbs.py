"""What the timeline and notices say about files that people asked for."""

from django.utils.translation import gettext_lazy as _

from accounts import notices
from accounts import verbs as spoken
from accounts.notices import Kind

SENTENCES = {"export.asked": _("asked for the list “%(list)s” as a file (%(rows)s rows)")}
NOTICES = {
    "export_ready": Kind(_("Your file of the list “%(list)s” is ready")),
    "export_refused": Kind(_("Your file of the list “%(list)s” could not be made")),
}

spoken.register(SENTENCES)
notices.register(NOTICES)
