import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from accounts.audit import history
from accounts.models import Notice
from initiatives.actions import support as deeds
from initiatives.actions import support_payment as payments
from initiatives.actions.approval import RemarkText
from initiatives.actions.support import SupportRefused
from initiatives.models import Project, SupportPayment, SupportPromise, SupportRequest
from initiatives.queries import case as cases
from initiatives.queries import profile, support, support_sums
from initiatives.support import Sum, Year
from tests.factories import plan
from tests.factories.approval import acting_for, organisation, working_hours
from tests.factories.support import ASKED, THIS_YEAR, drafted, promised, wish

pytestmark = pytest.mark.django_db


def promises(request):
    return list(request.promises.values_list("year", "amount", "authority__name"))


def test_all_regions_and_the_ministry_decide_and_the_last_answer_makes_the_promise():
    found = drafted().hand_in()
    seats = sorted(found.case.round.seats.values_list("authority__name", flat=True))
    assert seats == ["Akimat of Kyzylorda", "Akimat of Turkistan", "Ministry of Industry"]
    for code in ("KZ-61", "KZ"):
        found.case.decide(code, at=working_hours(4))
    assert promises(found.request) == []
    found.case.decide("KZ-43", at=working_hours(4))
    found.fresh()
    akimat = "Akimat of Turkistan"
    assert promises(found.request) == [
        (THIS_YEAR, 40_000_000, akimat),
        (THIS_YEAR + 1, 25_000_000, akimat),
    ]
    assert (found.request.promised_at, found.request.source) == (working_hours(4), "regional")
    assert Notice.objects.filter(kind="support_approved", user=found.case.manager).count() == 1
    verbs = [entry.verb for entry in history(found.initiative)]
    assert verbs[:3] == ["support.promised", "support.handed_in", "support.drafted"]


def test_a_majority_does_not_promise_the_money_of_an_authority_that_returned_it():
    found = drafted().hand_in()
    for code in ("KZ-43", "KZ"):
        found.case.decide(code, at=working_hours(4))
    remarks = [RemarkText("support_money", "", "Half of it.")]
    found.case.decide("KZ-61", "returned", at=working_hours(4), remarks=remarks)
    assert (found.case.fresh().outcome, promises(found.fresh())) == ("returned", [])


def test_after_a_return_less_is_asked_and_agreements_to_what_did_not_change_are_lifted():
    found = drafted().hand_in()
    found.case.decide("KZ-43", at=working_hours(4))
    found.case.decide("KZ", at=working_hours(4))
    found.case.decide("KZ-61", "returned", at=working_hours(4), reasons="Half of it.")
    less = wish(found.request.authority, amounts={THIS_YEAR: 20_000_000})
    deeds.change(request=found.fresh(), wish=less, by=found.case.manager, at=working_hours(5))
    found.hand_in(at=working_hours(5)).decide_all(at=working_hours(6))
    assert promises(found.request) == [(THIS_YEAR, 20_000_000, "Akimat of Turkistan")]


def test_the_same_is_not_handed_in_again_after_a_rejection():
    found = drafted().hand_in()
    for code in ("KZ-61", "KZ-43"):
        found.case.decide(code, at=working_hours(4))
    found.case.reject("KZ", at=working_hours(4))
    assert Notice.objects.filter(kind="support_rejected", user=found.case.manager).count() == 1
    with pytest.raises(SupportRefused, match="Nothing has changed since the rejection"):
        found.hand_in(at=working_hours(5))


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"grounds": ""}, "Say why it needs support"),
        ({"amounts": {}}, "Enter how much is asked for"),
    ],
)
def test_what_is_missing_is_said_before_the_authorities_are_asked(fields, missing):
    with pytest.raises(SupportRefused, match=missing):
        drafted(**fields).hand_in()


def test_a_year_that_has_passed_meanwhile_is_not_asked_for():
    found = drafted()
    with pytest.raises(SupportRefused, match=f"{THIS_YEAR} is over"):
        found.hand_in(at=working_hours(90))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"measure": ""}, "Name the project or the measure"),
        ({"amounts": {THIS_YEAR: 0}}, "Leave a year empty"),
        ({"amounts": {THIS_YEAR - 1: 5}}, "for years to come"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(fields, reason):
    with pytest.raises(SupportRefused, match=reason):
        drafted(**fields)


def test_neither_another_initiatives_project_nor_an_authority_without_a_seat_is_named():
    case = plan.registered()
    other = plan.drafted(plan.registered(name="Elsewhere", officials=case.officials), with_target=False).initiative
    strange = Project.objects.create(
        initiative=other,
        kind="rnd",
        title="X",
        stage_since=working_hours(1),
        opened_at=working_hours(1),
        opened_by=case.manager,
    )
    with pytest.raises(SupportRefused, match="belongs to another initiative"):
        drafted(case, project=strange, measure="")
    with pytest.raises(SupportRefused, match="Choose an authority that decides"):
        drafted(case, payer=organisation("Akimat of nowhere"))


def test_one_request_at_a_time_is_before_the_authorities():
    found = drafted().hand_in()
    second = drafted(found.case, title="A mill")
    with pytest.raises(SupportRefused, match=r"Request No\. 1 is before the authorities"):
        second.hand_in()


def test_drafting_and_handing_in_twice_is_doing_it_once_and_a_colleague_is_told():
    found = drafted()
    assert drafted(found.case).request == found.request
    first = found.hand_in().case.round
    assert found.hand_in(at=working_hours(4)).case.round == first
    with pytest.raises(SupportRefused, match="A colleague has handed it in"):
        deeds.hand_in(request=found.request, by=acting_for(found.case.firm), at=working_hours(4))


def test_a_stale_page_does_not_overwrite_a_colleagues_words():
    found = drafted()
    told = {"request": found.request, "by": found.case.manager, "at": working_hours(3)}
    deeds.change(wish=wish(found.request.authority, title="Two"), seen_revision=1, **told)
    with pytest.raises(SupportRefused, match="A colleague changed the request"):
        deeds.change(wish=wish(found.request.authority, title="Three"), seen_revision=1, **told)
    assert found.fresh().title == "Two"


def test_what_is_before_the_authorities_or_promised_is_neither_changed_nor_given_up():
    found = drafted().hand_in()
    how = {"request": found.request, "by": found.case.manager, "at": working_hours(4)}
    for reason in ("It is before the authorities", "The request is decided"):
        with pytest.raises(SupportRefused, match=reason):
            deeds.change(wish=wish(found.request.authority, title="Two"), **how)
        with pytest.raises(SupportRefused, match=reason):
            deeds.drop(**how)
        if reason.startswith("It"):
            found.decide_all()


def test_withdrawn_it_is_a_draft_again_and_given_up_it_keeps_its_number():
    found = drafted().hand_in()
    how = {"request": found.request, "by": found.case.manager, "at": working_hours(4)}
    with pytest.raises(SupportRefused, match="Say why"):
        deeds.withdraw(reason=" ", **how)
    deeds.withdraw(reason="Too early.", **how)
    assert support.shown(found.request).label == "draft"
    deeds.drop(**how)
    assert drafted(found.case).request.number == 2


def test_strangers_ask_for_nothing_and_record_nothing():
    found = promised()
    stranger = acting_for(organisation("Stranger"))
    with pytest.raises(SupportRefused, match="asked for by the people of"):
        deeds.draft(initiative=found.initiative, wish=wish(found.request.authority), by=stranger, at=working_hours(5))
    for who in (stranger, found.case.manager, found.case.officials["KZ"]):
        with pytest.raises(SupportRefused, match="recorded by the people of Akimat of Turkistan"):
            found.pay(5, by=who)


def test_payments_add_up_to_the_last_tenge_and_a_year_without_any_has_none():
    found = promised()
    found.pay(15_000_001)
    found.pay(4, document="18")
    money = support.shown(found.request).money
    assert money == (Year(THIS_YEAR, 40_000_000, 15_000_005), Year(THIS_YEAR + 1, 25_000_000, None))
    (whole,) = support_sums.public(profile.public().get(pk=found.initiative.pk).support_told)[1:]
    assert (whole.promised, whole.paid, whole.noted_on) == (40_000_000, 15_000_005, working_hours(6).date())
    assert Notice.objects.filter(kind="support_paid", user=found.case.manager).count() == 2


def test_more_than_promised_needs_a_reason_and_says_by_how_much():
    found = promised()
    found.pay(39_999_999)
    with pytest.raises(SupportRefused, match="With this 9 ₸ more than promised") as refusal:
        found.pay(10, document="18")
    assert refusal.value.field == "reason"
    more = found.pay(10, document="18", reason="The price rose.")
    assert (more.beyond, more.reason) == (9, "The price rose.")


def test_the_same_document_is_recorded_once_and_with_another_sum_not_at_all():
    found = promised()
    first = found.pay(7)
    assert found.pay(7, by=acting_for(found.request.authority)) == first
    with pytest.raises(SupportRefused, match=r"Document No\. 17 of .* is recorded with 7 ₸"):
        found.pay(8)


def test_an_error_is_reversed_in_full_both_stay_and_the_right_sum_follows():
    found = promised()
    wrong = found.pay(70)
    how = {"payment": wrong, "by": found.payer, "at": working_hours(7)}
    with pytest.raises(SupportRefused, match="Say why"):
        payments.reverse(reason="", **how)
    back = payments.reverse(reason="Typed wrongly.", **how)
    assert payments.reverse(reason="Again.", **how) == back
    with pytest.raises(SupportRefused, match="This is a reversal itself"):
        payments.reverse(payment=back, reason="x", by=found.payer, at=working_hours(7))
    assert support.shown(found.request).money[0].paid is None
    found.pay(7)
    assert list(SupportPayment.objects.order_by("pk").values_list("amount", flat=True)) == [70, -70, 7]
    assert support.shown(found.request).money[0].paid == 7
    assert {row.money.year: row.money.paid for row in support_sums.of([found.initiative.pk])} == {
        THIS_YEAR: 7,
        THIS_YEAR + 1: None,
    }


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"amount": 0}, "more than 0"),
        ({"document": " "}, "number of the payment document"),
        ({"paid_on": working_hours(8).date()}, "still to come"),
        ({"paid_on": working_hours(1).date()}, "It was promised on"),
        ({"year": THIS_YEAR + 1}, f"before {THIS_YEAR + 1}"),
    ],
)
def test_a_payment_that_cannot_have_been_is_refused(how, reason):
    with pytest.raises(SupportRefused, match=reason):
        promised().pay(**({"amount": 5} | how))


def test_the_database_refuses_to_change_what_was_paid_or_promised():
    found = promised()
    one = found.pay(50)
    half = {"promise": one.promise, "amount": -25, "paid_on": one.paid_on, "document": "17", "reason": "Half."}
    known = {"recorded_at": working_hours(7), "recorded_by": found.payer}
    refused = (
        lambda: SupportPayment.objects.update(amount=5),
        lambda: SupportPayment.objects.all().delete(),
        lambda: SupportPayment.objects.create(**half, **known, reverses=one),
        lambda: SupportPayment.objects.create(**(half | {"amount": 60, "beyond": 10, "reason": ""}), **known),
        lambda: SupportPromise.objects.update(amount=5),
        lambda: SupportRequest.objects.update(measure=""),
    )
    for deed in refused:
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert SupportPayment.objects.get().amount == 50


def test_what_was_promised_is_late_when_its_year_is_over():
    found = promised()
    found.pay(30_000_000)
    (row,) = [row for row in support_sums.of([found.initiative.pk]) if row.money.year == THIS_YEAR]
    later = dt.date(THIS_YEAR + 1, 1, 1)
    assert [row.money.state(day) for day in (working_hours(6).date(), later)] == ["open", "late"]
    from_kernel = support_sums.support.add([row.money], on=later)
    assert from_kernel == Sum(promised=40_000_000, paid=30_000_000, open=10_000_000, late=10_000_000)


def test_the_case_reads_what_is_asked_of_whom_and_for_what():
    found = drafted().hand_in()
    seat = found.case.seat("KZ-61")
    shown = cases.case(seat, user=found.payer, on=working_hours(4).date())
    lines = {line.key: line.items for part in shown.parts for line in part.lines}
    assert [part.key for part in shown.parts] == ["support_purpose", "support_money"]
    assert (lines["measure"], lines["authority"]) == (
        ("Drip irrigation, growers, 2028",),
        ("Akimat of Turkistan · regional",),
    )
    years = tuple(f"{year}: {asked:,} ₸".replace(",", "\u00a0") for year, asked in ASKED.items())
    assert lines["years"] == years
