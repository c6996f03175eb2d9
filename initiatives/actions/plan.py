"""A strategic plan is drafted while the former one stays in force, handed in, and settled by its round."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives.actions import approval as approvals
from initiatives.actions import text as texts
from initiatives.decisions import Outcome
from initiatives.matters import STRATEGIC_PLAN
from initiatives.models import Initiative, PlanText, Round, StrategicPlan
from initiatives.permissions import plan as permissions
from initiatives.plan_sections import PLAN_SECTIONS, WRITTEN
from initiatives.queries import initiative as initiatives
from initiatives.queries import plan as plans
from initiatives.sections import Section, tidy


class PlanRefused(Exception):
    """The plan cannot be changed so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def draft(*, initiative: Initiative, by: User, at: dt.datetime) -> StrategicPlan:
    """A copy of the version in force, or of the vision that was registered. Drafting twice is drafting once."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    if not permissions.may_draft(by, initiative, timezone.localdate(at)):
        raise PlanRefused(_not_now(initiative, by, at))
    standing = plans.standing(initiative)
    if standing.draft:
        return standing.draft
    last = StrategicPlan.objects.filter(initiative=initiative).order_by("-number").first()
    made = StrategicPlan.objects.create(
        initiative=initiative, number=last.number + 1 if last else 1, drafted_at=at, drafted_by=by
    )
    content = plans.content(standing.in_force) if standing.in_force else _from_registration(initiative)
    PlanText.objects.bulk_create(
        PlanText(plan=made, section=section, revision=1, content=content[section], saved_by=by, saved_at=at)
        for section in WRITTEN
        if any(content.get(section, {}).values())
    )
    if standing.in_force:
        _copy_targets(standing.in_force, made)
    audit.record(verb="plan.drafted", target=initiative, by=by, at=at, number=made.number)
    return made


def save_section(
    *,
    plan: StrategicPlan,
    section: str,
    content: Mapping[str, Any],
    seen_revision: int | None,
    by: User,
    at: dt.datetime,
) -> PlanText:
    """Save what `by` wrote upon `seen_revision`; raises TextConflict where somebody else saved meanwhile."""
    asked = PLAN_SECTIONS[section]
    saved = _save(plan, asked, content, seen_revision, by, at)
    return texts.told(plans.sheet(plan, section), saved, title=asked.title)


@transaction.atomic
def keep_saved(*, plan: StrategicPlan, section: str, by: User, at: dt.datetime) -> None:
    """Choose the text that stands; one's own stays in the history, set aside."""
    locked(plan, by, at)
    texts.settle(plans.sheet(plan, section), by=by, at=at)


@transaction.atomic
def hand_in(*, plan: StrategicPlan, by: User, at: dt.datetime) -> Round:
    """Freeze the version and ask the authorities; the version in force stays so meanwhile."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=plan.initiative_id)
    if standing := plans.open_round(plan):
        if standing.handed_in_by_id == by.pk:
            return standing
        raise PlanRefused(_("A colleague has handed it in already."))
    plan = locked(plan, by, at)
    if missing := plans.lacking(plan):
        told = ", ".join(f"{each.section.title}: {each.text}" for each in missing)
        raise PlanRefused(_("Not yet. Still missing: %(missing)s.") % {"missing": told})
    last = plans.last_round(plan)
    if last and last.outcome == Outcome.REJECTED and last.digests == plans.digests(plan):
        raise PlanRefused(_("Nothing has changed since the rejection."))
    try:
        round_ = approvals.open_round(initiative=initiative, matter=STRATEGIC_PLAN, thing=plan, by=by, at=at)
    except approvals.Refused as refusal:
        raise PlanRefused(refusal.reason) from refusal
    audit.record(verb="plan.handed_in", target=initiative, by=by, at=at, number=plan.number)
    return round_


@transaction.atomic
def withdraw(*, plan: StrategicPlan, reason: str, by: User, at: dt.datetime) -> Round:
    """Take a version back before the authorities have decided."""
    Initiative.objects.select_for_update(no_key=True).get(pk=plan.initiative_id)
    round_ = plans.open_round(plan)
    if round_ is None:
        raise PlanRefused(_("It is not before the authorities."))
    if not permissions.may_withdraw(by, plan, timezone.localdate(at)):
        raise PlanRefused(_not_now(plan.initiative, by, at))
    if not reason.strip():
        raise PlanRefused(_("Say why: the reason is kept and shown."), "reason")
    round_ = approvals.withdraw(round_=round_, by=by, at=at, reason=reason)
    audit.record(verb="plan.withdrawn", target=plan.initiative, by=by, at=at, number=plan.number)
    return round_


@transaction.atomic
def drop(*, plan: StrategicPlan, by: User, at: dt.datetime) -> StrategicPlan:
    """Give a draft up; the version in force stays."""
    plan = locked(plan, by, at)
    plan.dropped_at = at
    plan.save(update_fields=["dropped_at"])
    audit.record(verb="plan.dropped", target=plan.initiative, by=by, at=at, number=plan.number)
    return plan


@transaction.atomic
def conclude(*, round_: Round, at: dt.datetime) -> None:
    """What the authorities have decided becomes true: an approved version takes the former one's place."""
    plan = StrategicPlan.objects.select_for_update(no_key=True, of=("self",)).get(pk=round_.plan_id)
    if round_.outcome == Outcome.APPROVED:
        StrategicPlan.objects.in_force().filter(initiative=plan.initiative_id).update(superseded_at=at)
        plan.approved_at = at
        plan.save(update_fields=["approved_at"])
    verb = {Outcome.APPROVED: "plan.approved", Outcome.RETURNED: "plan.returned", Outcome.REJECTED: "plan.rejected"}
    audit.record(verb=verb[Outcome(round_.outcome)], target=plan.initiative, by=None, at=at, number=plan.number)


def locked(plan: StrategicPlan, by: User, at: dt.datetime) -> StrategicPlan:
    """The draft, held until the deed is done, where `by` may write it now."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=plan.initiative_id)
    plan = StrategicPlan.objects.select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)
    plan.initiative = initiative
    if not permissions.may_write(by, plan, timezone.localdate(at)):
        raise PlanRefused(_not_now(initiative, by, at, plan))
    return plan


def _not_now(initiative: Initiative, by: User, at: dt.datetime, plan: StrategicPlan | None = None) -> str:
    on = timezone.localdate(at)
    if not initiatives.is_run_by(initiative, by, on=on):
        name = initiatives.runner(initiative, on=on).name
        return _("Only the people of %(name)s can change this.") % {"name": name}
    if plan and not plan.is_draft:
        return _("This version is settled; open the next draft to change anything.")
    if plan and plans.open_round(plan):
        return _("It is before the authorities: what was handed in cannot be changed.")
    return _("The strategic plan follows the registration; the initiative is %(stage)s.") % {
        "stage": initiative.stage_enum.label
    }


def _from_registration(initiative: Initiative) -> dict[str, dict[str, Any]]:
    """The vision with which the initiative was registered is where its first plan begins."""
    said = initiatives.content(initiative, "vision")
    return {
        "plan_vision": tidy(PLAN_SECTIONS["plan_vision"], {"vision": said["vision"]}),
        "plan_goals": tidy(PLAN_SECTIONS["plan_goals"], {"goals": said["goals"]}),
    }


def _copy_targets(former: StrategicPlan, made: StrategicPlan) -> None:
    for target in plans.targets(former):
        target.pk, target.plan, target.revision = None, made, 1
        target.save(force_insert=True)


@transaction.atomic
def _save(
    plan: StrategicPlan, section: Section, content: Mapping[str, Any], seen: int | None, by: User, at: dt.datetime
) -> PlanText:
    plan = locked(plan, by, at)
    written = tidy(section, content)
    if fault := texts.too_long(section, written):
        raise PlanRefused(*fault)
    return texts.write(plans.sheet(plan, section.key), content=written, seen=seen, by=by, at=at)
