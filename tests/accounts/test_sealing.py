from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts import audit, sealing
from accounts.models import AuditEvent, AuditPersonalDetail, Seal
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.alone]
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def record(target):
    return audit.record(verb="person.signed_up", target=target, by=None, at=AT)


def change_against_all_rules(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)


def test_each_event_is_sealed_once_and_the_seals_are_linked(capsys):
    person = UserFactory()
    record(person)
    first = sealing.seal(at=AT)
    record(person)
    record(person)
    second = sealing.seal(at=AT)

    assert sealing.seal(at=AT) is None
    assert (first.from_transaction, first.event_count, first.previous_digest) == (0, 1, "")
    assert (second.from_transaction, second.event_count) == (first.below_transaction, 2)
    assert second.previous_digest == first.digest
    call_command("verify_audit")
    assert "2 seals are whole; 0 events wait" in capsys.readouterr().out


def test_a_later_commit_with_an_earlier_number_is_sealed_by_the_next_seal():
    person, has_recorded, may_commit = UserFactory(), Event(), Event()
    slow = []

    def commit_late():
        with transaction.atomic():
            slow.append(record(person).pk)
            has_recorded.set()
            may_commit.wait(10)
        connection.close()

    thread = Thread(target=commit_late)
    thread.start()
    has_recorded.wait(10)
    quick = record(person).pk
    # The open transaction began earlier, so nothing after its start can be sealed yet, and nothing waits for it.
    assert sealing.seal(at=AT) is None
    may_commit.set()
    thread.join()

    assert slow[0] < quick
    assert sealing.seal(at=AT).event_count == 2
    assert list(sealing.broken_seals()) == []


def test_what_was_sealed_before_an_open_transaction_is_not_sealed_again():
    person, has_recorded, may_commit = UserFactory(), Event(), Event()
    record(person)

    def commit_late():
        with transaction.atomic():
            record(person)
            has_recorded.set()
            may_commit.wait(10)
        connection.close()

    thread = Thread(target=commit_late)
    thread.start()
    has_recorded.wait(10)
    record(person)
    first = sealing.seal(at=AT)
    may_commit.set()
    thread.join()
    second = sealing.seal(at=AT)

    assert (first.event_count, second.event_count) == (1, 2)
    assert list(sealing.broken_seals()) == []


def test_many_writers_and_two_sealers_miss_nothing():
    person = UserFactory()

    def write():
        for _turn in range(20):
            record(person)
        connection.close()

    def seal():
        for _turn in range(10):
            sealing.seal(at=AT)
        connection.close()

    threads = [Thread(target=work) for work in (write, write, write, seal, seal)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sealing.seal(at=AT)

    assert sum(Seal.objects.values_list("event_count", flat=True)) == AuditEvent.objects.count() == 60
    assert list(sealing.broken_seals()) == []


def set_sequence(name, value):
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(%s, %s)", [name, value])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_auditevent SET verb = 'person.changed'",
        "UPDATE accounts_auditevent SET at = at + interval '1 day'",
        "DELETE FROM accounts_auditevent WHERE id = (SELECT min(id) FROM accounts_auditevent)",
        "UPDATE accounts_seal SET event_count = event_count - 1",
        "DELETE FROM accounts_seal WHERE id = (SELECT min(id) FROM accounts_seal)",
    ],
)
def test_verify_audit_names_the_first_broken_seal(statement):
    person = UserFactory()
    record(person)
    sealing.seal(at=AT)
    record(person)
    sealing.seal(at=AT)
    change_against_all_rules(statement)

    with pytest.raises(CommandError, match="is broken"):
        call_command("verify_audit")


def test_verify_audit_sees_a_changed_personal_detail_and_accepts_an_erased_one():
    person = UserFactory()
    event = audit.record(verb="person.signed_up", target=person, by=None, at=AT, personal={"reason": "illness"})
    sealing.seal(at=AT)
    AuditPersonalDetail.objects.update(content={"reason": "holiday"})
    with pytest.raises(CommandError, match=f"event {event.pk}"):
        call_command("verify_audit")

    audit.erase(event=event, by=None, at=AT)
    call_command("verify_audit")


def test_the_chain_goes_on_in_a_database_that_was_restored_and_counts_anew():
    person = UserFactory()
    set_sequence("audit_transactions_ahead", 2**40)
    record(person)
    first = sealing.seal(at=AT)
    unsealed_when_dumped = record(person)
    # The counter of the new database stands where the old one stood at its beginning.
    set_sequence("audit_transactions_ahead", 0)
    after_restore = record(person)
    second = sealing.seal(at=AT)

    assert first.below_transaction > 2**40
    assert after_restore.transaction > unsealed_when_dumped.transaction
    assert (second.from_transaction, second.event_count) == (first.below_transaction, 2)
    assert list(sealing.broken_seals()) == []
