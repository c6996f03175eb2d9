import os
import signal
import sys
import threading

import psutil
import pytest

from clusterportal.stack.errors import StackError
from clusterportal.stack.program import Program, Running
from clusterportal.stack.register import MARK, Register
from clusterportal.stack.supervisor import Supervisor
from tests.live import wait_until

WITH_A_CHILD = "import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


@pytest.fixture
def program(tmp_path):
    def make(code="import time; time.sleep(60)", **options):
        return Program(name="sleeper", command=(sys.executable, "-c", code), folder=tmp_path, **options)

    return make


@pytest.fixture
def supervisor(tmp_path, monkeypatch):
    monkeypatch.setenv(MARK, str(tmp_path))
    made = Supervisor(Register(tmp_path / "processes.json"), say=[].append)
    yield made
    made.stop()


def group_of(pid):
    members = [process for process in psutil.process_iter() if process.pid != pid and _group(process) == pid]
    return [process for process in members if process.status() != psutil.STATUS_ZOMBIE]


def _group(process):
    try:
        return os.getpgid(process.pid)
    except ProcessLookupError:
        return None


def test_stopping_a_program_ends_its_children_too(program):
    running = Running(program(WITH_A_CHILD))
    wait_until(lambda: group_of(running.process.pid))
    running.stop()
    wait_until(lambda: group_of(running.process.pid) == [])


def test_a_program_that_does_not_listen_is_ended_all_the_same(program):
    running = Running(program(DEAF, stop_seconds=0.5))
    running.stop()
    assert running.has_ended()


def test_a_program_that_ends_while_starting_says_where_to_look(program, tmp_path):
    running = Running(program("raise SystemExit(3)", is_ready=lambda: False, log=tmp_path / "sleeper.log"))
    with pytest.raises(StackError, match=r"The sleeper ended while starting, see .*sleeper\.log"):
        running.wait_until_ready()


def test_a_command_that_fails_stops_the_start(program, supervisor):
    with pytest.raises(StackError, match="failed with status 3"):
        supervisor.run(program("raise SystemExit(3)"))


def test_a_program_that_dies_is_started_again(program, supervisor):
    first = supervisor.start(program())
    first.process.kill()

    def is_revived():
        supervisor.look_after()
        return supervisor.running["sleeper"] is not first

    wait_until(is_revived)
    assert not supervisor.running["sleeper"].has_ended()


def test_a_program_that_dies_at_once_is_given_longer_and_longer_pauses(program, supervisor):
    pauses = []
    failure = None
    for _attempt in range(3):
        running = supervisor.start(program("pass"))
        running.process.wait()
        failure = supervisor._note(running, failure)
        pauses.append(failure.pause)
    assert pauses == [0.5, 1.0, 2.0]


def test_what_a_killed_supervisor_left_is_ended_by_the_next(program, supervisor):
    running = supervisor.start(program(WITH_A_CHILD))
    wait_until(lambda: group_of(running.process.pid))
    threading.Thread(target=running.process.wait).start()
    assert Register(supervisor.register.path).sweep() == ["sleeper"]
    wait_until(lambda: group_of(running.process.pid) == [])


def test_children_whose_parent_died_are_ended_by_their_mark(program, supervisor):
    running = supervisor.start(program(WITH_A_CHILD))
    wait_until(lambda: group_of(running.process.pid))
    running.process.kill()
    running.process.wait()
    assert group_of(running.process.pid) != []
    assert Register(supervisor.register.path).sweep() == []
    wait_until(lambda: group_of(running.process.pid) == [])


def test_a_stranger_with_the_number_of_ours_is_left_alone(program, supervisor):
    running = supervisor.start(program(environment={MARK: "somebody else"}))
    running.created_at -= 100
    supervisor.register.write([running])
    assert supervisor.register.sweep() == []
    assert not running.has_ended()


def test_a_stopped_supervisor_leaves_no_record(program, supervisor):
    running = supervisor.start(program(stop_signal=signal.SIGINT))
    supervisor.stop()
    assert running.has_ended()
    assert not supervisor.register.path.exists()
