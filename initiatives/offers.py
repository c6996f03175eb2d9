"""What makes an offer meet a need: the same kind, and the same activity or one within the other. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

# Sections (C) and what is above them hold too much to say that two organisations mean the same.
SHORTEST = 2


@dataclass(frozen=True)
class Tie:
    """The two activities that bring an offer and a need together; the same one where they are equal."""

    mine: str
    theirs: str

    @property
    def is_same(self) -> bool:
        return self.mine == self.theirs

    @property
    def depth(self) -> int:
        """How much the two have in common, in digits."""
        return min(len(self.mine), len(self.theirs))


def ties(mine: str, theirs: str) -> bool:
    """Whoever works in 10.51 works in 10.5 as well; the letter of a section ties nothing."""
    if min(len(mine), len(theirs)) < SHORTEST:
        return False
    return mine.startswith(theirs) or theirs.startswith(mine)


def closest(mine: Iterable[str], theirs: Iterable[str]) -> Tie | None:
    """The pair that says most, or nothing where no two activities touch."""
    others = sorted(set(theirs))
    found = [Tie(one, other) for one in sorted(set(mine)) for other in others if ties(one, other)]
    return max(found, key=lambda tie: (tie.depth, tie.is_same), default=None)


def above(code: str) -> list[str]:
    """The wider activities that a code lies in, down to the two digits of a division."""
    return [code[:length] for length in range(SHORTEST, len(code))]
