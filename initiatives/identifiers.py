"""The 12-digit numbers of Kazakhstan, checked offline: BIN of an organisation, IIN of a person."""

import re
from enum import StrEnum

DIGITS = 12
FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
SPACES = re.compile(r"[\s\u00a0\u2009\u202f-]")


class Fault(StrEnum):
    """What is wrong with a number."""

    LENGTH = "length"
    DIGITS = "digits"
    CHECK_DIGIT = "check_digit"


def cleaned(text: str) -> str:
    """The number without the spaces and hyphens that people write into it."""
    return SPACES.sub("", text)


def check_digit(first_eleven: str) -> int | None:
    """The twelfth digit, or None where no number with these eleven digits is given out."""
    for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
        rest = sum(int(digit) * weight for digit, weight in zip(first_eleven, weights, strict=True)) % 11
        if rest < 10:  # noqa: PLR2004 a rest of ten has no digit
            return rest
    return None


def fault(number: str) -> Fault | None:
    """What is wrong with a cleaned number, or None where its check digit fits."""
    if not (number.isascii() and number.isdigit()):
        return Fault.DIGITS
    if len(number) != DIGITS:
        return Fault.LENGTH
    # Twelve zeros have the check digit too, and are what people type who have no number at hand.
    is_given_out = number != "0" * DIGITS and check_digit(number[:-1]) == int(number[-1])
    return None if is_given_out else Fault.CHECK_DIGIT


def masked(number: str) -> str:
    """What may be shown of a person's number: its last two digits."""
    return "•" * (len(number) - 2) + number[-2:]
