import pytest

from indicators import period as periods
from indicators.queries import figure as figures


def value(subject, indicator, period, **asked):
    (found,) = figures.figures(subject, [indicator], [periods.parse(period)], **asked)
    return found.value, str(found.status)


@pytest.mark.django_db
@pytest.mark.usefixtures("official")
@pytest.mark.parametrize(
    ("subject", "indicator", "period", "expected", "digits"),
    [
        ("KZ-23", "grp_growth", "2022", 0.29149, 5),
        ("KZ-23", "grp_lead", "2022", 0.05547, 5),
        ("KZ-23", "grp_lead_real", "2022", -0.016, 6),
        ("KZ-23", "grp_share", "2022", 0.13227, 5),
        ("KZ-23:B", "location_quotient", "2022", 3.42151, 5),
        ("KZ-23:B", "location_quotient", "2012", 2.98433, 5),
        ("KZ:C", "sector_lead", "2022", -0.01675, 5),
        ("KZ:C", "sector_lead_gva", "2022", 0.00090, 5),
        ("KZ-35:C", "cluster_lead", "2022", 0.02128, 5),
        ("KZ-35:C", "share_in_grp", "2022", 0.36609, 5),
        ("KZ-39:A", "location_quotient", "2024", 2.41, 2),
    ],
)
def test_published_answers_are_reached(subject, indicator, period, expected, digits):
    found, status = value(subject, indicator, period)
    assert (round(found, digits), status) == (expected, "ok")
