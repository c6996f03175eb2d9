"""Pages of support: asked for, handed in, promised, paid, reversed; what the list and the country say of it."""

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.actions.approval import RemarkText
from initiatives.models import SupportPayment, SupportRequest
from tests.factories import plan
from tests.factories.approval import working_hours
from tests.factories.support import THIS_YEAR, drafted, promised

pytestmark = pytest.mark.django_db
FORM = {"title": "A road", "kind": "infrastructure", "measure": "A road to the mill", "grounds": "Mud."}


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def page(name, one):
    return reverse(name, kwargs={"pk": one.pk})


def test_a_manager_asks_for_support_and_finds_it_on_the_list():
    case = plan.registered()
    manager, akimat = signed_in(case.manager), case.seat("KZ-61").authority
    told = {**FORM, "authority": f"{akimat.pk}", f"asked_{THIS_YEAR + 1}": "12 500 000"}
    manager.post(page("support_new", case.initiative), told)
    request = SupportRequest.objects.get()
    assert list(request.amounts.values_list("year", "asked")) == [(THIS_YEAR + 1, 12_500_000)]
    assert "A road" in manager.get(page("initiative_support", case.initiative)).content.decode()
    assert signed_in(case.officials["KZ"]).get(page("support_request", request)).status_code == 403


def test_project_and_measure_together_are_refused_at_the_field_and_no_word_is_lost():
    case = plan.registered()
    answer = signed_in(case.manager).post(page("support_new", case.initiative), FORM | {"measure": ""})
    assert (answer.status_code, SupportRequest.objects.count()) == (422, 0)
    assert answer.context["form"].errors["project"] == ["Name the project or the measure of the plan, one of the two."]
    assert "A road" in answer.content.decode()


def test_a_returned_request_shows_its_remarks_where_they_are_answered():
    found = drafted().hand_in()
    for code in ("KZ-43", "KZ"):
        found.case.decide(code, at=working_hours(4))
    found.case.decide(
        "KZ-61", "returned", at=working_hours(4), remarks=[RemarkText("support_money", "", "Half of it.")]
    )
    manager = signed_in(found.case.manager)
    for name in ("support_request", "support_edit"):
        assert "Half of it." in manager.get(page(name, found.request)).content.decode()


def test_the_authority_records_a_payment_and_more_than_promised_only_with_a_reason():
    found = promised()
    official = signed_in(found.payer)
    promise = found.request.promises.get(year=THIS_YEAR)
    told = {"promise": f"{promise.pk}", "amount": "40 000 001", "paid_on": f"{promise.promised_at:%Y-%m-%d}"}
    refused = official.post(page("support_pay", found.request), told | {"document": "17"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    official.post(page("support_pay", found.request), told | {"document": "17", "reason": "Prices."})
    payment = SupportPayment.objects.get()
    assert (payment.amount, payment.beyond) == (40_000_001, 1)
    official.post(page("support_reverse", payment), {"reason": "Wrong account."})
    shown = official.get(page("support_request", found.request)).content.decode()
    assert "Wrong account." in shown
    assert "40\u00a0000\u00a0001" in shown


def test_each_cell_of_the_country_opens_the_list_that_it_sums_up():
    found = promised()
    found.pay(15_000_000)
    ministry = signed_in(found.case.officials["KZ"])
    told = ministry.get(reverse("country")).context
    assert [row[0] for row in told["support"]][-1] == "Country"
    # Two regions and the country, each with two years and their sum: each promise stands in both regions.
    assert [[cell["text"] for cell in row[1:]] for row in told["support"]] == [
        ["15.0 / 40.0", "– / 25.0", "15.0 / 65.0"]
    ] * 3
    lengths = [[len(ministry.get(cell["href"]).context["chosen"]) for cell in row[1:]] for row in told["support"]]
    assert lengths == [[1, 1, 2]] * 3


def test_the_public_reads_the_sums_with_their_source_and_nothing_else():
    found = promised()
    found.pay(15_000_000)
    shown = Client().get(page("profile", found.initiative)).content.decode()
    assert "15,000,000" in shown
    assert "Drip irrigation" not in shown
