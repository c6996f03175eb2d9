"""What keeps a change of the managing organisation from the authorities, and who hands nothing in."""

import datetime as dt

import pytest

from initiatives.actions import succession as deeds
from initiatives.actions.governance import GovernanceRefused
from initiatives.models import Membership
from initiatives.queries.initiative import runner
from tests.factories import initiatives as made
from tests.factories.approval import acting_for, organisation, working_hours
from tests.factories.succession import proposed, terms

pytestmark = pytest.mark.django_db

TODAY = made.TODAY
DECIDED_ON = TODAY + dt.timedelta(days=4)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"manager_name": ""}, "Name the cluster manager."),
        ({"mandate": ""}, "The mandate document is not named."),
        ({"ends_on": DECIDED_ON + 9 * DAY}, "The term is over before the authorities have answered"),
    ],
)
def test_what_is_missing_is_named_before_the_authorities_are_asked(changed, missing):
    changing = proposed()
    to = terms(changing.appointment, **changed)
    deeds.change(appointment=changing.appointment, to=to, by=changing.case.manager, at=working_hours(1))
    changing.agree()
    with pytest.raises(GovernanceRefused, match=missing):
        changing.hand_in()


def test_a_successor_that_has_left_the_cluster_is_not_handed_in():
    changing = proposed().agree()
    left = {"left_at": working_hours(2), "left_by": changing.head}
    Membership.objects.filter(organisation=changing.successor).update(**left)
    with pytest.raises(GovernanceRefused, match="is no member any more"):
        changing.hand_in()


def test_a_term_that_was_over_before_the_decision_begins_no_office():
    changing = proposed(ends_on=TODAY + 40 * DAY).agree()
    changing.hand_in()
    changing.decide_all(at=working_hours(45))
    assert (changing.appointment.accepted_at, changing.appointment.ended_at) == (None, working_hours(45))
    assert runner(changing.initiative, on=TODAY + 45 * DAY) == changing.case.firm


def test_strangers_and_the_successor_hand_nothing_in():
    changing = proposed().agree()
    for person in (changing.head, acting_for(organisation("Other"))):
        with pytest.raises(GovernanceRefused, match="Only the people of"):
            deeds.hand_in(appointment=changing.appointment, by=person, at=working_hours(3))
