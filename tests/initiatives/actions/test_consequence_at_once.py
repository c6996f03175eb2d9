"""Whichever worker comes first tells of a turn, and only it."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from indicators.actions import figure as figures
from indicators.models import FigureSlice
from tests.factories import releases
from tests.factories import turning as made


@pytest.mark.django_db(transaction=True)
def test_workers_that_race_tell_once():
    releases.country()
    releases.published(made.year(2022, 10.0) + made.year(2023, 9.9))
    initiative, manager = made.run_initiative()
    made.target(initiative)
    releases.recomputed()
    releases.published([("gva", "2023", "KZ-23", "B", 20.0)])
    row = FigureSlice.objects.get(version__indicator__code="location_quotient", period="2023")
    start = threading.Barrier(4)

    def work():
        try:
            start.wait()
            figures.compute(slice_id=row.pk, at=timezone.now())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made.told(manager, *made.TURNS) == [("figure_above", "2023")]
    assert made.told(manager, "target_light_changed") == [("target_light_changed", "on the path")]
