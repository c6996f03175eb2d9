import datetime as dt

import pytest

from initiatives.actions import institution as deeds
from initiatives.actions.approval import RemarkText
from initiatives.lifecycle import TaskState
from initiatives.models import Representative, RungEvidence, Signature
from initiatives.queries import institution
from initiatives.queries.task import tasks
from tests.factories import institution as made
from tests.factories.approval import acting_for, handed_in, organisation, working_hours
from tests.factories.initiatives import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return made.registered()


def state(initiative):
    return next(line.state for line in tasks(initiative, on=TODAY) if line.task == "institution")


def standing(initiative):
    return [step.rung.key for step in institution.ladder(initiative).steps if step.stands]


def test_the_ladder_is_climbed_rung_by_rung_and_deleting_any_piece_leaves_the_task_undone(case):
    case, signatories = case
    assert state(case.initiative) == TaskState.NOT_STARTED
    initiative = made.climbed(case, signatories)
    assert standing(initiative) == ["memorandum", "agreement", "entity", "statutes", "budget"]
    assert state(initiative) == TaskState.DONE
    for piece in RungEvidence.objects.standing():
        deeds.take_away(evidence=piece, by=case.manager, at=working_hours(6))
        assert state(initiative) != TaskState.DONE
        RungEvidence.objects.filter(pk=piece.pk).update(removed_at=None, removed_by=None)
        assert state(initiative) == TaskState.DONE
    made.note(case, "statutes", title="Another paper")
    assert state(initiative) != TaskState.DONE, "other evidence than what was confirmed is not confirmed"


def test_one_signature_less_or_another_text_leaves_the_agreement_open(case):
    case, signatories = case
    agreement = made.propose(case)
    made.sign_all(agreement, signatories[:1])
    assert standing(case.initiative) == []
    made.sign_all(agreement, signatories)
    assert standing(case.initiative) == ["agreement"]
    assert set(Signature.objects.values_list("digest", flat=True)) == {agreement.digest}
    made.propose(case, "Another text.")
    assert standing(case.initiative) == []
    stranger = acting_for(organisation("Other"))
    firm = Representative.objects.get(user=stranger).organisation
    how = {"organisation": firm, "seen_digest": agreement.digest, "by": stranger, "at": working_hours(4)}
    with pytest.raises(deeds.InstitutionRefused, match="replaced while you read"):
        deeds.sign(agreement=agreement, **how)


def test_only_a_members_signatory_signs(case):
    case, signatories = case
    agreement = made.propose(case)
    firm = Representative.objects.get(user=signatories[0]).organisation
    editor = acting_for(firm, signs=False)
    how = {"organisation": firm, "seen_digest": agreement.digest, "at": working_hours(4)}
    for person in (editor, case.manager, signatories[1]):
        with pytest.raises(deeds.InstitutionRefused, match="Only a signatory"):
            deeds.sign(agreement=agreement, by=person, **how)


@pytest.mark.parametrize(
    ("rung", "piece", "word"),
    [
        ("memorandum", {"dated_on": dt.date(2099, 1, 1)}, "future"),
        ("memorandum", {"dated_on": dt.date(1025, 1, 1)}, "year"),
        ("memorandum", {"title": " "}, "Name"),
        ("entity", {"bin": ""}, "certificate"),
        ("entity", {"bin": "123"}, "mistyped"),
        ("agreement", {}, "signatures"),
        ("nothing", {}, "signatures"),
    ],
)
def test_bad_evidence_is_refused_with_its_reason(case, rung, piece, word):
    with pytest.raises(deeds.InstitutionRefused, match=word):
        made.note(case[0], rung, **piece)


def test_noting_twice_is_noting_once(case):
    assert made.note(case[0], "memorandum") == made.note(case[0], "memorandum")


def test_a_higher_rung_waits_for_the_lower(case):
    case, _signatories = case
    made.note(case, "entity")
    with pytest.raises(deeds.InstitutionRefused, match="First “Memorandum”"):
        made.confirmed(case, "entity")


def test_evidence_stands_while_the_authorities_read_it_and_a_return_reopens_it(case):
    case, signatories = case
    made.note(case, "memorandum")
    made.sign_all(made.propose(case), signatories)
    piece = made.note(case, "entity")
    case.round = deeds.hand_in(initiative=case.initiative, rung="entity", by=case.manager, at=working_hours(4))
    assert state(case.initiative) == TaskState.WAITS
    with pytest.raises(deeds.InstitutionRefused, match="before them"):
        deeds.take_away(evidence=piece, by=case.manager, at=working_hours(4))
    for code in ("KZ-61", "KZ-43"):
        case.decide(code, at=working_hours(5))
    remarks = [RemarkText("rung_evidence", "evidence", "Which registry?")]
    case.decide("KZ", "returned", remarks=remarks, at=working_hours(5))
    assert state(case.initiative) == TaskState.ATTENTION
    deeds.take_away(evidence=piece, by=case.manager, at=working_hours(6))


def test_the_ladder_follows_the_registration():
    with pytest.raises(deeds.InstitutionRefused, match="follows the registration"):
        made.note(handed_in(), "memorandum")
