"""A small country in which one value turns the verdict and the light of an initiative."""

from django.utils import timezone

from accounts.models import Notice
from indicators.actions import subject as subjects
from indicators.models import Indicator, Subject
from initiatives.models import StrategicPlan, Target
from tests.factories import approval, releases
from tests.factories.accounts import UserFactory

SECTIONS = "ABCDEFGHIJKLMNOPQRS"
TURNS = ("figure_above", "figure_below")


def year(number, mining):
    """Mining weighs as much in KZ-23 as in the country where it has 10."""
    country = [("gva", str(number), "KZ", section, 100.0) for section in SECTIONS]
    return [*country, *(("gva", str(number), "KZ-23", each, mining if each == "B" else 10.0) for each in SECTIONS)]


def revised(number, mining):
    releases.published([("gva", str(number), "KZ-23", "B", mining)])
    releases.recomputed()


def run_initiative():
    """Its manager, and the code under which it is measured."""
    initiative, manager, _firm = approval.drafted(regions=("KZ-23",))
    code, now = f"initiative:{initiative.pk}", timezone.now()
    how = {"kind": Subject.Kind.CLUSTER, "region_codes": ["KZ-23"], "activity_codes": ["B"]}
    subjects.open(code=code, by=None, at=now, **how)
    return initiative, manager


def told(user, *kinds):
    rows = Notice.objects.filter(user=user, kind__in=kinds).order_by("pk")
    return [(row.kind, row.context.get("period") or row.context["light"]["en"]) for row in rows]


def target(initiative):
    """From 1.0 in 2022 to 2.0 in 2025."""
    now = timezone.now()
    plan = StrategicPlan.objects.create(
        initiative=initiative, number=1, drafted_at=now, drafted_by=UserFactory(), approved_at=now
    )
    return Target.objects.create(
        plan=plan,
        indicator=Indicator.objects.get(code="location_quotient"),
        subject=f"initiative:{initiative.pk}",
        cell="KZ-23:B",
        baseline_year=2022,
        baseline_value=1.0,
        baseline_status="ok",
        value=2.0,
        year=2025,
        set_by=plan.drafted_by,
        set_at=now,
    )
