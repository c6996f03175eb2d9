"""How long and how much: processor time of this process and of its database, because the machine is seldom ours."""

import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Taken:
    """`database`: processor time of the server's process behind this connection, in steps of 10 ms."""

    wall: float
    cpu: float
    database: float = 0.0

    def __str__(self) -> str:
        beside = f" and {self.database * 1000:,.0f} ms of the database" if self.database else ""
        return f"{self.cpu * 1000:,.1f} ms of processor{beside}, {self.wall * 1000:,.1f} ms in all"

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(self.wall + other.wall, self.cpu + other.cpu, self.database + other.database)


def best(action: Callable[[], object], times: int = 3) -> Taken:
    """The least of several tries: the one that the rest of the machine disturbed least."""
    return min((once(action) for _ in range(times)), key=lambda taken: taken.cpu)


def best_in_turn(*actions: Callable[[], object], times: int) -> list[Taken]:
    """The best of each, tried in turn, so that a busy minute falls on all of them."""
    tries = [[once(action) for action in actions] for _ in range(times)]
    return [min(column, key=lambda taken: taken.cpu) for column in zip(*tries, strict=True)]


def once(action: Callable[[], object]) -> Taken:
    database = database_seconds()
    wall, cpu = time.perf_counter(), time.process_time()
    action()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Taken(wall, cpu, max(0.0, database_seconds() - database))


def each(action: Callable[[], object], times: int) -> Taken:
    """The mean of several tries, for what is shorter than the steps in which the database's time is told."""

    def all_of_them() -> None:
        for _ in range(times):
            action()

    taken = once(all_of_them)
    return Taken(taken.wall / times, taken.cpu / times, taken.database / times)


def database_seconds() -> float:
    """Of the server's process that serves us; 0 where it runs on another machine."""
    if connection.connection is None:
        return 0.0
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    try:
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    except (OSError, ValueError):
        return 0.0
    return (int(user) + int(system)) / TICKS


def peak_megabytes() -> float:
    """The most memory that this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
