import datetime as dt

import pytest
from django.apps import apps
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from accounts import audit
from accounts.guards import Refused
from accounts.models import Notice
from initiatives.actions import merge as deeds
from initiatives.actions import organisation as organisations
from initiatives.merging import BY_KEY, RELATIONS
from initiatives.models import (
    Campaign,
    Control,
    Membership,
    Offer,
    Organisation,
    OrganisationActivity,
    OrganisationUnit,
    Representative,
    Return,
    ReturnRequest,
)
from initiatives.queries import merge as merges
from initiatives.queries.organisation import by_bin, edited_by, visible_to
from tests.factories import approval
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, acting_for, activity, authority, organisation, region, represent
from tests.factories.offer import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry():
    return acting_for(authority("Ministry of Industry", None))


@pytest.fixture
def two():
    return organisation("LLP “Esil Dairy”"), organisation("Esil dairy")


def merged(merged_one, survivor, *, by, seen=None):
    plan = merges.plan(merged_one, survivor)
    how = {"seen": merges.mark(plan) if seen is None else seen, "by": by, "at": MONDAY}
    return deeds.merge(merged=merged_one, survivor=survivor, **how)


def stays(plan):
    return {line.relation.key: len(line.stays) for line in plan.lines if line.stays}


def moves(plan):
    return {line.relation.key: line.moves for line in plan.lines if line.moves}


def test_every_relation_to_an_organisation_has_its_rule():
    """A new key to Organisation needs a row in initiatives/merging.py that says what merging does with it."""
    keys = {
        f"{relation.related_model._meta.model_name}.{relation.field.name}"
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if relation.auto_created and relation.is_relation
    }
    assert keys == set(BY_KEY)
    assert len(BY_KEY) == len(RELATIONS)


def test_every_field_that_a_rule_names_is_there():
    for relation in RELATIONS:
        names = {*relation.same, *relation.ended, relation.column, *filter(None, (relation.during, relation.about))}
        conditions = {**relation.standing, **relation.kept, **(relation.refused_while or {})}
        rows = apps.get_model("initiatives", relation.model).objects.filter(**conditions)
        assert list(rows.values(*names)[:1]) is not None, relation.key


def test_everything_moves_and_the_old_row_says_where_it_went(ministry, two):
    firm, twin = two
    editor = acting_for(twin)
    initiative, initiator, _firm = made.draft()
    made.member(initiative, by=initiator, organisation=twin)
    offer = entered(twin, by=editor, at=MONDAY)
    Organisation.objects.filter(pk=twin.pk).update(website="https://esil.example", about="Milk.", language="en")
    twin.refresh_from_db()
    plan = merges.plan(twin, firm)
    assert moves(plan) == {
        "representative.organisation": 1,
        "membership.organisation": 1,
        "offer.organisation": 1,
    }
    merged(twin, firm, by=ministry)
    twin.refresh_from_db()
    firm.refresh_from_db()
    assert (twin.merged_into, twin.merged_by, twin.name) == (firm, ministry, "Esil dairy")
    assert (firm.name, firm.website, firm.about, firm.language) == (
        "LLP “Esil Dairy”",
        "https://esil.example",
        "Milk.",
        "en",
    )
    assert Offer.objects.get(pk=offer.pk).organisation == firm
    assert Membership.objects.get(organisation=firm).initiative == initiative
    assert list(edited_by(editor)) == [firm]
    assert not visible_to(editor).contains(twin)
    assert Notice.objects.filter(user=editor, kind="organisation_merged").count() == 1
    assert "merged it into LLP “Esil Dairy”" in [entry.text for entry in audit.history(twin)]
    assert "merged Esil dairy into it: 3 rows moved" in [entry.text for entry in audit.history(firm)]


def test_merging_twice_is_merging_once(ministry, two):
    firm, twin = two
    merged(twin, firm, by=ministry)
    assert merged(twin, firm, by=ministry, seen="") == firm
    assert len([entry for entry in audit.history(twin) if entry.verb == "organisation.merged"]) == 1


def test_what_was_not_shown_is_not_done(ministry, two):
    firm, twin = two
    seen = merges.mark(merges.plan(twin, firm))
    acting_for(twin)
    with pytest.raises(deeds.MergeRefused, match="changed meanwhile"):
        merged(twin, firm, by=ministry, seen=seen)
    assert Organisation.objects.get(pk=twin.pk).merged_into is None


def test_only_the_ministry_merges(two):
    firm, twin = two
    for person in (UserFactory(), acting_for(firm, role="administrator"), acting_for(authority("Akimat", region()))):
        with pytest.raises(Refused, match="The ministry merges"):
            merged(twin, firm, by=person)


def test_who_acts_for_both_keeps_the_part_in_the_one_that_stands(ministry, two):
    firm, twin = two
    person = acting_for(firm, role="viewer")
    represent(person, twin, role="administrator")
    merged(twin, firm, by=ministry)
    assert list(Representative.objects.active().filter(user=person).values_list("organisation", "role")) == [
        (firm.pk, "viewer")
    ]
    assert Representative.objects.get(user=person, organisation=twin).ended_at == MONDAY


def test_two_members_of_one_initiative_are_refused_until_one_has_left(ministry, two):
    firm, twin = two
    initiative, initiator, _firm = made.draft()
    for one in two:
        made.member(initiative, by=initiator, organisation=one)
    with pytest.raises(deeds.MergeRefused, match="Both take part in “Esil Dairy”"):
        merged(twin, firm, by=ministry)
    Membership.objects.filter(organisation=twin).update(left_at=MONDAY, left_by=initiator)
    merged(twin, firm, by=ministry)
    assert Membership.objects.filter(organisation=firm).count() == 2


def test_two_seats_in_one_open_round_are_refused():
    case = approval.handed_in()
    one, other = (case.seat(code).authority for code in ("KZ-61", "KZ-43"))
    plan = merges.plan(other, one)
    assert [reason for reason in plan.reasons if "open round" in reason] == [
        f"Both have a seat in the open round of “{case.initiative.name}”: the round is closed first."
    ]


def test_an_authority_and_a_firm_are_never_one(ministry, two):
    with pytest.raises(deeds.MergeRefused, match="their rights must not be mixed"):
        merged(two[0], authority("Akimat", region()), by=ministry)


def test_what_both_have_stays_behind_as_history(ministry, two):
    firm, twin = two
    for one in two:
        OrganisationActivity.objects.create(organisation=one, activity=activity())
        OrganisationUnit.objects.create(organisation=one, name="Laboratory")
    initiative, initiator, _firm = made.draft()
    joined = made.member(initiative, by=initiator, organisation=twin)
    Membership.objects.filter(pk=joined.pk).update(unit=twin.units.get())
    assert stays(merges.plan(twin, firm)) == {
        "organisationactivity.organisation": 1,
        "organisationunit.organisation": 1,
    }
    merged(twin, firm, by=ministry)
    joined.refresh_from_db()
    assert (joined.organisation, joined.unit) == (firm, firm.units.get())
    assert twin.units.count() == 1


def test_returns_of_a_year_that_both_have_told_stay_with_their_requests(ministry, two):
    firm, twin = two
    initiative, initiator, _firm = made.draft()
    person = UserFactory()
    at = {"recorded_at": MONDAY, "sent_by": person}
    for one, years in ((firm, (2023,)), (twin, (2022, 2023))):
        for year in years:
            Return.objects.create(organisation=one, year=year, jobs=5, **at)
    closed = {"closed_at": MONDAY, "closed_by": person, "disclosed_at": MONDAY}
    opened = {"opened_at": MONDAY, "opened_by": person, "due_on": MONDAY.date()}
    campaign = Campaign.objects.create(initiative=initiative, year=2023, **opened, **closed)
    joined = made.member(initiative, by=initiator, organisation=twin)
    ReturnRequest.objects.create(campaign=campaign, membership=joined, organisation=twin, asked_at=MONDAY)
    plan = merges.plan(twin, firm)
    assert stays(plan) == {"return.organisation": 1, "returnrequest.organisation": 1}
    merged(twin, firm, by=ministry)
    assert list(Return.objects.filter(organisation=firm).order_by("year").values_list("year", flat=True)) == [
        2022,
        2023,
    ]
    assert Return.objects.get(organisation=twin).year == ReturnRequest.objects.get(organisation=twin).campaign.year


def test_one_that_controls_the_other_does_not_control_itself_afterwards(ministry, two):
    firm, twin = two
    said = {"kind": "owner", "source": "Register", "entered_by": ministry, "entered_at": MONDAY}
    during = DateRange(dt.date(2020, 1, 1), None)
    Control.objects.create(organisation=firm, body=twin, during=during, **said)
    merged(twin, firm, by=ministry)
    assert Control.objects.get().body == twin


def test_a_chain_of_merged_ones_leads_to_the_last(ministry, two):
    firm, twin = two
    third = organisation("Esil Dairy KZ")
    merged(twin, firm, by=ministry)
    merged(firm, third, by=ministry)
    assert merges.survivor_of(twin.pk) == third
    assert by_bin(twin.bin) == third


def test_old_addresses_and_numbers_lead_to_the_one_that_stands(ministry, two):
    firm, twin = two
    merged(twin, firm, by=ministry)
    client = Client()
    page = client.get(f"/en/organisations/{twin.pk}/")
    assert (page.status_code, page["Location"]) == (301, f"/en/organisations/{firm.pk}/")
    answer = client.get(reverse("api-organisation-detail", kwargs={"pk": twin.pk}))
    assert (answer.status_code, answer["Location"]) == (301, reverse("api-organisation-detail", kwargs={"pk": firm.pk}))
    found = client.get(reverse("api-organisation-list"), {"bin": twin.bin}).json()
    assert [row["id"] for row in found["results"]] == [firm.pk]
    identity, details = organisations.Identity(), organisations.Details("Esil", "firm", "en")
    with pytest.raises(organisations.OrganisationRefused):
        organisations.register(identity=identity, details=details, by=UserFactory(), at=MONDAY)


def test_likely_doubles_are_listed_whatever_their_legal_form_quotes_and_letters(two):
    organisation("Flour mill")
    kazakh = organisation("ТОО «Есиль Дэйри»")
    abroad = organisation("Port", bin=None, country="AZ", registry_number=f"AZ-{two[0].bin}")
    groups = [{one.pk for one in group} for group in merges.duplicates()]
    assert {one.pk for one in two} in groups
    assert {two[0].pk, abroad.pk} in groups
    assert not any(kazakh.pk in group for group in groups)


def test_the_ministry_looks_at_both_and_merges_them_on_the_page(ministry, two):
    firm, twin = two
    acting_for(twin)
    client = Client()
    client.force_login(ministry, backend="django.contrib.auth.backends.ModelBackend")
    asked = client.post("/en/organisations/duplicates/", {"survivor": firm.bin, "merged": str(twin.pk)})
    assert asked["Location"] == f"/en/organisations/{firm.pk}/merge/{twin.pk}/"
    page = client.get(asked["Location"])
    assert "people who act for it" in page.content.decode()
    done = client.post(asked["Location"], {"seen": page.context["mark"]})
    assert done["Location"] == f"/en/organisations/{firm.pk}/"
    assert client.post(asked["Location"], {"seen": "old"}).status_code == 302


def test_the_preview_asks_as_often_for_much_as_for_little(ministry, two, django_assert_max_num_queries):
    firm, twin = two
    client = Client()
    client.force_login(ministry, backend="django.contrib.auth.backends.ModelBackend")
    for number in range(6):
        for one in two:
            person = acting_for(one)
            entered(one, by=person, at=MONDAY, sentence=f"Press {number}")
            OrganisationUnit.objects.create(organisation=one, name=f"Unit {number}")
            OrganisationActivity.objects.create(organisation=one, activity=activity(f"1{number}", "Food"))
            Return.objects.create(organisation=one, year=2010 + number, jobs=5, recorded_at=MONDAY, sent_by=person)
    for address in (f"/en/organisations/{firm.pk}/merge/{twin.pk}/", "/en/organisations/duplicates/", "/en/papers/"):
        client.get(address)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200
    Client().get("/en/search/", {"q": "press"})
    with django_assert_max_num_queries(10):
        Client().get("/en/search/", {"q": "press"})


def test_nobody_of_the_ministry_merges_an_organisation_that_he_acts_for(ministry, two):
    represent(ministry, two[1])
    with pytest.raises(deeds.MergeRefused, match="You act for one of the two yourself: a colleague"):
        merged(two[1], two[0], by=ministry)
    assert merged(two[1], two[0], by=acting_for(Organisation.objects.get(name="Ministry of Industry"))) == two[0]
