import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Notice
from initiatives.actions import approval, case, control, inquiry, lifecycle, together
from initiatives.actions.approval import RemarkText
from initiatives.lifecycle import Stage
from initiatives.models import Answer, Inquiry, Issue, Representative
from initiatives.queries.together import files
from tests.factories.approval import (
    MONDAY,
    SINCE,
    acting_for,
    country,
    drafted,
    represent,
    rule_pack,
    submitted,
    working_hours,
    write,
)

pytestmark = pytest.mark.django_db
TUESDAY = working_hours(1)
ON = TUESDAY.date()


@pytest.fixture
def several():
    rule_pack()
    officials = country()
    return [submitted(*drafted(name=f"Cluster {number}"), officials, MONDAY) for number in range(3)]


def seat_of(handed, code):
    return handed.seat(None if code == "KZ" else code)


def seen(handed, code="KZ-61", **how):
    seat = seat_of(handed, code)
    answers = tuple(Answer.objects.current().filter(round=handed.round).values_list("pk", flat=True))
    return together.Seen(**({"seat": seat.pk, "digest": handed.round.digest, "answers": answers} | how))


def agree(*shown, by, at=TUESDAY):
    return [(told.is_agreed, told.text) for told in together.agree(seen=shown, by=by, at=at)]


def why_not(handed, code="KZ-61", *, by=None, on=ON):
    (file,) = files(by or handed.officials[code], on=on, chosen=[seat_of(handed, code).pk])
    return file.obstacles


def answers(handed):
    given = Answer.objects.current().filter(round=handed.round).order_by("pk")
    return [(answer.decided_by.name, answer.decision, answer.seen_digest) for answer in given]


def test_simple_files_are_agreed_together_each_with_the_digest_that_it_showed(several):
    official = several[0].officials["KZ-61"]
    assert agree(*(seen(each) for each in several), by=official) == [(True, "Agreed.")] * 3
    assert [answers(each) for each in several] == [[(official.name, "agreed", each.round.digest)] for each in several]


def test_the_last_agreement_registers_and_the_others_stand(several):
    first = several[0]
    first.decide("KZ-43")
    first.decide("KZ")
    agree(*(seen(each) for each in several), by=first.officials["KZ-61"])
    stages = []
    for each in several:
        each.initiative.refresh_from_db()
        stages.append(each.initiative.stage)
    assert stages == [Stage.REGISTERED, Stage.UNDER_REVIEW, Stage.UNDER_REVIEW]


def test_a_stale_file_is_refused_with_the_reason_and_the_others_stand(several):
    official = several[0].officials["KZ-61"]
    told = agree(seen(several[0], digest="0" * 64), seen(several[1]), by=official)
    assert [is_agreed for is_agreed, _text in told] == [False, True]
    assert told[0][1] == "What is handed in is no longer what you saw here: open the file and read it."
    assert (answers(several[0]), len(answers(several[1]))) == ([], 1)


def test_a_double_click_agrees_once_and_says_so(several):
    official, shown = several[0].officials["KZ-61"], [seen(each) for each in several]
    agree(*shown, by=official)
    notices = Notice.objects.count()
    again = agree(*shown, by=official, at=TUESDAY + dt.timedelta(minutes=1))
    assert again == [(True, "You have agreed already, at 10:00.")] * 3
    assert (Answer.objects.count(), Notice.objects.count()) == (3, notices)


def test_somebody_who_answered_meanwhile_is_named_and_nothing_is_recorded(several):
    first, second, _third = several
    official, shown = first.officials["KZ-61"], [seen(each) for each in several]
    colleague = drafted_colleague(first)
    first.decide("KZ-61", by=colleague)
    second.decide("KZ-43", "returned", reasons="No.")
    told = agree(*shown, by=official)
    assert told == [
        (False, "Colleague has answered for your authority meanwhile: agreed."),
        (False, "Akimat of Kyzylorda: returned with remarks"),
        (True, "Agreed."),
    ]
    assert [len(answers(each)) for each in several] == [1, 1, 1]


def drafted_colleague(handed):
    return acting_for(handed.seat("KZ-61").authority, name="Colleague")


def test_a_colleague_who_agreed_meanwhile_hinders_nobody(several):
    shown = seen(several[0])
    several[0].decide("KZ-43")
    assert agree(shown, by=several[0].officials["KZ-61"]) == [(True, "Agreed.")]


def test_a_round_that_has_ended_is_told(several):
    shown = seen(several[0])
    approval.withdraw(round_=several[0].round, by=several[0].manager, at=TUESDAY)
    ((is_agreed, text),) = agree(shown, by=several[0].officials["KZ-61"])
    assert (is_agreed, text) == (False, "The round ended on 03.11.2026 10:00: withdrawn.")


def test_what_keeps_a_file_from_being_simple_is_said(several):
    first, second, _third = several
    assert why_not(first) == []
    inquiry.ask(
        seat=first.seat("KZ-43"), kind=Inquiry.Kind.HEARING, text="Dry.", by=first.officials["KZ-43"], at=TUESDAY
    )
    assert why_not(first) == [
        "It is the applicant's turn: a question is open.",
        "A hearing was opened in this round.",
    ]
    second.round.rule_pack.content |= {"gates": [{"need": "members", "threshold": "15", "article": ""}]}
    second.round.rule_pack.save()
    assert why_not(second) == ["Needs that are not met: Committed members"]
    content = {"decision": "returned", "reasons": "Say more.", "remarks": {}}
    case.draft(seat=second.seat(None), content=content, seen_version=0, by=second.officials["KZ"], at=TUESDAY)
    assert why_not(second, "KZ")[-1] == "An answer with remarks or reasons has been drafted."


def test_a_blocking_issue_keeps_a_file_apart_and_another_one_is_only_shown(several):
    raised = {
        "initiative": several[0].initiative,
        "text": "Who pays?",
        "raised_by": several[0].manager,
        "raised_for": several[0].firm,
        "raised_at": MONDAY,
        "due_on": ON,
    }
    for number, is_blocking in enumerate((True, False), start=1):
        Issue.objects.create(**raised, number=number, title=f"Water {number}", is_blocking=is_blocking)
    assert why_not(several[0]) == ["A blocking issue is open: Water 1"]


def test_who_is_tied_agrees_to_nothing(several):
    first, second, third = several
    official = first.officials["KZ-61"]
    tied = ["Something ties you or your authority to who hands in or gains."]
    case.declare_conflict(seat=first.seat("KZ-61"), reason="My brother.", by=official, at=TUESDAY)
    represent(official, second.firm, signs=False)
    assert (why_not(first), why_not(second), why_not(third)) == (tied, tied, [])
    control.enter(
        organisation=third.firm,
        kind="owner",
        body=third.seat("KZ-61").authority,
        since=SINCE.date(),
        source="Extract",
        by=third.officials["KZ"],
        at=MONDAY,
    )
    assert why_not(third) == tied
    assert [is_agreed for is_agreed, _text in agree(*(seen(each) for each in several), by=official)] == [False] * 3


def test_nobody_fills_two_seats_and_nobody_signs_for_others(several):
    first = several[0]
    official = first.officials["KZ-61"]
    represent(official, first.seat("KZ-43").authority)
    first.decide("KZ-61")
    assert why_not(first, "KZ-43", by=official) == ["You have already answered in this round, for another authority."]
    Representative.objects.filter(user=several[1].officials["KZ-61"]).update(is_signatory=False, signs_by="")
    assert why_not(several[1]) == ["You do not sign for Akimat of Turkistan."]
    assert agree(seen(several[2], "KZ"), by=official) == []


def test_what_came_back_changed_is_read_first(several):
    first = several[0]
    case.look(seat=first.seat("KZ-61"), by=first.officials["KZ-61"], at=TUESDAY)
    for code in ("KZ-61", "KZ-43", "KZ"):
        first.decide(code, "returned", remarks=[RemarkText("vision", "vision", "Say more.")])
    first.initiative.refresh_from_db()
    write(first.initiative, "vision", first.manager, at=TUESDAY, vision="More.", goals="Water.")
    lifecycle.advance(initiative=first.initiative, transition="submit", by=first.manager, at=working_hours(2))
    first.round = first.initiative.rounds.order_by("-number").first()
    assert why_not(first) == ["It came back changed: read what changed."]


def test_the_page_needs_as_many_queries_for_many_files_as_for_one(client):
    rule_pack()
    officials = country()
    client.force_login(officials["KZ-61"])
    counts = []
    for count in (1, 12):
        for number in range(count):
            submitted(*drafted(name=f"Cluster {count} {number}"), officials, MONDAY)
        client.get(reverse("together"))
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(reverse("together"))
        assert answer.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20
    assert len(answer.context["simple"]) == 13


def test_one_form_agrees_what_was_chosen_and_tells_each(client, several):
    official = several[0].officials["KZ-61"]
    client.force_login(official)
    page = client.get(reverse("together"))
    assert [one["row"].round.initiative.name for one in page.context["simple"]] == [
        "Cluster 0",
        "Cluster 1",
        "Cluster 2",
    ]
    assert client.post(reverse("together"), {}).status_code == 422
    data = {"seat": []}
    for one in page.context["simple"][:2]:
        data["seat"].append(one["number"])
        data |= {f"digest-{one['number']}": one["row"].round.digest, f"answers-{one['number']}": one["answers"]}
    data[f"digest-{data['seat'][1]}"] = "stale"
    done = client.post(reverse("together"), data)
    assert [told.is_agreed for told in done.context["told"]] == [True, False]
    assert [len(answers(each)) for each in several] == [1, 0, 0]
