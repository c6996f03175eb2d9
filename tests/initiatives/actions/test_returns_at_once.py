"""A return that is sent while its year is closed, and two colleagues who send at the same moment."""

import pytest

from indicators.models import Observation
from initiatives.models import Campaign, Return
from initiatives.queries import cluster_figures
from tests.factories import returns as made
from tests.factories.approval import acting_for
from tests.factories.returns import HOUR, LATER
from tests.initiatives.actions.test_membership_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_time", range(3))
def test_what_is_published_is_what_stood_at_its_moment(_time):
    cluster = made.cluster(members=6)
    opened = cluster.open()
    *others, last = cluster.requests(opened)
    for request in others:
        cluster.send(request, turnover=100)
    moment = LATER + HOUR
    results = at_once(
        lambda: cluster.send(last, turnover=70, at=moment),
        lambda: cluster.send(others[0], turnover=130, at=moment),
        lambda: cluster.close(opened, at=moment),
    )
    assert [result for result in results if isinstance(result, Exception)] == []
    (year,) = cluster_figures.answers([Campaign.objects.get(pk=opened.pk)])
    published = Observation.objects.current().get(measure__code="members_turnover").value
    assert sum(year.given["turnover"].values()) == published
    assert published in (500, 530, 570, 600)


def test_two_colleagues_who_send_at_the_same_moment_are_both_kept_and_one_counts():
    cluster = made.cluster(members=2)
    first, _second = cluster.requests(cluster.open())
    colleague = acting_for(first.organisation, signs=False)
    twin = made.Cluster(cluster.initiative, cluster.manager, cluster.officials, {first.organisation_id: colleague})
    at_once(lambda: cluster.send(first, turnover=100), lambda: twin.send(first, turnover=200))
    rows = Return.objects.order_by("recorded_at").values_list("recorded_at", "superseded_at")
    (begun, ended), (begun_again, open_end) = rows
    assert (ended, open_end) == (begun_again, None)
    assert begun < begun_again
