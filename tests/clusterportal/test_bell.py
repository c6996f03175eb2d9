"""Without a broker: what was recorded stays so, and pages that only read stand."""

import kombu.exceptions
import pytest
import redis
from django.core.cache import cache

from accounts import cached
from clusterportal.bell import Bell
from indicators import tasks

NOWHERE = "redis://127.0.0.1:1/0"


class Silent(Bell):
    def delay(self, *_arguments, **_named):
        raise kombu.exceptions.OperationalError


def test_a_bell_that_nobody_hears_breaks_nothing(db, django_capture_on_commit_callbacks, caplog):
    with django_capture_on_commit_callbacks(execute=True):
        Silent().delay_on_commit()
    assert "OperationalError" in caplog.text


def test_every_task_has_such_a_bell():
    assert isinstance(tasks.recompute_stale, Bell)


def test_what_was_only_remembered_is_made_anew(settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": NOWHERE}}
    with pytest.raises(redis.RedisError):
        cache.get("anything")
    assert cached.get_or_make("anything", lambda: "made", 60) == "made"


def test_what_is_remembered_is_made_once():
    made = []
    for _turn in range(2):
        assert cached.get_or_make("this", lambda: made.append("made") or "made", 60) == "made"
    assert made == ["made"]
