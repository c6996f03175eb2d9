from django.utils.translation import override

from clusterportal.templatetags import wording
from indicators.shown import texts


def test_a_number_with_more_digits_than_decimals_keep_is_written_and_breaks_no_page():
    with override("en"):
        assert texts.number(2e30) == wording.number(2e30) == "2," + ",".join(["000"] * 10)
        assert texts.number(-1e300, 2) == "−1.00e+300"
