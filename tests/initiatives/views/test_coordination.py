import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import issue as issues
from initiatives.models import CoordinationAgreement, CouncilMeeting, Delegate, Issue
from initiatives.queries import coordination
from tests.factories import approval
from tests.factories import coordination as made
from tests.factories.approval import acting_for, organisation, working_hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return made.seated()


def client_of(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def opened(person, name, **address):
    return client_of(person).get(reverse(name, kwargs=address))


def text(answer):
    return answer.content.decode()


def test_where_one_region_takes_part_the_page_says_why_it_is_not_needed():
    alone = made.Shared(approval.handed_in(regions=("KZ-61",)))
    answer = opened(alone.manager, "coordination", pk=alone.initiative.pk)
    assert "Not needed: one region" in text(answer)


def test_the_page_shows_the_blocking_issue_the_parties_and_what_is_lacking(found):
    made.raised(found)
    shown = text(opened(found.official("KZ-61"), "coordination", pk=found.initiative.pk))
    for words in ("A blocking issue is open.", "Water", "Akimat of Kyzylorda", "not signed", "Draft the agreement"):
        assert words in shown


def test_an_agreement_is_drafted_written_and_laid_before_the_authorities(found):
    client, pk = client_of(found.manager), found.initiative.pk
    client.post(reverse("coordination_draft", kwargs={"pk": pk}))
    agreement = CoordinationAgreement.objects.get()
    early = client.post(reverse("coordination_hand_in", kwargs={"pk": agreement.pk}))
    assert (early.status_code, "Still missing" in text(early)) == (409, True)
    for section, content in made.SAID.items():
        address = reverse("coordination_section", kwargs={"pk": agreement.pk, "section": section})
        assert client.get(address).status_code == 200
        assert client.post(address, content | {"version": "0"}).status_code == 302
    assert client.post(reverse("coordination_hand_in", kwargs={"pk": agreement.pk})).status_code == 302
    shown = text(client.get(reverse("coordination_agreement", kwargs={"pk": agreement.pk})))
    assert ("Before the authorities since" in shown, "Akimat of Turkistan" in shown) == (True, True)
    withdrawn = client.post(reverse("coordination_withdraw", kwargs={"pk": agreement.pk}), {"reason": "Too early."})
    assert (withdrawn.status_code, coordination.open_round(agreement)) == (302, None)


def test_the_second_of_two_editors_sees_both_texts_and_chooses(found):
    agreement = made.drafted(found)
    address = {"pk": agreement.pk, "section": "coordination_rules"}
    seen = coordination.sheet(agreement, "coordination_rules").standing().revision
    made.write(agreement, "coordination_rules", found.official("KZ-61"), seen=seen, rules="Theirs", disputes="")
    client = client_of(found.manager)
    sent = {"rules": "Mine", "disputes": "", "version": str(seen)}
    answer = client.post(reverse("coordination_section", kwargs=address), sent, follow=True)
    assert ("Theirs" in text(answer), "Mine" in text(answer)) == (True, True)
    version = coordination.sheet(agreement, "coordination_rules").standing().revision
    client.post(reverse("coordination_conflict", kwargs=address), {"choose": "mine", "version": str(version)})
    assert coordination.content(agreement)["coordination_rules"]["rules"] == "Mine"


def test_people_are_named_and_leave_the_council(found):
    member = organisation("Rice growers")
    join(found, member)
    client, pk = client_of(found.manager), found.initiative.pk
    sent = {"organisation": member.pk, "name": "Aliya", "role": "chair"}
    assert client.post(reverse("council_name", kwargs={"pk": pk}), sent).status_code == 302
    named = Delegate.objects.get(organisation=member)
    client.post(reverse("delegate_end", kwargs={"pk": named.pk}))
    named.refresh_from_db()
    assert (named.role, named.ended_at is not None) == ("chair", True)


def join(found, member):
    from_world = {"asked_at": working_hours(0), "asked_by": found.manager}
    done = {
        f"{deed}_{end}": working_hours(0) if end == "at" else found.manager
        for deed in ("committed", "admitted")
        for end in ("at", "by")
    }
    found.initiative.memberships.create(organisation=member, role="producer", **from_world, **done)


def test_a_meeting_is_recorded_confirmed_and_decides(found):
    client, pk = client_of(found.manager), found.initiative.pk
    people = [str(one.pk) for one in Delegate.objects.present()]
    past = {"starts_at": "2026-11-01T10:00", "agenda": "Water"}
    refused = client.post(reverse("council_meeting_new", kwargs={"pk": pk}), past)
    assert (refused.status_code, "recorded with its minutes" in text(refused)) == (422, True)
    client.post(reverse("council_meeting_new", kwargs={"pk": pk}), past | {"minutes": "We spoke.", "present": people})
    meeting = CouncilMeeting.objects.get()
    stale = {"text": "Other words", "present": people, "revision": "0"}
    conflict = client.post(reverse("council_minutes", kwargs={"pk": meeting.pk}), stale)
    assert (conflict.status_code, "We spoke." in text(conflict), "Other words" in text(conflict)) == (409, True, True)
    for person, body in ((found.manager, found.case.firm), (found.official("KZ-61"), found.akimat("KZ-61"))):
        sent = {"organisation": body.pk, "seen_digest": meeting.digest}
        answer = client_of(person).post(reverse("council_confirm", kwargs={"pk": meeting.pk}), sent)
        assert answer.status_code == 302
    assert meeting.attendance.filter(confirmed_at=None).count() == 1
    due_on = timezone.localdate().isoformat()
    decided = {"text": "Measure", "owner": found.akimat("KZ-61").pk, "due_on": due_on}
    client.post(reverse("council_decide", kwargs={"pk": meeting.pk}), decided)
    done = reverse("council_decision_done", kwargs={"pk": meeting.decisions.get().pk})
    client_of(found.official("KZ-61")).post(done, {"text": "Measured."})
    assert meeting.decisions.get().result == "Measured."


def test_an_issue_is_raised_filtered_answered_and_closed(found):
    pk, raiser = found.initiative.pk, client_of(found.official("KZ-43"))
    owners = [found.akimat("KZ-61").pk]
    sent = {"raised_for": found.akimat("KZ-43").pk, "title": "Water", "text": "Who?", "owners": owners}
    backwards = raiser.post(reverse("issue_new", kwargs={"pk": pk}), sent | {"due_on": "2020-01-01"})
    assert (backwards.status_code, "That day is over" in text(backwards)) == (422, True)
    raiser.post(reverse("issue_new", kwargs={"pk": pk}), sent | {"due_on": "2027-06-01", "is_blocking": "on"})
    issue = Issue.objects.get()
    register = reverse("issues", kwargs={"pk": pk})
    shown = {
        query: f"/issues/{issue.pk}/" in text(raiser.get(f"{register}?{query}"))
        for query in (
            "",
            "kind=blocking&state=",
            "kind=other",
            "state=closed",
            f"owner={owners[0]}&state=open",
            "owner=x",
        )
    }
    assert shown == {
        "": True,
        "kind=blocking&state=": True,
        "kind=other": False,
        "state=closed": False,
        f"owner={owners[0]}&state=open": True,
        "owner=x": True,
    }
    way = reverse("issue_way", kwargs={"pk": issue.pk, "name": "answer"})
    client_of(found.official("KZ-61")).post(way, {"text": "In spring.", "seen_state": "open"})
    stale = client_of(found.official("KZ-61")).post(way, {"text": "In autumn.", "seen_state": "open"})
    assert (stale.status_code, "Nothing was recorded" in text(stale)) == (409, True)
    close = reverse("issue_way", kwargs={"pk": issue.pk, "name": "close"})
    raiser.post(close, {"text": "Solved.", "seen_state": "answered"})
    assert "Solved." in text(opened(found.manager, "issue", pk=issue.pk))


def test_the_case_page_shows_open_issues_and_the_profile_the_agreement_without_minutes(found):
    made.raised(found)
    seat = found.case.seat("KZ-61")
    assert "Open issues between the regions" in text(opened(found.official("KZ-61"), "seat", pk=seat.pk))
    issue = Issue.objects.get()
    issues.take(
        issue=issue, way="close", text="Solved.", seen_state="open", by=found.official("KZ-43"), at=working_hours(2)
    )
    registration = found.case.round
    made.signed(found)
    made.held(found)
    found.case.round = registration
    for code in made.ALL:
        found.case.decide(code, at=working_hours(5))
    shown = text(Client().get(reverse("profile", kwargs={"pk": found.initiative.pk})))
    assert ("signed an agreement" in shown, "We spoke of water" in shown) == (True, False)
    told = Client().get(f"/api/v1/initiatives/{found.initiative.pk}/").json()["coordination"]
    agreement = CoordinationAgreement.objects.get()
    assert (told["agreement"]["version"], told["agreement"]["digest"]) == (1, agreement.digest)


def test_members_read_and_strangers_do_not_find_it(found):
    member = organisation("Rice growers")
    join(found, member)
    reader, stranger = acting_for(member), acting_for(organisation("Stranger"))
    issue = made.raised(found)
    pages = [("coordination", found.initiative.pk), ("issue", issue.pk), ("council", found.initiative.pk)]
    assert [opened(reader, name, pk=pk).status_code for name, pk in pages] == [200] * 3
    assert [opened(stranger, name, pk=pk).status_code for name, pk in pages] == [404] * 3
    assert opened(reader, "issue_new", pk=found.initiative.pk).status_code == 403


def test_neighbours_without_a_reason_are_not_proposed(found):
    assert "No neighbour has a reason yet." in text(
        opened(found.manager, "coordination_partners", pk=found.initiative.pk)
    )
