from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts import audit, verbs
from accounts.models import AuditEvent, AuditPersonalDetail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 9, tzinfo=UTC)

verbs.register({"tree.planted": _("planted %(count)s trees in %(place)s")})


def test_history_tells_newest_first_who_did_what_when():
    aigul, target = UserFactory(name="Aigul"), UserFactory()
    place = {"kk": "Атырау", "ru": "Атырау", "en": "Atyrau"}
    first = audit.record(verb="tree.planted", target=target, by=aigul, at=AT, count=3, place=place)
    second = audit.record(verb="person.signed_up", target=target, by=None, at=LATER)

    assert audit.history(target) == [
        audit.Entry(second.pk, LATER, "The portal", "person.signed_up", "signed up", "", {}),
        audit.Entry(
            first.pk, AT, "Aigul", "tree.planted", "planted 3 trees in Atyrau", "", {"count": 3, "place": place}
        ),
    ]


def test_history_of_several_things_is_one_timeline(django_assert_num_queries):
    people = UserFactory.create_batch(3)
    for person in people:
        audit.record(verb="person.signed_up", target=person, by=person, at=AT)
    with django_assert_num_queries(2):
        assert [entry.actor for entry in audit.history(*people)] == [person.name for person in reversed(people)]
    assert audit.history() == []


def test_the_name_of_a_person_who_has_left_is_gone_and_the_event_stays():
    person, target = UserFactory(), UserFactory()
    audit.record(verb="person.signed_up", target=target, by=person, at=AT)
    person.delete()
    assert [entry.actor for entry in audit.history(target)] == ["A person who has left"]


def test_personal_detail_can_be_erased_while_its_digest_stays():
    person = UserFactory()
    event = audit.record(verb="person.signed_up", target=person, by=person, at=AT, personal={"reason": "illness"})
    kept = AuditPersonalDetail.objects.get(event_number=event.pk)
    assert event.personal_digest == audit.personal_digest(kept.salt, {"reason": "illness"})
    assert [entry.detail for entry in audit.history(person)] == ["illness"]

    audit.erase(event=event, by=person, at=LATER)

    assert [entry.detail for entry in audit.history(person)] == [""]
    assert AuditEvent.objects.get(pk=event.pk).personal_digest == event.personal_digest
    assert [entry.verb for entry in audit.history(event)] == ["audit.personal_erased"]


def test_details_keep_dates_decimals_and_lazy_texts():
    person = UserFactory()
    event = audit.record(
        verb="person.signed_up", target=person, by=None, at=AT, on=date(2026, 3, 1), sum=Decimal("1.50"), word=_("name")
    )
    assert AuditEvent.objects.get(pk=event.pk).details == {"on": "2026-03-01", "sum": "1.50", "word": "name"}


def test_an_unknown_verb_is_refused_and_a_second_sentence_for_a_verb_too():
    with pytest.raises(verbs.VerbRefused):
        audit.record(verb="tree.felled", target=UserFactory(), by=None, at=AT)
    with pytest.raises(verbs.VerbRefused):
        verbs.register({"tree.planted": "something else"})


def test_a_sentence_that_asks_for_more_than_an_old_event_knows_still_reads():
    assert verbs.sentence("tree.planted", {"count": 2}) == "planted 2 trees in –"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_auditevent SET verb = 'x'",
        "DELETE FROM accounts_auditevent",
        "TRUNCATE accounts_auditevent",
    ],
)
def test_the_database_refuses_to_change_the_audit_trail(statement):
    audit.record(verb="person.signed_up", target=UserFactory(), by=None, at=AT)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.count() == 1
