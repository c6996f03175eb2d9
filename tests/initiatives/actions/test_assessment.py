import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from accounts import audit
from initiatives.actions import assessment as deeds
from initiatives.actions.assessment import AssessmentRefused
from initiatives.actions.text import TextConflict
from initiatives.models import AgreedLevel, AssessmentText, Grade
from initiatives.permissions import assessment as permissions
from initiatives.queries import assessment as assessments
from tests.factories import assessment as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, represent

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return made.assessing(members=1)[0]


def said(function, *args, **kwargs):
    with pytest.raises(AssessmentRefused) as refusal:
        function(*args, **kwargs)
    return str(refusal.value)


def test_two_assess_settle_what_differs_and_the_ministry_makes_it_final(case):
    case.appoint().hand_in(1, 3, i1_1_0=4)
    assert Grade.objects.count() == 31
    case.hand_in(2, 3, i1_1_0=2, i1_2=4)
    assert AgreedLevel.objects.count() == 29
    case.settle("1.1.0", 3)
    case.settle("1.2", 4, by=case.persons[1])
    done = case.finish()
    assert (done.points, done.most, done.equal, done.labels) == (94, 124, 29, [])
    assert done.kappa is not None
    told = [entry.verb for entry in audit.history(case.initiative) if entry.verb.startswith("assessment.")]
    assert sorted(told) == ["assessment.appointed", "assessment.compared", "assessment.finished"]


def test_full_marks_earn_both_labels_and_kappa_has_no_value(case):
    case.appoint().hand_in(1, 4)
    case.hand_in(2, 4)
    done = case.finish()
    assert (done.labels, done.kappa, done.equal) == (["all", "silver"], None, 31)


def test_nobody_who_has_a_part_in_the_initiative_assesses_it(case):
    own, member = UserFactory(name="Own"), UserFactory(name="Member's")
    represent(own, case.initiative.initiator, role="viewer")
    represent(member, case.initiative.memberships.get().organisation, role="viewer")
    firm, of = case.initiative.initiator, case.initiative.memberships.get().organisation
    assert said(case.appoint, persons=[own, case.persons[1]]) == (
        f"Own acts for {firm}, which takes part in this initiative."
    )
    assert said(case.appoint, persons=[case.persons[0], member]) == (
        f"Member's acts for {of}, which takes part in this initiative."
    )
    assert said(case.appoint, persons=[case.persons[0]] * 2) == "Name two different persons."


def test_whoever_takes_part_after_he_was_appointed_neither_hands_in_nor_settles(case):
    case.appoint().hand_in(1, 3, i1_1_0=4)
    case.hand_in(2, 3, i1_1_0=2)
    second = made.Assessing(case.initiative, case.ministry, case.manager, case.persons)
    second.appoint(year=MONDAY.year - 1).fill(1)
    represent(case.persons[0], case.initiative.initiator, role="viewer")
    refusal = (
        f"Asel acts for {case.initiative.initiator}, which takes part in this initiative. "
        "The ministry withdraws this assessment and appoints others."
    )
    assert said(second.hand_in, 1) == said(case.settle, "1.1.0", 3) == refusal
    assert case.settle("1.1.0", 3, by=case.persons[1]).level == 3


def test_only_the_ministry_appoints_and_only_once_a_year(case):
    assert said(case.appoint, by=case.manager) == "The ministry appoints the assessors."
    first = case.appoint().assessment
    assert case.appoint().assessment == first
    assert said(case.appoint, year=MONDAY.year - 2) == "An assessment is of this year or the last one."
    assert said(case.appoint, due_on=MONDAY.date() - dt.timedelta(days=1), year=MONDAY.year - 1) == (
        "This day is over already."
    )


def test_nothing_is_handed_in_without_a_level_and_evidence_for_each(case):
    seat = case.appoint().seat(1)
    told = {"assessor": seat, "by": case.persons[0], "at": MONDAY}
    content = made.content("financing", 3) | {"evidence_3_1": " "}
    deeds.save_section(**told, section="financing", content=content, seen_revision=None)
    assert said(deeds.hand_in, **told).startswith("30 indicators have no level or no evidence yet: 1.1.0")
    assert [(line.key, line.done, line.of) for line in assessments.progress(seat)][2] == ("financing", 1, 2)


def test_a_text_that_met_a_newer_one_is_kept_aside(case):
    seat = case.appoint().seat(1)
    told = {"assessor": seat, "section": "financing", "by": case.persons[0], "at": MONDAY}
    deeds.save_section(**told, content=made.content("financing", 3), seen_revision=0)
    with pytest.raises(TextConflict):
        deeds.save_section(**told, content=made.content("financing", 4), seen_revision=0)
    deeds.keep_saved(**told)
    assert list(AssessmentText.objects.order_by("revision").values_list("revision", "is_aside")) == [
        (1, False),
        (2, True),
    ]


def test_each_is_blind_until_both_have_handed_in(case):
    case.appoint().hand_in(1)
    reads = permissions.may_read_levels
    people = (*case.persons, case.ministry, case.manager)
    assert [reads(one, case.assessment) for one in people] == [False] * 4
    assert said(case.settle, "1.2", 3) == ("Not both assessors have handed in yet; until then each works for himself.")
    case.hand_in(2)
    assert [reads(one, case.assessment) for one in people] == [True, True, True, False]
    assert [permissions.may_read_names(one, case.assessment) for one in people] == [True, True, True, False]
    done = case.finish()
    assert [reads(one, done) for one in people] == [True] * 4
    assert "assessment.handed_in" not in {entry.verb for entry in audit.history(case.initiative)}


def test_who_has_handed_in_changes_nothing_any_more(case):
    case.appoint().hand_in(1)
    told = {"section": "financing", "content": made.content("financing", 4), "seen_revision": None, "at": MONDAY}
    assert said(deeds.save_section, assessor=case.seat(1), by=case.persons[0], **told) == (
        "You have handed in; what differs is settled with the other assessor."
    )
    assert said(deeds.save_section, assessor=case.seat(2), by=case.persons[0], **told) == (
        "Only the assessor himself writes in his form."
    )


def test_what_differs_is_settled_between_both_levels_with_a_reason(case):
    case.appoint().hand_in(1, 3, i1_2=1)
    case.hand_in(2, 3)
    assert said(case.finish) == "The assessors still have to settle 1 indicators."
    assert said(case.settle, "1.2", 4) == "Settle on a level between the two that were given."
    assert said(case.settle, "1.2", 2, "  ") == "Say why: the reason is kept and shown."
    assert said(case.settle, "2.1", 3) == "Both gave the same level here; nothing is to be settled."
    assert said(case.settle, "1.2", 2, by=case.manager) == "The two assessors settle what they see differently."
    case.settle("1.2", 1)
    case.settle("1.2", 2, by=case.persons[1])
    assert AgreedLevel.objects.get(criterion="1.2").level == 2


def test_what_is_final_stays_so_also_for_who_writes_to_the_database(case):
    case.appoint().hand_in(1)
    case.hand_in(2)
    done = case.finish()
    assert case.finish() == done
    assert said(case.settle, "1.2", 3) == "This assessment is over."
    for change in (
        lambda: Grade.objects.update(level=4),
        lambda: AgreedLevel.objects.all().delete(),
        lambda: type(done).objects.update(points=124),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_ministry_withdraws_with_a_reason_and_may_appoint_anew(case):
    first = case.appoint().assessment
    told = {"assessment": first, "by": case.ministry, "at": MONDAY}
    assert said(deeds.withdraw, **told, reason="") == "Say why: the reason is kept and shown."
    deeds.withdraw(**told, reason="One of them fell ill.")
    assert said(case.hand_in, 1) == "This assessment is over."
    assert case.appoint().assessment != first
