"""The whole of ./run, without the demo country: what it starts, what it survives, what it leaves."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from clusterportal.stack import dotenv
from clusterportal.stack.portal import Portal, _wait_for_other
from clusterportal.stack.state import ROOT, State
from tests.live import wait_until

PARTS = {"database", "broker", "web", "worker", "beat"}


class Run:
    def __init__(self, folder):
        self.folder = folder
        self.output = folder / "output"
        # What a person's shell would hand over, and none of what this test run was given.
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "PG_BIN") if name in os.environ}
        self.environment = inherited | {
            "CLUSTERPORTAL_STATE": str(folder / "state"),
            "SEED_SCALE": "none",
            "PORT": "18100",
            "READ_ENV_FILES": "1",
        }
        self.started, self.met = [], set()

    def start(self):
        with self.output.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "clusterportal.stack"],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def until_ready(self, process):
        starts = len(self.started)
        wait_until(lambda: self.looked() == starts or process.poll() is not None, seconds=240)
        assert process.poll() is None, self.said
        return process

    def looked(self):
        """How often it has said that it is ready; whoever cannot wait for that opens a page already."""
        self.met.add(status(f"http://localhost:{self.environment['PORT']}/en/"))
        return self.said.count("The portal is ready")

    @property
    def said(self):
        return self.output.read_text()

    @property
    def url(self):
        written = self.folder / "state" / "url"
        return written.read_text() if written.exists() else ""

    @property
    def processes(self):
        entries = json.loads((self.folder / "state" / "processes.json").read_text())["processes"]
        return {entry["name"]: entry["pid"] for entry in entries}

    def health(self):
        try:
            with urllib.request.urlopen(f"{self.url}/health/", timeout=10) as answer:  # noqa: S310 - our own address
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error)
        except OSError:
            return {"is_up": False}

    def is_well(self):
        return self.health()["is_up"]

    def stop(self, process, number=signal.SIGTERM):
        process.send_signal(number)
        return process.wait(180)


def status(url):
    """None where nobody answers at once."""
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 - our own address
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


@pytest.fixture
def run():
    # Not below pytest's own folder, which is closed to the account that runs PostgreSQL.
    folder = Path(tempfile.mkdtemp(prefix="clusterportal-run-", dir="/tmp"))
    folder.chmod(0o755)
    made = Run(folder)
    yield made
    for process in made.started:
        if process.poll() is None:
            made.stop(process)
    shutil.rmtree(folder)


@pytest.mark.smoke
def test_run_starts_everything_says_where_and_stops_everything(run):
    process = run.until_ready(run.start())
    wait_until(run.is_well, seconds=180)
    pids = run.processes
    assert set(pids) == PARTS
    assert run.met <= {None, 503, 200}
    assert not (run.folder / "state" / "preparing").exists()
    assert f"The portal is ready: {run.url}" in run.said
    assert "manager@demo.kz" in run.said
    services = dotenv.read(run.folder / "state" / "services.env")
    assert set(services) == {"DATABASE_URL", "REDIS_URL", "DEMO", "PORTAL_URL"}
    assert services["PORTAL_URL"] == run.url

    second = run.start()
    assert second.wait(120) == 0
    assert f"running already: {run.url}" in run.said

    assert run.stop(process) == 0
    assert [pid for pid in pids.values() if psutil.pid_exists(pid)] == []
    assert not (run.folder / "state" / "services.env").exists()


def test_a_part_that_dies_alone_comes_back_and_a_killed_run_is_cleaned_up(run):
    process = run.until_ready(run.start())
    wait_until(run.is_well, seconds=180)

    for part in ("database", "broker", "worker", "web"):
        before = run.processes[part]
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: run.processes.get(part) not in {None, before}, seconds=120)  # noqa: B023
        wait_until(run.is_well, seconds=180)

    left_behind = run.processes
    process.kill()
    process.wait()
    assert all(psutil.pid_exists(pid) for pid in left_behind.values())

    again = run.until_ready(run.start())
    assert "that an earlier run left behind" in run.said
    assert set(left_behind.values()) & set(run.processes.values()) == set()
    wait_until(run.is_well, seconds=180)
    assert run.stop(again, signal.SIGINT) == 0


def test_a_taken_port_gives_the_next_free_one_and_an_interrupt_ends_it_even_behind_a_shell_that_ignores_them(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run.environment["PORT"] = str(port)
        earlier = signal.signal(signal.SIGINT, signal.SIG_IGN)
        started = run.start()
        signal.signal(signal.SIGINT, earlier)
        process = run.until_ready(started)
        assert re.search(rf"Port {port} is taken", run.said)
        assert run.url != f"http://localhost:{port}"
        environment = psutil.Process(run.processes["worker"]).environ()
        assert run.url.endswith(f":{environment['PORT']}")
        assert run.stop(process, signal.SIGINT) == 0


def test_a_second_run_waits_with_words_and_takes_the_place_of_one_that_gives_up(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(Portal, "run", lambda _self: 7)
    first, second = State(tmp_path), State(tmp_path)
    with first.lock():
        waiting = threading.Timer(0.5, lambda: first.url.write_text("http://localhost:8001"))
        waiting.start()
        assert _wait_for_other(second) == 0
    first.url.unlink()
    assert _wait_for_other(second) == 7
    assert capsys.readouterr().out.splitlines() == [
        "Another ./run prepares this checkout, see .local/logs; waiting 0 s …",
        "The portal is running already: http://localhost:8001",
    ]


def test_a_demo_is_refused_under_a_public_name(run):
    run.environment["ALLOWED_HOSTS"] = "portal.example.org"
    assert run.start().wait(180) == 1
    log = run.folder / "state" / "logs" / "prepare.log"
    assert "DEMO=1 opens accounts with a known password" in log.read_text()
