"""What a registered initiative says is amended on a copy; the text in force stays until the authorities agree."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from initiatives import digest
from initiatives.actions import approval as approvals
from initiatives.actions import initiative as written
from initiatives.actions import text as texts
from initiatives.decisions import Outcome
from initiatives.matters import AMENDMENT
from initiatives.models import Amendment, AmendmentText, Initiative, Round
from initiatives.permissions import amendment as permissions
from initiatives.queries import amendment as amendments
from initiatives.queries import initiative as initiatives
from initiatives.sections import AMENDED_SECTIONS, Section, tidy


class AmendmentRefused(Exception):
    """The text cannot be amended so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def draft(*, initiative: Initiative, by: User, at: dt.datetime) -> Amendment:
    """A copy of the text in force. Drafting twice is drafting once."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    if not permissions.may_draft(by, initiative, timezone.localdate(at)):
        raise AmendmentRefused(_not_now(initiative, by, at))
    if begun := amendments.draft(initiative):
        return begun
    standing = amendments.in_force(initiative)
    last = Amendment.objects.filter(initiative=initiative).first()
    made = Amendment.objects.create(
        initiative=initiative,
        number=last.number + 1 if last else 1,
        bases=amendments.revisions(standing),
        drafted_at=at,
        drafted_by=by,
    )
    AmendmentText.objects.bulk_create(
        AmendmentText(amendment=made, section=key, revision=1, content=standing[key].content, saved_by=by, saved_at=at)
        for key in AMENDED_SECTIONS
        if key in standing
    )
    audit.record(verb="amendment.drafted", target=initiative, by=by, at=at, number=made.number)
    return made


def save_section(
    *,
    amendment: Amendment,
    section: str,
    content: Mapping[str, Any],
    seen_revision: int | None,
    by: User,
    at: dt.datetime,
) -> AmendmentText:
    """Save what `by` wrote upon `seen_revision`; raises TextConflict where somebody else saved meanwhile."""
    asked = AMENDED_SECTIONS[section]
    saved = _save(amendment, asked, content, seen_revision, by, at)
    return texts.told(amendments.sheet(amendment, section), saved, title=asked.title)


@transaction.atomic
def keep_saved(*, amendment: Amendment, section: str, by: User, at: dt.datetime) -> None:
    """Choose the text that stands; one's own stays in the history, set aside."""
    locked(amendment, by, at)
    texts.settle(amendments.sheet(amendment, section), by=by, at=at)


@transaction.atomic
def rebase(*, amendment: Amendment, section: str, keep: bool, by: User, at: dt.datetime) -> Amendment:
    """The text in force changed meanwhile: `keep` the proposal upon the new one, or take the new one over."""
    amendment = locked(amendment, by, at)
    standing = amendments.in_force(amendment.initiative)
    if section not in amendments.overtaken(amendment, standing):
        return amendment
    if not keep:
        texts.write(amendments.sheet(amendment, section), content=standing[section].content, seen=None, by=by, at=at)
    amendment.bases = amendment.bases | {section: amendments.revisions(standing)[section]}
    amendment.save(update_fields=["bases"])
    return amendment


@transaction.atomic
def hand_in(*, amendment: Amendment, by: User, at: dt.datetime) -> Round:
    """Freeze the copy and ask the authorities; the text in force stays so meanwhile."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=amendment.initiative_id)
    if standing := amendments.open_round(amendment):
        if standing.handed_in_by_id == by.pk:
            return standing
        raise AmendmentRefused(_("A colleague has handed it in already."))
    amendment = locked(amendment, by, at)
    _check_hand_in(amendment)
    try:
        round_ = approvals.open_round(initiative=initiative, matter=AMENDMENT, thing=amendment, by=by, at=at)
    except approvals.Refused as refusal:
        raise AmendmentRefused(refusal.reason) from refusal
    audit.record(verb="amendment.handed_in", target=initiative, by=by, at=at, number=amendment.number)
    return round_


@transaction.atomic
def withdraw(*, amendment: Amendment, reason: str, by: User, at: dt.datetime) -> Round:
    """Take it back before the authorities have decided."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=amendment.initiative_id)
    round_ = amendments.open_round(amendment)
    if round_ is None:
        raise AmendmentRefused(_("It is not before the authorities."))
    if not permissions.may_withdraw(by, amendment, timezone.localdate(at)):
        raise AmendmentRefused(_not_now(initiative, by, at))
    if not reason.strip():
        raise AmendmentRefused(_("Say why: the reason is kept and shown."), "reason")
    round_ = approvals.withdraw(round_=round_, by=by, at=at, reason=reason)
    audit.record(verb="amendment.withdrawn", target=initiative, by=by, at=at, number=amendment.number)
    return round_


@transaction.atomic
def drop(*, amendment: Amendment, by: User, at: dt.datetime) -> Amendment:
    """Give the copy up; the text in force stays."""
    amendment = locked(amendment, by, at)
    amendment.dropped_at = at
    amendment.save(update_fields=["dropped_at"])
    audit.record(verb="amendment.dropped", target=amendment.initiative, by=by, at=at, number=amendment.number)
    return amendment


@transaction.atomic
def conclude(*, round_: Round, at: dt.datetime) -> None:
    """What was agreed is taken over section by section, never over a text that changed meanwhile."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=round_.initiative_id)
    amendment = Amendment.objects.select_for_update(no_key=True, of=("self",)).get(pk=round_.amendment_id)
    amendment.initiative = initiative
    if round_.outcome == Outcome.APPROVED:
        amendment.left_out = _take_over(amendment, at)
        amendment.approved_at = at
        amendment.save(update_fields=["left_out", "approved_at"])
    verb = {
        Outcome.APPROVED: "amendment.approved",
        Outcome.RETURNED: "amendment.returned",
        Outcome.REJECTED: "amendment.rejected",
    }
    audit.record(verb=verb[Outcome(round_.outcome)], target=initiative, by=None, at=at, number=amendment.number)


def locked(amendment: Amendment, by: User, at: dt.datetime) -> Amendment:
    """The copy, held until the deed is done, where `by` may write it now."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=amendment.initiative_id)
    amendment = Amendment.objects.select_for_update(no_key=True, of=("self",)).get(pk=amendment.pk)
    amendment.initiative = initiative
    if not permissions.may_write(by, amendment, timezone.localdate(at)):
        raise AmendmentRefused(_not_now(initiative, by, at, amendment))
    return amendment


def _take_over(amendment: Amendment, at: dt.datetime) -> list[str]:
    """Write each changed section into the text in force; the sections that stay out come back."""
    standing, left_out = amendments.in_force(amendment.initiative), []
    late = amendments.overtaken(amendment, standing)
    for key, proposed in amendments.texts(amendment).items():
        if key in standing and standing[key].content == proposed.content:
            continue
        verb = "amendment.section_left_out" if key in late else "amendment.section_taken_over"
        if key in late:
            left_out.append(key)
        else:
            written.put_in_force(
                initiative=amendment.initiative, section=key, content=proposed.content, by=proposed.saved_by, at=at
            )
        title = written.in_each_language(AMENDED_SECTIONS[key].title)
        audit.record(
            verb=verb, target=amendment.initiative, by=None, at=at, number=amendment.number, section=key, title=title
        )
    return left_out


def _not_now(initiative: Initiative, by: User, at: dt.datetime, amendment: Amendment | None = None) -> str:
    on = timezone.localdate(at)
    if not initiatives.is_run_by(initiative, by, on=on):
        name = initiatives.runner(initiative, on=on).name
        return _("Only the people of %(name)s can change this.") % {"name": name}
    if amendment and not amendment.is_draft:
        return _("This amendment is settled; open the next one to change anything.")
    if amendment and amendments.open_round(amendment):
        return _("It is before the authorities: what was handed in cannot be changed.")
    return _("What a registered initiative says is amended; this one is %(stage)s.") % {
        "stage": initiative.stage_enum.label
    }


def _check_hand_in(amendment: Amendment) -> None:
    both = amendments.sides(amendment, amendments.snapshot(amendment))
    if not any(side.is_changed for side in both):
        raise AmendmentRefused(_("It says the same as the text in force; there is nothing to decide."))
    if late := [str(side.section.title) for side in both if side.is_overtaken]:
        told = _("The text in force changed since it was copied: %(sections)s. Choose first which text you go on with.")
        raise AmendmentRefused(told % {"sections": ", ".join(late)})
    if empty := [f"{side.section.title}: {', '.join(side.lacks)}" for side in both if side.lacks]:
        raise AmendmentRefused(_("Not yet. Still missing: %(missing)s.") % {"missing": "; ".join(empty)})
    last = amendments.last_round(amendment)
    if last and last.outcome == Outcome.REJECTED and last.digests == digest.per_section(amendments.snapshot(amendment)):
        raise AmendmentRefused(_("Nothing has changed since the rejection."))


@transaction.atomic
def _save(
    amendment: Amendment, section: Section, content: Mapping[str, Any], seen: int | None, by: User, at: dt.datetime
) -> AmendmentText:
    amendment = locked(amendment, by, at)
    tidied = tidy(section, content)
    if fault := texts.too_long(section, tidied):
        raise AmendmentRefused(*fault)
    return texts.write(amendments.sheet(amendment, section.key), content=tidied, seen=seen, by=by, at=at)
