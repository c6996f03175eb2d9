"""A doubt about a figure: reported by anybody, answered by those who keep the figures."""

import datetime as dt
import secrets

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts import audit, notices, secret
from accounts.models import User
from indicators.models import Doubt
from indicators.queries import doubt as doubts
from indicators.queries.explanation import Explained
from indicators.reference import LANGUAGES

WITHIN = dt.timedelta(hours=1)
MOST_WITHIN = 5


class DoubtRefused(Exception):
    """The doubt cannot be reported or answered; the message says why."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


@transaction.atomic
def report(
    *, explained: Explained, text: str, sender: str, language: str, by: User | None, at: dt.datetime, email: str = ""
) -> Doubt:
    """Keep what is doubted beside what the page showed; a double click finds what waits already.

    `sender` tells one reporter from another.
    """
    one, shown = explained.definition, explained.main
    named = {
        "indicator": one.indicator,
        "measure": one.measure if one.takes_measure else None,
        "subject": shown.subject,
        "period": str(explained.period),
        "as_of": explained.at,
        "text": text,
        "sender": sender,
    }
    if standing := doubts.standing(named):
        return _own(standing, email)
    if doubts.reported_since(sender, at - WITHIN) >= MOST_WITHIN:
        raise DoubtRefused(_("You have reported several doubts within an hour. Please go on in an hour."))
    try:
        with transaction.atomic():
            doubt = Doubt.objects.create(
                token=secrets.token_urlsafe(32),
                value=shown.value,
                status=str(shown.status),
                language=language,
                reported_by=by,
                email=secret.encrypt(email) if email else "",
                reported_at=at,
                **named,
            )
    except IntegrityError:
        # The other half of a double click was quicker, and stands now.
        if standing := doubts.standing(named):
            return _own(standing, email)
        raise
    audit.record(verb="doubt.reported", target=doubt, by=by, at=at, indicator=one.code, subject=shown.subject)
    return doubt


def _own(standing: Doubt, email: str) -> Doubt:
    """What waits already, for who reported it; people behind one address of the network may say the same words."""
    if (secret.decrypt(standing.email) if standing.email else "") != email:
        raise DoubtRefused(_("Somebody on your network has reported this in the same words; it waits for an answer."))
    return standing


@transaction.atomic
def answer(*, doubt: Doubt, text: str, by: User, at: dt.datetime) -> Doubt:
    doubt = Doubt.objects.select_for_update(of=("self",)).select_related("indicator", "reported_by").get(pk=doubt.pk)
    if doubt.answered_at:
        raise DoubtRefused(_("A colleague has answered this doubt already. The answer stands on its page."))
    doubt.answer, doubt.answered_by, doubt.answered_at = text, by, at
    doubt.save(update_fields=["answer", "answered_by", "answered_at"])
    if doubt.reported_by:
        notices.notify(
            users=[doubt.reported_by],
            kind="doubt_answered",
            at=at,
            occasion=f"doubt {doubt.pk}",
            url=address(doubt),
            indicator={language: getattr(doubt.indicator, f"name_{language}") for language in LANGUAGES},
        )
    audit.record(verb="doubt.answered", target=doubt, by=by, at=at)
    return doubt


@transaction.atomic
def mail_next(*, at: dt.datetime) -> bool:
    """Write to the next reporter who left an address; it is forgotten with that. False where none is left."""
    waiting = Doubt.objects.unmailed().select_for_update(skip_locked=True, of=("self",)).select_related("indicator")
    doubt = waiting.order_by("pk").first()
    if doubt is None:
        return False
    _letter(doubt).send()
    doubt.email = ""
    doubt.save(update_fields=["email"])
    audit.record(verb="doubt.mailed", target=doubt, by=None, at=at)
    return True


def address(doubt: Doubt) -> str:
    return reverse("doubt", kwargs={"token": doubt.token})


def _letter(doubt: Doubt) -> EmailMessage:
    with override(doubt.language):
        told = {"doubt": doubt, "url": settings.PORTAL_URL + address(doubt)}
        subject = str(_("Your doubt about %(indicator)s has been answered")) % {"indicator": doubt.indicator.name}
        body = render_to_string("email/indicators/doubt_answered.txt", told)
        return EmailMessage(" ".join(subject.split()), body, to=[secret.decrypt(doubt.email)])
