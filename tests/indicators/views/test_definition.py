import pytest
from django.urls import reverse
from django.utils.html import escape

from indicators.models import Indicator
from indicators.queries import definition
from tests.factories import deliveries
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official")]
MOST_QUERIES = 20
FIELDS = {"formula": "growth(gva)", "measure": "", "subject": "KZ", "shown_as": "percent", "decimals": "1", "seen": ""}
TEXTS = {
    f"{field}_{language}": f"{field} {language}" for field in ("name", "description") for language in ("en", "ru", "kk")
}
NEW = FIELDS | TEXTS | {"code": "ours", "family": "growth"}
# What people write who do not mean well, or do not know: each with a word of the answer.
BAD = [
    ("gva +", "cannot be read"),
    ("gva + jobs", "cannot be added or subtracted"),
    ("gva + grp", "valued at basic"),
    ("gav / jobs", "Did you mean “gva”?"),
    ("(" * 10_000 + "gva" + ")" * 10_000, "longer than 2000 characters"),
    ("(" * 900 + "gva" + ")" * 900, "cannot be read"),
    ("-" * 1500 + "gva", "nests too deeply"),
    ("mean(mean(mean(gva, 50), 50), 50)", "looks at too many values"),
    ("__import__('os')", "There is no function"),
    ("location_quotient(gva)", "There is no function"),
    ("1e999 * gva", "too large"),
    ("gva # x", "is not part of the formula language"),
]


@pytest.fixture
def statistician(client):
    client.force_login(deliveries.statistician())
    return client


@pytest.fixture
def visitor(client):
    return client


def test_the_catalogue_lists_every_indicator_with_its_formula(visitor, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        page = visitor.get(reverse("indicators"))
    assert page.status_code == 200
    for one in definition.definitions().all():
        assert escape(one.indicator.name) in page.content.decode()
    assert reverse("indicator_new") not in page.content.decode()


def test_an_indicator_shows_what_it_is_computed_from(visitor, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        page = visitor.get(reverse("indicator", kwargs={"code": "productivity"})).content.decode()
    assert "gva / jobs" in page
    assert "Gross value added" in page
    assert "Employed persons" in page


@pytest.mark.parametrize("name", ["indicator_new", "indicator_edit", "indicator_publish", "indicator_retire"])
def test_only_statisticians_define_indicators(visitor, name):
    address = reverse(name, kwargs={} if name == "indicator_new" else {"code": "productivity"})
    assert visitor.post(address).status_code == 302
    visitor.force_login(UserFactory())
    assert visitor.post(address).status_code == 403


@pytest.mark.parametrize(("formula", "word"), BAD)
def test_a_bad_formula_is_told_with_its_column_and_nothing_is_kept(statistician, formula, word):
    page = statistician.post(reverse("indicator_new"), NEW | {"formula": formula})
    assert page.status_code == 422
    assert word in page.content.decode()
    assert "Column " in page.content.decode()
    assert not Indicator.objects.filter(code="ours").exists()


def test_a_formula_is_tried_before_it_is_kept_without_a_script(statistician):
    page = statistician.post(reverse("indicator_new"), FIELDS | {"formula": "gva / jobs", "preview": "1"})
    assert page.status_code == 200
    assert "mln KZT / persons" in page.content.decode()
    assert "This field is required" not in page.content.decode()


def test_a_formula_is_tried_while_it_is_written(statistician):
    page = statistician.post(
        reverse("indicator_new"), FIELDS | {"formula": "gva / (jobs"}, headers={"HX-Request": "true"}
    )
    assert page.status_code == 200
    assert "<html" not in page.content.decode()
    assert "Column " in page.content.decode()


def test_a_draft_is_kept_shown_and_put_in_force(statistician):
    kept = statistician.post(reverse("indicator_new"), NEW, follow=True)
    assert "Put in force" in kept.content.decode()

    statistician.post(reverse("indicator_publish", kwargs={"code": "ours"}))

    assert definition.find("ours").version.unit == "fraction"
    statistician.logout()
    assert statistician.get(reverse("indicator", kwargs={"code": "ours"})).status_code == 200


def test_a_first_draft_is_not_there_for_others(statistician):
    statistician.post(reverse("indicator_new"), NEW)
    statistician.force_login(UserFactory())
    assert statistician.get(reverse("indicator", kwargs={"code": "ours"})).status_code == 404


@pytest.mark.parametrize("code", ["gva", "growth", "x", "productivity", "new", "A b"])
def test_a_code_that_means_something_already_is_refused(statistician, code):
    assert statistician.post(reverse("indicator_new"), NEW | {"code": code}).status_code == 422


def test_a_circle_is_refused_on_the_page(statistician):
    page = statistician.post(
        reverse("indicator_edit", kwargs={"code": "productivity"}), FIELDS | {"formula": "productivity * 2"}
    )
    assert page.status_code == 422
    assert "computed from each other" in page.content.decode()


def tried(client, **fields):
    return client.post(reverse("indicator_new"), FIELDS | fields, headers={"HX-Request": "true"}).content.decode()


def test_its_values_for_a_subject_are_shown_before_it_is_put_in_force(statistician):
    assert "13.2" in tried(statistician, formula="grp_share", subject="KZ-23")


def test_a_formula_that_divides_by_zero_everywhere_says_so(statistician):
    assert "divides by zero in every year" in tried(statistician, formula="gva / (gva - gva)")


def test_an_unknown_subject_is_said(statistician):
    assert "names no region" in tried(statistician, formula="gva", subject="KZ-99")
