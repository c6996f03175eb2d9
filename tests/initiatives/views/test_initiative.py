import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import initiative as deeds
from initiatives.models import Initiative, Leader
from initiatives.queries import initiative as initiatives
from initiatives.queries.home import home
from tests.factories import approval, plan
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, acting_for, authority, organisation, region

pytestmark = pytest.mark.django_db


def of(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def page(route, initiative, **kwargs):
    return reverse(route, kwargs={"pk": initiative.pk, **kwargs})


def section(initiative, name="vision"):
    return page("initiative_section", initiative, section=name)


def test_a_draft_with_only_a_name_says_what_to_do_first():
    firm = organisation("Dairy")
    by = acting_for(firm)
    answer = of(by).post(
        reverse("initiative_new"), {"name": "Esil Dairy", "initiator": firm.pk, "language": "ru"}, follow=True
    )
    drafted = Initiative.objects.get()
    assert answer.redirect_chain[-1][0] == page("initiative", drafted)
    assert "Only a name so far." in answer.content.decode()


def test_the_form_of_a_new_initiative_offers_no_authority_and_nobody_elses_organisation():
    firm, akimat = organisation("Dairy"), authority("Akimat", region())
    organisation("Another")
    by = acting_for(firm)
    approval.represent(by, akimat)
    shown = of(by).get(reverse("initiative_new")).context["form"].fields["initiator"].queryset
    assert list(shown) == [firm]


def test_the_home_shows_gates_tasks_and_one_next_step():
    initiative, by = made.ready()
    text = of(by).get(page("initiative", initiative)).content.decode()
    assert text.count('class="gate ') == 7
    assert text.count('class="task"') == 6
    assert text.count('class="next-step"') == 1
    assert "Check your answers and hand in" in text
    assert "portal default, no legal basis" in text


def test_the_home_of_a_registered_initiative_has_one_next_step_too():
    case = plan.registered()
    text = of(case.manager).get(page("initiative", case.initiative)).content.decode()
    assert text.count('class="next-step"') == 1
    assert "Measures and targets follow the registration." not in text
    assert "No plan yet: draft the first version." in text


@pytest.mark.parametrize("name", ["initiative", "initiative_sections", "initiative_check", "initiative_history"])
def test_a_page_needs_the_same_number_of_queries_for_two_and_for_thirty_members(
    name, django_assert_num_queries, django_assert_max_num_queries
):
    initiative, initiator, _firm = made.draft()
    made.members(initiative, by=initiator, firms=1)
    client = of(initiator)
    client.get(page(name, initiative))
    with django_assert_max_num_queries(20) as few:
        client.get(page(name, initiative))
    made.members(initiative, by=initiator, firms=28)
    with django_assert_num_queries(len(few)):
        client.get(page(name, initiative))


def test_my_work_needs_the_same_number_of_queries_for_one_and_for_five_initiatives(
    django_assert_num_queries, django_assert_max_num_queries
):
    _initiative, by, firm = made.draft()
    client = of(by)
    client.get(reverse("work"))
    with django_assert_max_num_queries(20) as few:
        client.get(reverse("work"))
    for number in range(4):
        drafted = deeds.draft(name=f"Another {number}", language="en", initiator=firm, by=by, at=MONDAY)
        made.member(drafted, by=by)
    with django_assert_num_queries(len(few)):
        client.get(reverse("work"))


def test_typing_is_saved_and_answered_with_the_new_version():
    initiative, by, _firm = made.draft()
    address = page("initiative_section_autosave", initiative, section="vision")
    answer = of(by).post(address, {"version": "1", "vision": "Cheese", "goals": ""}, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.json()["version"]) == (200, "2")
    assert initiatives.content(initiative, "vision")["vision"] == "Cheese"


def test_typing_into_a_changed_section_is_kept_and_leads_to_both_texts():
    initiative, first, firm = made.draft()
    second = acting_for(firm)
    approval.write(initiative, "vision", first, vision="Cheese", at=MONDAY)
    address = page("initiative_section_autosave", initiative, section="vision")
    answer = of(second).post(address, {"version": "1", "vision": "Butter"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 409
    assert answer.json()["url"] == page("initiative_section_conflict", initiative, section="vision")
    text = of(second).get(answer.json()["url"]).content.decode()
    assert "Cheese" in text
    assert "Butter" in text


def test_without_a_script_the_second_editor_is_led_to_both_texts_and_chooses():
    initiative, first, firm = made.draft()
    second = of(acting_for(firm))
    approval.write(initiative, "vision", first, vision="Cheese", at=MONDAY)
    conflict = page("initiative_section_conflict", initiative, section="vision")
    answer = second.post(section(initiative), {"version": "1", "vision": "Butter", "goals": ""})
    assert answer.url == conflict
    second.post(conflict, {"version": "2", "choose": "mine"})
    assert initiatives.content(initiative, "vision")["vision"] == "Butter"


def test_text_that_is_too_long_is_refused_beside_its_field_and_stays_in_the_form():
    initiative, by, _firm = made.draft()
    long = "x" * 4001
    answer = of(by).post(section(initiative), {"version": "1", "vision": long, "goals": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"vision"}
    assert long in answer.content.decode()


def test_an_ended_session_is_told_to_the_saving_page():
    initiative, _by, _firm = made.draft()
    address = page("initiative_section_autosave", initiative, section="vision")
    answer = of().post(address, {"version": "1", "vision": "Cheese"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 401


def test_regions_and_activities_are_picked_without_a_script():
    initiative, by, _firm = made.blank()
    region("KZ-59", "North Kazakhstan")
    approval.activity("0141", "Raising of dairy cattle")
    client = of(by)
    address = section(initiative, "place")
    asked = {"version": "0", "search": "activities", "activities_query": "dairy", "regions": ["KZ-59"]}
    found = client.post(address, asked).content.decode()
    assert "Raising of dairy cattle" in found
    assert 'value="KZ-59" checked' in found
    assert not initiative.parts.filter(code__code="KZ-59").exists()
    client.post(address, {"version": "1", "regions": ["KZ-59"], "activities": ["0141"], "lead_region": ""})
    assert set(initiative.parts.values_list("code__code", flat=True)) == {"KZ-59", "0141"}


@pytest.mark.parametrize(("query", "expected"), [("dairy", True), ("01.41", True), ("0141", True), ("steel", False)])
def test_activities_are_found_by_words_and_numbers(query, expected):
    approval.activity("0141", "Raising of dairy cattle")
    answer = of(UserFactory()).get(reverse("code_search", kwargs={"kind": "activities"}), {"q": query})
    assert ("Raising of dairy cattle" in answer.content.decode()) == expected


def test_handing_in_twice_by_a_double_click_is_handing_in_once():
    approval.country()
    initiative, by = made.ready(regions=("KZ-61",))
    client = of(by)
    address = page("initiative_transition", initiative, name="submit")
    answers = [client.post(address, follow=True) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert initiative.rounds.count() == 1
    assert "This has been done already." in answers[1].content.decode()


def test_an_incomplete_initiative_shows_why_it_was_not_handed_in():
    initiative, by, _firm = made.draft()
    answer = of(by).post(page("initiative_transition", initiative, name="submit"))
    assert answer.status_code == 409
    assert "Not yet." in answer.content.decode()


def test_a_transition_that_is_somebody_elses_is_forbidden_and_names_who_may():
    initiative, by, _firm = made.draft()
    ministry = authority("Ministry of Industry", None)
    answer = of(by).post(page("initiative_transition", initiative, name="suspend"), {"reason": "x"})
    assert answer.status_code == 403
    assert "Ministry of Industry" in answer.content.decode()
    Initiative.objects.filter(pk=initiative.pk).update(is_findable=True)
    assert of(acting_for(ministry)).get(page("initiative_transition", initiative, name="close")).status_code == 200


def test_the_managing_organisation_is_proposed_and_accepts_on_its_page():
    initiative, by, firm = made.draft()
    head = acting_for(firm, role="administrator")
    today = timezone.localdate()
    proposal = {
        "organisation": firm.pk,
        "starts_on": today.isoformat(),
        "ends_on": (today + dt.timedelta(days=365)).isoformat(),
        "staff": "0.5",
        "manager_name": "Aliya",
    }
    assert of(by).post(page("initiative_managing", initiative), proposal).status_code == 302
    appointment = initiative.appointments.get()
    answer_page = reverse("appointment", kwargs={"pk": appointment.pk})
    assert of(acting_for(organisation("Other"))).get(answer_page).status_code == 404
    assert of(head).get(answer_page).status_code == 200
    of(head).post(answer_page, {"answer": "accept", "reason": ""})
    assert home(initiative, on=today).shown.appointment == appointment


def test_leaders_are_named_and_confirmed_on_their_page():
    initiative, by, _firm = made.draft()
    client = of(by)
    client.post(page("initiative_leaders", initiative), {"name": "Aigerim", "origin": "science"})
    leader = Leader.objects.get()
    client.post(reverse("leader_confirm", kwargs={"pk": leader.pk}))
    leader.refresh_from_db()
    assert leader.confirmed_by == by


def test_strangers_do_not_learn_that_a_draft_exists():
    initiative, _by, _firm = made.draft()
    stranger = of(UserFactory())
    for name in ("initiative", "initiative_sections", "initiative_check", "initiative_history", "initiative_managing"):
        assert stranger.get(page(name, initiative)).status_code == 404
        assert of().get(page(name, initiative)).status_code == 302


def test_remarks_lead_to_their_fields_and_are_answered():
    case = approval.handed_in()
    case.decide("KZ-61", "returned", remarks=[deeds_remark("vision", "goals", "Which year?")])
    case.decide("KZ-43")
    case.decide("KZ")
    client = of(case.manager)
    text = client.get(page("initiative", case.initiative)).content.decode()
    assert f'{section(case.initiative)}#id_goals"' in text
    assert "Which year?" in text
    remark = case.round.answers.get(seat__region__code="KZ-61").remarks.get()
    client.post(reverse("remark_settle", kwargs={"pk": remark.pk}), {"reply": "2030"})
    remark.refresh_from_db()
    assert (remark.reply, remark.settled_by) == ("2030", case.manager)


def deeds_remark(section, field, text):
    return approval.lifecycle.approvals.RemarkText(section=section, field=field, text=text)


def test_a_text_set_aside_is_offered_again_until_one_is_chosen():
    initiative, first, firm = made.draft()
    second = of(acting_for(firm))
    approval.write(initiative, "vision", first, vision="Cheese", at=MONDAY)
    second.post(section(initiative), {"version": "1", "vision": "Butter", "goals": ""})
    assert "kept aside" in second.get(section(initiative)).content.decode()
    second.post(page("initiative_section_conflict", initiative, section="vision"), {"choose": "theirs"})
    assert "kept aside" not in second.get(section(initiative)).content.decode()
    assert initiatives.content(initiative, "vision")["vision"] == "Cheese"
