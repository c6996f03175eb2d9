"""Which rule pack is in force."""

from initiatives.models import RulePack
from initiatives.rules import DEFAULT_PACK, Pack, read


def active() -> RulePack | None:
    return RulePack.objects.filter(is_active=True).first()


def pack() -> Pack:
    """The rules in force; the portal's default where the ministry has adopted none."""
    adopted = active()
    return read(adopted.content if adopted else DEFAULT_PACK)
