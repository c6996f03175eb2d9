"""The agreement between authorities: drafted together, handed in, signed by every authority concerned."""

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
from initiatives.coordination_sections import COORDINATION_SECTIONS, WRITTEN
from initiatives.decisions import Outcome
from initiatives.lifecycle import Stage
from initiatives.matters import COORDINATION
from initiatives.models import CoordinationAgreement, CoordinationText, Initiative, Round
from initiatives.permissions import coordination as permissions
from initiatives.queries import coordination
from initiatives.queries import initiative as initiatives
from initiatives.sections import Section, tidy


class CoordinationRefused(Exception):
    """The regions cannot coordinate so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def draft(*, initiative: Initiative, by: User, at: dt.datetime) -> CoordinationAgreement:
    """A copy of the version in force, or an empty one. Drafting twice is drafting once."""
    initiative = locked(initiative, by, at)
    current = coordination.versions(initiative)
    if current.draft:
        return current.draft
    last = coordination.all_versions(initiative).first()
    made = CoordinationAgreement.objects.create(
        initiative=initiative, number=last.number + 1 if last else 1, drafted_at=at, drafted_by=by
    )
    said = coordination.content(current.in_force) if current.in_force else {}
    CoordinationText.objects.bulk_create(
        CoordinationText(agreement=made, section=section, revision=1, content=said[section], saved_by=by, saved_at=at)
        for section in WRITTEN
        if any(said.get(section, {}).values())
    )
    audit.record(verb="coordination.drafted", target=initiative, by=by, at=at, number=made.number)
    return made


def save_section(
    *,
    agreement: CoordinationAgreement,
    section: str,
    content: Mapping[str, Any],
    seen_revision: int | None,
    by: User,
    at: dt.datetime,
) -> CoordinationText:
    """Save what `by` wrote upon `seen_revision`; raises TextConflict where somebody else saved meanwhile."""
    asked = COORDINATION_SECTIONS[section]
    saved = _save(agreement, asked, content, seen_revision, by, at)
    return texts.told(coordination.sheet(agreement, section), saved, title=asked.title)


@transaction.atomic
def keep_saved(*, agreement: CoordinationAgreement, section: str, by: User, at: dt.datetime) -> None:
    """Choose the text that stands; one's own stays in the history, set aside."""
    _writable(agreement, by, at)
    texts.settle(coordination.sheet(agreement, section), by=by, at=at)


@transaction.atomic
def hand_in(*, agreement: CoordinationAgreement, by: User, at: dt.datetime) -> Round:
    """Freeze the version and ask every authority concerned; each of them has to agree."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=agreement.initiative_id)
    if before := coordination.open_round(agreement):
        if before.handed_in_by_id == by.pk:
            return before
        raise CoordinationRefused(_("A colleague has handed it in already."))
    agreement = _writable(agreement, by, at)
    on = timezone.localdate(at)
    _check_hand_in(agreement, by, on)
    try:
        round_ = approvals.open_round(initiative=initiative, matter=COORDINATION, thing=agreement, by=by, at=at)
    except approvals.Refused as refusal:
        raise CoordinationRefused(refusal.reason) from refusal
    audit.record(verb="coordination.handed_in", target=initiative, by=by, at=at, number=agreement.number)
    return round_


@transaction.atomic
def withdraw(*, agreement: CoordinationAgreement, reason: str, by: User, at: dt.datetime) -> Round:
    """Take a version back before all authorities have signed."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=agreement.initiative_id)
    round_ = coordination.open_round(agreement)
    if round_ is None:
        raise CoordinationRefused(_("It is not before the authorities."))
    if not permissions.may_withdraw(by, agreement, timezone.localdate(at)):
        name = initiatives.runner(initiative, on=timezone.localdate(at)).name
        raise CoordinationRefused(_("Only the people of %(name)s can change this.") % {"name": name})
    if not reason.strip():
        raise CoordinationRefused(_("Say why: the reason is kept and shown."), "reason")
    round_ = approvals.withdraw(round_=round_, by=by, at=at, reason=reason)
    audit.record(verb="coordination.withdrawn", target=initiative, by=by, at=at, number=agreement.number)
    return round_


@transaction.atomic
def conclude(*, round_: Round, at: dt.datetime) -> None:
    """What every authority signed comes into force in the former version's place."""
    agreement = CoordinationAgreement.objects.select_for_update(of=("self",)).get(pk=round_.coordination_id)
    if round_.outcome == Outcome.APPROVED:
        in_force = CoordinationAgreement.objects.in_force().filter(initiative=agreement.initiative_id)
        in_force.update(superseded_at=at)
        agreement.approved_at, agreement.digest = at, round_.digest
        agreement.save(update_fields=["approved_at", "digest"])
    verbs = {
        Outcome.APPROVED: "coordination.signed",
        Outcome.RETURNED: "coordination.returned",
        Outcome.REJECTED: "coordination.rejected",
    }
    target = round_.initiative
    audit.record(verb=verbs[Outcome(round_.outcome)], target=target, by=None, at=at, number=agreement.number)


def locked(initiative: Initiative, by: User, at: dt.datetime) -> Initiative:
    """The initiative, held until the deed is done, where `by` may take part in its coordination now."""
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    on = timezone.localdate(at)
    if permissions.may_work(by, initiative, on):
        return initiative
    if initiative.stage == Stage.CLOSED:
        raise CoordinationRefused(_("The initiative is closed: there is nothing to coordinate."))
    if not coordination.scope(initiative, on=on).is_shared:
        raise CoordinationRefused(_("Only one region takes part: there is nothing to coordinate."))
    raise CoordinationRefused(
        _("The authorities concerned, the council, the ministry and the people of %(name)s coordinate.")
        % {"name": initiatives.runner(initiative, on=on).name}
    )


def _writable(agreement: CoordinationAgreement, by: User, at: dt.datetime) -> CoordinationAgreement:
    initiative = locked(agreement.initiative, by, at)
    agreement = CoordinationAgreement.objects.select_for_update(no_key=True, of=("self",)).get(pk=agreement.pk)
    agreement.initiative = initiative
    if not agreement.is_draft:
        raise CoordinationRefused(_("This version is signed; open the next draft to change anything."))
    if coordination.open_round(agreement):
        raise CoordinationRefused(_("It is before the authorities: what was handed in cannot be changed."))
    return agreement


@transaction.atomic
def _save(
    agreement: CoordinationAgreement,
    section: Section,
    content: Mapping[str, Any],
    seen: int | None,
    by: User,
    at: dt.datetime,
) -> CoordinationText:
    agreement = _writable(agreement, by, at)
    written = tidy(section, content)
    if fault := texts.too_long(section, written):
        raise CoordinationRefused(*fault)
    return texts.write(coordination.sheet(agreement, section.key), content=written, seen=seen, by=by, at=at)


def _check_hand_in(agreement: CoordinationAgreement, by: User, on: dt.date) -> None:
    initiative = agreement.initiative
    if not permissions.may_hand_in(by, agreement, on):
        if initiative.stage == Stage.NASCENT:
            raise CoordinationRefused(_("The authorities sign once the initiative has been handed in to them."))
        name = initiatives.runner(initiative, on=on).name
        raise CoordinationRefused(_("Only the people of %(name)s hand it in.") % {"name": name})
    if missing := coordination.lacking(agreement):
        told = ", ".join(f"{each.section.title}: {each.text}" for each in missing)
        raise CoordinationRefused(_("Not yet. Still missing: %(missing)s.") % {"missing": told})
    vacant = [party.region for party in coordination.parties(initiative, on=on) if party.authority is None]
    if vacant:
        told = ", ".join(str(region.short_name or region.name) for region in vacant)
        raise CoordinationRefused(
            _("Nobody answers for %(regions)s; the ministry names the authority.") % {"regions": told}
        )
    last = coordination.last_round(agreement)
    if last and last.outcome == Outcome.REJECTED:
        before = Round.objects.get(pk=last.pk).snapshot
        if before == coordination.snapshot(agreement, on=on):
            raise CoordinationRefused(_("Nothing has changed since the rejection."))
