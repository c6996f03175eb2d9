import csv
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from indicators.actions import scan as deeds
from indicators.models import Code, Dismissal, ScanRules
from indicators.queries import definition, scan
from indicators.scan import Verdict
from tests.factories import deliveries
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("official")]
REASON = "One head office is registered here."


def found(rules="", **asked):
    return scan.scan(definition.definitions(), scan.rule_sets(), scan.traded(), scan.Asked(rules=rules, **asked))


def cell(name="scan_cell", region="KZ-63", activity="C"):
    return reverse(name, kwargs={"region": region, "activity": activity})


def dismissed(by=None):
    codes = {"region": Code.objects.get(code="KZ-63"), "activity": Code.objects.get(code="C")}
    by = by or UserFactory()
    return deeds.dismiss(**codes, reason=REASON, language="en", by=by, at=timezone.now())


def text(page):
    return page.content.decode()


def lines(page):
    return list(csv.DictReader(io.StringIO(b"".join(page).decode("utf-8-sig"))))


def test_metals_of_east_kazakhstan_and_farming_of_zhetisu_are_strong_by_their_quotients():
    seen = found("quotient")
    cells = [("KZ-63", "C"), ("KZ-33", "A")]
    assert [round(seen.figure("location_quotient", one).value, 2) for one in cells] == [2.24, 3.29]
    assert [seen.verdict(one) for one in cells] == [Verdict.YES, Verdict.YES]


def test_the_national_rule_is_its_three_marks_together():
    seen = found("national")
    for one in seen.cells():
        marks = [seen.figure(code, one).value for code in ("location_quotient", "cluster_factor", "regional_factor")]
        expected = None not in marks and marks[0] > 1 and marks[1] > 0 and marks[2] > 0
        assert (seen.verdict(one) is Verdict.YES) == expected, one


def test_a_cell_that_is_published_only_within_a_group_is_not_judged():
    seen = found("quotient_jobs")
    verdicts = {one: seen.verdict(one) for one in seen.cells()}
    assert {verdict for one, verdict in verdicts.items() if one[1] != "A"} == {Verdict.NOT_JUDGED}
    assert Verdict.NOT_JUDGED not in {verdict for one, verdict in verdicts.items() if one[1] == "A"}


def test_establishments_that_nobody_publishes_leave_no_cell_strong_and_farming_alone_judged():
    seen = found("flags")
    assert seen.strong == []
    assert {seen.verdict(one) for one in seen.cells() if one[1] != "A"} == {Verdict.NOT_JUDGED}


def test_the_quotient_within_traded_activities_is_the_one_of_the_sums():
    seen = found("flags_value")
    amount = {one: seen.figure("amount", one).value for one in seen.cells()}
    here = sum(value for (region, _activity), value in amount.items() if region == "KZ-63")
    quotient = seen.columns["traded_quotient"].column.values[seen.place(("KZ-63", "C"))]
    plane = seen.reading.snapshot.cube.slices["gva", seen.period]
    known = {code: plane.cell("KZ", code).whole / 10 for code in seen.activities}
    assert quotient == pytest.approx((amount["KZ-63", "C"] / here) / (known["C"] / sum(known.values())), rel=1e-12)


def test_emerging_is_below_one_and_risen_three_times():
    seen = found("emerging")
    assert seen.strong
    for one in seen.strong:
        place, column = seen.place(one), seen.columns["location_quotient"].column
        years = [column.values[place], *(each[place] for each in column.earlier)]
        assert years[0] < 1
        assert years == sorted(years, reverse=True)


def test_an_earlier_moment_knows_neither_rules_nor_figures(client):
    page = client.get(reverse("scan"), {"as_of": "2020-01-01"})
    assert (page.status_code, "Nothing published yet" in text(page)) == (200, True)


@pytest.mark.parametrize("asked", [{"as_of": "yesterday"}, {"period": "long ago"}])
def test_an_unreadable_address_is_answered_with_what_can_be_asked(client, asked):
    assert client.get(reverse("scan"), asked).status_code == 404


def test_the_page_keeps_its_filters_in_the_address_and_leads_each_value_to_why(client):
    page = text(client.get(reverse("scan"), {"rules": "quotient", "region": "KZ-63", "verdict": "yes"}))
    assert reverse("figure", kwargs={"indicator": "location_quotient", "subject": "KZ-63:C", "period": "2024"}) in page
    assert "rules=quotient&amp;region=KZ-63&amp;verdict=yes" in page
    assert '<option value="KZ-63" selected>' in page


def test_the_file_has_the_columns_of_imports_and_the_verdict_behind(client):
    asked = {"rules": "quotient", "region": "KZ-63", "section": "C", "verdict": "all"}
    (row,) = lines(client.get(reverse("list_file", kwargs={"name": "scan", "kind": "csv"}), asked | {"heads": "codes"}))
    assert row.pop("vintage").endswith("Z")
    assert float(row.pop("value")) == pytest.approx(2.24, abs=0.005)
    assert row == {
        "measure": "location_quotient",
        "region": "KZ-63",
        "activity": "C",
        "period": "2024",
        "unit": "fraction",
        "status": "ok",
        "source": "kaz_gva",
        "bounds": "",
        "rule_set": "quotient",
        "rule_version": "1",
        "verdict": "yes",
    }


def test_a_cell_is_set_aside_with_a_reason_and_taken_back(client):
    client.force_login(deliveries.statistician())
    assert client.post(cell("scan_dismiss"), {"reason": REASON}).status_code == 302
    assert REASON in text(client.get(cell()))
    page = text(client.get(reverse("scan"), {"region": "KZ-63", "verdict": "yes"}))
    assert "KZ-63/C" not in page.split('id="cells"')[1]
    assert REASON in text(client.get(reverse("scan"), {"verdict": "dismissed"}))
    assert client.post(cell("scan_restore")).status_code == 302
    assert Dismissal.objects.standing().count() == 0
    verbs = AuditEvent.objects.filter(verb__startswith="scan.cell").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["scan.cell_dismissed", "scan.cell_restored"]


def test_without_a_reason_nothing_is_set_aside(client):
    client.force_login(deliveries.statistician())
    assert client.post(cell("scan_dismiss"), {"reason": " "}).status_code == 422
    assert Dismissal.objects.count() == 0


def test_a_cell_is_set_aside_once_and_who_comes_second_is_told(client):
    dismissed()
    client.force_login(deliveries.statistician())
    page = client.post(cell("scan_dismiss"), {"reason": "Me too."})
    assert (page.status_code, "A colleague has set this cell aside already" in text(page)) == (409, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dismissal.objects.create(
            region=Code.objects.get(code="KZ-63"),
            activity=Code.objects.get(code="C"),
            reason="Again.",
            language="en",
            dismissed_by=UserFactory(),
            dismissed_at=timezone.now(),
        )


@pytest.mark.parametrize(("region", "activity"), [("KZ-99", "C"), ("KZ-63", "D"), ("KZ-63", "9999")])
def test_what_is_no_cell_of_the_scan_is_not_found(client, region, activity):
    assert client.get(cell(region=region, activity=activity)).status_code == 404


def test_shipped_rules_are_adopted_once_and_a_changed_one_becomes_a_new_version():
    assert deeds.adopt(by=None, at=timezone.now()) == []
    ScanRules.objects.filter(code="national").update(content={"code": "national"})
    assert deeds.adopt(by=None, at=timezone.now()) == ["national"]
    kept = ScanRules.objects.filter(code="national").order_by("number")
    assert [(one.number, one.superseded_at is None) for one in kept] == [(1, False), (2, True)]


def test_the_years_of_the_map_are_links_and_the_map_goes_out_as_a_picture(client):
    asked = {"indicator": "location_quotient", "activity": "C", "period": "2023"}
    page = text(client.get(reverse("regions"), asked))
    assert "period=2022#map" in page
    assert (
        '<a href="/en/regions/?indicator=location_quotient&amp;activity=C&amp;period=2023#map" aria-current="page">'
        in page
    )
    picture = client.get(reverse("regions_map", kwargs={"kind": "svg"}), asked)
    assert picture["Content-Disposition"] == 'attachment; filename="location_quotient-2023.svg"'
    assert b".region--5{fill:#07506a}" in picture.content
    drawn = client.get(reverse("regions_map", kwargs={"kind": "png"}), asked).content
    assert drawn.startswith(b"\x89PNG")
    assert client.get(reverse("regions_map", kwargs={"kind": "gif"}), asked).status_code == 404
