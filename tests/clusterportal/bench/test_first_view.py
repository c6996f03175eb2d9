"""What a page's first view cost, read out of Lighthouse's report."""

import gzip

import pytest

from clusterportal.bench.first_view import Seen, read, told

GOOD = {"performance": 98.0, "accessibility": 100.0, "best-practices": 100.0, "seo": 100.0}


def seen(**other):
    return Seen(**{"scores": GOOD, "sent": 70_000, "scripts": 17_000, "shift": 0.0, "answers": 12} | other)


def test_a_report_is_read():
    answers = [{"transferSize": 38_000, "resourceType": "Document"}, {"transferSize": 17_000, "resourceType": "Script"}]
    report = {
        "categories": {name: {"score": score / 100} for name, score in GOOD.items()},
        "audits": {
            "network-requests": {"details": {"items": answers}},
            "cumulative-layout-shift": {"numericValue": 0.25},
        },
    }
    assert read(report) == Seen(scores=GOOD, sent=55_000, scripts=17_000, shift=0.25, answers=2)


def test_a_score_that_lighthouse_could_not_give_counts_as_nothing():
    report = {
        "categories": {name: {"score": None} for name in GOOD},
        "audits": {
            "network-requests": {"details": {"items": []}},
            "cumulative-layout-shift": {"numericValue": 0},
        },
    }
    assert read(report).scores == dict.fromkeys(GOOD, 0)


def test_the_middle_of_the_views_counts_and_the_worst_jump():
    line = told("/en/", [seen(sent=10_000), seen(sent=90_000), seen(sent=300_000)])
    assert line == (
        "reached /en/: 98 / 100 / 100 / 100, 90.0 kB in 12 answers, 17.0 kB of it scripts, layout shift 0.0000"
    )
    assert told("/en/", [seen(), seen(), seen(shift=0.001)]).startswith("missed /en/")


@pytest.mark.parametrize(
    "worse", [{"scores": GOOD | {"seo": 99.0}}, {"sent": 100_001}, {"scripts": 30_001}, {"shift": 0.0001}]
)
def test_any_one_mark_missed_is_told(worse):
    assert told("/en/", [seen(**worse)]).startswith("missed")


@pytest.mark.django_db
def test_a_page_travels_packed_to_a_browser_that_takes_it(client):
    plain = client.get("/en/privacy/").content
    packed = client.get("/en/privacy/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain) / 2
    assert b"<main" in gzip.decompress(packed.content)
