"""A change of the rules in a real browser without a script: drafted, tried, signed, and seen by who hands in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatives.models import Representative, RulePack
from initiatives.queries.rules import in_force
from tests.factories import initiatives as made
from tests.factories.approval import acting_for, country, drafted, submitted

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_ministry_changes_a_need_and_the_initiatives_see_it_from_that_day(open_page):
    ready, head = made.ready(name="Esil Dairy")
    standing, officials = in_force(), country()
    running, manager, firm = drafted(name="Running")
    RulePack.objects.filter(pk=standing.pk).update(content=standing.content | {"gates": []})
    waiting = submitted(running, manager, firm, officials, timezone.now())
    RulePack.objects.filter(pk=standing.pk).update(content=standing.content)
    body = Representative.objects.get(user=officials["KZ"]).organisation
    page = open_page(as_user=acting_for(body, name="Clerk of the ministry", signs=False), java_script_enabled=False)
    draft(page)
    refuse_too_short_a_hearing(page)
    write(page)
    simulate(page)
    page.goto(reverse("rule_pack_in_force", kwargs={"pk": RulePack.objects.get(version=2, code="default").pk}))
    assert "Only a signatory of the ministry" in page.inner_text("main")
    bring(open_page(as_user=officials["KZ"], java_script_enabled=False))
    applicant = open_page(as_user=head, java_script_enabled=False)
    applicant.goto(reverse("initiative_check", kwargs={"pk": ready.pk}))
    assert "15 of 16" in applicant.inner_text("main")
    assert "Article 7" in applicant.inner_text("main")
    assert waiting.fresh().rule_pack == standing
    public = open_page(java_script_enabled=False)
    public.goto(reverse("rules"))
    assert "Article 7" in public.inner_text("main")
    assert "at least 16" in public.inner_text("main")


def draft(page):
    page.goto(reverse("rules"))
    page.get_by_role("link", name="Portal default, version 1").first.click()
    page.get_by_role("button", name="Draft the next version from it").click()
    assert "Edit the draft" in page.inner_text("h1")


def refuse_too_short_a_hearing(page):
    page.fill("[name=value_hearing_days]", "2")
    page.get_by_role("button", name="Save the draft").click()
    assert "at least three working days" in page.inner_text("main")


def write(page):
    page.fill("[name=value_hearing_days]", "5")
    page.fill("[name=least_members]", "16")
    page.fill("[name=article_members]", "Article 7")
    page.uncheck("[name=on_kinds]")
    page.get_by_role("button", name="Save the draft").click()
    assert "3 rules differ" in page.inner_text("main")


def simulate(page):
    page.get_by_role("link", name="Try it: who would pass").click()
    told = page.inner_text("main")
    assert "Committed members: 15 of 16" in told
    assert "Esil Dairy" in told


def bring(page):
    number = RulePack.objects.get(version=2, code="default").pk
    page.goto(reverse("rule_pack", kwargs={"pk": number}))
    page.get_by_role("link", name="Bring in force").click()
    assert "at least 15" in page.inner_text("main")
    page.get_by_role("button", name="Sign and bring in force").click()
    assert "in force" in page.inner_text("main")
