"""What two people do at the same moment, in threads with connections of their own."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent, Notice
from initiatives.actions import invitation as invitations
from initiatives.actions import membership as memberships
from initiatives.actions import organisation as organisations
from initiatives.actions import representative as representatives
from initiatives.actions.organisation import AlreadyRegistered, Details, Identity
from initiatives.actions.representative import OrganisationRefused
from initiatives.models import Invitation, Membership, Organisation, Representative
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import acting_for, organisation

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 5
BIN = "941240000193"


def at_once(*deeds):
    """What each answered, or the exception with which it was refused."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        try:
            return deed()
        except Exception as refusal:  # noqa: BLE001 the test says which one it expects
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def events(verb):
    return AuditEvent.objects.filter(verb=verb).count()


@pytest.mark.parametrize("_time", range(TIMES))
def test_admitting_committing_and_asking_twice_is_once(_time):
    initiative, manager, _firm = made.draft()
    firm = organisation("Milk farm")
    head = acting_for(firm)
    now = timezone.now()

    def ask():
        return memberships.apply(initiative=initiative, organisation=firm, by=head, at=now)

    first, second = at_once(ask, ask)
    assert first == second == Membership.objects.get()

    def admit():
        return memberships.admit(membership=first, by=manager, at=now)

    def commit():
        return memberships.commit(membership=first, by=head, at=now)

    assert at_once(admit, commit, admit, commit) == [first] * 4
    counts = [events(f"membership.{deed}") for deed in ("asked", "committed", "admitted")]
    assert counts == [1, 1, 1]
    assert Notice.objects.filter(kind="membership_admitted").count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_admitting_and_declining_at_once_is_one_of_the_two(_time):
    initiative, manager, _firm = made.draft()
    waiting = made.member(initiative, by=manager, admitted=False)
    now = timezone.now()
    at_once(
        lambda: memberships.admit(membership=waiting, by=manager, at=now),
        lambda: memberships.decline(membership=waiting, reason="Not our trade", by=manager, at=now),
    )
    waiting.refresh_from_db()
    assert (waiting.admitted_at is None) != (waiting.declined_at is None)
    assert events("membership.admitted") + events("membership.declined") == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_joining_twice_by_one_invitation_is_once(_time):
    initiative, manager, _firm = made.draft()
    firm = organisation("Esil Creamery")
    head, now = acting_for(firm), timezone.now()
    one = invitations.invite(initiative=initiative, organisation=firm, language="en", by=manager, at=now).invitation

    def join():
        return invitations.join(invitation=one, organisation=firm, by=head, at=now)

    assert at_once(join, join, join) == [Membership.objects.get()] * 3
    assert events("invitation.join") == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_two_answers_to_one_invitation_one_counts(_time):
    initiative, manager, _firm = made.draft()
    firm = organisation("Esil Creamery")
    head, now = acting_for(firm), timezone.now()
    one = invitations.invite(initiative=initiative, organisation=firm, language="en", by=manager, at=now).invitation
    at_once(
        lambda: invitations.join(invitation=one, organisation=firm, by=head, at=now),
        lambda: invitations.decline(invitation=one, answer=Invitation.Answer.NOT_MY_FIRM, by=head, at=now),
    )
    one.refresh_from_db()
    assert Membership.objects.exists() == (one.answer == Invitation.Answer.JOIN)
    assert events("invitation.join") + events("invitation.not_my_firm") == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_two_who_register_one_number_at_once_one_wins_and_the_other_is_told_whose_it_is(_time):
    first, second = UserFactory(), UserFactory()

    def register(user):
        details = Details(name="Esil Creamery", kind="firm", language="en")
        return organisations.register(identity=Identity(bin=BIN), details=details, by=user, at=timezone.now())

    answers = at_once(lambda: register(first), lambda: register(second))
    winner = Organisation.objects.get()
    assert [answer for answer in answers if answer == winner] == [winner]
    (lost,) = [answer for answer in answers if isinstance(answer, AlreadyRegistered)]
    assert lost.organisation == winner
    assert Representative.objects.count() == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_two_administrators_who_end_each_other_leave_one(_time):
    firm = organisation("Dairy")
    one, other = acting_for(firm, role="administrator"), acting_for(firm, role="administrator")
    now = timezone.now() + dt.timedelta(seconds=1)

    def end(victim, by):
        return representatives.end(representative=Representative.objects.get(user=victim), by=by, at=now)

    answers = at_once(lambda: end(one, other), lambda: end(other, one))
    assert sum(isinstance(answer, OrganisationRefused) for answer in answers) == 1
    assert Representative.objects.administrators().count() == 1
