"""What one page asks the database only once: which codes and which formulas are in force."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
# Of the running request alone: another thread and the next request begin with nothing, so nothing held grows old.
_held: ContextVar[dict[Hashable, Any] | None] = ContextVar("held", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Inside, each question is asked once. Only for what changes nothing: who writes must see what he wrote."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def know(question: Hashable, answer: object) -> None:
    """For this look the answer is at hand, so that nobody asks for it."""
    held = _held.get()
    if held is not None:
        held[question] = answer


def once(question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer of this look; outside of one it is asked for each time, as workers and deeds need it."""
    held = _held.get()
    if held is None:
        return ask()
    if question not in held:
        held[question] = ask()
    answer: Answer = held[question]
    return answer
