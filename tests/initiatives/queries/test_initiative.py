import pytest
from django.contrib.auth.models import AnonymousUser

from indicators.models import Subject
from initiatives.lifecycle import Stage
from initiatives.models import Initiative
from initiatives.permissions.initiative import may_edit, may_manage, may_open_home, may_see
from initiatives.queries.initiative import managed_by, open_to, visible_to
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, acting_for, authority, organisation, region

pytestmark = pytest.mark.django_db

TODAY = made.TODAY


@pytest.fixture
def scene():
    """One initiative with a managing organisation, and somebody of each kind around it."""
    initiative, initiator, firm = made.draft()
    appointment, head = made.managed(initiative, by=initiator)
    asked = organisation("Asked office")
    waits = made.member(initiative, by=initiator, admitted=False)
    people = {
        "anonymous": AnonymousUser(),
        "stranger": UserFactory(),
        "initiator's editor": initiator,
        "initiator's viewer": acting_for(firm, role="viewer"),
        "managing editor": head,
        "managing viewer": acting_for(appointment.organisation, role="viewer"),
        "asked to run it": acting_for(asked),
        "member": acting_for(made.member(initiative, by=initiator).organisation),
        "not yet admitted": acting_for(waits.organisation),
        "region's official": acting_for(authority("Akimat", region("KZ-59"))),
        "other official": acting_for(authority("Other akimat", region("KZ-10"))),
        "ministry": acting_for(authority("Ministry", None)),
        "administrator": UserFactory(is_staff=True),
    }
    made.proposed(initiative, asked, by=head)
    return initiative, people


def put(initiative, stage, *, is_findable=False):
    fields = {"stage": stage, "is_findable": is_findable}
    if stage == Stage.REGISTERED:
        subject = Subject.objects.create(code=f"initiative:{initiative.pk}", kind="cluster", opened_at=MONDAY)
        fields |= {"subject": subject, "registered_on": TODAY}
    Initiative.objects.filter(pk=initiative.pk).update(**fields)
    initiative.refresh_from_db()


INSIDE = {
    "initiator's editor",
    "initiator's viewer",
    "managing editor",
    "managing viewer",
    "asked to run it",
    "member",
    "administrator",
}
AUTHORITIES = {"region's official", "ministry"}
EVERYBODY = INSIDE | AUTHORITIES | {"anonymous", "stranger", "not yet admitted", "other official"}


@pytest.mark.parametrize(
    ("stage", "is_findable", "see", "open_home"),
    [
        (Stage.NASCENT, False, INSIDE, INSIDE),
        (Stage.NASCENT, True, EVERYBODY - {"anonymous"}, INSIDE | AUTHORITIES),
        (Stage.UNDER_REVIEW, False, INSIDE | AUTHORITIES, INSIDE | AUTHORITIES),
        (Stage.REGISTERED, False, EVERYBODY, INSIDE | AUTHORITIES),
        (Stage.CLOSED, False, INSIDE | AUTHORITIES, INSIDE | AUTHORITIES),
    ],
)
def test_who_sees_it_and_who_opens_its_home_follows_the_stage(scene, stage, is_findable, see, open_home):
    initiative, people = scene
    put(initiative, stage, is_findable=is_findable)
    assert {name for name, who in people.items() if visible_to(who, on=TODAY).contains(initiative)} == see
    assert {name for name, who in people.items() if open_to(who, on=TODAY).contains(initiative)} == open_home


@pytest.mark.parametrize("stage", [Stage.NASCENT, Stage.UNDER_REVIEW, Stage.REGISTERED, Stage.CLOSED])
def test_a_predicate_and_its_queryset_give_the_same_answer(scene, stage):
    initiative, people = scene
    put(initiative, stage)
    for who in people.values():
        assert may_see(who, initiative, TODAY) == visible_to(who, on=TODAY).contains(initiative)
        assert may_open_home(who, initiative, TODAY) == open_to(who, on=TODAY).contains(initiative)
        assert may_manage(who, initiative, TODAY) == managed_by(who, on=TODAY).contains(initiative)


def test_only_the_managing_organisations_editors_change_a_draft(scene):
    initiative, people = scene
    assert {name for name, who in people.items() if may_edit(who, initiative, TODAY)} == {"managing editor"}
    put(initiative, Stage.UNDER_REVIEW)
    assert not any(may_edit(who, initiative, TODAY) for who in people.values())


def test_somebody_who_no_longer_represents_anybody_sees_nothing(scene):
    initiative, people = scene
    member = people["member"]
    member.represents.update(ended_at=MONDAY)
    assert not may_see(member, initiative, TODAY)


def test_a_list_holds_each_initiative_once(scene):
    initiative, people = scene
    for who in people.values():
        assert visible_to(who, on=TODAY).filter(pk=initiative.pk).count() <= 1
