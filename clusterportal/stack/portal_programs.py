"""The processes of a portal: web, worker, beat."""

import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from clusterportal.stack.program import Program

ROOT = Path(__file__).resolve().parent.parent.parent
CELERY = (sys.executable, "-m", "celery", "-A", "clusterportal")


def web(*, port: int, environment: Mapping[str, str], log: Path | None = None) -> Program:
    return Program(
        name="web",
        command=(
            *(sys.executable, "-m", "gunicorn", "clusterportal.wsgi"),
            *("--bind", f"127.0.0.1:{port}"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
            *("--log-level", "warning", "--worker-tmp-dir", "/tmp"),  # noqa: S108 - gunicorn makes its own file there
        ),
        folder=ROOT,
        environment=environment,
        log=log,
        is_ready=lambda: _answers(f"http://127.0.0.1:{port}/health/"),
    )


def worker(
    *,
    environment: Mapping[str, str],
    log: Path | None = None,
    processes: int = 2,
    is_ready: Callable[[], bool] = lambda: True,
) -> Program:
    return Program(
        name="worker",
        command=(
            *(*CELERY, "worker", "--concurrency", str(processes), "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle"),
        ),
        folder=ROOT,
        environment=environment,
        stop_seconds=35,  # a task may finish; none runs longer
        log=log,
        is_ready=is_ready,
    )


def beat(*, environment: Mapping[str, str], log: Path | None = None) -> Program:
    command = (*CELERY, "beat", "--loglevel", "WARNING", "--pidfile=")
    return Program(name="beat", command=command, folder=ROOT, environment=environment, log=log)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError:
        return True  # a part is still down, but the web server is up
    except OSError:
        return False
