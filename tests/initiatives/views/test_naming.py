"""What an initiative is called in other languages than its own."""

import pytest
from django.utils.translation import override

from accounts import audit
from initiatives.actions import naming
from initiatives.queries import catalogue
from tests.factories import portfolio
from tests.factories.approval import MONDAY, acting_for, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dairy():
    return portfolio.registered(name="Esil Dairy", members=1)


def test_readers_of_a_language_find_it_by_its_name_there_and_see_what_was_written(client, dairy):
    client.force_login(dairy.manager)
    address = f"/en/initiatives/{dairy.initiative.pk}/languages/"
    asked = list(client.get(address).context["form"].fields)
    assert asked == ["name_kk", "summary_kk", "name_ru", "summary_ru"]
    answer = client.post(address, {"name_kk": "Есіл сүті", "summary_kk": "Фермалар мен зауыттар."})
    assert (answer.status_code, answer.url) == (302, f"/en/initiatives/{dairy.initiative.pk}/")
    client.logout()

    kazakh = client.get(f"/kk/initiatives/{dairy.initiative.pk}/profile/").content.decode()
    assert '<h1 lang="kk">Есіл сүті</h1>' in kazakh
    assert '<span lang="en">Esil Dairy</span>' in kazakh
    assert '<p class="lede" lang="kk">Фермалар мен зауыттар.</p>' in kazakh
    russian = client.get(f"/ru/initiatives/{dairy.initiative.pk}/profile/").content.decode()
    assert '<h1 lang="en">Esil Dairy</h1>' in russian

    for language, words, expected in (("kk", "сүті", "Есіл сүті"), ("ru", "сүті", "Esil Dairy")):
        cards = client.get(f"/{language}/initiatives/", {"q": words}).context["cards"]
        assert [card["name"] for card in cards] == [expected]


def test_a_name_that_is_emptied_is_taken_away_and_the_same_name_twice_is_one_deed(dairy):
    told = {"initiative": dairy.initiative, "language": "ru", "by": dairy.manager, "at": MONDAY}
    for name in ("Молоко Есиля", "Молоко Есиля", ""):
        naming.call(**told, name=name, summary="")
    dairy.initiative.refresh_from_db()
    assert (dairy.initiative.names, dairy.initiative.summaries) == ({}, {})
    said = [entry.text for entry in audit.history(dairy.initiative) if entry.verb == "initiative.named"]
    assert said == [
        "said in another language what it is called: ",
        "said in another language what it is called: Молоко Есиля",
    ]


def test_what_is_rewritten_in_a_language_is_called_as_it_is_written_there(dairy):
    one = dairy.initiative
    naming.call(initiative=one, language="kk", name="Есіл сүті", summary="Сүт.", by=dairy.manager, at=MONDAY)
    one.refresh_from_db()
    one.language, one.name = "kk", "Есіл фермалары"
    with override("kk"):
        assert (one.called, one.called_in, one.told["kk"]) == ("Есіл фермалары", "kk", "Есіл фермалары")
        assert catalogue.summary(one, {}) == ("", "kk")


def test_who_does_not_run_it_any_more_when_his_names_arrive_changes_nothing(dairy):
    stranger = acting_for(organisation("Other"))
    told = {"language": "ru", "name": "Чужое имя", "summary": "", "at": MONDAY}
    with pytest.raises(naming.NamingRefused, match="Only the people of"):
        naming.call(initiative=dairy.initiative, **told, by=stranger)
    dairy.initiative.refresh_from_db()
    assert dairy.initiative.names == {}


def test_an_authority_is_called_in_the_readers_language_and_found_by_it(client):
    akimat = organisation("Akimat of Abai", kind="municipal_authority")
    official, address = acting_for(akimat), f"/en/organisations/{akimat.pk}/languages/"
    client.force_login(official)
    others = [code for code in ("kk", "ru", "en") if code != akimat.language]
    assert list(client.get(address).context["form"].fields) == [f"name_{code}" for code in others]
    answer = client.post(address, {"name_kk": "Абай облысының әкімдігі"})
    assert (answer.status_code, answer.url) == (302, f"/en/organisations/{akimat.pk}/")
    assert [entry.verb for entry in audit.history(akimat)][:1] == ["organisation.named"]
    client.logout()

    shown = client.get(f"/kk/organisations/{akimat.pk}/").content.decode()
    assert '<h1 lang="kk">Абай облысының әкімдігі</h1>' in shown
    rows = client.get("/ru/organisations/", {"q": "әкімдігі"}).context["rows"]
    assert [row["organisation"].pk for row in rows] == [akimat.pk]
    akimat.refresh_from_db()
    with override("en"):
        assert akimat.told == {"kk": "Абай облысының әкімдігі", "ru": "Akimat of Abai", "en": "Akimat of Abai"}


def test_who_acts_for_another_organisation_names_no_other(dairy):
    akimat, stranger = organisation("Akimat of Abai"), acting_for(organisation("Other"))
    told = {"language": "kk", "name": "Бөтен атау", "at": MONDAY}
    with pytest.raises(naming.NamingRefused, match="Only the people of"):
        naming.call_organisation(organisation=akimat, **told, by=stranger)
    akimat.refresh_from_db()
    assert akimat.names == {}
