"""Before Django is configured: a PostgreSQL and a broker of this run alone."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from clusterportal import redis_address
from clusterportal.stack import catalogues
from clusterportal.stack.broker import Broker
from clusterportal.stack.postgres import Postgres
from clusterportal.stack.program import Running
from clusterportal.stack.register import Register

ROOT = Path(__file__).resolve().parent.parent.parent
PLACE, PREFIX, REGISTER = Path("/tmp"), "clusterportal-test-", "processes.json"  # noqa: S108 - mkdtemp makes it ours
running: list[Running] = []
folders: list[Path] = []


def start() -> None:
    _end_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=PLACE))
    folder.chmod(0o755)
    folders.append(folder)
    os.environ["MEDIA_ROOT"] = str(folder / "media")
    for kind, variable in ((Postgres, "DATABASE_URL"), (Broker, "REDIS_URL")):
        service = kind(folder, log=folder / f"{kind.__name__.lower()}.log", is_durable=False)
        running.append(Running(service.program()))
        Register(folder / REGISTER).write(running)
        os.environ[variable] = service.url
    for process in running:
        process.wait_until_ready()
    catalogues.compile_all(ROOT / "locale")


def _end_leftovers() -> None:
    """What runs that were killed have left."""
    for path in PLACE.glob(f"{PREFIX}*/{REGISTER}"):
        register = Register(path)
        if path.stat().st_uid == os.geteuid() and not register.has_living_owner():
            register.sweep()
            shutil.rmtree(path.parent, ignore_errors=True)


def stop() -> None:
    while running:
        running.pop().stop()
    while folders:
        shutil.rmtree(folders.pop(), ignore_errors=True)


# At import, because pytest-django reads the settings as soon as options are parsed.
os.environ |= {
    "READ_ENV_FILES": "0",
    "SECRET_KEY": "of the tests",
    "DEMO": "1",
    "STATIC_IS_COLLECTED": "0",
    "LOG_LEVEL": "WARNING",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
}
if process := os.environ.get("PYTEST_XDIST_WORKER"):
    # Each process of the run has a queue and a cache of its own, as it has a database of its own.
    os.environ["REDIS_URL"] = redis_address.of_database(os.environ["REDIS_URL"], 2 * int(process.removeprefix("gw")))
else:
    # A run that is asked to end stops its services too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        start()
    except BaseException:
        stop()
        raise


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    stop()
