import datetime as dt
from threading import Barrier, Thread

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from accounts import audit
from accounts.guards import Refused
from accounts.models import Notice
from indicators.models import SubjectPart
from initiatives import paper_list as kernel
from initiatives.actions import paper as deeds
from initiatives.models import Initiative, RegisterAct, Round
from initiatives.paper_list import Problem
from initiatives.paper_words import PROBLEMS
from initiatives.queries import initiative as initiatives
from initiatives.queries import paper as papers
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, acting_for, activity, authority, organisation, region, represent
from tests.factories.document import PDF
from tests.factories.member_list import numbers
from tests.factories.paper import ACT_ON, received, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry():
    return acting_for(authority("Ministry of Industry", None))


@pytest.fixture
def firm():
    return organisation("Wool office", bin=numbers(1)[0])


def test_what_was_registered_on_paper_stands_registered_is_measured_and_has_no_round(ministry, firm):
    editor = acting_for(firm)
    scan = ContentFile(PDF, "order.pdf")
    initiative = recorded(firm, by=ministry, at=MONDAY, scan=scan, register_number="12")
    initiative.refresh_from_db()
    assert (initiative.stage, initiative.registered_on, initiative.register_number) == ("registered", ACT_ON, "12")
    assert set(SubjectPart.objects.filter(subject=initiative.subject).values_list("code__code", flat=True)) == {
        region().code,
        activity().code,
    }
    assert not Round.objects.exists()
    assert initiative.is_from_paper
    assert initiative.documents.get().act == initiative.act
    assert "recorded from paper: Order of the minister 367-п of 06.05.2020" in [
        entry.text for entry in audit.history(initiative)
    ]
    assert list(initiatives.managed_by(editor, on=MONDAY.date())) == [initiative]
    assert Notice.objects.get(user=editor).kind == "initiative_recorded"


def test_the_same_act_is_not_recorded_twice_whatever_its_capitals(ministry, firm):
    recorded(firm, by=ministry, at=MONDAY)
    with pytest.raises(deeds.PaperRefused, match="recorded already, for “Wool of the steppe”") as refusal:
        recorded(firm, by=ministry, at=MONDAY, name="Again", act_number="367-П")
    assert refusal.value.field == "act_number"
    assert Initiative.objects.count() == 1
    other = recorded(firm, by=ministry, at=MONDAY, act_number="367-п, item 2")
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterAct.objects.filter(initiative=other).update(number="367-п")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"act_on": MONDAY.date() + dt.timedelta(days=1)}, "act_on"),
        ({"regions": ()}, "regions"),
        ({"activities": ()}, "activities"),
    ],
)
def test_what_an_act_cannot_say_is_refused_at_its_field(ministry, firm, said, field):
    with pytest.raises(deeds.PaperRefused) as refusal:
        recorded(firm, by=ministry, at=MONDAY, **said)
    assert refusal.value.field == field


def test_an_authority_runs_no_initiative_from_paper_either(ministry):
    with pytest.raises(deeds.PaperRefused, match="An authority decides"):
        recorded(authority("Akimat", region()), by=ministry, at=MONDAY)


def test_only_the_ministry_records(ministry, firm):
    for person in (UserFactory(), acting_for(firm), acting_for(authority("Akimat", region()))):
        with pytest.raises(Refused, match="The ministry records"):
            recorded(firm, by=person, at=MONDAY)


def test_a_sheet_is_looked_through_first_and_its_good_rows_recorded_once(ministry, firm):
    here, what = region(), activity("1310", "Wool")
    rows = (
        f"Wool;Order;1;06.05.2020;{firm.bin};{here.code};13.10;7\n"
        f"Flour;Order;1;2020-05-06;{firm.bin};{here.code};13.10;\n"
        f"Milk;;;;123;Atlantis;99.99;\n"
    )
    sheet = received(rows, by=ministry, at=MONDAY)
    checked = papers.checked(sheet, at=MONDAY)
    assert [row.name for row in checked.good] == ["Wool"]
    assert checked.problems == [
        Problem(3, "act_repeated", "2"),
        Problem(4, "no_act", "Milk"),
        Problem(4, "no_act_number", "Milk"),
        Problem(4, "act_date"),
        Problem(4, "number_length", "123"),
        Problem(4, "region", "Atlantis"),
        Problem(4, "activity", "9999"),
    ]
    assert not Initiative.objects.exists()
    done = deeds.record_list(paper_list=sheet, language="ru", by=ministry, at=MONDAY)
    assert deeds.record_list(paper_list=sheet, language="ru", by=ministry, at=MONDAY) == done
    assert (done.recorded_count, done.kept_out_count, done.content) == (1, 2, "")
    one = Initiative.objects.get()
    assert (one.name, one.language, one.register_number, one.initiator) == ("Wool", "ru", "7", firm)
    assert list(initiatives.activities(one)) == [what]


def test_a_row_that_is_recorded_meanwhile_stays_out(ministry, firm):
    activity("1310", "Wool")
    sheet = received(f"Wool;Order;1;06.05.2020;{firm.bin};{region().code};13.10;\n", by=ministry, at=MONDAY)
    recorded(firm, by=ministry, at=MONDAY, act_number="1")
    assert papers.checked(sheet, at=MONDAY).problems == [Problem(2, "act_recorded", "1, 06.05.2020")]
    with pytest.raises(deeds.PaperRefused, match="No row"):
        deeds.record_list(paper_list=sheet, language="ru", by=ministry, at=MONDAY)


def test_a_sheet_belongs_to_whoever_brought_it_and_a_newer_one_takes_its_place(ministry):
    first = received("A;Order;1;2020-01-01;;;;\n", by=ministry, at=MONDAY)
    second = received("B;Order;2;2020-01-01;;;;\n", by=ministry, at=MONDAY)
    assert papers.waiting(ministry) == second
    with pytest.raises(deeds.PaperRefused, match="thrown away, or a newer one"):
        deeds.record_list(paper_list=first, language="ru", by=ministry, at=MONDAY)
    colleague = acting_for(ministry.represents.get().organisation)
    with pytest.raises(Refused, match="Whoever brought"):
        deeds.discard(paper_list=second, by=colleague, at=MONDAY)
    assert not deeds.discard(paper_list=second, by=ministry, at=MONDAY).is_open


def test_every_problem_of_the_kernel_has_its_words():
    known = kernel.Known(today=MONDAY.date())
    long = kernel.Row(
        2, name="n" * 201, act="a", act_number="1", act_date="2999-01-01", bin="940140000014", language="xx"
    )
    causes = {problem.cause for problem in kernel.check([kernel.Row(1), long], known).problems}
    assert causes <= set(PROBLEMS)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("06.05.2020", dt.date(2020, 5, 6)),
        ("2020-05-06 00:00:00", dt.date(2020, 5, 6)),
        ("6/5/2020", dt.date(2020, 5, 6)),
        ("31.02.2020", None),
        ("May", None),
    ],
)
def test_a_day_is_read_as_people_and_spreadsheets_write_it(text, day):
    assert kernel.day(text) == day


def test_nobody_of_the_ministry_enters_his_own_organisation_into_the_register(ministry, firm):
    represent(ministry, firm)
    with pytest.raises(deeds.PaperRefused, match="You act for Wool office yourself: a colleague") as refusal:
        recorded(firm, by=ministry, at=MONDAY)
    assert (refusal.value.field, Initiative.objects.count()) == ("number", 0)


def test_who_comes_second_is_told_who_has_recorded_the_number_and_the_act(ministry, firm):
    recorded(firm, by=ministry, at=MONDAY, register_number="12")
    for said, field in (({"act_number": "1", "register_number": "12"}, "register_number"), ({}, "act_number")):
        with pytest.raises(deeds.PaperRefused, match=f"“Wool of the steppe”. {ministry} recorded it on ") as refusal:
            recorded(firm, by=ministry, at=MONDAY, **said)
        assert refusal.value.field == field


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("said", [{"register_number": "12"}, {}])
def test_two_who_record_the_same_at_the_same_moment_make_one_and_the_loser_is_told_whose(ministry, firm, said):
    """The acts differ where the number of the register is the same, and the other way round."""
    here, what, colleague = region(), activity(), acting_for(ministry.represents.get().organisation, name="Colleague")
    told, both = [], Barrier(2)

    def record(person, number):
        try:
            both.wait(5)
            numbered = said | ({"act_number": f"act {number}"} if said else {})
            recorded(firm, by=person, at=MONDAY, regions=(here,), activities=(what,), **numbered)
        except Exception as refusal:  # noqa: BLE001 whatever it is, it must be the refusal
            told.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=record, args=each) for each in ((ministry, 1), (colleague, 2))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = RegisterAct.objects.select_related("recorded_by").get().recorded_by
    assert Initiative.objects.count() == 1
    assert [type(one) for one in told] == [deeds.PaperRefused]
    assert f"{winner} recorded it on " in str(told[0])
