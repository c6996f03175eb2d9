"""Strategic plans of three registered initiatives, with targets on official figures: in force, next draft, returned."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from indicators.models import Indicator
from initiatives.actions import lifecycle
from initiatives.actions import plan as plans
from initiatives.actions import target as targets
from initiatives.actions.approval import RemarkText
from initiatives.actions.target import Wish
from initiatives.models import Initiative, Round, Seat, StrategicPlan
from initiatives.queries.initiative import people


@dataclass(frozen=True)
class Scene:
    """One initiative's plan: what it says, its targets, and what the authorities answered."""

    name: str
    drafted_on: dt.date
    texts: dict[str, dict[str, str]]
    targets: tuple[dict[str, Any], ...]
    remarks: tuple[RemarkText, ...] = ()
    next_measure: str = ""
    decision: str = field(default="agreed")


SCENES = (
    Scene(
        "Tobol Grain and Flour",
        dt.date(2025, 3, 11),
        {
            "plan_areas": {"areas": "One laboratory for grain and flour\nStorage and transport\nSale under one mark"},
            "plan_measures": {
                "measures": "Laboratory in Kostanay, Tobol Grain Cluster, 2026\n"
                "Two flour mills modernised, members, 2027\nContracts for three years, all members, from 2026"
            },
        },
        (
            {
                "indicator": "location_quotient",
                "subject": "KZ-39:A",
                "years": 3,
                "baseline_year": 2023,
                "value": 2.6,
                "year": 2030,
                "goal": "Contracts for three years instead of one",
            },
            {
                "indicator": "share_in_grp",
                "subject": "KZ-39:C",
                "baseline_year": 2022,
                "value": 0.30,
                "year": 2030,
                "goal": "Raise the milled share from a fifth to a half",
            },
        ),
    ),
    Scene(
        "Almaty Software and Fintech",
        dt.date(2024, 9, 3),
        {
            "plan_areas": {"areas": "Training of engineers\nTest ground for payments\nExport of services"},
            "plan_measures": {"measures": "School of 300 engineers a year, university, 2026\nTest ground, 2027"},
        },
        (
            {
                "indicator": "location_quotient",
                "subject": "KZ-75:J",
                "baseline_year": 2022,
                "value": 2.8,
                "year": 2029,
            },
        ),
        next_measure="Office for export in Tashkent, members, 2028",
    ),
    Scene(
        "Pavlodar Aluminium Products",
        dt.date(2026, 9, 7),
        {
            "plan_areas": {"areas": "Products from local aluminium\nEnergy\nDual training"},
            "plan_measures": {"measures": "Wheel plant, second line, 2028\nCable plant, 2029"},
        },
        (
            {
                "indicator": "cluster_lead",
                "subject": "KZ-55:C",
                "baseline_year": 2022,
                "value": 0.02,
                "year": 2029,
            },
        ),
        remarks=(
            RemarkText("plan_targets", "", "One year flips this light. Judge by the mean of three years."),
            RemarkText("plan_measures", "measures", "Name for each measure who pays and until when."),
        ),
        decision="returned",
    ),
)


def play_all() -> None:
    for scene in SCENES:
        initiative = Initiative.objects.filter(name=scene.name, is_synthetic=True, stage="registered").first()
        if initiative and not StrategicPlan.objects.filter(initiative=initiative).exists():
            with transaction.atomic():
                _play(scene, initiative)


def _play(scene: Scene, initiative: Initiative) -> None:
    at = timezone.make_aware(dt.datetime.combine(scene.drafted_on, dt.time(10)))
    by = people(initiative, on=timezone.localdate()).order_by("pk")[0]
    plan = plans.draft(initiative=initiative, by=by, at=at)
    for section, content in scene.texts.items():
        plans.save_section(plan=plan, section=section, content=content, seen_revision=None, by=by, at=at)
    for wish in scene.targets:
        indicator = Indicator.objects.get(code=wish["indicator"])
        targets.set_(plan=plan, wish=Wish(**{**wish, "indicator": indicator}), by=by, at=at)
    round_ = plans.hand_in(plan=plan, by=by, at=at + dt.timedelta(days=9))
    _answer(scene, round_, at + dt.timedelta(days=17))
    if scene.next_measure:
        _draft_the_next(scene, initiative, by)


def _answer(scene: Scene, round_: Round, at: dt.datetime) -> None:
    for number, seat in enumerate(Seat.objects.filter(round=round_).select_related("authority").order_by("pk")):
        official = seat.authority.representatives.get().user
        remarks = scene.remarks[number : number + 1]
        lifecycle.decide(
            seat=seat,
            decision=scene.decision,
            remarks=remarks,
            seen_digest=round_.digest,
            by=official,
            at=at + dt.timedelta(days=number),
        )


def _draft_the_next(scene: Scene, initiative: Initiative, by: User) -> None:
    at = timezone.now() - dt.timedelta(days=4)
    plan = plans.draft(initiative=initiative, by=by, at=at)
    measures = f"{scene.texts['plan_measures']['measures']}\n{scene.next_measure}"
    plans.save_section(
        plan=plan, section="plan_measures", content={"measures": measures}, seen_revision=None, by=by, at=at
    )
