"""The mail that notices make: one at once for what cannot wait, and one a day for the rest."""

import logging
from datetime import datetime, time, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts import notices, wording
from accounts.models import DailyMail, Delivery, Notice, NoticeQuerySet, User
from accounts.notices import Kind

log = logging.getLogger(__name__)

# A portal that gets its mail server later does not write to people about last year.
WORTH_MAILING = timedelta(days=3)
# The day's mail lies there when the day's work begins; what happens later waits for the next morning.
MORNING = time(8)
# From here on an answer of the mail server is final; below, it may take the same letter later.
FOR_GOOD = 500


@transaction.atomic
def send_next(*, at: datetime) -> bool:
    """Mail the oldest notice that cannot wait and that nobody else is mailing; False where none is left."""
    waiting = _waiting(at).by(Delivery.AT_ONCE).filter(user__is_active=True)
    notice = waiting.select_related("user").select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
    if notice is None:
        return False
    send(_letter(notice))
    notice.sent_at = at
    notice.save(update_fields=["sent_at"])
    return True


@transaction.atomic
def send_next_daily(*, at: datetime) -> bool:
    """Mail one person the day's notices together; False where nobody waits for such a mail."""
    day = timezone.localdate(at)
    if timezone.localtime(at).time() < MORNING:
        return False
    waiting = _waiting(at).by(Delivery.DAILY)
    had_today = DailyMail.objects.filter(day=day)
    people = User.objects.filter(Exists(waiting.filter(user=OuterRef("pk"))), is_active=True)
    people = people.exclude(Exists(had_today.filter(user=OuterRef("pk"))))
    reader = people.select_for_update(skip_locked=True).order_by("pk").first()
    if reader is None:
        return False
    told = list(waiting.filter(user=reader).order_by("created_at", "pk"))
    # Another worker may have been quicker between the look and the lock.
    if told and not had_today.filter(user=reader).exists():
        send(_daily_letter(reader, told))
        DailyMail.objects.create(user=reader, day=day, notices=len(told), sent_at=at)
        Notice.objects.filter(pk__in=[notice.pk for notice in told]).update(sent_at=at)
    return True


def _waiting(at: datetime) -> NoticeQuerySet:
    return Notice.objects.unsent().filter(created_at__gt=at - WORTH_MAILING)


def send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except SMTPRecipientsRefused:
        # One wrong address must not keep the mail of all others waiting; the page still tells this reader.
        log.warning("No mailbox takes “%s”", letter.subject)
    except SMTPDataError as refusal:
        if refusal.smtp_code < FOR_GOOD:
            raise
        log.warning("The mail server does not take “%s”", letter.subject)


def _letter(notice: Notice) -> EmailMessage:
    language = notice.user.language or settings.LANGUAGE_CODE
    with override(language):
        subject = notices.text(notice)
        told = wording.spoken(notice.context) | {
            "subject": subject,
            "url": _link(notice, language),
            "reader": notice.user,
        }
        kind = notices.KINDS.get(notice.kind) or Kind(notice.kind)
        return EmailMessage(" ".join(subject.split()), render_to_string(kind.body, told), to=[notice.user.email])


def _daily_letter(reader: User, told: list[Notice]) -> EmailMessage:
    language = reader.language or settings.LANGUAGE_CODE
    with override(language):
        count = ngettext("%(count)s notice from the portal", "%(count)s notices from the portal", len(told))
        subject = count % {"count": len(told)}
        lines = [(notices.text(notice), _link(notice, language)) for notice in told]
        choices = settings.PORTAL_URL + reverse("notice_choices")
        shown = {"reader": reader, "lines": lines, "choices": choices, "subject": subject}
        body = render_to_string("email/accounts/daily.txt", shown)
        return EmailMessage(_("Cluster portal: %(subject)s") % {"subject": subject}, body, to=[reader.email])


def _link(notice: Notice, language: str) -> str:
    return settings.PORTAL_URL + notices.address(notice, language) if notice.url else ""
