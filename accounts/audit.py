import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from hashlib import sha256
from operator import or_
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from accounts import verbs
from accounts.models import AuditEvent, AuditPersonalDetail, User


@dataclass(frozen=True)
class Entry:
    """One line of a timeline."""

    number: int
    at: datetime
    actor: str
    verb: str
    text: str
    detail: str
    details: Mapping[str, Any]


# Without a savepoint: who acts does not go on when the record of it fails.
@transaction.atomic(savepoint=False)
def record(
    *,
    verb: str,
    target: Model,
    by: User | None,
    at: datetime,
    personal: Mapping[str, Any] | None = None,
    **details: Any,
) -> AuditEvent:
    if verb not in verbs.SENTENCES:
        raise verbs.VerbRefused(verb)
    salt = secrets.token_hex(16)
    event = AuditEvent.objects.create(
        at=at,
        actor_number=by.pk if by else None,
        verb=verb,
        target_label=target._meta.label_lower,
        target_id=target.pk,
        details=details,
        personal_digest=personal_digest(salt, personal) if personal else "",
    )
    if personal:
        AuditPersonalDetail.objects.create(event_number=event.pk, salt=salt, content=personal)
    return event


def history(*targets: Model, limit: int = 200) -> list[Entry]:
    """What happened to these things, newest first."""
    if not targets:
        return []
    named = (Q(target_label=target._meta.label_lower, target_id=target.pk) for target in targets)
    events = list(AuditEvent.objects.filter(reduce(or_, named)).order_by("-at", "-id")[:limit])
    names = dict(User.objects.filter(pk__in={event.actor_number for event in events}).values_list("pk", "name"))
    personal = dict(
        AuditPersonalDetail.objects.filter(
            event_number__in=[event.pk for event in events if event.personal_digest]
        ).values_list("event_number", "content")
    )
    return [_entry(event, names, personal.get(event.pk, {})) for event in events]


@transaction.atomic
def erase(*, event: AuditEvent, by: User | None, at: datetime) -> AuditEvent:
    """Take away what an event says of a person; the event and its seal stay."""
    AuditPersonalDetail.objects.filter(event_number=event.pk).delete()
    return record(verb="audit.personal_erased", target=event, by=by, at=at)


def personal_digest(salt: str, personal: Mapping[str, Any]) -> str:
    return sha256(f"{salt}{canonical(personal)}".encode()).hexdigest()


def canonical(content: object) -> str:
    return json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _entry(event: AuditEvent, names: Mapping[int, str], personal: Mapping[str, Any]) -> Entry:
    return Entry(
        number=event.pk,
        at=event.at,
        actor=_actor(event.actor_number, names),
        verb=event.verb,
        text=verbs.sentence(event.verb, event.details),
        detail=" ".join(str(value) for value in personal.values()),
        details=event.details,
    )


def _actor(number: int | None, names: Mapping[int, str]) -> str:
    if number is None:
        return _("The portal")
    if number not in names:
        return _("A person who has left")
    return names[number] or _("A person without a name")
