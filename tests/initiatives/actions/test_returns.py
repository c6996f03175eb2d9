import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from initiatives.actions import returns
from initiatives.models import Membership, Return, ReturnDraft, ReturnPart
from initiatives.queries import returns as queries
from tests.factories import returns as made
from tests.factories.approval import acting_for
from tests.factories.returns import HOUR, LATER, MONDAY, PLAIN, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return made.cluster(members=2)


@pytest.fixture
def asked(cluster):
    return cluster.requests(cluster.open())[0]


def rows():
    found = Return.objects.order_by("recorded_at")
    return list(found.values_list("turnover", "recorded_at", "superseded_at"))


def test_a_return_keeps_what_is_missing_apart_from_what_is_zero(cluster, asked):
    sent = cluster.send(asked, exports=0, rnd=None)
    sent.refresh_from_db()
    assert (sent.exports, sent.rnd, sent.investment) == (0, None, None)
    (event,) = AuditEvent.objects.filter(verb="return.sent")
    assert event.details == {"organisation": str(asked.organisation), "year": YEAR, "initiative": "Esil Dairy"}


def test_a_second_return_supersedes_the_first_without_a_gap(cluster, asked):
    cluster.send(asked, turnover=100)
    cluster.send(asked, turnover=120, at=LATER + HOUR)
    assert rows() == [(100, LATER, LATER + HOUR), (120, LATER + HOUR, None)]
    assert [one.turnover for one in Return.objects.as_of(LATER)] == [100]
    assert [one.turnover for one in Return.objects.as_of(LATER + HOUR)] == [120]


def test_the_same_answers_again_change_nothing(cluster, asked):
    first = cluster.send(asked, turnover=100)
    assert cluster.send(asked, turnover=100, at=LATER + HOUR) == first
    assert len(rows()) == 1


def test_doubts_come_all_at_once_and_warnings_can_be_confirmed(cluster, asked):
    by = cluster.editors[asked.organisation_id]
    told = {"jobs": Decimal(0), "turnover": Decimal(10), "value_added": Decimal(12), "exports": Decimal(11)}
    sent = {"request": asked, "answers": told, "by": by, "at": LATER}
    with pytest.raises(returns.ReturnDoubted) as doubted:
        returns.send(**sent)
    codes = [problem.code for problem in doubted.value.problems]
    assert codes == ["part:exports", "above:value_added", "zero:jobs"]
    with pytest.raises(returns.ReturnDoubted) as doubted:
        returns.send(**sent, confirmed=codes)
    assert [problem.code for problem in doubted.value.problems] == ["part:exports"]
    told["exports"] = Decimal(1)
    assert returns.send(**sent, confirmed=codes[1:]).confirmed == sorted(codes[1:])


def test_only_who_edits_for_the_member_sends(cluster, asked):
    viewer = acting_for(asked.organisation, role="viewer", signs=False)
    for person in (viewer, cluster.manager):
        with pytest.raises(returns.ReturnRefused, match="Only who edits for"):
            returns.send(request=asked, answers=PLAIN, by=person, at=LATER)
    assert rows() == []


def test_what_is_typed_is_kept_in_every_state_and_gone_once_it_is_sent(cluster, asked):
    by = cluster.editors[asked.organisation_id]
    for revision, text in enumerate(("1", "12", "twelve")):
        kept = returns.keep(request=asked, content={"jobs": text}, seen_revision=revision, by=by, at=MONDAY)
    again = returns.keep(request=asked, content={"jobs": "twelve"}, seen_revision=0, by=by, at=LATER)
    assert (again, kept.revision) == (kept, 3)
    assert [one.content["jobs"] for one in ReturnDraft.objects.all()] == ["twelve", "12", "1"]
    cluster.send(asked)
    assert not ReturnDraft.objects.exists()


def test_two_colleagues_never_write_over_each_other(cluster, asked):
    by = cluster.editors[asked.organisation_id]
    colleague = acting_for(asked.organisation, name="Colleague", signs=False)
    returns.keep(request=asked, content={"jobs": "1"}, seen_revision=0, by=by, at=MONDAY)
    with pytest.raises(returns.DraftConflict, match="wrote in this return at 10:00"):
        returns.keep(request=asked, content={"jobs": "2"}, seen_revision=0, by=colleague, at=LATER)
    kept = returns.keep(request=asked, content={"jobs": "2"}, seen_revision=1, by=colleague, at=LATER)
    assert (kept.revision, kept.content) == (2, {"jobs": "2"})


def test_the_form_begins_with_last_years_answers(cluster):
    before = cluster.open(YEAR - 1)
    cluster.send(cluster.requests(before)[0], turnover=77, purchases=9, purchases_from_members=3)
    now = cluster.requests(cluster.open())[0]
    found = queries.form(now)
    assert found.is_from_last_year
    assert {key: found.prefilled[key] for key in ("turnover", "purchases_from_members", "rnd")} == {
        "turnover": 77,
        "purchases_from_members": 3,
        "rnd": None,
    }


def test_a_firm_of_two_clusters_fills_in_once_and_gives_each_its_share(cluster, asked):
    other = made.another(cluster, name="Esil Grain")
    firm = asked.organisation
    made.made.member(other.initiative, by=other.manager, organisation=firm)
    other.editors[firm.pk] = cluster.editors[firm.pk]
    second = other.requests(other.open())[0]

    cluster.send(asked, share=60, turnover=100, purchases=10, purchases_from_members=4)
    assert queries.form(second).prefilled["turnover"] == 100
    with pytest.raises(returns.ReturnRefused, match=r"“Esil Dairy” 60 %, so at most 40 % are left"):
        other.send(second, share=50, turnover=100)
    other.send(second, share=40, turnover=110, at=LATER + HOUR)

    assert Return.objects.current().count() == 1
    parts = ReturnPart.objects.filter(source__superseded_at=None).order_by("pk")
    assert [(part.request_id, part.share, part.source.turnover, part.purchases_from_members) for part in parts] == [
        (asked.pk, 60, 110, 4),
        (second.pk, 40, 110, None),
    ]
    assert Membership.objects.committed().filter(organisation=firm).count() == 2


def test_the_database_refuses_what_no_return_may_say(cluster, asked):
    sent = cluster.send(asked)
    wrong = (
        {"pk": None, "recorded_at": LATER + HOUR},
        {"turnover": -1},
        {"superseded_at": sent.recorded_at - dt.timedelta(days=1)},
    )
    for change in wrong:
        fresh = Return.objects.get(pk=sent.pk)
        for name, value in change.items():
            setattr(fresh, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            fresh.save(force_insert=fresh.pk is None)
    fresh = Return.objects.get(pk=sent.pk)
    fresh.value_added = -5
    fresh.save()


def test_answers_that_count_in_published_sums_change_with_a_reason_that_is_kept():
    cluster = made.cluster(members=5)
    campaign = cluster.open()
    cluster.send_all(campaign, [10, 20, 30, 20, 10])
    closed = cluster.close(campaign)
    first = cluster.requests(campaign)[0]
    by = cluster.editors[first.organisation_id]
    changed = {"answers": PLAIN | {"turnover": Decimal(12)}, "by": by, "at": closed.disclosed_at + HOUR}
    confirmed = {"same:all", "size:jobs", "unit:turnover", "above:value_added", "above:wages", "jump:turnover"}
    with pytest.raises(returns.ReturnRefused, match="published sums") as refused:
        returns.send(request=first, **changed, confirmed=confirmed, reason="  ")
    assert refused.value.field == "reason"
    sent = returns.send(request=first, **changed, confirmed=confirmed, reason=" The audit\nfound more ")
    assert [(part.source.turnover, part.source.reason) for part in queries.history(first)] == [
        (12, "The audit found more"),
        (10, ""),
    ]
    assert Return.objects.as_of(closed.disclosed_at).get(organisation=first.organisation_id).turnover == 10
    assert queries.collection(closed).changed_since == 1
    assert sent.recorded_at > closed.disclosed_at


def test_before_anything_is_published_no_reason_is_asked_for(cluster, asked):
    cluster.send(asked, turnover=100)
    sent = cluster.send(asked, turnover=110, at=LATER + HOUR)
    assert sent.reason == ""
