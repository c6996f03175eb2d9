"""From a checkout with packages to a running portal, and back: what ./run does."""

import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from socket import socket

from clusterportal.stack import dotenv, portal_programs, ports
from clusterportal.stack.broker import Broker
from clusterportal.stack.errors import StackError
from clusterportal.stack.page_files import PageFiles
from clusterportal.stack.postgres import Postgres
from clusterportal.stack.program import Program
from clusterportal.stack.register import Register
from clusterportal.stack.state import ROOT, State
from clusterportal.stack.supervisor import Supervisor

DEMO_ACCOUNTS = ("manager", "region", "region2", "ministry", "university", "firm", "statistician", "admin")
NO_SEED = "none"
TRUE = {"1", "true", "yes", "on"}
SAY_EVERY_SECONDS = 10


def say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 - this is the voice of ./run


def main() -> int:
    # Both by name: a shell that starts this in the background has the interrupt ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        state = State.of_this_checkout()
        with state.lock() as is_ours:
            if is_ours:
                return Portal(state).run()
        return _wait_for_other(state)
    except StackError as error:
        print(error, file=sys.stderr)  # noqa: T201
    except PermissionError as error:
        print(f"{error.filename} belongs to another account: run as that one, or move it away.", file=sys.stderr)  # noqa: T201
    except KeyboardInterrupt:
        return 0
    return 1


def _wait_for_other(state: State) -> int:
    """As long as that one prepares: a large seed takes many minutes. Where it gives up, this one takes its place."""
    begun = said = time.monotonic()
    while not state.url.exists():
        with state.lock() as is_ours:
            if is_ours:
                return Portal(state).run()
        if time.monotonic() >= said:
            say(f"Another ./run prepares this checkout, see .local/logs; waiting {said - begun:.0f} s …")
            said += SAY_EVERY_SECONDS
        time.sleep(0.2)
    say(f"The portal is running already: {state.url.read_text()}")
    return 0


class Portal:
    def __init__(self, state: State) -> None:
        self.state = state
        self.given: Mapping[str, str] = {**dotenv.read(ROOT / ".env"), **os.environ}
        self.port = ports.wanted(self.given.get("PORT", str(ports.FIRST)))
        self.supervisor = Supervisor(Register(state.processes), say=say)
        self.services: list[Postgres | Broker] = []

    def run(self) -> int:
        for name in self.supervisor.register.sweep():
            say(f"Stopped the {name} that an earlier run left behind.")
        self.state.forget_running()
        try:
            say("Preparing the database and the pages …")
            listener = self._prepare()
            self._start_worker()
            self._announce(listener.getsockname()[1])
            self.supervisor.watch()
        except KeyboardInterrupt:
            say("Stopping.")
        finally:
            self._stop()
        return 0

    def _prepare(self) -> socket:
        """Fill the database; on the other core the pages' files are compressed, then the web server starts."""
        self.state.keep_secrets()
        listener = self._listen()
        log = self._log("prepare")
        texts = self.supervisor.start(portal_programs.texts(log=log))
        files = PageFiles(stamp=self.state.folder / "page-files", log=log)
        collecting = [self.supervisor.start(program) for program in files.commands()]
        self._start_services(listener.getsockname()[1])
        self.supervisor.finish([texts])
        filling = self.supervisor.start(self._filling(log))
        self.supervisor.finish(collecting)
        files.keep()
        self.state.preparing.touch()
        self.supervisor.start(self._web(listener)).wait_until_ready()
        self.supervisor.finish([filling])
        self.state.preparing.unlink()
        return listener

    def _start_services(self, port: int) -> None:
        facts = {"DEMO": "1"}
        if "PORTAL_URL" not in self.given:
            # Links in letters of ./manage lead to where the portal really is, also where .env names another port.
            facts["PORTAL_URL"] = f"http://localhost:{port}"
        if "DATABASE_URL" not in self.given:
            self.services.append(Postgres(self.state.folder, log=self._log("database")))
            facts["DATABASE_URL"] = self.services[-1].url
        if "REDIS_URL" not in self.given:
            self.services.append(Broker(self.state.folder, log=self._log("broker")))
            facts["REDIS_URL"] = self.services[-1].url
        for running in [self.supervisor.start(service.program()) for service in self.services]:
            running.wait_until_ready()
        dotenv.write(self.state.services, facts)

    def _filling(self, log: Path) -> Program:
        """One process for tables and content, because each one imports the whole portal."""
        scale = self.given.get("SEED_SCALE", "demo")
        is_seeded = scale != NO_SEED and any(ROOT.glob("*/management/commands/seed.py"))
        words = ("seed", "--migrate", "--scale", scale) if is_seeded else ("migrate", "--verbosity", "0")
        # What a crash would lose of it, the next run fills in again.
        hasty = {} if "DATABASE_URL" in self.given else {"PGOPTIONS": "-c synchronous_commit=off"}
        return portal_programs.command(*words, log=log, environment=hasty)

    def _listen(self) -> socket:
        listener = ports.listen(self.port)
        if (port := listener.getsockname()[1]) != self.port:
            say(f"Port {self.port} is taken, so this is {port}.")
        # Links in letters lead to where the portal really is.
        os.environ["PORT"] = str(port)
        return listener

    def _web(self, listener: socket) -> Program:
        return portal_programs.web(listener=listener, log=self._log("web"), preparing=self.state.preparing)

    def _start_worker(self) -> None:
        self.supervisor.start(portal_programs.worker(log=self._log("worker")))
        self.supervisor.start(portal_programs.beat(log=self._log("beat")))

    def _announce(self, port: int) -> None:
        # A name and not a number, because passkeys are bound to names.
        url = f"http://localhost:{port}"
        self.state.url.write_text(url)
        say(f"\nThe portal is ready: {url}\n")
        if self.given.get("DEMO", "1").lower() in TRUE:
            say("Demo accounts, password demo-portal-2026:")
            say("  " + ", ".join(f"{name}@demo.kz" for name in DEMO_ACCOUNTS))
        say("Ctrl-C stops everything; what you enter stays.")

    def _stop(self) -> None:
        # Every wait below has an end, so a second Ctrl-C can only do harm.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        self.supervisor.stop()
        self.state.forget_running()
        for service in self.services:
            service.discard()

    def _log(self, name: str) -> Path:
        return self.state.logs / f"{name}.log"
