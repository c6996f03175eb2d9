import pytest

from accounts.audit import history
from accounts.guards import Refused
from accounts.models import Notice
from initiatives.actions import confirmation
from initiatives.actions.confirmation import ConfirmationRefused
from initiatives.models import Jurisdiction, Organisation, Representative, Seat
from initiatives.queries.confirmation import waiting
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, SINCE, acting_for, authority, country, handed_in, organisation, region

pytestmark = pytest.mark.django_db


def asking(name="Akimat of the South", *, confirmed=False):
    body = organisation(name, Organisation.Kind.STATE_AUTHORITY, confirmed_at=SINCE if confirmed else None)
    person = UserFactory(name="Saule")
    return body, Representative.objects.create(
        user=person, organisation=body, role="administrator", is_signatory=True, signs_by="head", asked_at=SINCE
    )


def test_a_confirmed_authority_answers_from_that_day_and_takes_the_vacant_seat():
    case = handed_in(regions=("KZ-61", "KZ-YUZ"))
    body, asked = asking()
    how = {"organisation": body, "regions": [region("KZ-YUZ")], "by": case.officials["KZ"], "at": MONDAY}
    confirmation.confirm(**how)
    confirmation.confirm(**how)
    assert list(Jurisdiction.objects.filter(authority=body).values_list("region__code", "capacity")) == [
        ("KZ-YUZ", "decides")
    ]
    asked.refresh_from_db()
    assert (asked.confirmed_at, asked.confirmed_by) == (MONDAY, case.officials["KZ"])
    assert Seat.objects.get(round=case.round, region__code="KZ-YUZ").authority == body
    assert case.decide("KZ-YUZ", by=asked.user).decided_by == asked.user
    assert Notice.objects.filter(user=asked.user, kind="authority_confirmed").count() == 1


def test_two_authorities_never_decide_for_one_region():
    officials = country()
    body, _ = asking()
    with pytest.raises(ConfirmationRefused, match="Akimat of Turkistan decides for Turkistan already"):
        confirmation.confirm(organisation=body, regions=[region("KZ-61")], by=officials["KZ"], at=MONDAY)
    body.refresh_from_db()
    assert body.confirmed_at is None


def test_two_authorities_may_advise_on_one_region():
    officials = country()
    for name in ("Water inspection", "Land inspection"):
        body, _ = asking(name)
        confirmation.confirm(
            organisation=body, regions=[region("KZ-61")], capacity="advises", by=officials["KZ"], at=MONDAY
        )
    assert Jurisdiction.objects.filter(region__code="KZ-61", capacity="advises").count() == 2


def test_an_authority_without_a_region_is_not_confirmed():
    officials = country()
    body, _ = asking()
    with pytest.raises(ConfirmationRefused, match="for which regions"):
        confirmation.confirm(organisation=body, by=officials["KZ"], at=MONDAY)


def test_declining_says_why_and_asking_again_brings_it_back():
    officials = country()
    body, asked = asking()
    with pytest.raises(ConfirmationRefused, match="Say why"):
        confirmation.decline(organisation=body, reason=" ", by=officials["KZ"], at=MONDAY)
    confirmation.decline(organisation=body, reason="Not an authority.", by=officials["KZ"], at=MONDAY)
    assert waiting().authorities == []
    assert Notice.objects.get(user=asked.user, kind="authority_declined").context["reason"] == "Not an authority."
    assert [(entry.verb, entry.detail) for entry in history(body)] == [("authority.declined", "Not an authority.")]
    Representative.objects.create(user=asked.user, organisation=body, role="administrator", asked_at=MONDAY)
    assert waiting().authorities == [body]


def test_a_person_of_an_authority_counts_when_the_ministry_says_so():
    officials = country()
    _, asked = asking(confirmed=True)
    assert waiting().people == [asked]
    confirmation.confirm_person(representative=asked, by=officials["KZ"], at=MONDAY)
    with pytest.raises(ConfirmationRefused, match="confirmed meanwhile"):
        confirmation.decline_person(representative=asked, reason="No.", by=officials["KZ"], at=MONDAY)
    assert waiting().people == []


def test_nobody_but_the_ministry_confirms_and_nobody_himself():
    officials = country()
    body, asked = asking()
    for person in (officials["KZ-61"], UserFactory(), acting_for(organisation("Firm"))):
        with pytest.raises(Refused, match="The ministry confirms") as refused:
            confirmation.confirm(organisation=body, is_whole_country=True, by=person, at=MONDAY)
        assert refused.value.who == "Ministry of Industry"
    himself = Representative.objects.create(
        user=officials["KZ"], organisation=asked.organisation, role="editor", asked_at=SINCE
    )
    with pytest.raises(Refused, match="Nobody confirms himself"):
        confirmation.confirm_person(representative=himself, by=officials["KZ"], at=MONDAY)


def test_an_administrator_confirms_the_first_ministry():
    body, asked = asking("Ministry of Industry")
    staff = UserFactory(is_staff=True)
    confirmation.confirm(organisation=body, is_whole_country=True, by=staff, at=MONDAY)
    later, _ = asking("Akimat")
    confirmation.confirm(organisation=later, regions=[region()], by=asked.user, at=MONDAY)
    assert [str(each) for each in waiting().confirmed] == ["Akimat", "Ministry of Industry"]


def test_only_authorities_are_confirmed_so():
    officials = country()
    with pytest.raises(Refused, match="Only authorities"):
        confirmation.confirm(organisation=organisation("Firm"), is_whole_country=True, by=officials["KZ"], at=MONDAY)
    assert authority("Another", region("KZ-23")).is_authority
