import datetime as dt

import pytest

from accounts import audit
from accounts.models import Notice
from initiatives.actions import governance
from initiatives.actions import leader as leaders
from initiatives.actions.governance import GovernanceRefused
from initiatives.models import Appointment, Organisation
from initiatives.queries import evidence
from initiatives.queries.initiative import is_run_by, runner
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, acting_for, authority, organisation, region

pytestmark = pytest.mark.django_db

TODAY = made.TODAY
YEAR = dt.timedelta(days=365)


def office(name="Cluster office"):
    of = organisation(name, Organisation.Kind.ASSOCIATION)
    return of, acting_for(of, role="administrator")


def test_the_rights_pass_over_when_the_managing_organisation_accepts():
    initiative, initiator, firm = made.draft()
    of, head = office()
    appointment = made.proposed(initiative, of, by=initiator)
    assert (is_run_by(initiative, initiator, on=TODAY), is_run_by(initiative, head, on=TODAY)) == (True, False)
    governance.accept(appointment=appointment, by=head, at=MONDAY)
    assert (is_run_by(initiative, initiator, on=TODAY), is_run_by(initiative, head, on=TODAY)) == (False, True)
    assert runner(initiative, on=TODAY) == of != firm


def test_accepting_twice_is_accepting_once():
    initiative, initiator, _firm = made.draft()
    of, head = office()
    appointment = made.proposed(initiative, of, by=initiator)
    for _time in range(2):
        governance.accept(appointment=appointment, by=head, at=MONDAY)
    verbs = [entry.verb for entry in audit.history(initiative)]
    assert verbs.count("managing.accepted") == 1
    assert Notice.objects.filter(kind="managing_accepted", user=initiator).count() == 1


@pytest.mark.parametrize("answer", [governance.accept, governance.decline])
def test_only_an_administrator_or_signatory_of_the_asked_organisation_answers(answer):
    initiative, initiator, _firm = made.draft()
    of, _head = office()
    appointment = made.proposed(initiative, of, by=initiator)
    for person in (initiator, acting_for(of, role="editor", signs=False), acting_for(of, role="viewer", signs=False)):
        with pytest.raises(GovernanceRefused, match="Cluster office"):
            answer(appointment=appointment, by=person, at=MONDAY)


def test_a_signatory_with_a_viewers_role_may_accept():
    initiative, initiator, _firm = made.draft()
    of, _head = office()
    signatory = acting_for(of, role="viewer", signs=True)
    appointment = made.proposed(initiative, of, by=initiator)
    assert governance.accept(appointment=appointment, by=signatory, at=MONDAY).accepted_by == signatory


def test_a_declined_or_withdrawn_proposal_cannot_be_accepted():
    initiative, initiator, _firm = made.draft()
    of, head = office()
    declined = made.proposed(initiative, of, by=initiator)
    governance.decline(appointment=declined, by=head, at=MONDAY, reason="No people")
    taken_back = made.proposed(initiative, of, by=initiator)
    governance.withdraw(appointment=taken_back, by=initiator, at=MONDAY)
    for appointment in (declined, taken_back):
        with pytest.raises(GovernanceRefused):
            governance.accept(appointment=appointment, by=head, at=MONDAY)
    assert runner(initiative, on=TODAY) == initiative.initiator


def test_one_proposal_at_a_time():
    initiative, initiator, _firm = made.draft()
    of, _head = office()
    made.proposed(initiative, of, by=initiator)
    with pytest.raises(GovernanceRefused, match="waits for its answer"):
        made.proposed(initiative, of, by=initiator)


def test_an_authority_cannot_run_an_initiative():
    initiative, initiator, _firm = made.draft()
    with pytest.raises(GovernanceRefused):
        made.proposed(initiative, authority("Akimat", region()), by=initiator)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(TODAY, TODAY), (TODAY, TODAY - YEAR), (TODAY - 2 * YEAR, TODAY - YEAR), (TODAY - YEAR, TODAY)],
)
def test_a_term_that_runs_backwards_or_is_over_is_refused(starts_on, ends_on):
    initiative, initiator, _firm = made.draft()
    of, _head = office()
    with pytest.raises(GovernanceRefused) as refusal:
        made.proposed(initiative, of, by=initiator, starts_on=starts_on, ends_on=ends_on)
    assert refusal.value.field == "ends_on"


def test_a_successor_takes_over_without_gap_and_without_overlap():
    initiative, initiator, _firm = made.draft()
    first, head = made.managed(initiative, by=initiator)
    of, next_head = office("Next office")
    appointment = made.proposed(initiative, of, by=head, starts_on=TODAY + YEAR, ends_on=TODAY + 4 * YEAR)
    governance.accept(appointment=appointment, by=next_head, at=MONDAY)
    first.refresh_from_db()
    assert first.term.upper == TODAY + YEAR
    days = [TODAY, TODAY + YEAR - dt.timedelta(days=1), TODAY + YEAR, TODAY + 2 * YEAR]
    assert [runner(initiative, on=day) for day in days] == [first.organisation, first.organisation, of, of]


def test_a_gap_between_two_terms_is_refused_with_its_days():
    initiative, initiator, _firm = made.draft()
    _first, head = made.managed(initiative, by=initiator)
    of, _next_head = office("Next office")
    with pytest.raises(GovernanceRefused, match="Nobody would run"):
        made.proposed(initiative, of, by=head, starts_on=TODAY + 4 * YEAR, ends_on=TODAY + 5 * YEAR)


def test_after_a_lapsed_mandate_the_initiator_can_propose_again():
    initiative, initiator, _firm = made.draft()
    made.managed(initiative, by=initiator, ends_on=TODAY + YEAR)
    assert is_run_by(initiative, initiator, on=TODAY + 2 * YEAR)
    assert evidence.of(initiative, on=TODAY + 2 * YEAR).lapsed == Appointment.objects.get()


def test_a_leader_counts_from_the_confirmation_on():
    initiative, by, _firm = made.draft()
    named = leaders.name(initiative=initiative, name="Aigerim", origin="science", by=by, at=MONDAY)
    assert evidence.of(initiative, on=TODAY).leader_origins == frozenset()
    leaders.confirm(leader=named, by=by, at=MONDAY)
    assert evidence.of(initiative, on=TODAY).leader_origins == {"science"}
    leaders.dismiss(leader=named, by=by, at=MONDAY, reason="moved")
    assert evidence.of(initiative, on=TODAY).leaders == ()


def test_a_leaders_name_stands_in_the_erasable_part_of_the_history():
    initiative, by, _firm = made.draft()
    leaders.name(initiative=initiative, name="Aigerim", origin="science", by=by, at=MONDAY)
    assert audit.history(initiative)[0].detail == "Aigerim"
    assert "Aigerim" not in str(audit.history(initiative)[0].details)


def test_strangers_change_neither_leaders_nor_management():
    initiative, by, _firm = made.draft()
    named = leaders.name(initiative=initiative, name="Aigerim", origin="science", by=by, at=MONDAY)
    of, stranger = office()
    for deed in (
        lambda: leaders.confirm(leader=named, by=stranger, at=MONDAY),
        lambda: leaders.dismiss(leader=named, by=stranger, at=MONDAY),
        lambda: leaders.name(initiative=initiative, name="B", origin="science", by=stranger, at=MONDAY),
        lambda: made.proposed(initiative, of, by=stranger),
    ):
        with pytest.raises(GovernanceRefused):
            deed()
