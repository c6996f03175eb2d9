import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import override

from accounts import wording
from accounts.models import Notice, User

log = logging.getLogger(__name__)

# A portal that gets its mail server later does not write to people about last year.
WORTH_MAILING = timedelta(days=3)


@dataclass(frozen=True)
class Kind:
    """What a notice says: a sentence for the page, which is also the mail's subject, and the mail's body."""

    subject: str | Promise
    body: str = "email/accounts/notice.txt"


KINDS: dict[str, Kind] = {}


class KindRefused(ValueError):
    """A kind that is unknown, or registered twice with different texts."""


def register(kinds: Mapping[str, Kind]) -> None:
    for name, kind in kinds.items():
        if KINDS.get(name, kind) != kind:
            raise KindRefused(name)
        KINDS[name] = kind


def notify(*, users: Iterable[User], kind: str, at: datetime, occasion: str, url: str = "", **context: Any) -> None:
    """Tell each of these people once about this occasion, however often it is called."""
    if kind not in KINDS:
        raise KindRefused(kind)
    # In one order for all, or two who tell the same people at once could wait for each other.
    told = sorted({user.pk for user in users if user.is_active})
    Notice.objects.bulk_create(
        (
            Notice(user_id=number, kind=kind, context=context, url=url, occasion=occasion, created_at=at)
            for number in told
        ),
        ignore_conflicts=True,
    )


def mark_read(*, notices: QuerySet[Notice], at: datetime) -> int:
    return notices.unread().update(read_at=at)


def text(notice: Notice) -> str:
    kind = KINDS.get(notice.kind)
    return wording.fill(kind.subject, notice.context) if kind else notice.kind


def address(notice: Notice, language: str) -> str:
    """Where the notice leads, in the reader's language."""
    return wording.address_in(language, notice.url)


@transaction.atomic
def send_next(*, at: datetime) -> bool:
    """Mail the oldest notice that nobody else is mailing; False where none is left."""
    unsent = Notice.objects.unsent().filter(created_at__gt=at - WORTH_MAILING, user__is_active=True)
    notice = unsent.select_related("user").select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
    if notice is None:
        return False
    try:
        _letter(notice).send()
    except SMTPRecipientsRefused:
        # One wrong address must not keep the mail of all others waiting; the page still tells this reader.
        log.warning("No mailbox takes notice %s", notice.pk)
    notice.sent_at = at
    notice.save(update_fields=["sent_at"])
    return True


def _letter(notice: Notice) -> EmailMessage:
    language = notice.user.language or settings.LANGUAGE_CODE
    with override(language):
        subject = text(notice)
        link = settings.PORTAL_URL + address(notice, language) if notice.url else ""
        told = wording.spoken(notice.context) | {"subject": subject, "url": link, "reader": notice.user}
        kind = KINDS.get(notice.kind) or Kind(notice.kind)
        return EmailMessage(" ".join(subject.split()), render_to_string(kind.body, told), to=[notice.user.email])
