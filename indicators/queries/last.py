"""What this process has worked out or read last, as much of it as has room, safe for its threads."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Last(Generic[Kept]):
    """As many as weigh no more than `most` together; what nobody asked for the longest goes first."""

    def __init__(self, most: int) -> None:
        self.most, self.weight = most, 0
        self._kept: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._alone = Lock()

    def get(self, key: Hashable) -> Kept | None:
        with self._alone:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Hashable, one: Kept, weight: int = 1) -> None:
        """In the place of what had this key; what is heavier than all room is not kept."""
        with self._alone:
            self._drop(key)
            if weight > self.most:
                return
            self._kept[key] = (one, weight)
            self.weight += weight
            while self.weight > self.most:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        with self._alone:
            self._kept.clear()
            self.weight = 0

    def _drop(self, key: Hashable) -> None:
        if key in self._kept:
            self.weight -= self._kept.pop(key)[1]
