import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, Notice
from initiatives.actions import dialogue as deeds
from initiatives.actions import dialogue_letter as letters
from initiatives.models import Enquiry, Organisation, Representative
from initiatives.queries import dialogue as enquiries
from tests.factories import portfolio
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY
from tests.factories.investment import asked

pytestmark = pytest.mark.django_db

ON = timezone.localdate(MONDAY)
DAY = dt.timedelta(days=1)
LATE = MONDAY + 14 * DAY


@pytest.fixture
def world():
    return portfolio.registered()


def kinds(user):
    return sorted(Notice.objects.filter(user=user, kind__startswith="enquiry").values_list("kind", flat=True))


def test_an_enquiry_is_a_case_with_a_limit_and_those_who_run_the_initiative_are_told(world):
    received = asked(world.initiative, at=MONDAY)
    assert received.enquiry.due_on == ON + 7 * DAY
    assert enquiries.with_token(received.token) == received.enquiry
    assert kinds(world.manager) == ["enquiry_asked"]
    assert list(enquiries.listed(world.manager, on=ON)) == [received.enquiry]
    assert not enquiries.open_to(world.officials["KZ-61"], on=ON).exists()


def test_what_is_kept_of_a_person_cannot_be_read_in_the_database(world):
    enquiry = asked(world.initiative, at=MONDAY).enquiry
    row = str(Enquiry.objects.filter(pk=enquiry.pk).values("name", "email", "organisation_name", "token")[0])
    assert not [word for word in ("Li Wei", "example.com", "Foods") if word in row]
    assert [enquiry.revealed(name) for name in ("name", "email", "organisation_name")] == [
        "Li Wei",
        "li@example.com",
        "Li Foods",
    ]
    assert "Li Wei" not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def test_a_double_click_opens_one_case_and_one_network_is_not_one_person(world):
    first, second = asked(world.initiative, at=MONDAY), asked(world.initiative, at=MONDAY)
    assert (first.token, Enquiry.objects.count()) == (second.token, 1)
    with pytest.raises(deeds.DialogueRefused, match="in the same words"):
        asked(world.initiative, at=MONDAY, email="other@example.com")


def test_one_sender_asks_five_times_an_hour_and_no_more(world):
    for number in range(deeds.MOST_WITHIN):
        asked(world.initiative, at=MONDAY, text=f"Question {number}")
    with pytest.raises(deeds.TooMany, match="in an hour"):
        asked(world.initiative, at=MONDAY, text="One more")
    assert asked(world.initiative, at=MONDAY + dt.timedelta(hours=2), text="One more")


def test_it_is_answered_once_and_how_long_it_took_is_kept(world):
    reader = UserFactory(name="Li Wei")
    enquiry = asked(world.initiative, at=MONDAY, by=reader).enquiry
    answered = deeds.answer(enquiry=enquiry, text="Yes.", by=world.manager, at=MONDAY + 2 * DAY)
    assert (answered.answer, answered.days_taken, kinds(reader)) == ("Yes.", 2, ["enquiry_answered"])
    with pytest.raises(deeds.DialogueRefused, match="answered it meanwhile: Yes"):
        deeds.answer(enquiry=enquiry, text="No.", by=world.manager, at=MONDAY + 3 * DAY)


def test_who_does_not_run_the_initiative_does_not_answer_and_learns_who_does(world):
    enquiry = asked(world.initiative, at=MONDAY).enquiry
    for person in (world.editors[0], world.officials["KZ-61"], UserFactory()):
        with pytest.raises(deeds.DialogueRefused, match="when they are late, the region does"):
            deeds.answer(enquiry=enquiry, text="Yes.", by=person, at=MONDAY)


def test_a_late_one_goes_to_its_region_once_and_the_timeline_says_so(world):
    enquiry = asked(world.initiative, at=MONDAY).enquiry
    official, other = world.officials["KZ-61"], world.officials["KZ-43"]
    assert deeds.pass_late_on(at=MONDAY + 7 * DAY) == 0
    assert [deeds.pass_late_on(at=LATE), deeds.pass_late_on(at=LATE + DAY)] == [1, 0]
    assert (kinds(official), kinds(other)) == (["enquiry_passed_on"], [])
    assert kinds(world.manager) == ["enquiry_asked", "enquiry_late"]
    told = [entry.text for entry in audit.history(world.initiative) if entry.verb == "enquiry.passed_on"]
    assert told == ["passed a late enquiry of an investor to Akimat of Turkistan"]
    answered = deeds.answer(enquiry=enquiry, text="Yes.", by=official, at=LATE)
    assert answered.answered_by == official


def test_where_the_region_has_no_authority_the_ministry_gets_it(world):
    asked(world.initiative, at=MONDAY)
    Organisation.objects.get(name="Akimat of Turkistan").jurisdictions.all().delete()
    assert deeds.pass_late_on(at=LATE) == 1
    assert Enquiry.objects.get().passed_to.name == "Ministry of Industry"


def test_what_was_answered_or_withdrawn_is_never_passed_on(world):
    answered, withdrawn = (asked(world.initiative, at=MONDAY, text=text).enquiry for text in ("Gas?", "Rail?"))
    deeds.answer(enquiry=answered, text="Yes.", by=world.manager, at=MONDAY)
    deeds.erase(enquiry=withdrawn, at=MONDAY)
    assert deeds.pass_late_on(at=LATE) == 0
    with pytest.raises(deeds.DialogueRefused, match="withdrawn"):
        deeds.answer(enquiry=withdrawn, text="Yes.", by=world.manager, at=MONDAY)


def test_erasing_leaves_nothing_but_that_there_was_one_and_how_long_it_took(world):
    enquiry = asked(world.initiative, at=MONDAY, by=UserFactory()).enquiry
    deeds.answer(enquiry=enquiry, text="Yes.", by=world.manager, at=MONDAY + DAY)
    deeds.erase(enquiry=enquiry, at=MONDAY + DAY)
    kept = Enquiry.objects.values("name", "email", "text", "answer", "country", "sender", "asked_by", "days_taken")[0]
    nothing = dict.fromkeys(("name", "email", "text", "answer", "country", "sender"), "")
    assert kept == nothing | {"asked_by": None, "days_taken": 1}
    assert enquiries.answer_time(world.initiative).answered == 1


def test_half_a_year_after_the_answer_it_is_erased_by_itself(world):
    enquiry = asked(world.initiative, at=MONDAY).enquiry
    deeds.answer(enquiry=enquiry, text="Yes.", by=world.manager, at=MONDAY)
    assert deeds.erase_expired(at=MONDAY + 180 * DAY) == 0
    assert [deeds.erase_expired(at=MONDAY + 181 * DAY), deeds.erase_expired(at=MONDAY + 182 * DAY)] == [1, 0]


def test_what_nobody_answers_is_erased_a_year_after_it_was_asked(world):
    asked(world.initiative, at=MONDAY)
    assert deeds.erase_expired(at=MONDAY + 365 * DAY) == 0
    assert deeds.erase_expired(at=MONDAY + 366 * DAY) == 1
    assert Enquiry.objects.values("name", "text", "answered_at").get() == {"name": "", "text": "", "answered_at": None}


def test_the_timeline_never_says_who_asked_not_even_of_somebody_signed_in(world):
    enquiry = asked(world.initiative, at=MONDAY, by=UserFactory(name="Li Wei")).enquiry
    deeds.erase(enquiry=enquiry, at=MONDAY + DAY)
    told = {entry.verb: (entry.actor, entry.text) for entry in audit.history(world.initiative)}
    assert {verb: said for verb, said in told.items() if verb.startswith("enquiry.")} == {
        "enquiry.asked": ("The portal", "received an enquiry of an investor, to be answered by 9 November 2026"),
        "enquiry.erased": ("The portal", "erased what an enquiry of an investor said"),
    }


def test_one_that_fails_keeps_none_of_the_others_waiting(world):
    for number in range(3):
        asked(world.initiative, at=MONDAY, text=f"Question {number}")
    broken = Enquiry.objects.order_by("pk").first()
    Enquiry.objects.filter(pk=broken.pk).update(token="nothing that the portal has written")
    told = [letters.mail_next(at=MONDAY) for _letter in range(4)]
    assert (told, len(mail.outbox)) == ([True, True, True, False], 2)
    with connection.cursor() as cursor:
        cursor.execute(
            "create function no_first() returns trigger language plpgsql as"
            " $$ begin if new.id = %s then raise exception 'broken'; end if; return new; end $$",
            [broken.pk],
        )
        table = Enquiry._meta.db_table
        cursor.execute(f"create trigger no_first before update on {table} for each row execute function no_first()")
    assert deeds.pass_late_on(at=LATE) == 2
    assert deeds.erase_expired(at=MONDAY + 366 * DAY) == 2


def test_where_nobody_acts_for_the_regions_authority_the_ministry_gets_it(world):
    asked(world.initiative, at=MONDAY)
    Representative.objects.filter(organisation__name="Akimat of Turkistan").update(ended_at=MONDAY)
    assert deeds.pass_late_on(at=LATE) == 1
    assert Enquiry.objects.get().passed_to.name == "Ministry of Industry"


def test_how_long_answers_take_is_said_from_five_on(world):
    for number in range(5):
        enquiry = asked(world.initiative, at=MONDAY, text=f"Question {number}", sender=f"reader {number}").enquiry
        assert enquiries.answer_time(world.initiative).median is None
        deeds.answer(enquiry=enquiry, text="Yes.", by=world.manager, at=MONDAY + min(number, 4) * DAY)
    assert enquiries.answer_time(world.initiative) == enquiries.AnswerTime(5, 2)


def test_who_asked_gets_his_link_at_once_and_the_answer_later_each_once(world):
    received = asked(world.initiative, at=MONDAY)
    assert [letters.mail_next(at=MONDAY), letters.mail_next(at=MONDAY)] == [True, False]
    deeds.answer(enquiry=received.enquiry, text="Gas is there.", by=world.manager, at=MONDAY)
    assert [letters.mail_next(at=MONDAY), letters.mail_next(at=MONDAY)] == [True, False]
    assert [(one.to, received.token in one.body, "Gas is there." in one.body) for one in mail.outbox] == [
        (["li@example.com"], True, False),
        (["li@example.com"], True, True),
    ]


@pytest.mark.parametrize("wrong", [{"text": ""}, {"answered_at": MONDAY}, {"passed_at": MONDAY}, {"erased_at": MONDAY}])
def test_the_database_keeps_no_half_case(world, wrong):
    enquiry = asked(world.initiative, at=MONDAY).enquiry
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(**wrong)
