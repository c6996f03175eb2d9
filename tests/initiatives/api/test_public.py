import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from initiatives import personal_number
from initiatives.models import Organisation
from tests.factories import approval
from tests.factories import initiatives as made
from tests.factories.accounts import UserFactory
from tests.factories.approval import activity, handed_in, organisation, region

pytestmark = pytest.mark.django_db

NUMBER = "880101300017"


def registered(**how):
    case = handed_in(**how)
    for code in ("KZ-61", "KZ-43", "KZ"):
        case.decide(code)
    case.initiative.refresh_from_db()
    return case


def answer(path, user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client.get(f"/api/v1/{path}")


def test_a_registered_initiative_is_told_with_its_parts_and_members():
    case = registered()
    member = made.member(case.initiative, by=case.manager, organisation=organisation("Member", region=region()))
    made.member(case.initiative, by=case.manager, organisation=organisation("Hidden", is_public=False))
    made.member(case.initiative, by=case.manager, admitted=False)
    assert answer(f"initiatives/{case.initiative.pk}/").json() == {
        "id": case.initiative.pk,
        "subject": f"initiative:{case.initiative.pk}",
        "name": "Syr Darya Crops",
        "language": "en",
        "stage": "registered",
        "register_number": case.initiative.register_number,
        "registered_on": case.initiative.registered_on.isoformat(),
        "recorded_from_paper": None,
        "regions": ["KZ-43", "KZ-61"],
        "activities": ["10"],
        "members": [
            {
                "id": member.organisation_id,
                "name": "Member",
                "kind": "firm",
                "region": "KZ-61",
                "role": "",
                "since": "2024-01-09T09:00:00+06:00",
            }
        ],
        "coordination": {"agreement": None, "next_meeting": None},
        "support": [],
        "is_synthetic": False,
    }


def test_a_draft_is_in_no_answer_whoever_asks():
    initiative, manager, _firm = made.draft()
    assert answer("initiatives/", manager).json()["results"] == []
    assert answer(f"initiatives/{initiative.pk}/", manager).status_code == 404


def test_an_owners_number_and_peoples_addresses_are_in_no_answer():
    user = UserFactory(email="serik@farm.example")
    farm = Organisation.objects.create(
        name="Farm",
        kind="peasant_farm",
        iin_digest=personal_number.digest(NUMBER),
        iin_encrypted=personal_number.encrypted(NUMBER),
        registered_at=approval.SINCE,
        registered_by=user,
        confirmed_at=approval.SINCE,
    )
    approval.represent(user, farm)
    told = json.dumps(answer("organisations/", user).json())
    assert "Farm" in told
    for secret in (NUMBER, NUMBER[-4:], "•", farm.iin_digest, "iin", "@"):
        assert secret not in told


def test_an_organisation_is_told_with_what_it_does_and_its_public_initiatives():
    case = registered()
    firm = organisation("Mill", region=region(), size="small", website="https://mill.example")
    firm.activities.create(activity=activity())
    draft, manager, _firm = made.draft()
    for initiative, by in ((case.initiative, case.manager), (draft, manager)):
        made.member(initiative, by=by, organisation=firm)
    assert answer(f"organisations/{firm.pk}/").json() == {
        "id": firm.pk,
        "name": "Mill",
        "language": "ru",
        "names": {},
        "kind": "firm",
        "size": "small",
        "bin": firm.bin,
        "country": "KZ",
        "registry_number": "",
        "region": "KZ-61",
        "activities": ["10"],
        "website": "https://mill.example",
        "initiatives": [case.initiative.pk],
        "is_synthetic": False,
    }


def test_organisations_are_found_by_kind_number_and_region_page_by_page():
    firms = [organisation(f"Firm {number}", region=region()) for number in range(3)]
    organisation("University", "university")

    def keys(query):
        return [row["id"] for row in answer(f"organisations/?{query}").json()["results"]]

    assert keys("kind=firm") == [firm.pk for firm in firms]
    assert keys(f"bin={firms[1].bin}") == [firms[1].pk]
    assert keys("region__code=KZ-61") == [firm.pk for firm in firms]
    first = answer("organisations/?kind=firm&limit=2").json()
    assert [row["id"] for row in first["results"]] == [firm.pk for firm in firms[:2]]
    assert [row["id"] for row in Client().get(first["next"]).json()["results"]] == [firms[2].pk]


@pytest.mark.parametrize("query", ["limit=-1", "limit=x", "cursor=nonsense", "kind=nonsense", "bin=%00"])
def test_nonsense_in_the_address_is_no_error_of_ours(query):
    assert answer(f"organisations/?{query}").status_code in (200, 400, 404)


def test_lists_need_the_same_number_of_queries_for_1_and_20_rows():
    case = registered()
    first = made.member(case.initiative, by=case.manager).organisation
    first.activities.create(activity=activity())

    def queries(path):
        with CaptureQueriesContext(connection) as counted:
            assert answer(path).status_code == 200
        return len(counted)

    before = [queries(path) for path in ("initiatives/", "organisations/")]
    for number in range(20):
        firm = organisation(f"Firm {number}", region=region())
        firm.activities.create(activity=activity())
        made.member(case.initiative, by=case.manager, organisation=firm)
    assert [queries(path) for path in ("initiatives/", "organisations/")] == before
    assert max(before) <= 6
