"""A registered initiative with published figures, and its strategic plan on the way."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from initiatives.actions import plan as plans
from initiatives.models import Initiative, PlanText, StrategicPlan, Target
from tests.factories import approval
from tests.factories.approval import Case, working_hours

SAID = {
    "plan_vision": {"vision": "A garden in the steppe.", "start": "Water is short."},
    "plan_areas": {"areas": "Water\nSale"},
    "plan_goals": {"goals": "A third less water\nA mill"},
    "plan_measures": {"measures": "Drip irrigation, growers, 2028"},
}


@dataclass
class Planned:
    case: Case
    plan: StrategicPlan

    @property
    def initiative(self) -> Initiative:
        return self.case.initiative

    @property
    def manager(self) -> User:
        return self.case.manager

    def hand_in(self, *, at: dt.datetime | None = None) -> Case:
        round_ = plans.hand_in(plan=self.plan, by=self.manager, at=at or working_hours(3))
        self.case.round = round_
        return self.case


def registered(**how) -> Case:
    case = approval.handed_in(**how)
    for code in ("KZ-61", "KZ-43", "KZ"):
        case.decide(code)
    case.initiative.refresh_from_db()
    return case


def drafted(case: Case | None = None, *, with_target: bool = True) -> Planned:
    case = case or registered()
    plan = plans.draft(initiative=case.initiative, by=case.manager, at=working_hours(2))
    for section, content in SAID.items():
        write(plan, section, case.manager, **content)
    if with_target:
        target(plan, by=case.manager)
    return Planned(case, plan)


def write(plan: StrategicPlan, section: str, by: User, *, at: dt.datetime | None = None, **content) -> PlanText:
    how = {"plan": plan, "section": section, "content": content, "seen_revision": None}
    return plans.save_section(**how, by=by, at=at or working_hours(2))


def target(plan: StrategicPlan, *, by: User, **fields) -> Target:
    """A row as the action leaves it, for tests that are not about figures."""
    indicator = _indicator()
    known = {
        "indicator": indicator,
        "subject": f"initiative:{plan.initiative_id}",
        "cell": "KZ-43+KZ-61:10",
        "baseline_year": 2022,
        "baseline_value": 1.2,
        "baseline_status": "ok",
        "value": 1.5,
        "year": timezone.localdate().year + 4,
    }
    return Target.objects.create(plan=plan, set_by=by, set_at=working_hours(2), **(known | fields))


def _indicator():
    from_code = {"name": "Location quotient", "name_en": "Location quotient"}
    return Target.indicator.field.related_model.objects.get_or_create(code="location_quotient", defaults=from_code)[0]
