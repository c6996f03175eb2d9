from clusterportal import celery_app
from clusterportal.schedule import BEAT_SCHEDULE


def test_every_task_that_beat_rings_for_exists():
    celery_app.loader.import_default_modules()
    assert {entry["task"] for entry in BEAT_SCHEDULE.values()} - set(celery_app.tasks) == set()
