"""What statisticians, and everybody else, see and may do on the pages of releases."""

import datetime as dt
import io
import re

import pytest
import xlsxwriter
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from indicators.actions import release as releases
from indicators.models import Release, Source
from tests.factories import deliveries as made
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return made.small_country()


@pytest.fixture
def desk(client):
    client.force_login(made.statistician(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name, release):
    return reverse(name, kwargs={"pk": release.pk})


def hand_in(desk, source, content, name="file.csv"):
    return desk.post(reverse("releases"), {"source": source.pk, "file": made.dropped(content, name)})


def text(answer):
    return " ".join(answer.content.decode().split())


def waiting_jump(source):
    made.published(source, made.lines(*made.year(2023)))
    return made.checked(source, made.lines(*made.year(2024, h=110, city_h=160)))


def test_everybody_sees_what_is_published_and_nothing_else(client, source):
    out, inside = made.published(source, made.lines(*made.year(2023))), made.checked(source, b"region;x\n")
    listed = text(client.get(reverse("releases")))
    assert (address("release", out) in listed, address("release", inside) in listed) == (True, False)
    assert out.digest in text(client.get(address("release", out)))
    assert client.get(address("release", inside)).status_code == 302


@pytest.mark.parametrize("name", ["release_words", "release_answers", "release_accept", "release_withdraw"])
def test_only_people_who_keep_statistics_take_steps(client, source, name):
    release = made.checked(source, made.lines(*made.year(2023)))
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(address(name, release)).status_code == 404
    out = made.published(source, made.lines(*made.year(2022)))
    assert client.post(address(name, out)).status_code == 403


def test_a_file_is_handed_in_and_the_page_shows_its_progress(desk, source):
    answer = hand_in(desk, source, made.lines(*made.year(2023)))
    release = Release.objects.get()
    assert answer.url == address("release", release)
    page = text(desk.get(answer.url))
    assert "Reading the file" in page
    assert address("release_progress", release) in page
    releases.check(release=release, at=timezone.now())
    assert desk.get(address("release_progress", release))["HX-Refresh"] == "true"


def test_the_same_file_twice_says_so(desk, source):
    hand_in(desk, source, made.lines(*made.year(2023)))
    answer = desk.post(
        reverse("releases"),
        {"source": source.pk, "file": made.dropped(made.lines(*made.year(2023)))},
        follow=True,
    )
    assert f"Same file as release {Release.objects.get().pk}: nothing recorded." in text(answer)


@pytest.mark.parametrize(("content", "says"), [(b"", "The file is empty."), (b"x" * 2_000, "at most")])
def test_files_that_are_empty_or_too_large_are_refused_beside_the_field(desk, source, settings, content, says):
    settings.RELEASE_MAX_BYTES = 1_000
    answer = hand_in(desk, source, content)
    assert (answer.status_code, says in text(answer), Release.objects.count()) == (422, True, 0)


def test_a_resting_reading_says_that_it_resumes(desk, source):
    release = made.received(source, made.lines(*made.year(2023)))
    long_ago = timezone.now() - timezone.timedelta(minutes=5)
    Release.objects.filter(pk=release.pk).update(leased_until=long_ago)
    assert "Safe; checking resumes by itself." in text(desk.get(address("release", release)))


def test_an_unknown_word_is_asked_once_for_all_its_places_and_the_source_keeps_the_answer(desk, source):
    release = made.checked(source, made.lines("Atyrauu,2022,B,1", "Atyrauu,2023,B,2", "KZ-75,2023,B,3"))
    page = text(desk.get(address("release", release)))
    assert "in 2 places" in page
    desk.post(address("release_words", release), {"kind-0": "regions", "word-0": "Atyrauu", "question-0": "KZ-23"})
    releases.check(release=release, at=timezone.now())
    release.refresh_from_db()
    source.refresh_from_db()
    assert (release.errors, release.rows_staged, source.mapping["regions"]) == (0, 3, {"Atyrauu": "KZ-23"})


def test_jumps_are_answered_one_by_one_or_together_and_then_the_release_is_accepted(desk, source):
    release = waiting_jump(source)
    page = text(desk.get(address("release", release)))
    assert "1 of 1 open" in page
    assert "Accept and publish" not in page
    number = release.problems.get(cause="jump").number
    desk.post(address("release_answers", release), {"one": f"{number}-error"})
    assert "A value was answered to be an error" in text(desk.get(address("release", release)))
    desk.post(address("release_answers", release), {"one": f"{number}-real"})
    desk.post(address("release_accept", release), {"finality": "provisional", "publish_at": ""})
    release.refresh_from_db()
    assert (release.state, release.is_provisional) == (Release.State.ACCEPTED, True)


def test_the_dry_run_counts_what_is_new_and_revised(desk, source):
    release = waiting_jump(source)
    page = text(desk.get(address("release_outlook", release)))
    assert "What would change" in page
    assert re.search(r"<td>\s*2024\s*</td>", page)


def test_withdrawing_needs_a_reason(desk, source):
    release = made.published(source, made.lines(*made.year(2023)))
    assert desk.post(address("release_withdraw", release), {"reason": ""}).status_code == 422
    desk.post(address("release_withdraw", release), {"reason": "The office sent a draft"})
    release.refresh_from_db()
    assert release.state == Release.State.WITHDRAWN
    assert "The office sent a draft" in text(desk.get(address("release", release)))


def test_the_file_comes_back_with_its_cells_marked(desk, source):
    release = made.checked(source, made.lines("KZ-23,2023,B,1", "Atlantis,2023,B,2"))
    answer = desk.get(address("release_marked", release))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Problems", "1 1"]
    listed = book.get_sheet_by_name("Problems").to_python()[1]
    assert listed[1:3] == [3, "A"]
    copied = book.get_sheet_by_name("1 1").to_python()
    assert copied[1][:4] == ["KZ-23", "2023", "B", "1"]
    assert "Atlantis" in copied[2][5]


def test_the_original_is_read_by_everybody_only_after_publication(client, source):
    release = made.checked(source, made.lines(*made.year(2023)))
    assert client.get(address("release_file", release)).status_code == 302
    out = made.published(source, made.lines(*made.year(2022)))
    assert b"".join(client.get(address("release_file", out)).streaming_content) == made.lines(*made.year(2022))


def test_a_workbook_with_thousands_of_problems_shows_the_first_and_their_number(desk, source):
    release = made.checked(source, made.lines(*(f"Atlantis {number % 3},2023,B,1" for number in range(5_000))))
    page = desk.get(address("release", release))
    assert "5,000" in text(page)
    assert len(page.content) < 200_000


@pytest.mark.parametrize("count", [1, 20])
def test_lists_ask_as_much_for_one_release_as_for_twenty(desk, client, source, django_assert_max_num_queries, count):
    for number in range(count):
        made.published(source, made.lines(*made.year(2001 + number)))
        made.checked(source, made.lines(*made.year(1950 + number)))
    desk.get(reverse("releases"))
    with django_assert_max_num_queries(13):
        desk.get(reverse("releases"))


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_of_a_release_asks_a_bounded_number_of_times(desk, source, django_assert_max_num_queries, count):
    made.published(source, made.lines(*made.year(2023)))
    rows = [f"Atlantis {number},2024,B,1" for number in range(count)]
    release = made.checked(source, made.lines(*made.year(2024, h=110, city_h=160), *rows))
    with django_assert_max_num_queries(20):
        desk.get(address("release", release))


def test_a_workbook_is_read_as_well_as_text(desk, source):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Any name")
    for line, row in enumerate(("region,year,item,gva_mln_kzt", "KZ-23,2023,B,12.5")):
        sheet.write_row(line, 0, row.split(","))
    book.close()
    hand_in(desk, source, file.getvalue(), "figures.xlsx")
    release = Release.objects.get()
    releases.check(release=release, at=timezone.now())
    release.refresh_from_db()
    assert (release.state, release.rows_staged) == (Release.State.CHECKED, 1)


def test_statisticians_see_what_is_expected_and_what_is_late_and_note_a_day_that_the_office_named(desk, source):
    Source.objects.filter(pk=source.pk).update(next_due_on=dt.date(2020, 6, 30))
    late = text(desk.get(reverse("releases")))
    noted = desk.post(reverse("source_due", kwargs={"pk": source.pk}), {"due_on": "2999-01-31"}, follow=True)
    assert "late since 30 June 2020" in late
    assert "announced for 31 January 2999" in text(noted)
    empty = desk.post(reverse("source_due", kwargs={"pk": source.pk}), {"due_on": "soon"}, follow=True)
    assert "announced for 31 January 2999" in text(empty)
