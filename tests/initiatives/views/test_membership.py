import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from initiatives.lifecycle import Stage
from initiatives.models import Initiative, Membership
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import acting_for, organisation

pytestmark = pytest.mark.django_db


def of(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def page(route, thing):
    return reverse(route, kwargs={"pk": thing.pk})


def findable():
    initiative, manager, _firm = made.draft()
    initiative.is_findable = True
    initiative.save()
    return initiative, manager


def apply_for(firm, initiative, user, **told):
    return of(user).post(page("membership_apply", initiative), {"organisation": firm.pk, "role": "supplier"} | told)


def test_a_signatory_asks_and_commits_in_one_deed_and_then_is_admitted():
    initiative, manager = findable()
    firm = organisation("Milk farm")
    head = acting_for(firm, role="administrator")
    apply_for(firm, initiative, head, message="We milk 200 cows.")
    asked = Membership.objects.get()
    assert (asked.role, asked.committed_by, asked.admitted_at) == ("supplier", head, None)
    register = of(manager).get(page("members", initiative)).content.decode()
    assert "We milk 200 cows." in register
    answer = of(manager).post(page("membership_admit", asked), {"page": "members"}, follow=True)
    assert "Milk farm is admitted." in answer.content.decode()
    asked.refresh_from_db()
    assert asked.admitted_by == manager
    assert "has admitted Milk farm" in of(head).get(reverse("notices")).content.decode()


def test_an_editor_asks_and_the_page_names_the_signatory_who_is_told():
    initiative, manager = findable()
    firm = organisation("Milk farm")
    head, editor = acting_for(firm, name="Serik Akhmetov"), acting_for(firm, signs=False)
    answer = apply_for(firm, initiative, editor)
    asked = Membership.objects.get()
    assert answer.url == page("membership", asked)
    assert "Waits for its signatory: Serik Akhmetov." in of(editor).get(answer.url).content.decode()
    assert "waits for Serik Akhmetov" in of(manager).get(page("members", initiative)).content.decode()
    assert "waits for your signature" in of(head).get(reverse("notices")).content.decode()
    of(editor).post(page("membership_commit", asked))
    assert Membership.objects.get().committed_at is None
    of(head).post(page("membership_commit", asked))
    assert Membership.objects.get().committed_by == head


def test_whoever_has_no_organisation_is_led_to_register_one_and_comes_back():
    initiative, _manager = findable()
    shown = of(UserFactory()).get(page("membership_apply", initiative)).content.decode()
    assert reverse("organisation_new") + "?next=" in shown


def test_nobody_asks_for_an_organisation_that_he_does_not_act_for():
    initiative, _manager = findable()
    stranger, firm = acting_for(organisation("Own")), organisation("Foreign")
    answer = apply_for(firm, initiative, stranger)
    assert list(answer.context["form"].errors) == ["organisation"]
    assert not Membership.objects.exists()


def test_a_draft_that_is_not_findable_does_not_exist_for_others():
    initiative, _manager, _firm = made.draft()
    for user in (None, acting_for(organisation("Own"))):
        assert of(user).get(page("members", initiative)).status_code in (302, 404)
        assert of(user).get(page("membership_apply", initiative)).status_code in (302, 404)


def test_declining_needs_a_reason_which_the_organisation_reads():
    initiative, manager = findable()
    firm = organisation("Milk farm")
    head = acting_for(firm)
    apply_for(firm, initiative, head)
    asked = Membership.objects.get()
    answer = of(manager).post(page("membership_decline", asked), {"reason": " "}, follow=True)
    assert "Say why" in answer.content.decode()
    of(manager).post(page("membership_decline", asked), {"reason": "Outside our trade."})
    assert "Outside our trade." in of(head).get(page("membership", asked)).content.decode()


def test_a_member_leaves_at_any_time_and_may_ask_again():
    initiative, manager = findable()
    member = made.member(initiative, by=manager)
    head = acting_for(member.organisation)
    of(head).post(page("membership_leave", member))
    member.refresh_from_db()
    assert member.left_by == head
    apply_for(member.organisation, initiative, head)
    assert Membership.objects.filter(organisation=member.organisation).count() == 2


def test_excluding_needs_a_reason():
    initiative, manager = findable()
    member = made.member(initiative, by=manager)
    of(manager).post(page("membership_leave", member))
    member.refresh_from_db()
    assert member.left_at is None
    of(manager).post(page("membership_leave", member), {"reason": "Three years without an answer."})
    member.refresh_from_db()
    assert (member.left_by, member.reason) == (manager, "Three years without an answer.")


@pytest.mark.parametrize("deed", ["commit", "admit", "decline", "leave", "role"])
def test_strangers_do_nothing_to_a_membership(deed):
    initiative, manager = findable()
    member = made.member(initiative, by=manager, admitted=False, committed=False)
    address = page(f"membership_{deed}", member)
    assert of().post(address).status_code == 302
    assert of(acting_for(organisation("Other"))).post(address, {"reason": "x"}).status_code == 404
    assert of(manager).get(address).status_code == 405
    member.refresh_from_db()
    assert (member.committed_at, member.admitted_at, member.declined_at, member.left_at) == (None,) * 4


def test_a_closed_initiative_takes_no_members():
    initiative, _manager = findable()
    Initiative.objects.filter(pk=initiative.pk).update(stage=Stage.CLOSED)
    firm = organisation("Milk farm")
    assert apply_for(firm, initiative, acting_for(firm)).status_code in (403, 404)


def test_the_role_in_the_value_chain_is_changed_by_the_member_and_by_who_runs_it():
    initiative, manager = findable()
    member = made.member(initiative, by=manager)
    head = acting_for(member.organisation)
    for user, role in ((head, "processor"), (manager, "trade")):
        of(user).post(page("membership_role", member), {"role": role})
        member.refresh_from_db()
        assert member.role == role
    of(manager).post(page("membership_role", member), {"role": "nonsense"})
    member.refresh_from_db()
    assert member.role == "trade"


def test_the_register_needs_the_same_number_of_queries_for_1_and_20_members():
    initiative, manager = findable()

    def more(count):
        for _each in range(count):
            made.member(initiative, by=manager)
            made.member(initiative, by=manager, admitted=False)
            waiting = made.member(initiative, by=manager, admitted=False, committed=False)
            acting_for(waiting.organisation)

    def queries():
        client = of(manager)
        client.get(page("members", initiative))
        with CaptureQueriesContext(connection) as counted:
            client.get(page("members", initiative))
        return len(counted)

    more(1)
    few = queries()
    more(19)
    assert queries() == few
    assert few <= 20
