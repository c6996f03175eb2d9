"""What the command answers where it has nothing to print: one sentence that says what is wrong."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.indicators.official import official  # noqa: F401 pytest finds it by its name

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official")]


def printed(**asked):
    told = io.StringIO()
    call_command("figure", stdout=told, **{"period": "2022", "indicator": "location_quotient"} | asked)
    return told.getvalue().splitlines()


REFUSED = (
    ({"subject": "KZ-23:B", "measure": "nope"}, "No measure nope."),
    ({"subject": "KZ-23", "indicator": "grp_growth", "measure": "jobs"}, "grp_growth takes no measure."),
    ({"subject": "KZ-23:B", "as_of": "2001-01-01"}, "No indicator location_quotient was in force as of 2001-01-01"),
    ({"subject": "initiative:999"}, "No subject initiative:999."),
    ({"subject": "KZ-23:B", "period": "2022-13"}, "2022-13 is no period"),
)


@pytest.mark.parametrize(("asked", "sentence"), REFUSED)
def test_what_cannot_be_answered_is_refused_in_one_sentence(asked, sentence):
    with pytest.raises(CommandError) as refused:
        printed(**asked)
    assert str(refused.value).startswith(sentence)


def test_an_activity_is_taken_with_and_without_its_dot():
    (_, dotted), (_, plain) = printed(subject="KZ-39:01.11"), printed(subject="KZ-39:0111")
    assert dotted == plain
    assert dotted.startswith("KZ-39:A,location_quotient,2022,")
