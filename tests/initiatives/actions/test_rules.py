import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts import notices
from accounts.guards import Refused as NotThisPerson
from accounts.models import AuditEvent, Notice
from initiatives.actions import rules
from initiatives.actions.rules import RulesConflict, RulesRefused
from initiatives.lifecycle import Need
from initiatives.models import Representative, RulePack
from initiatives.permissions import approval as permissions
from initiatives.queries.lifecycle import gates
from initiatives.queries.rule_simulation import simulate
from initiatives.queries.rules import in_force, pack
from initiatives.rules import DEFAULT_PACK, read, write
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, SINCE, acting_for, authority, handed_in, working_hours

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TODAY = MONDAY.date()


@pytest.fixture
def ministry():
    return acting_for(authority("Ministry of Industry", None), name="Signatory of the ministry")


@pytest.fixture
def standing():
    return rules.adopt_default(at=SINCE)


def content(**changes):
    return write(read(DEFAULT_PACK)) | changes


def members(count):
    gate = {"need": "members", "threshold": str(count), "article": "Article 7"}
    return content(gates=[gate])


def drafted(standing, by, told=None):
    made = rules.draft(of=standing, by=by, at=MONDAY)
    return rules.save(
        pack=made, name="Stricter", content=told or members(20), seen_revision=made.revision, by=by, at=MONDAY
    )


def bring(draft, by, *, on=TODAY, at=MONDAY):
    return rules.bring_in_force(pack=draft, starts_on=on, seen_revision=draft.revision, by=by, at=at)


def days(one):
    one.refresh_from_db()
    return one.valid and (one.valid.lower, one.valid.upper)


def test_a_draft_is_a_copy_and_drafting_twice_is_drafting_once(ministry, standing):
    first, again = (rules.draft(of=standing, by=ministry, at=MONDAY) for _each in range(2))
    assert (first.pk, first.version, first.content, first.valid) == (again.pk, 2, standing.content, None)


def test_a_version_comes_in_force_on_its_day_and_ends_the_one_before_it(ministry, standing):
    draft = bring(drafted(standing, ministry), ministry, on=TODAY + 5 * DAY)
    assert (days(standing), days(draft)) == ((SINCE.date(), TODAY + 5 * DAY), (TODAY + 5 * DAY, None))
    assert [in_force(TODAY + offset * DAY) for offset in (0, 4, 5)] == [standing, standing, draft]
    assert AuditEvent.objects.filter(verb="rules.brought_in_force", actor_number=ministry.pk).count() == 1


def test_rules_never_come_in_force_backwards_nor_over_a_later_version(ministry, standing):
    draft, other = drafted(standing, ministry), drafted(standing, ministry, members(30))
    with pytest.raises(RulesRefused, match="do not come in force backwards"):
        bring(draft, ministry, on=TODAY - DAY)
    bring(draft, ministry, on=TODAY + 5 * DAY)
    with pytest.raises(RulesRefused, match="comes in force on"):
        bring(other, ministry, on=TODAY + 2 * DAY)
    with pytest.raises(RulesRefused, match="has its first day already"):
        bring(draft, ministry, on=TODAY + 9 * DAY)
    bring(other, ministry, on=TODAY + 7 * DAY)
    assert days(draft) == (TODAY + 5 * DAY, TODAY + 7 * DAY)


def test_a_version_that_is_taken_back_before_its_day_leaves_the_one_before_it_in_force(ministry, standing):
    draft = bring(drafted(standing, ministry), ministry, on=TODAY + 5 * DAY)
    with pytest.raises(RulesRefused, match="not in force yet"):
        rules.take_back(pack=draft, by=ministry, at=MONDAY + 6 * DAY)
    rules.take_back(pack=draft, by=ministry, at=MONDAY)
    assert (days(standing), days(draft)) == ((SINCE.date(), None), None)


def test_the_database_lets_no_two_packs_be_in_force_on_a_day(standing):
    with pytest.raises(IntegrityError), transaction.atomic():
        RulePack.objects.create(code="x", version=1, name="X", content={}, valid=(TODAY, TODAY + DAY))


def test_only_the_ministry_writes_and_only_its_signatory_brings_in_force(ministry, standing):
    body = Representative.objects.get(user=ministry).organisation
    clerk, stranger = acting_for(body, signs=False), acting_for(authority("Akimat", None, capacity="advises"))
    with pytest.raises(NotThisPerson, match="Only the ministry"):
        rules.draft(of=standing, by=stranger, at=MONDAY)
    draft = drafted(standing, clerk)
    with pytest.raises(NotThisPerson, match="Only a signatory of the ministry"):
        bring(draft, clerk)
    assert bring(draft, ministry).valid.lower == TODAY


def test_who_saves_second_is_told_and_sees_what_stands(ministry, standing):
    body = Representative.objects.get(user=ministry).organisation
    colleague = acting_for(body, name="Colleague")
    draft = rules.draft(of=standing, by=ministry, at=MONDAY)
    saved = rules.save(pack=draft, name="A", content=members(20), seen_revision=1, by=colleague, at=MONDAY)
    with pytest.raises(RulesConflict, match="Colleague saved this draft") as conflict:
        rules.save(pack=draft, name="B", content=members(30), seen_revision=1, by=ministry, at=MONDAY)
    assert conflict.value.theirs.content == members(20)
    again = rules.save(pack=draft, name="B", content=members(30), seen_revision=saved.revision, by=ministry, at=MONDAY)
    assert (again.revision, again.content) == (3, members(30))


def test_a_draft_that_was_changed_meanwhile_is_not_brought_in_force(ministry, standing):
    draft = drafted(standing, ministry)
    rules.save(pack=draft, name="C", content=members(30), seen_revision=2, by=ministry, at=MONDAY)
    with pytest.raises(RulesConflict):
        bring(draft, ministry)
    assert in_force(TODAY) == standing


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"hearing_days": 2}, "at least three working days"),
        ({"decision_days": 90}, "From 3 to 60"),
        ({"object_days": 20}, "Not longer than the limit"),
        ({"gates": [{"need": "members", "threshold": "2.5"}]}, "A whole number"),
        ({"gates": [{"need": "vision", "threshold": "0"}]}, "asked or not"),
        ({"disclosure": {"at_least": 2}}, "each could work out the other"),
        ({"coordination": {"other_days": 1}}, "Not sooner"),
    ],
)
def test_a_value_out_of_its_range_is_refused_with_the_reason(ministry, standing, told, why):
    with pytest.raises(RulesRefused, match=why):
        drafted(standing, ministry, content(**told))


def test_what_is_in_force_is_not_changed_any_more(ministry, standing):
    with pytest.raises(RulesRefused, match="draft the next one"):
        rules.save(pack=standing, name="X", content=members(1), seen_revision=1, by=ministry, at=MONDAY)
    with pytest.raises(RulesRefused, match="draft the next one"):
        rules.drop(pack=standing, by=ministry, at=MONDAY)


def test_the_order_waits_until_a_person_has_loaded_its_text(ministry, standing):
    order = RulePack.objects.get(code="order-367")
    assert (order.valid, order.needs_text, order.text) == (None, True, "")
    with pytest.raises(RulesRefused, match="has not been loaded"):
        bring(order, ministry)
    with pytest.raises(RulesRefused, match="waits for its text"):
        rules.drop(pack=order, by=ministry, at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        RulePack.objects.filter(pk=order.pk).update(valid=(SINCE.date() - 9 * DAY, SINCE.date()))
    loaded = rules.save(
        pack=order, name=order.name, content=members(20), text="1. …", seen_revision=1, by=ministry, at=MONDAY
    )
    assert bring(loaded, ministry, on=TODAY + DAY).state(TODAY + DAY) == "in_force"


def test_a_round_keeps_its_rules_and_a_draft_sees_the_new_needs_from_their_day():
    handed = handed_in()
    ministry, before = handed.officials["KZ"], handed.round.rule_pack
    draft = rules.draft(of=before, by=ministry, at=MONDAY)
    told = content(
        gates=[{"need": "members", "threshold": "2", "article": "Article 7"}], decision_days=5, object_days=5
    )
    rules.save(pack=draft, name="New", content=told, seen_revision=1, by=ministry, at=MONDAY)
    draft.refresh_from_db()
    bring(draft, ministry, on=TODAY + 3 * DAY)
    assert handed.fresh().rule_pack == before
    nascent, _manager, _firm = made.draft(name="Nascent")
    seen = [[gate.need for gate in gates(nascent, on=TODAY + offset * DAY)] for offset in (2, 3)]
    assert seen == [[], [Need.MEMBERS]]
    for code in ("KZ-61", "KZ-43", "KZ"):
        handed.decide(code, at=working_hours(4))
    assert handed.fresh().outcome == "registered"
    assert handed.round.rule_pack == before


def test_a_simulation_names_who_would_fail_and_who_would_pass(standing):
    ready, _head = made.ready(name="Ready")
    made.draft(name="Bare")
    after = read(members(16))
    found = simulate(before=read(standing.content), after=after, on=TODAY)
    by_need = {each.need: (each.passed_before, each.passed_after, each.lost, each.gained) for each in found.needs}
    assert by_need[Need.MEMBERS] == (1, 0, 1, 0)
    assert by_need[Need.LEADERS] == (1, 2, 0, 1)
    assert [(str(flip.initiative), [gate.need for gate in flip.lost]) for flip in found.flips] == [
        ("Ready", [Need.MEMBERS]),
        ("Bare", []),
    ]
    assert found.flips[0].initiative == ready


def test_a_simulation_asks_as_often_for_many_as_for_few(standing, django_assert_num_queries):
    before = read(standing.content)
    made.draft(name="First")
    with CaptureQueriesContext(connection) as few:
        simulate(before=before, after=before, on=TODAY)
    for number in range(4):
        made.draft(name=f"More {number}")
    with django_assert_num_queries(len(few)):
        found = simulate(before=before, after=before, on=TODAY)
    assert (found.total, found.flips) == (5, [])


def test_who_signs_besides_the_head_is_said_by_the_rules_of_the_round():
    handed = handed_in()
    seat = handed.seat("KZ-61")
    attorney = acting_for(seat.authority, name="Attorney", signs=False)
    Representative.objects.filter(user=attorney).update(
        is_signatory=True, signs_by="power_of_attorney", power_number="1", signs_until=TODAY + 90 * DAY
    )
    assert permissions.may_decide(attorney, seat, TODAY)
    handed.round.rule_pack.content |= {"signing": {"by_attorney": False}}
    handed.round.rule_pack.save()
    with pytest.raises(NotThisPerson) as refused:
        permissions.may_decide(attorney, handed.seat("KZ-61"), TODAY)
    assert str(handed.officials["KZ-61"]) in str(refused.value.who)
    assert permissions.may_decide(handed.officials["KZ-61"], handed.seat("KZ-61"), TODAY)


def test_the_default_pack_that_comes_late_leaves_later_versions_their_days(ministry):
    later = rules.adopt(
        code="x", version=1, name="Later", content=DEFAULT_PACK, valid_from=TODAY + DAY, by=ministry, at=MONDAY
    )
    default = rules.adopt_default(at=MONDAY)
    assert (days(default), days(later)) == ((TODAY, TODAY + DAY), (TODAY + DAY, None))
    assert pack(on=TODAY - DAY) == read(DEFAULT_PACK)


def test_a_version_is_never_pushed_out_of_its_own_day(ministry, standing):
    first = bring(drafted(standing, ministry), ministry)
    other = {"code": "x", "version": 1, "name": "X", "content": DEFAULT_PACK, "valid_from": TODAY}
    with pytest.raises(RulesRefused, match="on this very day, and rounds open with it"):
        rules.adopt(**other, by=ministry, at=MONDAY)
    with pytest.raises(RulesRefused, match="Choose a later day"):
        bring(drafted(standing, ministry, members(30)), ministry)
    assert days(first) == (TODAY, None)
    assert not RulePack.objects.filter(valid__isempty=True).exists()


def test_each_initiative_on_its_way_and_each_official_with_a_round_is_told_once_what_changes_for_him():
    handed = handed_in()
    ministry, before = handed.officials["KZ"], handed.round.rule_pack
    nascent, manager, _firm = made.draft(name="Nascent")
    made.member(nascent, by=manager)
    draft = rules.draft(of=before, by=ministry, at=MONDAY)
    rules.save(pack=draft, name="New", content=members(20), seen_revision=1, by=ministry, at=MONDAY)
    draft.refresh_from_db()
    bring(draft, ministry, on=TODAY + 3 * DAY)
    told = Notice.objects.filter(kind__startswith="rules_change")
    assert {(notice.kind, notice.user) for notice in told} == {
        ("rules_change_draft", manager),
        ("rules_change_round", handed.manager),
        *(("rules_change_files", official) for official in handed.officials.values()),
    }
    assert told.count() == 2 + len(handed.officials)
    said = told.get(kind="rules_change_draft")
    assert said.context["changes"]["en"] == f"it would miss: {Need.MEMBERS.label} (20)"
    assert "“Nascent”: it would miss" in notices.text(said)
    assert "keeps those with which it was opened" in notices.text(told.get(kind="rules_change_round"))
    rules.take_back(pack=draft, by=ministry, at=MONDAY + DAY)
    off = Notice.objects.filter(kind="rules_change_off")
    assert {notice.user for notice in off} == {manager, handed.manager, *handed.officials.values()}


def test_a_version_that_asks_the_same_tells_nobody(ministry, standing):
    made.draft(name="Nascent")
    draft = rules.draft(of=standing, by=ministry, at=MONDAY)
    bring(draft, ministry)
    assert not Notice.objects.filter(kind__startswith="rules_change").exists()
