import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Notice
from initiatives.actions import investment as deeds
from initiatives.actions import project as projects
from initiatives.models import ExchangeRate, InvestmentOffer, InvestorContact
from initiatives.queries import investment as investments
from tests.factories import portfolio
from tests.factories.approval import MONDAY, acting_for
from tests.factories.investment import facts, named, opened

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate(MONDAY)
LATER = MONDAY + dt.timedelta(days=200)


@pytest.fixture
def world():
    return portfolio.registered()


@pytest.fixture
def mill(world):
    return world.idea("Mill", is_public=True)


def found(**asked):
    return [one.project.title for one in investments.find(investments.Asked(**asked), on=TODAY)[0]]


def test_what_is_open_is_said_with_its_sources_and_confirmed_for_the_day(world, mill):
    offer = opened(mill, **world.told())
    assert (offer.amount, offer.amount_source, offer.confirmed_on, offer.confirmed_by) == (
        900_000_000,
        "Business plan of the members",
        TODAY,
        world.manager,
    )
    assert audit.history(mill)[0].verb == "investment.opened"
    assert found() == ["Mill"]


def test_what_is_not_public_is_not_opened_and_the_refusal_says_why(world):
    hidden = world.idea("Hidden mill")
    with pytest.raises(deeds.InvestmentRefused, match="public projects only"):
        opened(hidden, **world.told())
    assert not InvestmentOffer.objects.exists()


def test_an_open_project_says_how_much_and_how_far(world, mill):
    only_site = {"site": facts(on=TODAY)["site"]}
    with pytest.raises(deeds.InvestmentRefused, match="Sum asked") as refusal:
        deeds.describe(project=mill, facts=only_site, is_open=True, **world.told())
    assert refusal.value.field == "amount"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (deeds.Told("Plot 12", "", TODAY), "site_source"),
        (deeds.Told("Plot 12", "Map", TODAY + dt.timedelta(days=1)), "site_on"),
    ],
)
def test_a_fact_has_a_source_and_a_day_that_has_come(world, mill, told, field):
    with pytest.raises(deeds.InvestmentRefused) as refusal:
        deeds.describe(project=mill, facts={"site": told}, is_open=False, **world.told())
    assert refusal.value.field == field


def test_only_who_runs_the_initiative_says_it(world, mill):
    with pytest.raises(projects.PortfolioRefused, match="Only the people of"):
        opened(mill, by=world.editors[0], at=MONDAY)


def test_a_page_that_is_old_overwrites_nothing(world, mill):
    opened(mill, **world.told())
    with pytest.raises(projects.PortfolioRefused, match="since you opened this page"):
        deeds.describe(project=mill, facts={}, is_open=False, seen_revision=0, **world.told())


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"share": Decimal("100.01")},
        {"share": 0},
        {"site_source": ""},
        {"site_on": None},
        {"land": "A field"},
        {"stage": "sold"},
        {"amount": None, "amount_source": "", "amount_on": None},
        {"confirmed_on": None},
    ],
)
def test_the_database_keeps_no_sum_share_or_fact_that_cannot_be(world, mill, wrong):
    offer = opened(mill, **world.told())
    with pytest.raises(IntegrityError), transaction.atomic():
        InvestmentOffer.objects.filter(pk=offer.pk).update(**wrong)


def test_what_was_confirmed_last_stands_first_and_confirming_brings_it_up(world, mill):
    other = world.idea("Bakery", is_public=True)
    opened(mill, by=world.manager, at=MONDAY)
    opened(other, by=world.manager, at=MONDAY + dt.timedelta(days=1))
    assert found() == ["Bakery", "Mill"]
    confirmed = deeds.confirm(project=mill, by=world.manager, at=MONDAY + dt.timedelta(days=2))
    assert (confirmed.is_confirmed(TODAY), found()) == (True, ["Mill", "Bakery"])


def test_nothing_is_confirmed_of_a_project_that_is_not_open(world, mill):
    with pytest.raises(projects.PortfolioRefused, match="nothing to confirm"):
        deeds.confirm(project=mill, **world.told())


def test_the_list_is_narrowed_by_region_sum_and_stage(world, mill):
    opened(mill, **world.told())
    where = world.initiative.parts.filter(code__classification__code="region").first().code.code
    assert found(region=where, band="2bn", stage="permitted") == ["Mill"]
    assert [found(**{name: value}) for name, value in (("region", "KZ-23"), ("band", "500m"), ("stage", "idea"))] == [
        [],
        [],
        [],
    ]


def test_a_project_that_is_over_is_open_to_nobody(world, mill):
    opened(mill, **world.told())
    projects.advance(project=mill, way="stop", words="No land.", **world.told())
    assert found() == []


def test_six_months_without_a_word_are_pointed_out_once(world, mill):
    offer = opened(mill, **world.told())
    assert deeds.remind(at=MONDAY + dt.timedelta(days=181)) == 0
    assert [deeds.remind(at=LATER), deeds.remind(at=LATER)] == [1, 1]
    assert Notice.objects.filter(kind="investment_unconfirmed", user=world.manager).count() == 1
    assert not offer.is_confirmed(timezone.localdate(LATER))


def test_who_names_himself_has_said_yes_and_anybody_else_is_asked(world):
    own = named(world.initiative, world.manager, **world.told())
    assert (own.consented_at, investments.contact(world.initiative, world.runner)) == (MONDAY, own)
    colleague = acting_for(world.runner, name="Dana Seit")
    other = named(world.initiative, colleague, **world.told())
    assert (other.consented_at, investments.contact(world.initiative, world.runner)) == (None, None)
    assert Notice.objects.filter(kind="investor_contact_asked", user=colleague).count() == 1
    with pytest.raises(deeds.InvestmentRefused, match="Only the one who was named"):
        deeds.answer_contact(contact=other, is_yes=True, **world.told())
    deeds.answer_contact(contact=other, is_yes=True, by=colleague, at=MONDAY)
    assert investments.contact(world.initiative, world.runner) == other
    deeds.answer_contact(contact=other, is_yes=False, by=colleague, at=MONDAY)
    assert investments.contact(world.initiative, world.runner) is None
    assert InvestorContact.objects.standing().count() == 0


def test_a_stranger_is_not_named(world):
    with pytest.raises(deeds.InvestmentRefused, match="of the organisation that runs"):
        named(world.initiative, world.editors[0], **world.told())


def test_who_acts_for_the_organisation_no_more_is_not_shown(world):
    named(world.initiative, world.manager, **world.told())
    world.runner.representatives.update(ended_at=MONDAY)
    assert investments.contact(world.initiative, world.runner) is None


def test_a_rate_is_noted_once_and_corrected_by_the_same_day(tmp_path):
    file = tmp_path / "rates.csv"
    file.write_text("currency,on,tenge,source\nUSD,2026-03-02,510.5,National Bank\n", encoding="utf-8")
    for _ in range(2):
        call_command("load_rates", str(file), verbosity=0)
    file.write_text("currency,on,tenge,source\nUSD,2026-03-02,511,National Bank\n", encoding="utf-8")
    call_command("load_rates", str(file), verbosity=0)
    assert [(row.tenge, len(audit.history(row))) for row in ExchangeRate.objects.all()] == [(511, 2)]
    day = dt.date(2026, 3, 2)
    # The bank names the rate of a day on the day before: until then it is no rate.
    assert (investments.rate(on=day).on, investments.rate(on=day - dt.timedelta(days=1))) == (day, None)


@pytest.mark.parametrize(
    "line", ["USD,2.3.2026,510,Bank", "USD,2026-03-02,-1,Bank", "EUR,2026-03-02,1,Bank", "USD,2026-03-02,NaN,Bank"]
)
def test_a_rate_that_cannot_be_is_refused_with_its_line(tmp_path, line):
    file = tmp_path / "rates.csv"
    file.write_text(f"currency,on,tenge,source\n{line}\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Line 2"):
        call_command("load_rates", str(file))
    assert not ExchangeRate.objects.exists()
