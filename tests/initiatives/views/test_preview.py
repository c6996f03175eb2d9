import pytest
from django.urls import reverse

from tests.factories import initiatives as made
from tests.factories.approval import country, drafted

pytestmark = pytest.mark.django_db


def test_the_preview_shows_the_case_as_officials_will_find_it_without_an_answer(client):
    country()
    initiative, manager, _firm = drafted()
    client.force_login(manager)
    page = client.get(reverse("initiative_preview", kwargs={"pk": initiative.pk})).content.decode()
    for told in ("As the official sees it", "Needs, as they stand now", "15 working days", "will be asked", "Vision"):
        assert told in page
    assert 'id="answer"' not in page


def test_without_an_authority_the_preview_says_that_nobody_answers(client):
    initiative, manager, _firm = drafted()
    client.force_login(manager)
    page = client.get(reverse("initiative_preview", kwargs={"pk": initiative.pk})).content.decode()
    assert "Nobody yet: no authority answers for" in page


@pytest.mark.usefixtures("official")
def test_the_territorial_base_of_a_draft_is_that_of_its_regions_and_activities(client):
    initiative, manager, _firm = drafted(regions=("KZ-39",))
    client.force_login(manager)
    where = reverse("initiative_figures", kwargs={"pk": initiative.pk})
    for headers, is_page in (({}, True), ({"HX-Request": "true"}, False)):
        shown = client.get(where, headers=headers).content.decode()
        assert ("<html" in shown) is is_page
        assert "the newest number was recorded" in shown
        assert "Why this number" in shown


def test_with_only_a_name_there_is_no_base_yet(client):
    initiative, manager, _firm = made.blank()
    client.force_login(manager)
    home = client.get(reverse("initiative", kwargs={"pk": initiative.pk})).content.decode()
    assert "Territorial base" not in home
    page = client.get(reverse("initiative_figures", kwargs={"pk": initiative.pk})).content.decode()
    assert "No official figures yet" in page
