"""A delivery's way: once or not at all, whoever dies and whoever comes at the same moment."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import Notice
from indicators import checks
from indicators.actions import lease, question
from indicators.actions import release as releases
from indicators.models import Observation, Release, SeriesBreak, StagedObservation
from indicators.queries import outlook as outlooks
from tests.factories import deliveries as made
from tests.factories.accounts import UserFactory

State = Release.State


@pytest.fixture
def source(db):
    return made.small_country()


def at_once(count, deed):
    """`deed` in so many threads, each with a connection of its own; what each answered."""
    start, answers = threading.Barrier(count), []

    def one():
        try:
            start.wait()
            answers.append(deed())
        except Exception as error:  # noqa: BLE001 what a thread says is what the test looks at
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def current():
    rows = Observation.objects.current().values_list("region__code", "activity__code", "period", "value", "status")
    return {(region, activity, period): (value, status) for region, activity, period, value, status in rows}


def jumps(release):
    return [(each.parameters["region"], each.parameters["activity"]) for each in release.problems.filter(cause="jump")]


def test_the_same_file_is_recorded_once(source):
    first = made.received(source, made.lines(*made.year(2023)))
    with pytest.raises(releases.AlreadyReceived, match=f"Same file as release {first.pk}: nothing recorded."):
        made.received(source, made.lines(*made.year(2023)), name="renamed.csv")


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once_is_one_release():
    source = made.small_country()
    answers = at_once(4, lambda: made.received(source, made.lines(*made.year(2023))))
    assert [type(answer).__name__ for answer in answers].count("AlreadyReceived") == 3
    assert Release.objects.count() == 1


@pytest.mark.parametrize("value", ["1e300", "9007199254740993"])
def test_a_number_that_no_figure_could_be_computed_with_is_an_error(source, value):
    release = made.checked(source, made.lines(f"KZ-23,2023,B,{value}"))
    assert [(each.cause, each.severity, each.line) for each in release.problems.all()] == [
        ("number_too_large", "error", 2)
    ]
    with pytest.raises(releases.ReleaseRefused, match="The file has errors"):
        releases.accept(release=release, publish_at=None, by=None, at=timezone.now())


@pytest.mark.parametrize("rows", [(), ('"KZ-23,2023,B,1',)])
def test_a_table_without_a_value_is_an_error_and_not_an_empty_release(source, rows):
    release = made.checked(source, made.lines(*rows))
    assert [(each.cause, each.severity) for each in release.problems.all()] == [("nothing_read", "error")]
    assert (release.state, release.errors, release.rows_staged) == (State.CHECKED, 1, 0)


def test_a_file_on_which_reading_breaks_is_refused_and_not_begun_anew_each_minute(source, monkeypatch):
    def breaks(*_given, **_named):
        raise ValueError("math domain error")

    with monkeypatch.context() as patched:
        patched.setattr(checks, "in_slice", breaks)
        release = made.checked(source, made.lines(*made.year(2023)))
    assert (release.state, release.leased_until) == (State.REFUSED, None)
    assert [each.cause for each in release.problems.all()] == ["reading_broke_off"]
    assert not Release.objects.waiting(timezone.now() + dt.timedelta(hours=1)).exists()
    assert made.checked(source, made.lines(*made.year(2023))).state == State.CHECKED


def test_history_and_reloads_ask_nothing(source):
    made.published(source, made.lines(*made.year(2022), *made.year(2023, city_h=500)))
    reload = made.checked(source, made.lines(*made.year(2022), *made.year(2023, city_h=20)))
    assert jumps(reload) == []


def test_growth_far_from_the_country_is_asked_about_in_the_next_year(source):
    made.published(source, made.lines(*made.year(2023)))
    release = made.checked(source, made.lines(*made.year(2024, h=110, city_h=160)))
    assert jumps(release) == [("KZ-75", "H")]
    with pytest.raises(releases.ReleaseRefused, match="not answered"):
        releases.accept(release=release, publish_at=None, by=None, at=timezone.now())


def answered(release, answer):
    numbers = release.problems.filter(cause=checks.JUMP).values_list("number", flat=True)
    question.answer(release=release, numbers=list(numbers), answer=answer, by=UserFactory(), at=timezone.now())


def test_an_error_bars_acceptance_and_reclassified_breaks_the_series(source):
    made.published(source, made.lines(*made.year(2023)))
    release = made.checked(source, made.lines(*made.year(2024, h=110, city_h=160)))
    answered(release, "error")
    with pytest.raises(releases.ReleaseRefused, match="corrected file"):
        releases.accept(release=release, publish_at=None, by=None, at=timezone.now())
    answered(release, "reclassified")
    releases.accept(release=release, publish_at=None, by=None, at=timezone.now())
    releases.publish(release=release, at=timezone.now())
    broken = SeriesBreak.objects.values_list("measure__code", "region__code", "activity__code", "period")
    assert list(broken) == [("gva", "KZ-75", "H", "2024")]


def test_answers_outlive_a_second_reading(source):
    made.published(source, made.lines(*made.year(2023)))
    release = made.checked(source, made.lines(*made.year(2024, h=110, city_h=160)))
    answered(release, "real")
    question.confirm_mapping(
        release=release, answers={("regions", "nowhere"): "KZ-23"}, by=UserFactory(), at=timezone.now()
    )
    releases.check(release=release, at=timezone.now())
    assert list(release.problems.filter(cause=checks.JUMP).values_list("answer", flat=True)) == ["real"]


def test_a_dead_workers_reading_begins_anew_when_its_lease_ran_out(source):
    release = made.received(source, made.lines(*made.year(2023)))
    died_at = timezone.now()
    assert lease.taken(release, died_at)
    StagedObservation.objects.create(
        release=release, measure_id=1, region_id=1, activity_id=1, period="1900", value=1, status="ok"
    )
    releases.check(release=release, at=died_at + dt.timedelta(seconds=60))
    release.refresh_from_db()
    assert release.state == State.RECEIVED
    releases.check(release=release, at=died_at + lease.LEASE + dt.timedelta(seconds=1))
    release.refresh_from_db()
    assert (release.state, release.staged.count()) == (State.CHECKED, 6)


def test_a_worker_that_wakes_late_cannot_write(source):
    release = made.received(source, made.lines(*made.year(2023)))
    held = lease.taken(release, timezone.now() - dt.timedelta(hours=1))
    assert lease.taken(release, timezone.now())
    with pytest.raises(lease.Lost):
        held.renew(line=5)


def test_checked_twice_is_checked_once(source):
    release = made.checked(source, made.lines(*made.year(2023)))
    releases.check(release=release, at=timezone.now())
    assert release.staged.count() == 6


def test_nothing_counts_before_its_minute(source):
    release = made.checked(source, made.lines(*made.year(2023)))
    soon = timezone.now() + dt.timedelta(hours=1)
    releases.accept(release=release, publish_at=soon, by=None, at=timezone.now())
    assert releases.publish(release=release, at=timezone.now()).state == State.ACCEPTED
    assert current() == {}
    assert releases.publish(release=release, at=soon).state == State.PUBLISHED
    assert len(current()) == 6


def test_a_provisional_release_marks_its_values_and_the_final_one_supersedes_them(source):
    release = made.checked(source, made.lines(*made.year(2023)))
    releases.accept(release=release, publish_at=None, by=None, at=timezone.now(), is_provisional=True)
    releases.publish(release=release, at=timezone.now())
    assert set(current().values()) == {(value, "provisional") for value in (100.0, 50.0, 200.0, 150.0)}
    made.published(source, made.lines(*made.year(2023), ""))
    assert {status for _, status in current().values()} == {"ok"}


def test_withdrawing_restores_what_was_superseded(source):
    made.published(source, made.lines(*made.year(2023)))
    before = current()
    release = made.published(source, made.lines(*made.year(2023, b=120)))
    assert current() != before
    releases.withdraw(release=release, reason="wrong file", by=UserFactory(), at=timezone.now())
    assert current() == before


def test_the_dry_run_is_the_revision_report(source):
    made.published(source, made.lines(*made.year(2022), *made.year(2023)))
    release = made.checked(source, made.lines(*made.year(2023, b=120), *made.year(2024, b=130)))
    dry = outlooks.outlook(release)
    assert [(each.period, each.new, each.revised, each.gone) for each in dry.changes] == [
        ("2023", 0, 3, 0),
        ("2024", 6, 0, 0),
    ]
    releases.accept(release=release, publish_at=None, by=None, at=timezone.now())
    assert outlooks.outlook(releases.publish(release=release, at=timezone.now())) == dry


@pytest.mark.django_db(transaction=True)
def test_a_reader_during_publication_sees_all_or_nothing():
    source = made.small_country()
    made.published(source, made.lines(*made.year(2023)))
    before = current()
    release = made.checked(source, made.lines(*made.year(2023, b=120, h=130, city_h=60)))
    releases.accept(release=release, publish_at=None, by=None, at=timezone.now())
    with transaction.atomic():
        releases.publish(release=release, at=timezone.now())
        assert at_once(1, current) == [before]
    after = current()
    assert {cell for cell in after if after[cell] == before[cell]} == set()


@pytest.mark.django_db(transaction=True)
def test_four_publications_at_once_do_not_deadlock():
    source = made.small_country()
    accepted = [made.checked(source, made.lines(*made.year(2023, b=100 + number))) for number in range(4)]
    for release in accepted:
        releases.accept(release=release, publish_at=None, by=None, at=timezone.now())
    waiting = list(accepted)
    states = at_once(4, lambda: releases.publish(release=waiting.pop(), at=timezone.now()).state)
    assert states == [State.PUBLISHED] * 4
    last = Release.objects.order_by("-recorded_at").first()
    assert set(last.observations.current().values_list("value", flat=True)) >= {100.0 + accepted.index(last)}


def test_two_hundred_thousand_broken_rows_are_a_thousand_problems_and_a_count(source):
    rows = [f"Atlantis {number % 7},2023,B,1" for number in range(200_000)]
    release = made.checked(source, made.lines(*rows))
    assert (release.errors, release.problems.count(), release.problem_counts) == (
        200_000,
        1_000,
        {"unknown_region": 200_000},
    )


@pytest.mark.parametrize(
    ("content", "cause"),
    [(b"", "empty_file"), (b"%PDF-1.7 anything", "pdf_inside"), (b"\x89PNG\r\n\x1a\n", "image_inside")],
)
def test_what_is_no_table_is_refused_with_its_cause(source, content, cause):
    release = made.checked(source, content, name="figures.xlsx")
    assert (release.state, [each.cause for each in release.problems.all()]) == (State.REFUSED, [cause])


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
def test_semicolons_decimal_commas_and_thin_spaces_are_read_in_any_encoding(source, encoding):
    space = "\u2009" if encoding != "cp1251" else "\u00a0"
    text = f"region;year;item;gva_mln_kzt\nKZ-23;2023;B;1{space}234,5\nKZ-75;2023;B;7,25\n"
    made.published(source, text.encode(encoding))
    assert current() == {("KZ-23", "B", "2023"): (1234.5, "ok"), ("KZ-75", "B", "2023"): (7.25, "ok")}


def test_an_observation_of_nothing_known_is_refused_by_the_database(source):
    release = made.published(source, made.lines(*made.year(2023)))
    stranger = Observation.objects.first()
    stranger.pk, stranger.period, stranger.region_id = None, "2024", 10**9
    with pytest.raises(IntegrityError, match="does not exist"), transaction.atomic():
        stranger.save(force_insert=True)
    with pytest.raises(IntegrityError, match="observations name"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM indicators_release WHERE id = %s", [release.pk])


def test_who_handed_it_in_is_told_when_it_is_checked_and_when_it_counts(source):
    by = UserFactory()
    made.published(source, made.lines(*made.year(2023)), by=by)
    assert list(Notice.objects.filter(user=by).order_by("pk").values_list("kind", flat=True)) == [
        "release_checked",
        "release_published",
    ]
