"""Which indicator is computed from which."""

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter


class Cycle(ValueError):
    """Indicators that are computed from each other; `codes` begins and ends with the same one."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(" → ".join(codes))
        self.codes = codes


def computing_order(inputs: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Codes in an order in which each comes after all that it is computed from; alike for alike inputs."""
    sorter = TopologicalSorter({code: sorted(inputs[code]) for code in sorted(inputs)})
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        # graphlib names each code before the one that needs it; people read it the other way round
        raise Cycle(tuple(reversed(error.args[1]))) from None


def downstream(changed: Collection[str], inputs: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Every code that depends, directly or not, on one of `changed`."""
    reached = set(changed)
    for code in computing_order(inputs):
        if reached & set(inputs.get(code, ())):
            reached.add(code)
    return frozenset(reached - set(changed))
