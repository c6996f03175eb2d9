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

# Each process we start carries this name, so that left-overs can be told from strangers.
MARK = "CLUSTERPORTAL_STATE"
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Program:
    name: str
    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    identity: Identity | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 15
    log: Path | None = None
    is_ready: Callable[[], bool] = lambda: True
    ready_seconds: float = 60


class Running:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.process = self._start()
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
                **(program.identity.switch() if program.identity else {}),
            )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def wait_until_ready(self) -> None:
        end = time.monotonic() + self.program.ready_seconds
        while not self.program.is_ready():
            if self.has_ended():
                raise StackError(self._complaint("ended while starting"))
            if time.monotonic() > end:
                raise StackError(self._complaint(f"was not ready within {self.program.ready_seconds:.0f} seconds"))
            time.sleep(POLL_SECONDS)

    def _complaint(self, what: str) -> str:
        where = f": see {self.program.log}" if self.program.log else ""
        return f"{self.program.name} {what}{where}."

    def stop(self) -> None:
        """Asks, waits, then ends whatever of the group is still there."""
        if not self.has_ended():
            self.process.send_signal(self.program.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.program.stop_seconds)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
