from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import audit, wording
from accounts.models import Delivery, Notice, NoticeChoice, User


@dataclass(frozen=True)
class Kind:
    """What a notice says: a sentence for the page, which is also the mail's subject, and the mail's body."""

    subject: str | Promise
    body: str = "email/accounts/notice.txt"


@dataclass(frozen=True)
class Group:
    """Kinds of notices that a person chooses about together, and how they go out where he has not chosen."""

    label: str | Promise
    help: str | Promise
    delivery: Delivery = Delivery.DAILY


KINDS: dict[str, Kind] = {}
# Each app adds its own; what no app has put into a group stands with the rest, which is always the last.
OTHER = "other"
GROUPS: dict[str, Group] = {}
REST = Group(_("Everything else"), _("What fits none of the groups above."))
_group_of: dict[str, str] = {}


class KindRefused(ValueError):
    """A kind that is unknown, or registered twice with different texts."""


class GroupRefused(ValueError):
    """A group that is unknown, or a kind that would stand in two of them."""


def register(kinds: Mapping[str, Kind]) -> None:
    for name, kind in kinds.items():
        if KINDS.get(name, kind) != kind:
            raise KindRefused(name)
        KINDS[name] = kind


def arrange(key: str, kinds: Iterable[str], group: Group | None = None) -> None:
    """Put kinds into a group, which comes with the first of them."""
    if group:
        GROUPS.setdefault(key, group)
    for kind in kinds:
        if key not in GROUPS or kind not in KINDS or _group_of.setdefault(kind, key) != key:
            raise GroupRefused(f"{key}: {kind}")


def groups() -> dict[str, Group]:
    """All of them, what is told at once before what can wait, and the rest as the last."""
    asked_first = sorted(GROUPS.items(), key=lambda each: each[1].delivery != Delivery.AT_ONCE)
    return dict(asked_first) | {OTHER: REST}


def group_of(kind: str) -> str:
    return _group_of.get(kind, OTHER)


def notify(*, users: Iterable[User], kind: str, at: datetime, occasion: str, url: str = "", **context: Any) -> None:
    """Tell each of these people once about this occasion, however often it is called."""
    if kind not in KINDS:
        raise KindRefused(kind)
    # In one order for all, or two who tell the same people at once could wait for each other.
    told = sorted({user.pk for user in users if user.is_active})
    group = group_of(kind)
    chosen = dict(NoticeChoice.objects.filter(user__in=told, group=group).values_list("user", "delivery"))
    Notice.objects.bulk_create(
        (
            Notice(
                user_id=number,
                kind=kind,
                context=context,
                url=url,
                occasion=occasion,
                delivery=chosen.get(number, groups()[group].delivery),
                created_at=at,
            )
            for number in told
        ),
        ignore_conflicts=True,
    )


def choices(user: User) -> dict[str, Delivery]:
    """How this person is told of each group today."""
    chosen = dict(NoticeChoice.objects.filter(user=user).values_list("group", "delivery"))
    return {key: Delivery(chosen.get(key, group.delivery)) for key, group in groups().items()}


@transaction.atomic
def choose(*, user: User, chosen: Mapping[str, Delivery], by: User, at: datetime) -> None:
    """What still waits for the day's mail goes the new way too."""
    user = User.objects.select_for_update().get(pk=user.pk)
    before = choices(user)
    changed = {key: chosen[key] for key in before if key in chosen and chosen[key] != before[key]}
    for key, delivery in changed.items():
        NoticeChoice.objects.update_or_create(user=user, group=key, defaults={"delivery": delivery})
        kinds = [kind for kind in KINDS if group_of(kind) == key]
        user.notices.unsent().by(Delivery.DAILY).filter(kind__in=kinds).update(delivery=delivery)
    if changed:
        audit.record(verb="person.notices_chosen", target=user, by=by, at=at, groups=", ".join(sorted(changed)))


def mark_read(*, notices: QuerySet[Notice], at: datetime) -> int:
    return notices.unread().update(read_at=at)


def text(notice: Notice) -> str:
    kind = KINDS.get(notice.kind)
    return wording.fill(kind.subject, notice.context) if kind else notice.kind


def address(notice: Notice, language: str) -> str:
    """Where the notice leads, in the reader's language."""
    return wording.address_in(language, notice.url)
