"""The versions of a strategic plan: which is in force, what each says, what a draft still lacks."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from initiatives import digest
from initiatives.lifecycle import TaskState
from initiatives.models import Initiative, PlanText, Round, StrategicPlan, Target
from initiatives.plan_sections import PLAN_SECTIONS, TARGETS, WRITTEN
from initiatives.queries import initiative as initiatives
from initiatives.queries.organisation import Person
from initiatives.queries.text import Sheet
from initiatives.sections import Section, missing, tidy


@dataclass(frozen=True)
class Lacking:
    """What a draft still needs before it can be handed in, and where."""

    section: Section
    text: str
    href: str


@dataclass(frozen=True)
class SectionLine:
    section: Section
    title: str | Promise
    state: TaskState
    hint: str
    href: str


@dataclass(frozen=True)
class Standing:
    """The versions of one initiative that matter today."""

    in_force: StrategicPlan | None = None
    draft: StrategicPlan | None = None
    round: Round | None = None

    @property
    def is_before_authorities(self) -> bool:
        return self.round is not None and self.round.closed_at is None

    @property
    def is_returned(self) -> bool:
        return self.draft is not None and self.round is not None and self.round.closed_at is not None


def open_to(user: Person, *, on: dt.date) -> QuerySet[StrategicPlan]:
    """Plans of the initiatives whose home `user` may open."""
    return StrategicPlan.objects.filter(initiative__in=initiatives.open_to(user, on=on).values("pk"))


def standing(initiative: Initiative) -> Standing:
    return standing_of_each([initiative])[initiative.pk]


def standing_of_each(chosen: Iterable[Initiative], known_rounds: Sequence[Round] | None = None) -> dict[int, Standing]:
    """The same two queries for one initiative and for a thousand; a plan follows the registration."""
    chosen = list(chosen)
    keys = [initiative.pk for initiative in chosen if initiative.registered_on]
    if not keys:
        return {initiative.pk: Standing() for initiative in chosen}
    plans = StrategicPlan.objects.filter(initiative__in=keys, superseded_at=None, dropped_at=None)
    plans = list(plans.annotate(last_year=Max("targets__year")).order_by("pk"))
    in_force = {plan.initiative_id: plan for plan in plans if plan.is_in_force}
    drafts = {plan.initiative_id: plan for plan in plans if plan.is_draft}
    last = {round_.plan_id: round_ for round_ in known_rounds or ()}
    if known_rounds is None:
        rounds = Round.objects.filter(plan__in=[draft.pk for draft in drafts.values()]).defer("snapshot")
        last = {round_.plan_id: round_ for round_ in rounds.order_by("number")}
    return {
        key: Standing(in_force.get(key), drafts.get(key), last.get(drafts[key].pk) if key in drafts else None)
        for key in (initiative.pk for initiative in chosen)
    }


def versions(initiative: Initiative) -> QuerySet[StrategicPlan]:
    """Every version, newest first, without drafts that were given up."""
    return StrategicPlan.objects.filter(initiative=initiative, dropped_at=None).select_related("drafted_by")


def before(plan: StrategicPlan) -> StrategicPlan | None:
    """The version that this one follows."""
    return versions(plan.initiative).filter(number__lt=plan.number, approved_at__isnull=False).first()


def open_round(plan: StrategicPlan) -> Round | None:
    return Round.objects.open().filter(plan=plan).first()


def last_round(plan: StrategicPlan) -> Round | None:
    return Round.objects.filter(plan=plan).order_by("-number").first()


def handed_in(plan: StrategicPlan) -> dict[str, dict[str, Any]]:
    """What the authorities have had last; what is written since is its writers' alone."""
    round_ = last_round(plan)
    return round_.snapshot if round_ else {}


def texts(plan: StrategicPlan) -> dict[str, PlanText]:
    current = PlanText.objects.filter(plan=plan, is_aside=False).order_by("section", "-revision").distinct("section")
    return {text.section: text for text in current.select_related("saved_by")}


def sheet(plan: StrategicPlan, section: str) -> Sheet[PlanText]:
    return Sheet(PlanText, {"plan": plan, "section": section})


def content(plan: StrategicPlan) -> dict[str, dict[str, Any]]:
    """What each written group says now, every field present."""
    saved = texts(plan)
    return {key: tidy(PLAN_SECTIONS[key], saved[key].content if key in saved else {}) for key in WRITTEN}


def targets(plan: StrategicPlan) -> list[Target]:
    return list(Target.objects.filter(plan=plan).select_related("indicator", "measure").order_by("pk"))


def goals(plan: StrategicPlan) -> list[str]:
    """The goals, one by one, as a target may name them."""
    said = sheet(plan, "plan_goals").standing()
    return [line.strip() for line in (said.content.get("goals", "") if said else "").splitlines() if line.strip()]


def snapshot(plan: StrategicPlan) -> dict[str, dict[str, Any]]:
    """The whole version as it is handed in, readable by itself for ever."""
    return {**content(plan), TARGETS: {"targets": [_target(target) for target in targets(plan)]}}


def digests(plan: StrategicPlan) -> dict[str, str]:
    return digest.per_section(snapshot(plan))


def _target(target: Target) -> dict[str, Any]:
    names = {
        language: getattr(target.indicator, f"name_{language}", "") or target.indicator.name
        for language, _label in settings.LANGUAGES
    }
    return {
        "indicator": target.indicator.code,
        "name": names,
        "measure": target.measure.code if target.measure else "",
        "subject": target.subject,
        "cell": target.cell,
        "goal": target.goal,
        "years": target.years,
        "baseline": {
            "year": target.baseline_year,
            "value": target.baseline_value,
            "status": target.baseline_status,
            "vintage": target.baseline_vintage.isoformat() if target.baseline_vintage else None,
        },
        "value": target.value,
        "year": target.year,
    }


def lacking(plan: StrategicPlan) -> list[Lacking]:
    """Everything at once, each with its place."""
    said = content(plan)
    found = [
        Lacking(section, str(field.label), f"{section_address(plan.pk, section.key)}#id_{field.key}")
        for section in PLAN_SECTIONS.values()
        for field in missing(section, said.get(section.key, {}))
    ]
    if not Target.objects.filter(plan=plan).exists():
        found.append(Lacking(PLAN_SECTIONS[TARGETS], _("At least one target"), section_address(plan.pk, TARGETS)))
    return found


def lines(plan: StrategicPlan) -> list[SectionLine]:
    """The task list of a draft."""
    wanted = {each.section.key: each.text for each in reversed(lacking(plan))}
    said, count = content(plan), Target.objects.filter(plan=plan).count()
    return [
        _line(plan, section, wanted.get(key, ""), said.get(key, {}), count) for key, section in PLAN_SECTIONS.items()
    ]


def _line(plan: StrategicPlan, section: Section, wanted: str, said: dict[str, Any], count: int) -> SectionLine:
    state = TaskState.DONE
    if wanted:
        state = TaskState.IN_PROGRESS if any(said.values()) else TaskState.NOT_STARTED
    hint = _("Still empty: %(fields)s") % {"fields": wanted} if wanted else ""
    if section.key == TARGETS and count:
        hint = _("%(count)s set") % {"count": count}
    return SectionLine(section, section.title, state, hint, section_address(plan.pk, section.key))


def section_address(plan: int, section: str) -> str:
    if section == TARGETS:
        return reverse("plan_targets", kwargs={"pk": plan})
    return reverse("plan_section", kwargs={"pk": plan, "section": section})
