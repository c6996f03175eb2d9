from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from accounts.models import KeptMail


class KeepingBackend(BaseEmailBackend):
    """The demo's post office: nothing leaves the portal, everything can be read at /demo/mail/."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        kept = KeptMail.objects.bulk_create(
            KeptMail(to=mail.to, subject=mail.subject, body=mail.body, kept_at=timezone.now())
            for mail in email_messages
        )
        return len(kept)


def is_on() -> bool:
    """Whether a mail that is sent can be read by somebody."""
    return settings.MAIL_IS_ON or settings.DEMO
