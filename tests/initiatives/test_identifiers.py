import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from initiatives import identifiers
from initiatives.identifiers import Fault

eleven_digits = st.text("0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("941240000193", None),
        ("941240000194", Fault.CHECK_DIGIT),
        ("941240000505", None),  # its first sum leaves ten, the second weights decide
        *((f"94124000058{last}", Fault.CHECK_DIGIT) for last in "0123456789"),  # both sums leave ten
        ("000000000000", Fault.CHECK_DIGIT),
        ("94124000019", Fault.LENGTH),
        ("9412400001931", Fault.LENGTH),
        ("94124000019X", Fault.DIGITS),
        ("٩٤١٢٤٠٠٠٠١٩٣", Fault.DIGITS),
        ("", Fault.DIGITS),
    ],
)
def test_a_number_is_right_or_says_what_is_wrong(number, expected):
    assert identifiers.fault(number) == expected


@given(eleven_digits)
def test_at_most_one_last_digit_fits_eleven_digits(first):
    assume(set(first) != {"0"})
    fitting = [last for last in "0123456789" if identifiers.fault(first + last) is None]
    expected = identifiers.check_digit(first)
    assert fitting == ([] if expected is None else [str(expected)])


@given(eleven_digits, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_among_the_first_eleven_changes_the_first_sum(first, place, change):
    weights = identifiers.FIRST_WEIGHTS
    wrong = first[:place] + str((int(first[place]) + change) % 10) + first[place + 1 :]

    def rest(digits):
        return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11

    assert (rest(first) == rest(wrong)) == (weights[place] % 11 == 0)


def test_spaces_and_hyphens_in_a_number_do_not_matter():
    assert identifiers.cleaned(" 9412 4000\u00a00193 ") == "941240000193"


def test_of_a_persons_number_the_last_two_digits_are_shown():
    assert identifiers.masked("941240000193") == "••••••••••93"
