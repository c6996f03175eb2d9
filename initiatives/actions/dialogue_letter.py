"""Letters to those who asked: the link right after the enquiry, the answer as soon as there is one."""

import datetime as dt
import logging

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import letters, secret
from initiatives.models import Enquiry

log = logging.getLogger(__name__)


@transaction.atomic
def mail_next(*, at: dt.datetime) -> bool:
    """Write the next letter that is owed; False where none is."""
    waiting = Enquiry.objects.unmailed().select_for_update(skip_locked=True, of=("self",))
    enquiry = waiting.select_related("initiative").order_by("pk").first()
    if enquiry is None:
        return False
    column = "answer_mailed_at" if enquiry.answered_at else "receipt_mailed_at"
    try:
        letter = _letter(enquiry)
    except InvalidToken:
        # Nothing that is tried again can read it; the letters behind it must not wait for it.
        log.exception("The letter of enquiry %s cannot be written", enquiry.pk)
    else:
        letters.send(letter)
    # Who is answered before his receipt went out needs the answer only.
    enquiry.receipt_mailed_at = enquiry.receipt_mailed_at or at
    setattr(enquiry, column, at)
    enquiry.save(update_fields=["receipt_mailed_at", "answer_mailed_at"])
    return True


def _letter(enquiry: Enquiry) -> EmailMessage:
    with override(enquiry.told_in):
        address = reverse("enquiry_asked", kwargs={"token": secret.decrypt(enquiry.token)})
        told = {"enquiry": enquiry, "initiative": enquiry.initiative, "url": settings.PORTAL_URL + address}
        body = render_to_string("email/initiatives/enquiry.txt", told)
        subject = _("The answer of “%(initiative)s”") if enquiry.answered_at else _("Your enquiry to “%(initiative)s”")
        line = " ".join((subject % {"initiative": enquiry.initiative.called}).split())
        return EmailMessage(line, body, to=[enquiry.revealed("email")])
