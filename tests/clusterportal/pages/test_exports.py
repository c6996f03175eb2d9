"""Lists as files through the browser: short ones at once, long ones from a page that is only their owner's."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from clusterportal.exports import export as deeds
from clusterportal.models import Export
from indicators.models import Observation, Source
from initiatives.models import Organisation, Representative
from tests.clusterportal.test_saved import signed_in
from tests.factories import deliveries as made
from tests.factories import listed
from tests.factories.accounts import UserFactory
from tests.factories.approval import acting_for, authority, organisation, region

pytestmark = pytest.mark.django_db


def file_of(name, asked=None):
    return Client().get(reverse("list_file", kwargs={"name": name, "kind": "csv"}), asked)


def lines(answer):
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_a_short_list_comes_at_once_with_exactly_what_its_filters_choose():
    for number in range(30):
        organisation(f"Firm {number:02}")
    organisation("University", "university")
    answer = file_of("organisations", {"kind": "firm", "heads": "codes"})
    rows = lines(answer)
    assert len(rows) == 30
    assert {(row["kind_code"], row["kind"]) for row in rows} == {("firm", "firm")}
    assert answer["Content-Disposition"] == 'attachment; filename="organisations.csv"'


def test_a_long_list_is_offered_asked_for_and_fetched_by_its_owner_alone(monkeypatch):
    monkeypatch.setattr(deeds, "AT_ONCE", 2)
    for number in range(3):
        organisation(f"Firm {number}")
    owner, address = signed_in(UserFactory()), reverse("list_file", kwargs={"name": "organisations", "kind": "csv"})
    assert "3 rows are being asked for" in owner.get(address).content.decode()
    assert Client().post(address).url.startswith(reverse("account_login"))
    page = owner.post(address).url
    export = Export.objects.get()
    shown = owner.get(page).content.decode()
    assert ("0 of 3 rows." in shown, "Look again" in shown) == (True, True)
    while deeds.produce(export=export, at=timezone.now()):
        pass
    assert "The file is ready" in owner.get(page).content.decode()
    fetched = owner.get(reverse("export_file", kwargs={"pk": export.pk}))
    assert len(lines(fetched)) == Organisation.objects.count()
    assert signed_in(UserFactory(is_staff=True)).get(page).status_code == 404


def test_a_file_that_is_not_ready_leads_to_its_page():
    owner = UserFactory()
    export = listed.asked(owner, at=timezone.now())
    answer = signed_in(owner).get(reverse("export_file", kwargs={"pk": export.pk}))
    assert answer.url == reverse("export", kwargs={"pk": export.pk})


def test_whoever_has_lost_the_right_to_a_list_has_lost_its_file_too():
    office = authority("Akimat of Turkistan region", region("KZ-61", "Turkistan"))
    official = acting_for(office, name="Official")
    asked_at = timezone.now() - dt.timedelta(days=2)
    export = listed.made(official, at=asked_at, name="portfolio")
    address = reverse("export_file", kwargs={"pk": export.pk})
    before = signed_in(official).get(address).status_code
    Representative.objects.filter(user=official).update(ended_at=asked_at + dt.timedelta(days=1))
    answer = signed_in(official).get(address)
    assert (before, answer.status_code) == (200, 403)
    assert "A portfolio of initiatives is held by the authorities" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/en/exports/secrets/csv/", "/en/exports/organisations/pdf/", "/en/exports/members/csv/"]
)
def test_a_list_that_there_is_not_is_not_found(address):
    assert signed_in(UserFactory()).get(address).status_code == 404


@pytest.mark.parametrize(("language", "asked"), [("en", {}), ("ru", {}), ("kk", {}), ("en", {"heads": "codes"})])
def test_published_values_are_dropped_in_again_as_they_were_given_out(language, asked):
    given = "KZ-23,2022,B,,,\nKZ-75,2022,B,7.5,provisional,\nKZ-75,2022,H,,suppressed,10..20\n"
    content = f"region,year,item,gva_mln_kzt,status,bounds\n{given}".encode()
    made.published(made.small_country(), content)
    with override(language):
        again = b"".join(file_of("observations", asked).streaming_content)
    release = made.checked(Source.objects.create(code="again", name="Again", publisher="Again"), again)
    rows = ("measure__code", "region__code", "activity__code", "period", "value", "status", "low", "high")
    staged, published = release.staged.values_list(*rows), Observation.objects.current().values_list(*rows)
    assert (release.questions, release.errors) == ([], 0)
    assert sorted(staged, key=str) == sorted(published, key=str)
    assert sorted((row[4:] for row in staged), key=str) == [
        (7.5, "provisional", None, None),
        (None, "missing_input", None, None),
        (None, "suppressed", 10.0, 20.0),
    ]


def test_codes_and_values_of_the_statistics_are_lists_too():
    assert [file_of(name).status_code for name in ("activities", "measures", "indicators", "observations")] == [200] * 4
