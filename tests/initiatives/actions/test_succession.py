import datetime as dt
from decimal import Decimal

import pytest

from accounts.audit import history
from accounts.models import Notice
from initiatives.actions import appeal, document, governance, lifecycle
from initiatives.actions import succession as deeds
from initiatives.actions.approval import RemarkText
from initiatives.actions.governance import GovernanceRefused
from initiatives.lifecycle import TaskState
from initiatives.models import Answer, Round
from initiatives.queries import case as cases
from initiatives.queries import evidence
from initiatives.queries.governance import asked_of
from initiatives.queries.initiative import is_run_by, runner
from initiatives.queries.next_step import next_step
from initiatives.queries.task import tasks
from tests.factories import initiatives as made
from tests.factories import plan
from tests.factories.approval import acting_for, handed_in, represent, working_hours
from tests.factories.succession import in_office, proposed, terms

pytestmark = pytest.mark.django_db

TODAY = made.TODAY
DECIDED_ON = TODAY + dt.timedelta(days=4)
DAY = dt.timedelta(days=1)


def managing(initiative, on=DECIDED_ON):
    return tasks(initiative, on=on)[0]


def test_a_draft_passes_over_when_the_organisation_accepts_and_asks_no_authority():
    initiative, initiator, _firm = made.draft()
    appointment, head = made.managed(initiative, by=initiator)
    assert (appointment.consented_at, Round.objects.count()) == (None, 0)
    assert is_run_by(initiative, head, on=TODAY)


def test_of_a_registered_initiative_agreeing_changes_nobodys_rights():
    changing = proposed().agree()
    assert (changing.appointment.consented_by, changing.appointment.accepted_at) == (changing.head, None)
    assert runner(changing.initiative, on=DECIDED_ON) == changing.case.firm
    assert Notice.objects.filter(kind="succession_consented", user=changing.case.manager).count() == 1
    assert list(asked_of(type(changing.successor).objects.all())) == []


def test_agreeing_twice_is_agreeing_once():
    changing = proposed().agree()
    changing.agree(at=working_hours(3))
    assert changing.appointment.consented_at == working_hours(2)
    assert [entry.verb for entry in history(changing.initiative)].count("succession.consented") == 1


def test_only_a_signatory_commits_the_successor():
    changing = proposed()
    administrator = acting_for(changing.successor, role="administrator", signs=False)
    with pytest.raises(GovernanceRefused, match="Only a signatory of Next office"):
        governance.accept(appointment=changing.appointment, by=administrator, at=working_hours(2))


def test_every_region_and_the_ministry_answer_and_rights_pass_with_the_last_answer():
    changing = proposed().agree()
    case = changing.hand_in()
    assert [(seat.region and seat.region.code, seat.capacity) for seat in case.round.seats.order_by("pk")] == [
        ("KZ-43", "decides"),
        ("KZ-61", "decides"),
        (None, "decides"),
    ]
    for code in ("KZ-61", "KZ-43"):
        case.decide(code, at=working_hours(4))
        assert runner(changing.initiative, on=DECIDED_ON) == case.firm
    case.decide("KZ", at=working_hours(4))
    assert (case.fresh().outcome, runner(changing.initiative, on=DECIDED_ON)) == ("approved", changing.successor)
    who_runs = [is_run_by(changing.initiative, who, on=DECIDED_ON) for who in (case.manager, changing.head)]
    assert who_runs == [False, True]
    one = changing.fresh()
    assert (one.accepted_by, one.term.lower, one.term.upper) == (changing.head, DECIDED_ON, TODAY + 1000 * DAY)
    for person in (case.manager, changing.head):
        assert Notice.objects.filter(kind="managing_changed", user=person).count() == 1
    verbs = {entry.verb for entry in history(changing.initiative)}
    assert {"succession.consented", "succession.handed_in", "succession.approved"} <= verbs


def test_a_successor_of_a_later_day_begins_on_it_without_gap_and_without_overlap():
    case = plan.registered()
    first, head = in_office(case, days=400)
    case.manager = head
    changing = proposed(case, starts_on=TODAY + 30 * DAY).agree()
    changing.hand_in()
    changing.decide_all()
    first.refresh_from_db()
    assert (first.term.upper, changing.appointment.term.lower) == (TODAY + 30 * DAY, TODAY + 30 * DAY)
    days = [DECIDED_ON, TODAY + 29 * DAY, TODAY + 30 * DAY]
    named = [runner(case.initiative, on=day).name for day in days]
    assert named == ["First office", "First office", "Next office"]


def test_whoever_is_in_office_goes_on_by_his_own_word_unless_somebody_else_was_approved_to_follow():
    case = plan.registered()
    first, head = in_office(case, days=20)
    case.manager = head
    longer = made.proposed(case.initiative, first.organisation, by=head, starts_on=TODAY + 20 * DAY)
    assert governance.accept(appointment=longer, by=head, at=working_hours(2)).accepted_at == working_hours(2)
    changing = proposed(case, starts_on=TODAY + 40 * DAY).agree()
    changing.hand_in()
    changing.decide_all()
    back = made.proposed(case.initiative, first.organisation, by=head, starts_on=TODAY + 35 * DAY)
    assert governance.accept(appointment=back, by=head, at=working_hours(5)).accepted_at is None


def test_a_suspended_initiative_whose_mandate_has_lapsed_gets_its_successor_the_same_way():
    case = plan.registered()
    first, _head = in_office(case, days=-1)
    case.initiative.refresh_from_db()
    ministry = case.officials["KZ"]
    lifecycle.advance(
        initiative=case.initiative, transition="suspend", by=ministry, at=working_hours(1), reason="lapsed"
    )
    case.initiative.refresh_from_db()
    assert managing(case.initiative).missing == "The mandate has ended: appoint a successor."
    changing = proposed(case).agree()
    changing.hand_in()
    changing.decide_all()
    assert (runner(case.initiative, on=DECIDED_ON).name, first.organisation.name) == ("Next office", "First office")
    case.initiative.refresh_from_db()
    assert case.initiative.stage == "suspended"


def test_returned_with_remarks_it_is_reworked_agreed_anew_and_only_what_changed_is_asked_again():
    changing = proposed().agree()
    case = changing.hand_in()
    case.decide("KZ-61", at=working_hours(4))
    remarks = [RemarkText("successor", "staff", "Half a person is too little.")]
    case.decide("KZ-43", "returned", at=working_hours(4), remarks=remarks)
    case.decide("KZ", at=working_hours(4))
    assert (case.fresh().outcome, runner(changing.initiative, on=DECIDED_ON)) == ("returned", case.firm)
    assert managing(changing.initiative).state == TaskState.ATTENTION
    changed = terms(changing.appointment, staff=Decimal("1.50"))
    deeds.change(appointment=changing.appointment, to=changed, by=case.manager, at=working_hours(5))
    assert changing.fresh().consented_at is None
    with pytest.raises(GovernanceRefused, match="has not accepted yet"):
        changing.hand_in(at=working_hours(5))
    changing.agree(at=working_hours(7)).hand_in(at=working_hours(8))
    assert Answer.objects.filter(round=case.round, carried_from__isnull=False).count() == 0
    changing.decide_all(at=working_hours(9))
    assert (case.fresh().number, runner(changing.initiative, on=DECIDED_ON + 5 * DAY)) == (2, changing.successor)


def test_the_same_handed_in_again_after_a_return_keeps_the_agreements():
    changing = proposed().agree()
    case = changing.hand_in()
    case.decide("KZ-61", at=working_hours(4))
    case.decide("KZ-43", "returned", at=working_hours(4), reasons="Show the minutes.")
    case.decide("KZ", at=working_hours(4))
    changing.hand_in(at=working_hours(5))
    stands = Answer.objects.filter(round=case.round, carried_from__isnull=False)
    assert sorted(answer.seat.authority.name for answer in stands) == ["Akimat of Turkistan", "Ministry of Industry"]


def test_a_rejection_changes_nothing_and_the_same_is_decided_again_only_after_a_granted_appeal():
    changing = proposed().agree()
    case = changing.hand_in()
    case.decide("KZ-61", at=working_hours(4))
    case.decide("KZ", at=working_hours(4))
    case.reject("KZ-43", at=working_hours(4))
    assert (runner(changing.initiative, on=DECIDED_ON), changing.fresh().accepted_at) == (case.firm, None)
    with pytest.raises(GovernanceRefused, match="Nothing has changed since the rejection"):
        changing.hand_in(at=working_hours(7))
    same = terms(changing.appointment)
    assert deeds.change(appointment=changing.appointment, to=same, by=case.manager, at=working_hours(7)).consented_at
    lodged = appeal.lodge(round_=case.fresh(), text="It is enough.", by=case.manager, at=working_hours(7))
    judge = acting_for(case.seat(None).authority, name="Judge")
    appeal.answer(appeal=lodged, answer="granted", reasons="Indeed.", by=judge, at=working_hours(8))
    assert changing.hand_in(at=working_hours(9)).round.number == 2


def test_withdrawn_the_proposal_stays_and_while_it_is_decided_nobody_touches_it():
    changing = proposed().agree()
    case = changing.hand_in()
    one, how = changing.appointment, {"by": case.manager, "at": working_hours(4)}
    refused = (
        lambda: deeds.change(appointment=one, to=terms(one, staff=Decimal(2)), **how),
        lambda: governance.withdraw(appointment=one, **how),
        lambda: governance.decline(appointment=one, by=changing.head, at=working_hours(4)),
        lambda: deeds.withdraw(appointment=one, reason=" ", **how),
        lambda: deeds.withdraw(appointment=one, reason="x", by=changing.head, at=working_hours(4)),
    )
    for deed in refused:
        with pytest.raises(GovernanceRefused):
            deed()
    deeds.withdraw(appointment=one, reason="The minutes are missing.", **how)
    assert (case.fresh().outcome, changing.fresh().is_open, bool(changing.appointment.consented_at)) == (
        "withdrawn",
        True,
        True,
    )


def test_handing_in_twice_is_handing_in_once_and_a_colleague_is_told():
    changing = proposed().agree()
    first = changing.hand_in().round
    assert changing.hand_in(at=working_hours(4)).round == first
    colleague = acting_for(changing.case.firm)
    with pytest.raises(GovernanceRefused, match="A colleague has handed it in"):
        deeds.hand_in(appointment=changing.appointment, by=colleague, at=working_hours(4))


def test_of_an_initiative_under_review_nobody_is_proposed():
    waiting = handed_in()
    with pytest.raises(GovernanceRefused, match="under review"):
        proposed(waiting)


def test_officials_who_act_for_the_successor_do_not_decide_on_it():
    changing = proposed().agree()
    case = changing.hand_in()
    represent(case.officials["KZ-61"], changing.successor, role="viewer", signs=False)
    with pytest.raises(Exception, match="You act for Next office"):
        case.decide("KZ-61", at=working_hours(4))


def test_the_case_reads_who_follows_against_who_is_in_office():
    case = plan.registered()
    _first, head = in_office(case)
    case.manager = head
    changing = proposed(case).agree()
    changing.hand_in()
    shown = cases.case(case.seat("KZ-61"), user=case.officials["KZ-61"], on=DECIDED_ON)
    lines = {line.key: (line.items, line.before) for line in shown.parts[0].lines}
    assert [part.key for part in shown.parts] == ["successor", "predecessor"]
    assert lines["organisation"] == (
        ("Next office · association or other non-profit",),
        ("First office · association or other non-profit",),
    )
    assert lines["manager"] == (("Aliya Nurbekova",), ("Bolat",))


def test_the_mandate_before_the_authorities_keeps_its_documents():
    changing = proposed().agree()
    changing.hand_in()
    assert document.documents.is_before_authorities("appointment", changing.appointment)


def test_the_task_and_the_next_step_say_whose_turn_it_is():
    changing = proposed()
    found = []

    def look():
        shown = evidence.of(changing.initiative, on=DECIDED_ON)
        step = next_step(changing.initiative, shown, [])
        found.append((str(managing(changing.initiative).missing), step and str(step.title)))

    look()
    changing.agree()
    look()
    changing.hand_in()
    look()
    changing.decide_all("returned", reasons="Say more.")
    look()
    assert found == [
        ("Next office has to accept.", None),
        ("The successor has agreed: hand it in.", "Hand in the change"),
        ("The authorities have the change before them.", None),
        ("The change came back: answer the remarks.", "Answer the remarks"),
    ]
