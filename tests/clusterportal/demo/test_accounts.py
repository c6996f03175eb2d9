"""Each account of the demo finds exactly one thing to do on its first page, and the sign-in page says which."""

import re

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from accounts import demo
from accounts.models import User
from clusterportal.demo import initiatives, organisations, people
from indicators.models import Release, Source
from initiatives.actions import rules

pytestmark = pytest.mark.django_db

WAITS = {
    "manager@demo.kz": "Invite members. Esil Dairy: 6 more must commit and be admitted.",
    "region@demo.kz": "Nearest limit in your region: DAY, Syr Darya Irrigated Crops; one file waits for others.",
    "region2@demo.kz": "Decide. Syr Darya Irrigated Crops waits for Akimat of Kyzylorda Region: "
    "day 9 of 15, until DAY.",
    "ministry@demo.kz": "Decide. Caspian Oilfield Services waits for Ministry of Industry and Clusters: "
    "day 12 of 15, until DAY.",
    "university@demo.kz": "Answer the invitation. "
    "Almaty University is invited to join Astana Engineering and Research Services.",
    "firm@demo.kz": "Answer the invitation. LLP “Esil Creamery” is invited to join Esil Dairy.",
    "statistician@demo.kz": "Look through a release and accept it. gva_by_region_section_2025.csv",
    "admin@demo.kz": "Look whether everything runs. You run the instance: you see everything and decide nothing.",
}


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """The demo country without its statistics, which take long and are not asked here."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_classification")
        people.open_accounts()
        organisations.code.cache_clear()
        organisations.open_authorities(User.objects.get(email="admin@demo.kz"))
        rules.adopt_default(at=organisations.AUTHORITIES_SINCE)
        initiatives.play_all()
        Release.objects.create(
            source=Source.objects.get(code="kaz_gva"),
            state=Release.State.CHECKED,
            filename="gva_by_region_section_2025.csv",
            digest="0" * 64,
            size=1,
            received_by=User.objects.get(email="statistician@demo.kz"),
            received_at=organisations.AUTHORITIES_SINCE,
        )
        yield
        transaction.set_rollback(True)
    organisations.code.cache_clear()


@pytest.fixture
def portal(country, settings):
    settings.DEMO = True


def without_days(text):
    return re.sub(r"\d{1,2} \w+ \d{4}", "DAY", text)


@pytest.mark.usefixtures("portal")
def test_the_sign_in_page_says_what_waits_for_each():
    assert {one.email: without_days(str(one.waits)) for one in demo.present()} == WAITS


@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize("email", WAITS)
def test_the_first_page_has_exactly_one_thing_to_do(client, email):
    client.force_login(User.objects.get(email=email))
    page = client.get(reverse("work")).content.decode()
    has_nothing = email == "region@demo.kz"
    assert page.count('class="next-step"') == (0 if has_nothing else 1)
    assert ("Nothing waits for you." in page) is has_nothing
    assert "things wait for you." not in page
