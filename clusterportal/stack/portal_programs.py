"""The processes of a portal: web, worker, beat; and the commands that prepare it."""

import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from socket import socket

from clusterportal.stack.program import Program
from clusterportal.stack.state import ROOT

CELERY = (sys.executable, "-m", "celery", "-A", "clusterportal")


def web(*, listener: socket, log: Path, preparing: Path) -> Program:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/robots.txt"
    return Program(
        name="web",
        command=(
            *(sys.executable, "-m", "gunicorn", "clusterportal.wsgi"),
            *("--bind", f"fd://{listener.fileno()}"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
            "--preload",  # imported once for all of its processes
            *("--log-level", "warning", "--worker-tmp-dir", "/tmp"),  # noqa: S108 - gunicorn makes its own file there
        ),
        folder=ROOT,
        environment={"CLUSTERPORTAL_PREPARING": str(preparing)},
        files=(listener.fileno(),),
        log=log,
        is_ready=lambda: _answers(url),
    )


def worker(
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
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
        environment=environment or {},
        log=log,
        is_ready=is_ready,
    )


def beat(*, log: Path) -> Program:
    command = (*CELERY, "beat", "--loglevel", "WARNING", "--pidfile=")
    return Program(name="beat", command=command, folder=ROOT, log=log)


def texts(*, log: Path) -> Program:
    return Program(name="texts", command=(sys.executable, "-m", "clusterportal.stack.catalogues"), folder=ROOT, log=log)


def command(*arguments: str, log: Path, environment: Mapping[str, str] | None = None) -> Program:
    """A command of manage.py; its name is the command's."""
    return Program(
        name=f"command {arguments[0]}",
        command=(sys.executable, "manage.py", *arguments),
        folder=ROOT,
        environment=environment or {},
        log=log,
    )


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError:
        return True  # whatever it says, the web server is up
    except OSError:
        return False
