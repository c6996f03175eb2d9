"""Two officials of one authority who record at the same moment."""

import pytest

from initiatives.models import SupportPayment
from tests.factories.approval import acting_for
from tests.factories.support import promised
from tests.initiatives.actions.test_membership_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_document_from_two_hands_is_one_payment():
    found = promised()
    colleague = acting_for(found.request.authority)
    results = at_once(lambda: found.pay(30_000_000), lambda: found.pay(30_000_000, by=colleague))
    assert [result for result in results if isinstance(result, Exception)] == []
    assert SupportPayment.objects.count() == 1


def test_two_payments_that_together_go_beyond_the_promise_do_not_both_pass_without_a_reason():
    found = promised()
    colleague = acting_for(found.request.authority)
    results = at_once(lambda: found.pay(30_000_000), lambda: found.pay(30_000_000, document="18", by=colleague))
    (refused,) = [result for result in results if isinstance(result, Exception)]
    assert str(refused).startswith("With this 20\u00a0000\u00a0000 ₸ more than promised")
    assert SupportPayment.objects.get().amount == 30_000_000
