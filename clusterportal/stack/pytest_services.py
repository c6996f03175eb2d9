"""Before Django is configured: a PostgreSQL and a broker of this run alone."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from clusterportal import redis_address
from clusterportal.stack import catalogues
from clusterportal.stack.broker import Broker
from clusterportal.stack.postgres import Postgres
from clusterportal.stack.program import Running

ROOT = Path(__file__).resolve().parent.parent.parent
running: list[Running] = []
folders: list[Path] = []


def start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="clusterportal-test-", dir="/tmp"))
    folder.chmod(0o755)
    folders.append(folder)
    for kind in (Postgres, Broker):
        service = kind(folder, log=folder / f"{kind.__name__.lower()}.log", is_durable=False)
        running.append(Running(service.program()))
        os.environ["DATABASE_URL" if isinstance(service, Postgres) else "REDIS_URL"] = service.url
    for process in running:
        process.wait_until_ready()
    catalogues.compile_all(ROOT / "locale")


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
    try:
        start()
    except BaseException:
        stop()
        raise


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    stop()
