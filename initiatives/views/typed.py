"""Numbers and texts that come with a page without a form that checks them."""

# What fits every column of the database that a hidden field speaks of.
DIGITS = 9


def number(text: str) -> int:
    """0, which numbers nothing, for whatever is no number of ours."""
    return int(text) if len(text) <= DIGITS and text.isascii() and text.isdecimal() else 0


def plain(text: str) -> str:
    """The database keeps any character but one."""
    return text.replace("\0", "")
