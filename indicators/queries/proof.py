"""The proofs, run against what is installed here."""

from indicators import proofs
from indicators.queries import classification, definition


def run() -> list[proofs.Proved]:
    known = definition.definitions()
    in_force = {one.code: one.expression for one in known.all() if one.recipe is None}
    installed = proofs.Installed(known.book.codes, classification.lexicon(), in_force)
    return [proofs.proved(one, installed) for one in proofs.pack()]
