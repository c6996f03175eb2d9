"""The secret address of a person's calendar: opened, replaced, revoked."""

import datetime as dt

from django.db import transaction

from accounts import audit
from accounts.models import User
from initiatives import tokens
from initiatives.models import CalendarFeed


@transaction.atomic
def open_feed(*, user: User, at: dt.datetime) -> str:
    """The new secret, told this one time; an earlier address answers no more."""
    User.objects.select_for_update().get(pk=user.pk)
    _end(user, at)
    token = tokens.new()
    feed = CalendarFeed.objects.create(user=user, digest=tokens.digest(token), opened_at=at)
    audit.record(verb="calendar.opened", target=feed, by=user, at=at)
    return token


@transaction.atomic
def revoke_feed(*, user: User, at: dt.datetime) -> None:
    User.objects.select_for_update().get(pk=user.pk)
    for feed in _end(user, at):
        audit.record(verb="calendar.revoked", target=feed, by=user, at=at)


def _end(user: User, at: dt.datetime) -> list[CalendarFeed]:
    standing = list(CalendarFeed.objects.standing().filter(user=user))
    for feed in standing:
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
    return standing
