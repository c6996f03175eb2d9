import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from initiatives.actions import inquiry, reminder
from initiatives.actions.approval import RemarkText
from initiatives.models import Answer, Conflict, Inquiry, Seat
from initiatives.queries.inbox import inbox
from tests.factories.accounts import UserFactory
from tests.factories.approval import (
    acting_for,
    drafted,
    handed_in,
    submitted,
    working_hours,
    write,
)

pytestmark = pytest.mark.django_db


def the_seat(case, code="KZ-61"):
    return reverse("seat", kwargs={"pk": case.seat(code).pk})


def signed(case, decision="agreed", **how):
    return {
        "decision": decision,
        "reasons": "",
        "seen_digest": case.round.digest,
        "seen_answers": "",
        "version": "0",
    } | how


def queries_of(client, address, django_assert_max_num_queries, most):
    with django_assert_max_num_queries(most) as counted:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(counted)


def test_the_inbox_needs_as_many_queries_for_twenty_files_as_for_one(client, django_assert_max_num_queries):
    case = handed_in()
    official = case.officials["KZ-61"]
    client.force_login(official)
    address = reverse("inbox")
    client.get(address)
    one = queries_of(client, address, django_assert_max_num_queries, 14)
    for number in range(19):
        submitted(*drafted(name=f"Cluster {number}"), case.officials, working_hours(1))
    assert len(inbox(official, on=working_hours(2).date()).waiting) == 20
    assert queries_of(client, address, django_assert_max_num_queries, 14) == one


def test_the_case_page_needs_as_many_queries_for_twenty_remarks_as_for_one(client, django_assert_max_num_queries):
    case = handed_in()
    client.force_login(case.officials["KZ-61"])
    case.decide("KZ-43", "returned", remarks=[RemarkText("vision", "goals", "Water?")])
    client.get(the_seat(case))
    one = queries_of(client, the_seat(case), django_assert_max_num_queries, 20)
    remarks = [RemarkText("vision", "goals", f"Remark {number}") for number in range(20)]
    case.decide("KZ", "returned", remarks=remarks)
    assert queries_of(client, the_seat(case), django_assert_max_num_queries, 20) == one


def test_signing_records_and_opens_the_next_file(client):
    case = handed_in()
    other = submitted(*drafted(name="Esil Dairy"), case.officials, working_hours(1))
    client.force_login(case.officials["KZ-61"])
    answer = client.post(
        the_seat(case), signed(case, "returned", **{"remark-vision-goals": "Which water?"}), follow=True
    )
    assert answer.redirect_chain[-1][0] == the_seat(other)
    assert list(Answer.objects.values_list("decision", "remarks__text")) == [("returned", "Which water?")]


def test_a_colleague_who_returned_it_while_i_read_is_shown_beside_my_text(client):
    case = handed_in()
    client.force_login(case.officials["KZ-61"])
    case.decide("KZ-43", "returned", reasons="Water first.")
    answer = client.post(the_seat(case), signed(case, reasons="We are glad.", **{"remark-about-why": "Short."}))
    assert answer.status_code == 409
    page = answer.content.decode()
    for text in ("Akimat of Kyzylorda returned it at 10:00 while you read.", "Water first.", "We are glad.", "Short."):
        assert text in page
    assert Answer.objects.filter(round=case.round).count() == 1
    again = client.post(the_seat(case), signed(case, seen_answers=str(Answer.objects.get().pk)))
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"decision": ""}, "Choose one"),
        ({"decision": "maybe"}, "maybe"),
        ({"decision": "returned"}, "Say what has to change"),
        ({"decision": "rejected", "reasons": "No."}, "comes after the hearing"),
        ({"seen_digest": "0" * 64}, "no longer what you read"),
        ({"seen_digest": ""}, "no longer what you read"),
        ({"reasons": "x" * 8001}, "at most 8000"),
    ],
)
def test_an_answer_that_cannot_be_recorded_says_why_and_keeps_the_text(client, how, told):
    case = handed_in()
    client.force_login(case.officials["KZ-61"])
    # A return without a word is the one case in which nothing was written that could be kept.
    kept = {} if how.get("decision") == "returned" else {"remark-place-regions": "Kept."}
    answer = client.post(the_seat(case), signed(case, **how, **kept))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert told in page
    assert ("Kept." in page) == bool(kept)
    assert not Answer.objects.exists()


def test_odd_bytes_in_the_hidden_fields_are_no_crash(client):
    case = handed_in()
    client.force_login(case.officials["KZ-61"])
    odd = signed(case, seen_answers="1,x,,²", version="x", reasons="a\x00b")
    assert client.post(the_seat(case), odd).status_code == 409


def test_a_draft_is_kept_while_typing_and_shown_to_the_signatory(client):
    case = handed_in()
    preparer = acting_for(case.seat("KZ-61").authority, signs=False, name="Preparer")
    client.force_login(preparer)
    draft = reverse("seat_draft", kwargs={"pk": case.seat("KZ-61").pk})
    typed = {"reasons": "They have water.", "version": "0"}
    kept = client.post(draft, typed, headers={"X-Autosave": "1"})
    assert (kept.status_code, kept.json()["version"]) == (200, "1")
    client.force_login(case.officials["KZ-61"])
    page = client.get(the_seat(case)).content.decode()
    assert "They have water." in page
    assert "Draft of Preparer" in page
    collided = client.post(draft, {"reasons": "Mine.", "version": "0"}, headers={"X-Autosave": "1"})
    assert (collided.status_code, collided.json()["message"][:30]) == (409, "Preparer changed the draft at "[:30])


def test_a_preparer_sees_who_signs_and_cannot_sign(client):
    case = handed_in()
    client.force_login(acting_for(case.seat("KZ-61").authority, signs=False))
    page = client.get(the_seat(case)).content.decode()
    assert "Keep for whoever signs" in page
    assert "Signs for Akimat of Turkistan: Official of Akimat of Turkistan" in page
    assert client.post(the_seat(case), signed(case)).status_code == 409
    assert not Answer.objects.exists()


def test_who_reads_what(client):
    case = handed_in()
    round_page = reverse("round", kwargs={"pk": case.round.pk})
    stranger = UserFactory()
    expected = {
        case.officials["KZ-61"]: (200, 200),
        case.officials["KZ-43"]: (403, 200),
        case.officials["KZ"]: (200, 200),
        case.manager: (403, 200),
        stranger: (404, 404),
    }
    found = {}
    for user in expected:
        client.force_login(user)
        found[user] = (client.get(the_seat(case)).status_code, client.get(round_page).status_code)
    assert found == expected
    client.logout()
    assert client.get(the_seat(case)).status_code == 302


def test_the_applicant_learns_the_answers_when_all_are_there(client):
    case = handed_in()
    client.force_login(case.manager)
    round_page = reverse("round", kwargs={"pk": case.round.pk})
    case.decide("KZ-61", "returned", remarks=[RemarkText("vision", "goals", "Which water?")])
    before = client.get(round_page).content.decode()
    assert "has answered" in before
    assert "Which water?" not in before
    assert "returned with remarks for" not in before
    case.decide("KZ-43")
    case.decide("KZ")
    after = client.get(round_page).content.decode()
    assert "Which water?" in after
    assert reverse("initiative_section", kwargs={"pk": case.initiative.pk, "section": "vision"}) + "#id_goals" in after


def test_only_what_changed_is_open_when_it_comes_back(client):
    case = handed_in()
    official = case.officials["KZ-61"]
    client.force_login(official)
    client.get(the_seat(case))
    assert Seat.objects.get(pk=case.seat("KZ-61").pk).looked_at is not None
    for code in ("KZ-61", "KZ-43", "KZ"):
        case.decide(code, "returned", reasons="Say more.")
    write(case.initiative, "vision", case.manager, vision="Another garden.", goals="Water.", at=working_hours(2))
    again = submitted(case.initiative, case.manager, case.firm, case.officials, working_hours(3))
    shown = client.get(the_seat(again))
    assert [(each["part"].key, each["is_open"]) for each in shown.context["parts"]] == [
        ("place", False),
        ("about", False),
        ("vision", True),
        ("managing", False),
        ("leaders", False),
        ("members", False),
    ]
    assert "A garden in the steppe." in shown.content.decode()
    row = inbox(official, on=working_hours(3).date()).waiting[0]
    assert [str(title) for title in row.changed] == ["Vision"]


def test_a_question_stops_the_clock_and_the_reply_starts_it(client):
    case = handed_in(at=timezone.now())
    client.force_login(case.officials["KZ-61"])
    client.post(reverse("seat_question", kwargs={"pk": case.seat("KZ-61").pk}), {"text": "How much water?"})
    assert [row.seat for row in inbox(case.officials["KZ-61"], on=timezone.localdate()).paused] == [case.seat("KZ-61")]
    asked = Inquiry.objects.get()
    client.force_login(case.manager)
    assert "How much water?" in client.get(reverse("round", kwargs={"pk": case.round.pk})).content.decode()
    empty = client.post(reverse("inquiry_reply", kwargs={"pk": asked.pk}), {"text": " "})
    assert (empty.status_code, Inquiry.objects.get().answered_at) == (409, None)
    client.post(reverse("inquiry_reply", kwargs={"pk": asked.pk}), {"text": "11 cubic metres a second."})
    assert len(inbox(case.officials["KZ-61"], on=timezone.localdate()).waiting) == 1


def test_stepping_aside_and_assigning(client):
    case = handed_in()
    seat = case.seat("KZ-61")
    client.force_login(case.officials["KZ-61"])
    wrong = client.post(reverse("seat_assign", kwargs={"pk": seat.pk}), {"to": str(case.manager.pk)})
    assert wrong.status_code == 409
    colleague = acting_for(seat.authority)
    client.post(reverse("seat_assign", kwargs={"pk": seat.pk}), {"to": str(colleague.pk)})
    client.post(reverse("seat_conflict", kwargs={"pk": seat.pk}), {"text": "My brother works there."})
    assert Seat.objects.get(pk=seat.pk).assigned_to == colleague
    assert Conflict.objects.count() == 1
    page = client.get(the_seat(case)).content.decode()
    assert "You have declared a conflict of interest." in page


def test_the_ministry_sees_a_seat_that_nobody_holds(client):
    case = handed_in(regions=("KZ-61", "KZ-YUZ"))
    client.force_login(case.officials["KZ"])
    page = client.get(reverse("inbox")).content.decode()
    assert "No authority answers for KZ-YUZ" in page
    client.force_login(case.officials["KZ-61"])
    assert "No authority answers" not in client.get(reverse("inbox")).content.decode()


def test_an_empty_inbox_says_what_is_nearest(client):
    case = handed_in(at=timezone.now())
    client.force_login(case.officials["KZ-61"])
    case.decide("KZ-61", at=timezone.now())
    page = client.get(reverse("inbox")).content.decode()
    assert "Nothing waits for you." in page
    assert "Nearest limit in your region: " in page
    assert f"{case.round.initiative}; one file waits for others." in page
    client.force_login(UserFactory())
    assert "Nothing waits for you." in client.get(reverse("inbox")).content.decode()


def test_the_navigation_leads_those_who_have_seats_to_their_inbox(client):
    case = handed_in(at=timezone.now())
    link = f'<a href="{reverse("inbox")}"'
    for person, is_official in ((case.officials["KZ-61"], True), (case.officials["KZ"], True), (case.manager, False)):
        client.force_login(person)
        assert (link in client.get(reverse("notices")).content.decode()) is is_official


def test_reminders_come_once_per_day_count():
    case = handed_in()
    case.decide("KZ-43")
    near = working_hours(18)
    reminder.remind(at=near)
    reminder.remind(at=near + dt.timedelta(hours=1))
    reminder.remind(at=near - dt.timedelta(days=1))
    told = Notice.objects.filter(kind="seat_reminder").values_list("user", flat=True)
    assert sorted(told) == sorted([case.officials["KZ-61"].pk, case.officials["KZ"].pk])


def test_a_paused_round_is_not_reminded():
    case = handed_in()
    inquiry.ask(seat=case.seat("KZ-61"), kind="question", text="How?", by=case.officials["KZ-61"], at=working_hours(17))
    assert reminder.remind(at=working_hours(18)) == 0


def test_figures_come_as_a_part_or_as_a_page_of_their_own(client):
    case = handed_in()
    client.force_login(case.officials["KZ-61"])
    address = reverse("seat_figures", kwargs={"pk": case.seat("KZ-61").pk})
    assert "<html" in client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "No official figures for these regions and activities yet." in part
