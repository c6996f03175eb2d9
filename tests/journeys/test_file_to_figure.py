"""From a dropped file to a figure on the region's page: a real browser, a real worker, real official statistics."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from indicators.actions import subject as subjects
from indicators.models import Release, Subject
from tests.factories import deliveries as made
from tests.live import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

PUBLISHED, WAITING = "gva_by_region_section_2010_2024.csv", "gva_by_region_section_2025.csv"


@pytest.fixture
def desk(worker, open_page):
    call_command("load_classification")
    for code, kind in (("KZ", Subject.Kind.COUNTRY), ("KZ-75", Subject.Kind.REGION)):
        subjects.open(code=code, kind=kind, region_codes=[code], activity_codes=[], by=None, at=timezone.now())
    call_command("load_release", made.statistics(PUBLISHED), source="kaz_gva", publish=True)
    return open_page(as_user=made.statistician())


def drop(page, path, source="Gross value added by region and section"):
    page.goto(reverse("releases"))
    page.get_by_label("Whose figures").select_option(label=source)
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Hand in").click()


def state():
    return Release.objects.order_by("-pk").values_list("state", flat=True).first()


def test_a_statistician_drops_a_file_answers_accepts_and_the_figure_is_there(desk):
    drop(desk, made.statistics(WAITING))
    desk.get_by_role("heading", name="Jumps to answer").wait_for(timeout=60_000)
    first = desk.locator(".jump").first
    assert (
        re.sub(r"\s+", " ", first.locator(".jump__what").inner_text()) == "Zhambyl · Transportation and storage −55 %"
    )
    first.get_by_role("button", name="Real").click()
    desk.get_by_text("11 of 12 open").wait_for()
    desk.get_by_role("button", name="All 11 that are open are real").click()
    desk.get_by_text("462").first.wait_for(timeout=60_000)
    desk.get_by_role("button", name="Accept and publish").click()
    wait_until(lambda: state() == Release.State.PUBLISHED, seconds=60)
    desk.goto(reverse("region", kwargs={"code": "KZ-75"}))
    assert "2025" in desk.locator("main").inner_text()


def test_the_same_file_again_records_nothing(desk):
    drop(desk, made.statistics(PUBLISHED))
    desk.get_by_text("nothing recorded").wait_for()
    assert Release.objects.count() == 1


def test_a_pdf_is_named_as_one(desk, tmp_path):
    path = tmp_path / "figures.xlsx"
    path.write_bytes(b"%PDF-1.7 not a workbook")
    drop(desk, path)
    desk.get_by_text("This is a PDF inside").wait_for(timeout=60_000)
    assert state() == Release.State.REFUSED
