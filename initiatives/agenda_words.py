"""What the timeline says of a person's calendar."""

from django.utils.translation import gettext_lazy as _

from accounts import verbs

verbs.register(
    {
        "calendar.opened": _("made a secret address for the calendar"),
        "calendar.revoked": _("revoked the secret address of the calendar"),
    }
)
