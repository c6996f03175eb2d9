import datetime as dt
import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import invitation as deeds
from initiatives.models import Invitation, Membership, Organisation
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import acting_for, activity, organisation, region
from tests.initiatives.views.inviting import invited, link, of, page

pytestmark = pytest.mark.django_db

BIN, OTHER_BIN = "941240000193", "941240000505"


def filled(**changes):
    region("KZ-59", "North Kazakhstan")
    activity("105", "Dairy")
    told = {"number": BIN, "name": "Esil Creamery", "region": "KZ-59", "language": "en", "activities": ["105"]}
    return told | {"position": "Director", "signs_by": "head", "size": ""} | changes


def test_making_an_invitation_shows_its_link_once_with_a_qr_code():
    initiative, manager, _firm = made.draft()
    told = {"organisation_name": "Esil Creamery", "language": "en", "role": "processor", "message": "Join us"}
    shown = of(manager).post(page("invite", initiative), told).content.decode()
    token = re.search(r"/i/([\w-]{20,})", shown)[1]
    assert "<svg" in shown
    assert "<title>The invitation link as a QR code</title>" in shown
    assert Invitation.objects.get().token_digest not in shown
    assert token not in of(manager).get(page("invite", initiative)).content.decode()
    assert of().get(f"/i/{token}").status_code == 200
    assert of().get(f"/i/{token}/").status_code == 200


def test_the_link_is_also_mailed_where_mail_is_on(settings):
    settings.MAIL_IS_ON = True
    initiative, manager, _firm = made.draft()
    told = {"organisation_name": "Esil Creamery", "language": "en", "email": "boss@esil.example"}
    of(manager).post(page("invite", initiative), told)
    letter = mail.outbox[0]
    assert letter.to == ["boss@esil.example"]
    assert "/i/" in letter.body
    assert "Esil Dairy" in letter.subject


def test_bad_input_of_an_invitation_is_told_beside_the_field():
    initiative, manager, _firm = made.draft()
    given = {"language": "en", "number": "941240000194", "email": "nobody", "message": "kept"}
    answer = of(manager).post(page("invite", initiative), given)
    errors = answer.context["form"].errors
    assert answer.status_code == 422
    assert set(errors) == {"organisation_name", "number", "email"}
    assert errors["number"] == ["Number looks mistyped, check the last digits."]
    assert "kept" in answer.content.decode()


def test_a_known_number_binds_the_invitation_to_its_organisation_which_answers_without_a_link():
    firm = organisation("Esil Creamery", bin=BIN)
    head = acting_for(firm)
    invitation = invited(number=BIN).invitation
    assert invitation.organisation == firm
    assert page("invitation_answer", invitation) in of(head).get(reverse("work")).content.decode()
    shown = of(head).get(page("invitation_answer", invitation)).content.decode()
    assert "Your firm as we know it" in shown
    of(head).post(page("bound_join", invitation), {"organisation": firm.pk})
    joined = Membership.objects.get(organisation=firm)
    assert joined.committed_by == head
    assert joined.admitted_by == invitation.invited_by
    assert of(UserFactory()).get(page("invitation_answer", invitation)).status_code == 404


def test_an_organisation_is_not_invited_twice_nor_when_it_is_in():
    firm = organisation("Esil Creamery")
    one = invited(organisation=firm).invitation

    def again():
        told = {"organisation": firm, "language": "en", "by": one.invited_by, "at": timezone.now()}
        return deeds.invite(initiative=one.initiative, **told)

    with pytest.raises(deeds.InvitationRefused, match="has an invitation that is not answered yet"):
        again()
    made.member(one.initiative, by=one.invited_by, organisation=firm)
    with pytest.raises(deeds.InvitationRefused, match="takes part already"):
        again()


def test_the_page_says_who_invites_to_what_and_needs_no_account():
    one = invited(message="You buy our milk.")
    made.members(one.invitation.initiative, by=one.invitation.invited_by, firms=2, universities=0)
    shown = of().get(link(one)).content.decode()
    for text in ("Manager of Esil Dairy", "Esil Dairy", "You buy our milk.", "Three minutes a year", "Not my firm"):
        assert text in shown


@pytest.mark.parametrize(("answer", "told"), [("not_now", "Not now"), ("not_my_firm", "not my firm")])
def test_not_now_and_not_my_firm_need_no_account(answer, told):
    one = invited()
    shown = of().post(link(one, "decline"), {"answer": answer}, follow=True).content.decode()
    assert told in shown
    assert Invitation.objects.get().answer == answer


def test_after_not_now_one_may_still_join_and_after_not_my_firm_not():
    later, wrong = invited(), invited(organisation_name="Wrong")
    of().post(link(later, "decline"), {"answer": "not_now"})
    of().post(link(wrong, "decline"), {"answer": "not_my_firm"})
    firm = organisation("Esil Creamery")
    head = acting_for(firm)
    of(head).post(link(later, "join"), {"organisation": firm.pk})
    of(head).post(link(wrong, "join"), {"organisation": firm.pk})
    assert [joined.initiative_id for joined in Membership.objects.all()] == [later.invitation.initiative_id]


def test_joining_asks_to_sign_in_and_comes_back_to_the_link():
    one = invited()
    answer = of().get(link(one, "join"))
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=%2Fi%2F")
    assert of(UserFactory()).get(link(one, "join")).status_code == 200


def test_an_organisation_is_registered_and_joins_on_one_page():
    one, user = invited(role="processor"), UserFactory()
    answer = of(user).post(link(one, "join") + "?kind=firm", filled())
    joined = Membership.objects.get()
    assert answer.url == page("membership", joined)
    assert (joined.organisation.bin, joined.role, joined.committed_by) == (BIN, "processor", user)
    assert joined.admitted_by == one.invitation.invited_by
    kept = Invitation.objects.get()
    assert (kept.answer, kept.answered_by, kept.membership) == ("join", user, joined)


def test_who_does_not_sign_joins_and_waits_for_the_signatory():
    one, user = invited(), UserFactory()
    answer = of(user).post(link(one, "join") + "?kind=firm", filled(signs_by="no"), follow=True)
    assert Membership.objects.get().committed_at is None
    assert "Nobody signs for it yet" in answer.content.decode()


def test_a_bound_number_is_checked_and_nothing_is_registered_under_another():
    one, user = invited(number=BIN), UserFactory()
    answer = of(user).post(link(one, "join") + "?kind=firm", filled(number=OTHER_BIN))
    assert answer.status_code == 422
    assert answer.context["form"].errors["number"] == ["The invitation is bound to another number: check the digits."]
    assert not Organisation.objects.filter(name="Esil Creamery").exists()


def test_of_my_organisations_only_the_one_with_the_bound_number_can_answer():
    one = invited(number=BIN)
    user = acting_for(organisation("Another", bin=OTHER_BIN))
    assert of(user).get(link(one, "join")).context["mine"] == []
    another = Organisation.objects.get(bin=OTHER_BIN)
    with pytest.raises(deeds.InvitationRefused, match="This invitation is for Esil Creamery, not for Another"):
        deeds.join(invitation=one.invitation, organisation=another, by=user, at=timezone.now())


def test_a_mistyped_number_loses_nothing():
    answer = of(UserFactory()).post(link(invited(), "join") + "?kind=firm", filled(number="941240000194"))
    assert answer.context["form"].errors["number"] == ["Number looks mistyped, check the last digits."]
    assert 'value="Director"' in answer.content.decode()


def test_a_form_sent_twice_joins_once():
    one, user = invited(), UserFactory()
    client = of(user)
    answers = [client.post(link(one, "join") + "?kind=firm", filled()) for _each in range(2)]
    assert answers[0].url == answers[1].url == page("membership", Membership.objects.get())


def test_a_registered_organisation_is_asked_for_not_doubled():
    firm = organisation("Esil Creamery", bin=BIN)
    answer = of(UserFactory()).post(link(invited(), "join") + "?kind=firm", filled(name="Another name"))
    assert answer.status_code == 409
    assert page("organisation_ask", firm) in answer.content.decode()


def test_an_expired_link_is_renewed_by_one_tap():
    one = invited(at=timezone.now() - dt.timedelta(days=31))
    answer = of().get(link(one))
    assert answer.status_code == 410
    assert "Link expired: ask for a new one, one tap." in answer.content.decode()
    of().post(link(one, "ask"))
    of().post(link(one, "ask"))
    of().post(link(invited(), "ask"))
    told = of(one.invitation.invited_by).get(reverse("notices")).content.decode()
    assert told.count("asks for a new invitation link") == 1


def test_a_new_link_works_and_the_old_one_does_not():
    one = invited()
    manager = one.invitation.invited_by
    shown = of(manager).post(page("invitation_renew", one.invitation)).content.decode()
    token = re.search(r"/i/([\w-]{20,})", shown)[1]
    assert of().get(f"/i/{token}").status_code == 200
    assert of().get(link(one)).status_code == 404


def test_a_link_taken_back_answers_no_more():
    one = invited()
    of(one.invitation.invited_by).post(page("invitation_revoke", one.invitation))
    assert of().get(link(one)).status_code == 410
    of().post(link(one, "decline"), {"answer": "not_now"})
    assert Invitation.objects.get().answer == ""


@pytest.mark.parametrize("name", ["invitation_renew", "invitation_revoke"])
def test_only_those_who_run_the_initiative_change_its_invitations(name):
    one = invited()
    assert of(acting_for(organisation("Other"))).post(page(name, one.invitation)).status_code == 404
    assert of(one.invitation.invited_by).get(page(name, one.invitation)).status_code == 405


def test_reading_changes_nothing():
    one = invited()
    before = Invitation.objects.values().get()
    for part in ("", "join"):
        of(UserFactory()).get(link(one, part))
    for part in ("decline", "ask", "forward"):
        assert of().get(link(one, part)).status_code == 405
    assert Invitation.objects.values().get() == before
