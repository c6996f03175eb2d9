import datetime as dt

import pytest

from accounts.models import Notice
from indicators.models import Observation, Release
from initiatives.actions import campaign as campaigns
from initiatives.actions import membership
from initiatives.models import Campaign, Organisation
from initiatives.queries import returns as queries
from tests.factories import returns as made
from tests.factories.returns import DUE, HOUR, LATER, MONDAY, YEAR

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def cluster():
    return made.cluster(members=6)


def told(kind):
    return Notice.objects.filter(kind=kind).count()


def published(measure="members_turnover"):
    found = Observation.objects.current().filter(measure__code=measure).select_related("region", "activity")
    return [(one.region.code, one.activity.code, one.period, one.value, one.status) for one in found]


def test_opening_asks_every_member_but_authorities_once(cluster):
    cluster.join("Akimat of the district", kind=Organisation.Kind.MUNICIPAL_AUTHORITY)
    opened = cluster.open()
    assert cluster.open() == opened
    assert (opened.requests.count(), told("return_asked")) == (6, 6)


@pytest.mark.parametrize(
    ("year", "due_on", "why"),
    [
        (YEAR + 1, DUE, "a year that is over"),
        (YEAR - 11, DUE, "a year that is over"),
        (YEAR, MONDAY.date(), "at least three days"),
        (YEAR, MONDAY.date() + dt.timedelta(days=300), "at least three days"),
    ],
)
def test_a_campaign_is_about_a_year_that_is_over_and_leaves_time(cluster, year, due_on, why):
    with pytest.raises(campaigns.CampaignRefused, match=why):
        cluster.open(year, due_on=due_on)


def test_only_who_runs_a_registered_initiative_collects(cluster):
    opened = cluster.open()
    editor = next(iter(cluster.editors.values()))
    deeds = (
        lambda: campaigns.open(initiative=cluster.initiative, year=YEAR - 1, due_on=DUE, by=editor, at=MONDAY),
        lambda: campaigns.remind(campaign=opened, by=editor, at=MONDAY),
        lambda: campaigns.close(campaign=opened, by=editor, at=MONDAY),
    )
    for deed in deeds:
        with pytest.raises(campaigns.CampaignRefused, match="Returns are collected by Firm of Esil Dairy"):
            deed()


def test_who_has_not_sent_is_reminded_once_a_day_and_new_members_are_asked(cluster):
    opened = cluster.open()
    first, second, *_others = cluster.requests(opened)
    cluster.send(first)
    cluster.join()
    by = cluster.manager
    assert campaigns.remind(campaign=opened, request=second, by=by, at=LATER) == 1
    assert campaigns.remind(campaign=opened, by=by, at=LATER) == 5
    assert campaigns.remind(campaign=opened, by=by, at=LATER + HOUR) == 0
    assert (told("return_asked"), told("return_reminder")) == (7, 6)
    assert campaigns.remind(campaign=opened, by=by, at=LATER + DAY) == 6


def test_the_daily_bell_reminds_before_the_due_date_and_tells_the_manager_after_it(cluster):
    cluster.open()
    due = MONDAY + dt.timedelta(days=28)
    counts = [campaigns.remind_all(at=due + days * DAY) for days in (-8, -7, -7, -1, 0, 1, 1)]
    assert counts == [0, 6, 0, 6, 6, 0, 0]
    assert (told("return_reminder"), told("returns_due")) == (18, 1)


def test_a_member_that_left_is_not_waited_for(cluster):
    opened = cluster.open()
    leaving = cluster.requests(opened)[0]
    membership.leave(membership=leaving.membership, by=cluster.editors[leaving.organisation_id], at=LATER)
    found = queries.collection(opened)
    assert (found.sent, found.asked) == (0, 5)


def test_closing_publishes_the_sums_that_may_be_shown_through_the_one_gate(cluster):
    opened = cluster.open()
    cluster.send_all(opened, [10, 20, 30, 40, 50])
    closed = cluster.close(opened)
    assert closed.disclosed_at == LATER + HOUR
    assert published() == [(f"initiative:{cluster.initiative.pk}", "_T", str(YEAR), 150, "ok")]
    assert published("members_rnd")[0][3:] == (None, "suppressed")
    release = Release.objects.get(source__code="members_returns")
    line = release.file.read().decode().splitlines()[2]
    assert line == f"members_turnover,initiative:{cluster.initiative.pk},{YEAR},150.0,mln KZT,ok,5"
    assert (release.state, Observation.objects.get(measure__code="members_turnover").line) == ("published", 3)


def test_four_returns_are_withheld_and_so_is_one_in_front(cluster):
    opened = cluster.open()
    cluster.send_all(opened, [10, 20, 30, 40])
    cluster.close(opened)
    assert published()[0][3:] == (None, "suppressed")


def test_no_closing_without_a_return(cluster):
    opened = cluster.open()
    with pytest.raises(campaigns.CampaignRefused, match="No member has sent"):
        cluster.close(opened)
    assert Campaign.objects.get().is_open


def test_one_late_return_does_not_count_alone_because_the_difference_would_tell_it(cluster):
    for _number in range(2):
        cluster.join()
    opened = cluster.open()
    cluster.send_all(opened, [10, 20, 30, 40, 50])
    cluster.close(opened)
    late = cluster.requests(opened)[5:]
    cluster.send(late[0], at=LATER + 2 * HOUR, turnover=60)
    with pytest.raises(campaigns.CampaignRefused, match="new sums wait until at least 3 have changed"):
        cluster.close(opened, at=LATER + 3 * HOUR)
    assert published()[0][3] == 150
    for request in late[1:]:
        cluster.send(request, at=LATER + 2 * HOUR, turnover=60)
    opened.refresh_from_db()
    assert queries.collection(opened).changed_since == 3
    cluster.close(opened, at=LATER + 4 * HOUR)
    assert published()[0][3] == 330
    assert Observation.objects.filter(measure__code="members_turnover").count() == 2


def test_closing_again_with_nothing_new_changes_nothing(cluster):
    opened = cluster.open()
    cluster.send_all(opened, [10, 20, 30, 40, 50])
    cluster.close(opened)
    assert cluster.close(opened, at=LATER + 5 * HOUR).disclosed_at == LATER + HOUR
    assert Release.objects.filter(source__code="members_returns").count() == 1
