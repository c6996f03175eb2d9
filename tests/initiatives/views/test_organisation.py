import pytest
from django.test import Client
from django.urls import reverse

from initiatives import personal_number
from initiatives.actions import representative as representatives
from initiatives.identifiers import check_digit
from initiatives.models import Organisation, Representative
from tests.factories.accounts import UserFactory
from tests.factories.approval import MONDAY, acting_for, activity, authority, organisation, region

pytestmark = pytest.mark.django_db

BIN, OTHER_BIN, IIN = "941240000193", "941240000505", "880101300017"
MISTYPED = "941240000194"
Kind = Organisation.Kind


def of(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def page(route, thing, **kwargs):
    return reverse(route, kwargs={"pk": thing.pk, **kwargs})


def filled(**changes):
    region("KZ-59", "North Kazakhstan")
    activity("105", "Dairy")
    told = {
        "number": BIN,
        "name": "LLP “Esil Creamery”",
        "region": "KZ-59",
        "size": "small",
        "activities": ["105"],
        "website": "",
        "about": "",
        "language": "en",
        "position": "Director",
        "signs_by": "head",
    }
    return told | changes


def register(user, kind="firm", **changes):
    return of(user).post(reverse("organisation_new") + f"?kind={kind}", filled(**changes))


def test_a_firm_is_registered_by_its_head_who_administers_it_and_signs():
    user = UserFactory()
    answer = register(user)
    firm = Organisation.objects.get()
    assert answer.url == page("organisation", firm)
    assert (firm.bin, firm.kind, firm.region.code) == (BIN, "firm", "KZ-59")
    assert [row.activity.code for row in firm.activities.all()] == ["105"]
    head = Representative.objects.get()
    assert (head.user, head.role, head.signs_by, head.position) == (user, "administrator", "head", "Director")


def test_the_kind_is_asked_first():
    shown = of(UserFactory()).get(reverse("organisation_new")).content.decode()
    assert "What kind of organisation is it?" in shown
    assert 'name="number"' not in shown


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (MISTYPED, "Number looks mistyped, check the last digits."),
        ("94124000019", "The number has 12 digits; these are 11."),
        ("94124000019X", "The number has 12 digits and nothing else."),
        ("", "This field is required."),
    ],
)
def test_a_wrong_number_is_told_beside_the_field_and_nothing_is_lost(number, sentence):
    answer = register(UserFactory(), number=number, about="Cheese since 1962")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["number"]
    assert answer.context["form"].errors["number"] == [sentence]
    shown = answer.content.decode()
    assert "Cheese since 1962" in shown
    assert "LLP “Esil Creamery”" in shown
    assert 'value="105" checked' in shown
    assert not Organisation.objects.exists()


def test_spaces_and_hyphens_in_a_number_are_forgiven():
    register(UserFactory(), number="9412 4000-0193")
    assert Organisation.objects.get().bin == BIN


def test_a_farm_is_known_by_its_owners_number_which_no_page_shows_whole():
    user = UserFactory()
    number = _valid(IIN)
    register(user, kind="peasant_farm", number=number)
    farm = Organisation.objects.get()
    assert farm.bin is None
    assert farm.iin_digest == personal_number.digest(number)
    own = of(user).get(page("organisation", farm)).content.decode()
    assert "•" * 10 + number[-2:] in own
    for client in (of(user), of()):
        for address in (page("organisation", farm), reverse("organisations")):
            assert number not in client.get(address).content.decode()
    assert "•" not in of().get(page("organisation", farm)).content.decode()


def test_a_foreign_organisation_has_a_country_and_a_registry_number():
    register(UserFactory(), kind="firm&is_abroad=on", number="HRB 4711", country="DE")
    found = Organisation.objects.get()
    assert (found.bin, found.country, found.registry_number, found.region) == (None, "DE", "HRB 4711", None)


def test_a_known_number_leads_to_asking_to_act_for_that_organisation():
    register(UserFactory())
    answer = register(UserFactory(), name="Quite another name")
    firm = Organisation.objects.get()
    assert answer.status_code == 409
    assert answer.context["form"].errors["number"] == ["LLP “Esil Creamery” is registered under this number."]
    assert page("organisation_ask", firm) in answer.content.decode()


def test_a_form_sent_twice_registers_once():
    user = UserFactory()
    first, second = register(user), register(user, similar_seen="1")
    assert first.url == second.url == page("organisation", Organisation.objects.get())


@pytest.mark.parametrize("name", ["name", "about", "number", "activities", "region", "website", "position"])
def test_characters_that_no_database_keeps_are_no_error_of_ours(name):
    answer = register(UserFactory(), **{name: "a\0b"})
    assert answer.status_code in (302, 422)
    assert of().get(reverse("organisations"), {"region": "\0", "kind": "\0", "q": "\0"}).status_code == 200


def test_whose_number_an_iin_is_is_not_told():
    number = _valid(IIN)
    register(UserFactory(), kind="peasant_farm", number=number, name="Farm of Serik")
    shown = register(UserFactory(), kind="peasant_farm", number=number, name="Quite another").content.decode()
    assert "Farm of Serik" not in shown
    assert "An organisation is registered under this number." in shown


def test_similar_names_are_shown_before_saving_and_then_it_can_be_registered_all_the_same():
    user = UserFactory()
    organisation("LLP “Esil Creamery No. 1”")
    first = register(user)
    assert first.status_code == 422
    assert [one.name for one in first.context["similar"]] == ["LLP “Esil Creamery No. 1”"]
    assert Organisation.objects.count() == 1
    register(user, similar_seen="1")
    assert Organisation.objects.filter(bin=BIN).exists()


def test_a_power_of_attorney_needs_its_number_and_an_end_that_is_not_past():
    answer = register(UserFactory(), signs_by="power_of_attorney")
    assert set(answer.context["form"].errors) == {"power_number", "signs_until"}
    answer = register(
        UserFactory(), signs_by="power_of_attorney", power_number="7", signs_until="2020-01-01", number=OTHER_BIN
    )
    assert answer.context["form"].errors == {"signs_until": ["This power of attorney has ended."]}


def test_an_activity_is_found_without_a_script_and_what_was_typed_stays():
    answer = register(UserFactory(), number=MISTYPED, search="activities", activities_query="dairy", activities=[])
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert MISTYPED in shown
    assert [option["value"] for option in answer.context["pick"]["found"]] == ["105"]


def test_registering_on_the_way_comes_back_only_to_this_portal():
    back = "/en/initiatives/7/apply/"
    client = of(UserFactory())
    answer = client.post(reverse("organisation_new") + f"?kind=firm&next={back}", filled())
    assert answer.url == back
    answer = client.post(
        reverse("organisation_new") + "?kind=firm&next=https://evil.example/",
        filled(number=OTHER_BIN, name="Something entirely different"),
    )
    assert answer.url == page("organisation", Organisation.objects.get(bin=OTHER_BIN))


def test_an_authority_waits_for_the_ministry():
    user = UserFactory()
    register(user, kind="state_authority", name="Akimat of North Kazakhstan")
    akimat = Organisation.objects.get()
    assert akimat.confirmed_at is None
    assert of().get(page("organisation", akimat)).status_code == 302
    assert "waits for the ministry" in of(user).get(page("organisation", akimat)).content.decode()


def test_whoever_asks_is_confirmed_by_an_administrator():
    firm = organisation("Dairy")
    chief, user = acting_for(firm, role="administrator"), UserFactory(name="Dana")
    of(user).post(page("organisation_ask", firm), {"position": "Accountant", "signs_by": "no"})
    asked = Representative.objects.get(user=user)
    assert asked.confirmed_at is None
    for address in (page("organisation_people", firm), reverse("work")):
        assert "Dana" in of(chief).get(address).content.decode()
    of(chief).post(page("representative_confirm", asked))
    asked.refresh_from_db()
    assert asked.confirmed_by == chief
    assert "You act for Dairy from now on" in of(user).get(reverse("notices")).content.decode()


def test_nobody_confirms_himself_and_an_editor_confirms_nobody():
    firm = organisation("Dairy")
    editor, user = acting_for(firm), UserFactory()
    asked = representatives.ask(organisation=firm, by=user, at=MONDAY)
    for person in (editor, user, UserFactory()):
        assert of(person).post(page("representative_confirm", asked)).status_code == 403
    asked.refresh_from_db()
    assert asked.confirmed_at is None


def test_people_of_an_authority_are_not_confirmed_by_its_own_administrator():
    akimat = authority("Akimat", region())
    chief = acting_for(akimat, role="administrator")
    asked = representatives.ask(organisation=akimat, by=UserFactory(), at=MONDAY)
    assert of(chief).post(page("representative_confirm", asked)).status_code == 403


def test_the_last_administrator_stays():
    firm = organisation("Dairy")
    chief = acting_for(firm, role="administrator")
    own = Representative.objects.get(user=chief)
    answer = of(chief).post(page("representative_end", own), follow=True)
    assert "Somebody must stay administrator" in answer.content.decode()
    answer = of(chief).post(page("representative_role", own), {"role": "viewer", "signs_by": "no"})
    assert "Somebody must stay administrator" in answer.context["form"].errors["role"][0]


def test_an_administrator_names_a_signatory():
    firm = organisation("Dairy")
    chief, editor = acting_for(firm, role="administrator"), acting_for(firm, signs=False)
    told = {"role": "editor", "signs_by": "power_of_attorney", "power_number": "12", "signs_until": "2099-01-01"}
    of(chief).post(page("representative_role", Representative.objects.get(user=editor)), told)
    assert Representative.objects.get(user=editor).is_signatory


def test_an_editor_corrects_what_it_says_and_keeps_its_number():
    firm = organisation("Dairy")
    editor = acting_for(firm)
    given = filled(name="Dairy of the North", activities=["105"])
    answer = of(editor).post(page("organisation_edit", firm), given)
    assert answer.status_code == 302
    changed = Organisation.objects.get(pk=firm.pk)
    assert (changed.name, changed.bin, changed.region.code) == ("Dairy of the North", firm.bin, "KZ-59")
    assert of(UserFactory()).get(page("organisation_edit", firm)).status_code == 403


def _valid(number):
    return number[:11] + str(check_digit(number[:11]))
