"""How long and how much: processor time of this process, because the machine is seldom ours alone."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.cpu * 1000:,.1f} ms of processor, {self.wall * 1000:,.1f} ms in all"


def best(action: Callable[[], object], times: int = 3) -> Taken:
    """The least of several tries: the one that the rest of the machine disturbed least."""
    return min((once(action) for _ in range(times)), key=lambda taken: taken.cpu)


def best_in_turn(*actions: Callable[[], object], times: int) -> list[Taken]:
    """The best of each, tried in turn, so that a busy minute falls on all of them."""
    tries = [[once(action) for action in actions] for _ in range(times)]
    return [min(column, key=lambda taken: taken.cpu) for column in zip(*tries, strict=True)]


def once(action: Callable[[], object]) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    action()
    return Taken(time.perf_counter() - wall, time.process_time() - cpu)


def peak_megabytes() -> float:
    """The most memory that this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
