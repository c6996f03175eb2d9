"""A release that turns many verdicts counts only when two people have accepted it."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from indicators.actions import question
from indicators.actions import release as releases
from indicators.actions import subject as subjects
from indicators.models import Release, Source, Subject
from indicators.queries import acceptance
from initiatives.models import Representative
from tests.factories import approval
from tests.factories import deliveries as made
from tests.factories import releases as numbers

pytestmark = pytest.mark.django_db
State = Release.State


INITIATIVES = 25
SECTIONS = "ABCDEFGHIJKLMNOPQRS"


def file(mining):
    """A year in which mining weighs as much in KZ-23 as in the country where it has 10."""
    country = [f"KZ,2023,{section},100" for section in SECTIONS]
    return made.lines(*country, *(f"KZ-23,2023,{each},{mining if each == 'B' else 10}" for each in SECTIONS))


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker):
    """Many initiatives in one cell, so that one revised value turns a verdict of each of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        numbers.country()
        for number in range(INITIATIVES):
            code, now = f"initiative:{number + 10}", timezone.now()
            how = {"kind": Subject.Kind.CLUSTER, "region_codes": ["KZ-23"], "activity_codes": ["B"]}
            subjects.open(code=code, by=None, at=now, **how)
        Source.objects.filter(code="kaz_gva").update(mapping=made.GVA)
        made.published(Source.objects.get(code="kaz_gva"), file(9.9))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def source():
    return Source.objects.get(code="kaz_gva")


@pytest.fixture
def people():
    first = made.statistician()
    office = Representative.objects.get(user=first).organisation
    return first, approval.acting_for(office, name="Marat")


REVISED = file(20)


def accepted(source, by, content=REVISED):
    release = made.checked(source, content, by=by)
    return releases.accept(release=release, publish_at=None, by=by, at=timezone.now())


def test_one_person_alone_does_not_make_it_count(source, people):
    release = accepted(source, people[0])
    assert (release.turned_verdicts, release.awaits_second) == (INITIATIVES, True)
    assert releases.publish(release=release, at=timezone.now()).state == State.ACCEPTED
    assert not Release.objects.due(timezone.now()).exists()
    with pytest.raises(releases.ReleaseRefused, match="another one: Marat"):
        question.second(release=release, by=people[0], at=timezone.now())


def test_the_second_person_is_asked_and_makes_it_count(source, people):
    release = accepted(source, people[0])
    told = Notice.objects.filter(kind="release_needs_second").values_list("user__name", flat=True)
    assert list(told) == ["Marat"]
    release = question.second(release=release, by=people[1], at=timezone.now())
    assert releases.publish(release=release, at=timezone.now()).state == State.PUBLISHED
    with pytest.raises(releases.ReleaseRefused, match="waits for no second person"):
        question.second(release=release, by=people[1], at=timezone.now())


def test_the_database_knows_that_the_two_differ_and_that_there_are_two(source, people):
    release = accepted(source, people[0])
    rows, now = Release.objects.filter(pk=release.pk), timezone.now()
    with pytest.raises(IntegrityError, match="the_second_person_is_another_one"), transaction.atomic():
        rows.update(seconded_by=people[0], seconded_at=now)
    with pytest.raises(IntegrityError, match="published_release_has_its_second_person"), transaction.atomic():
        rows.update(state=State.PUBLISHED, recorded_at=now)


def test_the_command_refuses_to_publish_alone_and_says_why(source, tmp_path):
    path = tmp_path / "gva.csv"
    path.write_bytes(REVISED)
    with pytest.raises(CommandError, match="25 verdicts would turn, more than 20: two people must accept it"):
        call_command("load_release", str(path), source=source.code, publish=True, stdout=io.StringIO())
    assert Release.objects.latest("pk").state == State.CHECKED


def test_the_page_names_who_may_and_gives_the_other_one_the_button(source, people, client):
    release = accepted(source, people[0])
    address = reverse("release", kwargs={"pk": release.pk})
    client.force_login(people[0])
    page = client.get(address).content.decode()
    assert "Waits for a second person" in page
    assert "Who may: Marat." in page
    client.force_login(people[1])
    assert "Accept as the second person" in client.get(address).content.decode()
    assert client.post(reverse("release_second", kwargs={"pk": release.pk})).status_code == 302
    release.refresh_from_db()
    assert (release.seconded_by, release.awaits_second) == (people[1], False)


def test_a_release_below_the_line_needs_one_person(source, people):
    release = accepted(source, people[0], file(9.8))
    assert (acceptance.line(), release.turned_verdicts, release.needs_second) == (20, 0, False)
