"""Each part of a running portal, asked whether it is up; none of these questions may raise."""

import platform
from typing import Any

import celery
import django
import kombu.exceptions
import redis
from django.conf import settings
from django.db import Error, connection

import clusterportal
from indicators.formula.engine import ENGINE
from indicators.models import Comparison, FigureSlice
from indicators.queries import freshness

PING_SECONDS = 1.0


def database() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0].split()[0]
        # While ./run fills an empty database the web server answers before there are tables.
        FigureSlice.objects.exists()
    except Error as error:
        return {"is_up": False, "reason": type(error).__name__}
    return {"is_up": True, "version": version}


def broker() -> dict[str, Any]:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as client:
            return {"is_up": True, "version": client.info("server")["redis_version"]}
    except redis.RedisError as error:
        return {"is_up": False, "reason": type(error).__name__}


def worker(*, has_broker: bool) -> dict[str, Any]:
    if not has_broker:
        return {"is_up": False, "reason": "no broker"}
    try:
        answers = clusterportal.celery_app.control.ping(timeout=PING_SECONDS, limit=1)
    except (redis.RedisError, kombu.exceptions.KombuError, OSError) as error:
        return {"is_up": False, "reason": type(error).__name__}
    return {"is_up": True} if answers else {"is_up": False, "reason": "no answer"}


def stale_slices(*, has_database: bool) -> int | None:
    return FigureSlice.objects.stale().count() + freshness.outdated().count() if has_database else None


def comparison(*, has_database: bool) -> dict[str, Any] | None:
    """How the stored figures stood the last time that all of them were computed from nothing."""
    run = Comparison.objects.exclude(finished_at=None).first() if has_database else None
    if run is None:
        return None
    finished_at = run.finished_at.isoformat()
    return {"finished_at": finished_at, "slices": run.slices, "differences": run.differences}


def versions() -> dict[str, str]:
    return {
        "portal": clusterportal.__version__,
        "python": platform.python_version(),
        "django": django.get_version(),
        "celery": celery.__version__,
        "engine": str(ENGINE),
    }


def report() -> dict[str, Any]:
    parts = {"database": database(), "broker": broker()}
    parts["worker"] = worker(has_broker=parts["broker"]["is_up"])
    return {
        "is_up": all(part["is_up"] for part in parts.values()),
        **parts,
        "stale_slices": stale_slices(has_database=parts["database"]["is_up"]),
        "comparison": comparison(has_database=parts["database"]["is_up"]),
        "mail": {"is_on": settings.MAIL_IS_ON},
        "versions": versions(),
    }
