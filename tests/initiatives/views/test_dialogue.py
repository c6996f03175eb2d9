import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from initiatives.actions import dialogue as deeds
from initiatives.models import Enquiry
from initiatives.queries import agenda
from tests.factories import portfolio
from tests.factories.approval import MONDAY
from tests.factories.investment import asked, named, opened

pytestmark = pytest.mark.django_db

SAID = {
    "text": "Is there gas on the plot?",
    "name": "Li Wei",
    "email": "li@example.com",
    "organisation_name": "Li Foods",
    "country": "China",
    "language": "zh",
}


@pytest.fixture
def world():
    return portfolio.registered()


def of(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(page):
    return page.content.decode()


def test_a_stranger_asks_reads_the_answer_at_his_address_and_erases_it(world):
    client, address = Client(), f"/en/initiatives/{world.initiative.pk}/enquire/"
    sent = client.post(address, SAID)
    assert (sent.status_code, sent["Location"].startswith("/en/asked/")) == (302, True)
    page = client.get(sent["Location"])
    assert ("An answer is due by" in words(page), page["Cache-Control"], page["X-Robots-Tag"]) == (
        True,
        "no-store, private",
        "noindex",
    )
    enquiry = Enquiry.objects.get()
    answering = of(world.manager).post(f"/en/enquiries/{enquiry.pk}/", {"text": "Yes, on the border."})
    assert answering.status_code == 302
    assert "Yes, on the border." in words(client.get(sent["Location"]))
    client.post(f"{sent['Location']}erase/")
    assert "Yes, on the border." not in words(client.get(sent["Location"]))


def test_an_error_loses_nothing_of_what_was_typed(world):
    page = Client().post(f"/en/initiatives/{world.initiative.pk}/enquire/", SAID | {"email": "li at example"})
    assert page.status_code == 422
    assert [value for value in SAID.values() if value not in words(page) and value != SAID["email"]] == []
    assert not Enquiry.objects.exists()


def test_a_program_that_fills_in_every_field_is_refused_and_told_which_one(world):
    page = Client().post(f"/en/initiatives/{world.initiative.pk}/enquire/", SAID | {"homepage": "https://spam.example"})
    assert (page.status_code, Enquiry.objects.exists()) == (422, False)
    assert "This field is for programs" in words(page)


def test_who_asks_too_often_is_told_when_to_go_on_and_keeps_his_words(world):
    address = f"/en/initiatives/{world.initiative.pk}/enquire/"
    for number in range(deeds.MOST_WITHIN):
        Client().post(address, SAID | {"text": f"Question {number}"})
    page = Client().post(address, SAID | {"text": "One more question"})
    assert page.status_code == 429
    assert "in an hour" in words(page)
    assert "One more question" in words(page)


def test_an_answer_that_a_colleague_was_quicker_with_comes_back_with_the_reason(world):
    enquiry = asked(world.initiative, at=MONDAY).enquiry
    deeds.answer(enquiry=enquiry, text="Yes, on the border.", by=world.manager, at=MONDAY)
    page = of(world.manager).post(f"/en/enquiries/{enquiry.pk}/", {"text": "No, it is far away."})
    assert page.status_code == 409
    told = ["A colleague has answered it meanwhile: Yes, on the border.", "not sent", "No, it is far away."]
    assert [each for each in told if each not in words(page)] == []


def test_only_open_projects_can_be_asked_about(world):
    mill, hidden = world.idea("Mill", is_public=True), world.idea("Hidden mill", is_public=True)
    opened(mill, **world.told())
    address = f"/en/initiatives/{world.initiative.pk}/enquire/"
    assert "Hidden mill" not in words(Client().get(f"{address}?project={mill.pk}"))
    assert Client().post(address, SAID | {"project": hidden.pk}).status_code == 422
    assert Client().post(address, SAID | {"project": mill.pk}).status_code == 302


def test_two_who_answer_at_once_do_not_overwrite_each_other_and_the_text_stays(world):
    enquiry = asked(world.initiative, at=timezone.now()).enquiry
    manager = of(world.manager)
    assert manager.post(f"/en/enquiries/{enquiry.pk}/", {"text": "First."}).status_code == 302
    late = manager.post(f"/en/enquiries/{enquiry.pk}/", {"text": "Second."})
    assert late.status_code == 409
    assert Enquiry.objects.get().answer == "First."


def test_an_address_that_nobody_was_given_opens_nothing(client, world):
    assert client.get("/en/asked/abcdefghijklmnopqrstuvwx/").status_code == 404


def test_the_limit_stands_among_the_dates_of_who_answers(world):
    enquiry = asked(world.initiative, at=MONDAY).enquiry
    found = [entry for entry in agenda.agenda(world.manager, at=MONDAY) if entry.key == f"enquiry-{enquiry.pk}"]
    assert [(one.day, one.href) for one in found] == [
        (timezone.localdate(MONDAY) + dt.timedelta(days=7), f"/en/enquiries/{enquiry.pk}/")
    ]


def test_the_page_for_investors_names_who_has_agreed_and_never_an_address(world):
    named(world.initiative, world.manager, **world.told())
    opened(world.idea("Mill", is_public=True), **world.told())
    page = words(Client().get(f"/en/initiatives/{world.initiative.pk}/invest/"))
    assert [text in page for text in (world.manager.name, "Head of investment", "Kazakh, English", "Mill")] == [
        True
    ] * 4
    assert world.manager.email not in page
    assert 'property="og:image" content="http://testserver/en/initiatives/' in page
