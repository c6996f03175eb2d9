"""Small published examples and what this installation answers to them."""

from .pack import Answer, Asked, Installed, NotRun, Proof, Proved, pack
from .run import proved

__all__ = ["Answer", "Asked", "Installed", "NotRun", "Proof", "Proved", "pack", "proved"]
