import pytest
from django.urls import reverse

from initiatives.actions import amendment as deeds
from initiatives.actions import initiative as written
from initiatives.models import Amendment, Round
from initiatives.queries import amendment as amendments
from initiatives.views.amendment import Show
from tests.factories.amendment import drafted
from tests.factories.approval import working_hours

pytestmark = pytest.mark.django_db


def page(client, user, name, **kwargs):
    client.force_login(user)
    answer = client.get(reverse(name, kwargs=kwargs))
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_texts_stand_side_by_side_and_only_the_changed_section_is_marked(client):
    amending = drafted()
    text = page(client, amending.case.manager, "amendment", pk=amending.amendment.pk)
    assert "A garden in the steppe." in text
    assert "Two gardens in the steppe." in text
    assert (text.count("part--changed"), text.count("both--changed")) == (1, 2)


def test_the_public_profile_keeps_showing_the_text_in_force(client):
    amending = drafted()
    amending.hand_in()
    client.logout()
    answer = client.get(reverse("profile", kwargs={"pk": amending.initiative.pk})).content.decode()
    assert "A garden in the steppe." in answer
    assert "Two gardens" not in answer


def test_a_manager_amends_hands_in_and_withdraws(client):
    amending = drafted()
    manager, pk = amending.case.manager, amending.amendment.pk
    client.force_login(manager)
    section = reverse("amendment_section", kwargs={"pk": pk, "section": "vision"})
    answer = client.post(section, {"vision": "Three gardens.", "goals": "A mill", "version": "2"})
    assert answer.url == reverse("amendment", kwargs={"pk": pk})
    client.post(reverse("amendment_hand_in", kwargs={"pk": pk}))
    round_ = Round.objects.get(matter="amendment")
    assert round_.snapshot["vision"]["vision"] == "Three gardens."
    refused = client.post(reverse("amendment_withdraw", kwargs={"pk": pk}), {"reason": ""})
    assert (refused.status_code, "the reason is kept" in refused.content.decode()) == (409, True)
    client.post(reverse("amendment_withdraw", kwargs={"pk": pk}), {"reason": "Too early."})
    assert Round.objects.get(matter="amendment").outcome == "withdrawn"


def test_a_text_that_changed_meanwhile_is_shown_and_chosen(client):
    amending = drafted()
    manager, pk = amending.case.manager, amending.amendment.pk
    content = {"vision": "As a court decided.", "goals": "A mill"}
    written.put_in_force(
        initiative=amending.initiative, section="vision", content=content, by=manager, at=working_hours(2)
    )
    assert "changed after this copy was made" in page(client, manager, "amendment", pk=pk)
    refused = client.post(reverse("amendment_hand_in", kwargs={"pk": pk}))
    assert refused.status_code == 409
    client.post(reverse("amendment_rebase", kwargs={"pk": pk, "section": "vision"}), {"choose": "in_force"})
    made = Amendment.objects.get(pk=pk)
    assert amendments.snapshot(made)["vision"]["vision"] == "As a court decided."


def test_an_official_sees_what_would_change_before_he_answers(client):
    amending = drafted()
    case = amending.hand_in()
    seat = case.seat("KZ-61")
    text = page(client, case.officials["KZ-61"], "seat", pk=seat.pk)
    assert reverse("amendment", kwargs={"pk": amending.amendment.pk}) in text
    assert "What stood there before" in text
    assert "A garden in the steppe." in text


def test_every_version_is_listed_with_its_day(client):
    amending = drafted()
    case = amending.hand_in()
    for code in ("KZ-61", "KZ-43", "KZ"):
        case.decide(code, at=working_hours(4))
    deeds.draft(initiative=amending.initiative, by=case.manager, at=working_hours(5))
    text = page(client, case.manager, "amendments", pk=amending.initiative.pk)
    assert ("Amendment 1" in text, "Amendment 2 is being drafted" in text) == (True, True)


@pytest.mark.parametrize("name", ["amendment", "amendments"])
def test_the_pages_ask_the_database_at_most_twenty_times(client, django_assert_max_num_queries, name):
    amending = drafted()
    case = amending.hand_in()
    case.decide("KZ-61", "returned", at=working_hours(4), reasons="How many?")
    client.force_login(case.manager)
    pk = amending.amendment.pk if name == "amendment" else amending.initiative.pk
    client.get(reverse(name, kwargs={"pk": pk}))
    with django_assert_max_num_queries(20):
        client.get(reverse(name, kwargs={"pk": pk}))


def test_nobody_else_ever_reads_a_copy_that_was_not_handed_in_even_where_he_may_open_its_page(client, monkeypatch):
    amending = drafted()
    official = amending.case.officials["KZ-61"]
    monkeypatch.setattr(Show, "may", lambda *_asked: True)
    client.force_login(official)
    answer = client.get(reverse("amendment", kwargs={"pk": amending.amendment.pk}))
    assert (answer.status_code, "Two gardens" in answer.content.decode()) == (404, False)
