from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256

from django.db import connection, transaction
from django.db.models import QuerySet

from accounts.audit import canonical, personal_digest
from accounts.models import AuditEvent, AuditPersonalDetail, Seal

# Any number, the same for all who seal: two at once would make two links after the same one.
SEALING_LOCK = 0x5EA1


@transaction.atomic
def seal(*, at: datetime) -> Seal | None:
    """Seal every event of the transactions that are over, once; None where there is nothing new."""
    _lock()
    last = Seal.objects.order_by("from_transaction").last()
    start, end = last.below_transaction if last else 0, _first_open_transaction()
    events = _events(start, end)
    if not events.exists():
        return None
    previous = last.digest if last else ""
    digest, count = digest_of(previous, events.iterator())
    _remember_sealed(end)
    return Seal.objects.create(
        from_transaction=start,
        below_transaction=end,
        event_count=count,
        previous_digest=previous,
        digest=digest,
        sealed_at=at,
    )


def broken_seals() -> Iterator[Seal]:
    """Seals whose events, or whose link to the seal before, are not what they were; the first is the place to look."""
    previous, start = "", 0
    for link in Seal.objects.order_by("from_transaction"):
        found = digest_of(previous, _events(link.from_transaction, link.below_transaction).iterator())
        is_linked = (link.previous_digest, link.from_transaction) == (previous, start)
        if not is_linked or found != (link.digest, link.event_count):
            yield link
        previous, start = link.digest, link.below_transaction


def changed_personal_details() -> Iterator[AuditPersonalDetail]:
    digests = AuditEvent.objects.exclude(personal_digest="")
    for kept in AuditPersonalDetail.objects.order_by("event_number").iterator():
        event = digests.filter(pk=kept.event_number).first()
        if event is None or event.personal_digest != personal_digest(kept.salt, kept.content):
            yield kept


def digest_of(previous: str, events: Iterable[AuditEvent]) -> tuple[str, int]:
    chain, count = sha256(previous.encode()), 0
    for event in events:
        chain.update(_line(event))
        count += 1
    return chain.hexdigest(), count


def _line(event: AuditEvent) -> bytes:
    told = {
        "number": event.pk,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor_number,
        "verb": event.verb,
        "target": [event.target_label, event.target_id],
        "details": event.details,
        "personal": event.personal_digest,
        "transaction": event.transaction,
    }
    return f"{canonical(told)}\n".encode()


def _events(start: int, end: int) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(transaction__gte=start, transaction__lt=end).order_by("transaction", "pk")


def _first_open_transaction() -> int:
    # Rows of every transaction below are committed or gone, so nothing can join a sealed range later.
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_transaction(pg_snapshot_xmin(pg_current_snapshot())::text::bigint)")
        return cursor.fetchone()[0]


def _remember_sealed(end: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('audit_transactions_sealed', %s)", [end])


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING_LOCK])
