import io

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from initiatives.models import Invitation, MemberList
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, acting_for, organisation
from tests.factories.member_list import numbers, received

pytestmark = pytest.mark.django_db


def of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(name: str, thing) -> str:
    return reverse(name, kwargs={"pk": thing.pk})


def bring(client: Client, initiative, text: str):
    return client.post(
        page("member_list_new", initiative), {"file": ContentFile(text.encode(), "list.csv")}, follow=True
    )


def test_a_list_is_looked_through_before_anybody_is_invited():
    initiative, manager, _firm = made.draft()
    client, good = of(manager), numbers(1)[0]
    shown = bring(client, initiative, f"bin,name,note\n{good},Farm,x\n940140000386,Mistyped,\n").content.decode()
    assert "2 rows were read. Nobody is invited yet." in shown
    assert "columns that are not used: note" in shown
    assert "row 3" in shown
    assert "Check its last digits: they do not fit." in shown
    assert Invitation.objects.count() == 0
    answer = client.post(page("member_list_record", MemberList.objects.get()), {"language": "ru"}, follow=True)
    assert "1 firm of this list has been invited." in answer.content.decode()
    assert [one.organisation_name for one in Invitation.objects.all()] == ["Farm"]


def test_what_is_no_list_is_refused_at_its_field():
    initiative, manager, _firm = made.draft()
    answer = bring(of(manager), initiative, "one,two\n1,2\n")
    assert answer.status_code == 422
    assert "No column is called" in answer.content.decode()


def test_a_personal_number_is_shown_to_nobody():
    initiative, manager, _firm = made.draft()
    shown = bring(of(manager), initiative, "iin,name\n900101300017,Farm of Asel\n").content.decode()
    assert "Farm of Asel" in shown
    assert "<td>900101300017</td>" not in shown


def test_links_of_a_list_are_taken_out_as_a_sheet_and_open():
    initiative, manager, _firm = made.draft()
    client = of(manager)
    found = received(initiative, by=manager, at=MONDAY)
    client.post(page("member_list_record", found), {"language": "en"})
    lines = client.post(page("member_list_links", found)).content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["name", "Farm on the hill", "Farm in the valley"]
    link = lines[1].split(",")[2]
    assert "Farm on the hill" in Client().get(link.removeprefix("http://testserver")).content.decode()


def test_the_register_goes_out_as_csv_and_xlsx_without_personal_numbers_and_formulas():
    initiative, manager, _firm = made.draft()
    farm = {"bin": None, "iin_digest": "d" * 64, "iin_encrypted": b"secret"}
    made.member(initiative, by=manager, organisation=organisation("=HYPERLINK(1)", "peasant_farm", **farm))
    member = acting_for(organisation("Reader"), name="Reader")
    text = of(manager).get(page("members_sheet", initiative)).content.decode("utf-8-sig")
    assert text.splitlines()[1:] == [",'=HYPERLINK(1),peasant_farm,,,,2024-01-09,2024-01-09"]
    content = of(manager).get(page("members_excel_sheet", initiative)).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1] == ["", "=HYPERLINK(1)", "peasant_farm", "", "", "", "2024-01-09", "2024-01-09"]
    assert of(member).get(page("members_sheet", initiative)).status_code == 404
