"""A process that belongs to us, with its whole process group."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from clusterportal.stack.errors import StackError
from clusterportal.stack.identity import Identity

POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Program:
    name: str
    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    is_service: bool = False  # needed by the others, so stopped last
    identity: Identity | None = None
    files: tuple[int, ...] = ()  # descriptors that the process inherits
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 10
    log: Path | None = None
    prepare: Callable[[], None] = lambda: None  # before each start
    is_ready: Callable[[], bool] = lambda: True
    ready_seconds: float = 60


class Running:
    def __init__(self, program: Program) -> None:
        self.program = program
        program.prepare()
        self.process = self._start()
        self.started_at = time.monotonic()
        self.created_at = psutil.Process(self.process.pid).create_time()

    def _start(self) -> subprocess.Popen[bytes]:
        program = self.program
        with program.log.open("ab") if program.log else contextlib.nullcontext() as log:
            return subprocess.Popen(
                program.command,
                cwd=program.folder,
                env={**os.environ, **program.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=program.files,
                **(program.identity.switch() if program.identity else {}),
            )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def wait_until_ready(self) -> None:
        end = self.started_at + self.program.ready_seconds
        while not self.program.is_ready():
            if self.has_ended():
                raise StackError(self._complaint("ended while starting"))
            if time.monotonic() > end:
                raise StackError(self._complaint(f"was not ready within {self.program.ready_seconds:.0f} seconds"))
            time.sleep(POLL_SECONDS)

    def wait_until_done(self) -> None:
        """For a program that does one thing and ends."""
        if code := self.process.wait():
            raise StackError(self._complaint(f"failed with status {code}"))

    def _complaint(self, what: str) -> str:
        where = f", see {self.program.log}" if self.program.log else ""
        return f"The {self.program.name} {what}{where}."

    def ask_to_stop(self) -> None:
        if not self.has_ended():
            self.process.send_signal(self.program.stop_signal)

    def finish(self) -> None:
        """Waits for what was asked to stop, then ends whatever of its group is still there."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(self.program.stop_seconds)
        end_group(self.process.pid)
        self.process.wait()

    def stop(self) -> None:
        self.ask_to_stop()
        self.finish()


def end_group(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
