import datetime as dt
import time

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import audit
from initiatives.actions import member_list as deeds
from initiatives.actions.invitation import is_for, join
from initiatives.lifecycle import Stage
from initiatives.models import Invitation, MemberList, Membership, Representative
from initiatives.queries import member_list as lists
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, acting_for, organisation
from tests.factories.member_list import FARMS, numbers, received

pytestmark = pytest.mark.django_db


def record(found: MemberList, by) -> MemberList:
    return deeds.record(member_list=found, language="kk", by=by, at=MONDAY)


def test_a_list_becomes_invitations_of_which_one_is_answered_like_any_other():
    initiative, manager, _firm = made.draft()
    known, unknown = numbers(2)
    farm = organisation("Milk farm", bin=known)
    text = f"bin,name,role,email,language\n{known},,supplier,,\n{unknown},New farm,,a@b.kz,en\n"
    recorded = record(received(initiative, text, by=manager, at=MONDAY), manager)
    columns = ("organisation", "organisation_name", "role", "email", "language")
    told = Invitation.objects.order_by("pk").values_list(*columns)
    assert list(told) == [(farm.pk, "Milk farm", "supplier", "", "kk"), (None, "New farm", "", "a@b.kz", "en")]
    assert (recorded.invited_count, recorded.content) == (2, "")
    assert is_for(Invitation.objects.get(organisation=None), unknown)
    head = acting_for(farm)
    join(invitation=Invitation.objects.get(organisation=farm), organisation=farm, by=head, at=MONDAY)
    assert Membership.objects.committed().filter(organisation=farm, admitted_by=manager).exists()


def test_recording_twice_is_recording_once_and_rows_with_problems_stay_out():
    initiative, manager, _firm = made.draft()
    good, other = numbers(2)
    found = received(initiative, f"bin,name\n{good},A\n{good},B\n123,C\n{other},D\n", by=manager, at=MONDAY)
    record(record(found, manager), manager)
    assert list(Invitation.objects.order_by("pk").values_list("organisation_name", flat=True)) == ["A", "D"]
    texts = [entry.text for entry in audit.history(initiative)]
    assert [text for text in texts if "list" in text] == ["invited 2 firms of a list", "brought in a list of 4 firms"]


def test_who_became_a_member_while_the_list_waited_is_not_invited():
    initiative, manager, _firm = made.draft()
    number = numbers(1)[0]
    found = received(initiative, f"bin,name\n{number},A\n,B\n", by=manager, at=MONDAY)
    made.member(initiative, by=manager, organisation=organisation("A", bin=number))
    record(found, manager)
    assert [each.organisation_name for each in Invitation.objects.all()] == ["B"]


class FileOfWhoLeaves(ContentFile):
    """While it is read, whoever brings it stops to act for the organisation."""

    def read(self, *args):
        Representative.objects.update(ended_at=MONDAY)
        return super().read(*args)


def test_who_lost_the_right_while_the_file_was_read_leaves_no_list():
    initiative, manager, _firm = made.draft()
    file = FileOfWhoLeaves(FARMS.encode(), "list.csv")
    with pytest.raises(deeds.MemberListRefused, match="Those who run the initiative"):
        deeds.receive(initiative=initiative, file=file, by=manager, at=MONDAY)
    assert not MemberList.objects.exists()


def test_a_list_of_an_initiative_that_was_closed_meanwhile_is_not_recorded():
    initiative, manager, _firm = made.draft()
    found = received(initiative, by=manager, at=MONDAY)
    assert found.initiative.stage == Stage.NASCENT
    type(initiative).objects.filter(pk=initiative.pk).update(stage=Stage.CLOSED)
    with pytest.raises(deeds.MemberListRefused, match="as long as it takes members"):
        record(found, manager)
    assert not Invitation.objects.exists()


def test_a_newer_list_takes_the_place_of_the_one_that_waits():
    initiative, manager, _firm = made.draft()
    first, second = (received(initiative, by=manager, at=MONDAY) for _each in range(2))
    assert list(MemberList.objects.open()) == [second]
    with pytest.raises(deeds.MemberListRefused, match="bring it in again"):
        record(first, manager)


def test_strangers_neither_bring_a_list_nor_record_one():
    initiative, manager, _firm = made.draft()
    found = received(initiative, by=manager, at=MONDAY)
    for deed in (
        lambda by: received(initiative, by=by, at=MONDAY),
        lambda by: record(found, by),
        lambda by: deeds.discard(member_list=found, by=by, at=MONDAY),
        lambda by: deeds.make_links(member_list=found, by=by, at=MONDAY),
    ):
        with pytest.raises(deeds.MemberListRefused, match="Those who run the initiative invite"):
            deed(UserFactory())
    assert Invitation.objects.count() == 0


def test_no_number_and_no_address_lies_open_while_a_list_waits():
    initiative, manager, _firm = made.draft()
    found = received(initiative, "iin,name,email\n900101300017,Farm,a@b.kz\n", by=manager, at=MONDAY)
    assert "900101300017" not in found.content
    assert "a@b.kz" not in found.content
    deeds.discard(member_list=found, by=manager, at=MONDAY)
    assert MemberList.objects.get().content == ""


def test_links_are_made_anew_for_all_who_have_not_answered():
    initiative, manager, _firm = made.draft()
    recorded = record(received(initiative, by=manager, at=MONDAY), manager)
    later = MONDAY + dt.timedelta(days=20)
    links = deeds.make_links(member_list=recorded, by=manager, at=later)
    assert [each.invitation.organisation_name for each in links] == ["Farm on the hill", "Farm in the valley"]
    assert {each.expires_at for each in Invitation.objects.all()} == {later + dt.timedelta(days=30)}


def test_the_register_goes_out_in_columns_that_come_in_again():
    initiative, manager, _firm = made.draft()
    made.member(initiative, by=manager, organisation=organisation("=Farm", bin=numbers(1)[0]))
    made.member(initiative, by=manager, organisation=organisation("Asks"), committed=False)
    head, *rows = lists.register(initiative)
    assert rows == [(numbers(1)[0], "=Farm", "firm", "", "", "", "2024-01-09", "2024-01-09")]
    text = "\n".join(",".join(row) for row in (head, *rows))
    again = received(initiative, text, by=manager, at=MONDAY)
    assert [one.cause for one in lists.checked(again, at=MONDAY).problems] == ["member"]


def test_ten_thousand_rows_are_read_and_recorded_in_seconds_with_as_many_questions_as_for_one_batch():
    initiative, manager, _firm = made.draft()
    rows = "".join(f"{number},Firm {number},supplier,KZ-59\n" for number in numbers(10_000))
    begun = time.monotonic()
    found = received(initiative, f"bin,name,role,region\n{rows}", by=manager, at=MONDAY)
    with CaptureQueriesContext(connection) as queries:
        record(found, manager)
    assert Invitation.objects.count() == 10_000
    assert len(queries) <= 40
    assert time.monotonic() - begun < 20
