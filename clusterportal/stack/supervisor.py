"""Keeps programs running: one that ends is started again, and in the end all of them stop."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clusterportal.stack.program import Program, Running, end_group
from clusterportal.stack.register import Register

WATCH_SECONDS = 0.3
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
# A program that lived this long did not fail at its start.
STEADY_SECONDS = 20.0


@dataclass(frozen=True)
class Failure:
    of: Running
    pause: float
    again_at: float


class Supervisor:
    def __init__(self, register: Register, *, say: Callable[[str], None]) -> None:
        self.register = register
        self.say = say
        self.running: dict[str, Running] = {}
        self.failures: dict[str, Failure] = {}

    def start(self, program: Program) -> Running:
        running = self.running[program.name] = Running(program)
        self.register.write(self.running.values())
        return running

    def run(self, program: Program) -> None:
        """A program that does one thing and ends."""
        self.finish([self.start(program)])

    def finish(self, commands: Iterable[Running]) -> None:
        for running in commands:
            running.wait_until_done()
            del self.running[running.program.name]
        self.register.write(self.running.values())

    def watch(self) -> None:
        """Until an interrupt."""
        while True:
            self.look_after()
            time.sleep(WATCH_SECONDS)

    def look_after(self) -> None:
        for name, running in list(self.running.items()):
            if running.has_ended():
                self._revive(name, running)

    def _revive(self, name: str, ended: Running) -> None:
        failure = self.failures.get(name)
        if failure is None or failure.of is not ended:
            self.failures[name] = self._note(ended, failure)
        elif time.monotonic() >= failure.again_at:
            self.start(ended.program)

    def _note(self, ended: Running, previous: Failure | None) -> Failure:
        now = time.monotonic()
        is_repeated = previous is not None and now - ended.started_at < STEADY_SECONDS
        pause = min(previous.pause * 2, LONGEST_PAUSE) if previous and is_repeated else FIRST_PAUSE
        self.say(f"The {ended.program.name} has ended ({ended.process.returncode}) and is started again.")
        end_group(ended.process.pid)
        return Failure(of=ended, pause=pause, again_at=now + pause)

    def stop(self) -> None:
        """Whoever needs a service stops before it."""
        for group in self._groups():
            for running in group:
                running.ask_to_stop()
            for running in group:
                running.finish()
        self.running.clear()
        self.register.path.unlink(missing_ok=True)

    def _groups(self) -> list[list[Running]]:
        everyone = list(self.running.values())
        return [[running for running in everyone if running.program.is_service == kind] for kind in (False, True)]
