"""Numbers whose check digit fits, for organisations that nobody knows."""

from initiatives import identifiers


def bin_number(serial: int) -> str:
    """The first sound number of twelve digits at or after `serial`."""
    return next(text for number in range(serial, serial + 1000) if not identifiers.fault(text := f"{number:012d}"))
