import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import audit
from accounts.models import User
from indicators.models import Classification, Code
from initiatives.actions import text as texts
from initiatives.lifecycle import Stage
from initiatives.models import Initiative, InitiativePart, Organisation, SectionText
from initiatives.permissions import initiative as permissions
from initiatives.queries import initiative as initiatives
from initiatives.queries.organisation import edited_by
from initiatives.sections import CONTENT_LIMIT, SECTIONS, Section, tidy

# One sitting at one section is one line of the history, however often the page saved itself.
SITTING = dt.timedelta(minutes=20)


class InitiativeRefused(Exception):
    """The initiative cannot be changed so; the message says why, `field` where."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def draft(
    *, name: str, language: str, initiator: Organisation, place: Sequence[Code] = (), by: User, at: dt.datetime
) -> Initiative:
    """Open a draft; with a `place`, a region and an activity, its first section is begun."""
    if not edited_by(by).contains(initiator):
        raise InitiativeRefused(_("You do not act for this organisation."), "initiator")
    if initiator.is_authority:
        raise InitiativeRefused(_("An authority decides on initiatives and does not open one."), "initiator")
    initiative = Initiative.objects.create(
        name=name, language=language, initiator=initiator, opened_at=at, opened_by=by, stage_since=at
    )
    about = tidy(SECTIONS["about"], {"name": name, "language": language})
    SectionText.objects.create(
        initiative=initiative, section="about", revision=1, content=about, saved_by=by, saved_at=at
    )
    audit.record(verb="initiative.drafted", target=initiative, by=by, at=at, initiator=initiator.name)
    if place:
        region, activity = place
        set_parts(initiative=initiative, regions=[region.code], activities=[activity.code], by=by, at=at)
    return initiative


def save_section(
    *,
    initiative: Initiative,
    section: str,
    content: Mapping[str, Any],
    seen_revision: int | None,
    by: User,
    at: dt.datetime,
) -> SectionText:
    """Save what `by` wrote upon `seen_revision`; raises TextConflict where somebody else saved meanwhile."""
    asked = SECTIONS[section]
    saved = _save(initiative, asked, content, seen_revision, by, at)
    return texts.told(initiatives.sheet(initiative, section), saved, title=asked.title)


def set_parts(
    *,
    initiative: Initiative,
    regions: Sequence[str],
    activities: Sequence[str],
    lead: str = "",
    by: User,
    at: dt.datetime,
    seen_revision: int | None = None,
) -> SectionText:
    content = {"regions": list(regions), "activities": list(activities), "lead_region": lead}
    return save_section(
        initiative=initiative, section="place", content=content, seen_revision=seen_revision, by=by, at=at
    )


@transaction.atomic
def make_findable(*, initiative: Initiative, is_findable: bool, by: User, at: dt.datetime) -> Initiative:
    initiative = _locked(initiative, by, at)
    if initiative.is_findable != is_findable:
        initiative.is_findable = is_findable
        initiative.save(update_fields=["is_findable"])
        verb = "initiative.made_findable" if is_findable else "initiative.hidden"
        audit.record(verb=verb, target=initiative, by=by, at=at)
    return initiative


@transaction.atomic
def keep_saved(*, initiative: Initiative, section: str, by: User, at: dt.datetime) -> SectionText:
    """Choose the text that stands; one's own stays in the history, set aside."""
    initiative = _locked(initiative, by, at)
    sheet = initiatives.sheet(initiative, section)
    current = sheet.standing()
    if current is None:
        raise InitiativeRefused(_("Nothing has been saved here yet."))
    texts.settle(sheet, by=by, at=at)
    return current


@transaction.atomic
def _save(
    initiative: Initiative, section: Section, content: Mapping[str, Any], seen: int | None, by: User, at: dt.datetime
) -> SectionText:
    initiative = _locked(initiative, by, at)
    written = tidy(section, content)
    _check(section, written, at)
    sheet = initiatives.sheet(initiative, section.key)
    former = sheet.standing()
    saved = texts.write(sheet, content=written, seen=seen, by=by, at=at)
    if saved.is_aside or saved == former:
        return saved
    _apply(initiative, section, written)
    if former is None or former.saved_by_id != by.pk or at - former.saved_at > SITTING:
        title = in_each_language(section.title)
        audit.record(verb="initiative.section_saved", target=initiative, by=by, at=at, section=section.key, title=title)
    return saved


@transaction.atomic
def put_in_force(
    *, initiative: Initiative, section: str, content: Mapping[str, Any], by: User, at: dt.datetime
) -> SectionText:
    """Write what the authorities agreed to into the text in force; the caller has asked whether it may."""
    asked = SECTIONS[section]
    saved = texts.write(initiatives.sheet(initiative, section), content=content, seen=None, by=by, at=at)
    _apply(initiative, asked, tidy(asked, content))
    return saved


def _locked(initiative: Initiative, by: User, at: dt.datetime) -> Initiative:
    initiative = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    on = timezone.localdate(at)
    if not permissions.may_manage(by, initiative, on):
        runner = initiatives.runner(initiative, on=on)
        raise InitiativeRefused(_("Only the people of %(name)s can change this.") % {"name": runner.name})
    if initiative.stage != Stage.NASCENT:
        raise InitiativeRefused(
            _("The initiative is %(stage)s: what was handed in cannot be changed.")
            % {"stage": initiative.stage_enum.label}
        )
    return initiative


def _check(section: Section, written: Mapping[str, Any], at: dt.datetime) -> None:
    if fault := texts.too_long(section, written):
        raise InitiativeRefused(*fault)
    if sum(len(str(value)) for value in written.values()) > CONTENT_LIMIT:
        raise InitiativeRefused(_("This is too long for one section."))
    {"about": _check_about, "place": _check_place}.get(section.key, _accept)(written, at)


def _accept(_written: Mapping[str, Any], _at: dt.datetime) -> None:
    """Free text needs no more than its length checked."""


def _check_about(written: Mapping[str, Any], _at: dt.datetime) -> None:
    if not written["name"]:
        raise InitiativeRefused(_("An initiative needs a name."), "name")
    if written["language"] not in dict(settings.LANGUAGES):
        raise InitiativeRefused(_("Choose Kazakh, Russian or English."), "language")


def _check_place(written: Mapping[str, Any], at: dt.datetime) -> None:
    on = timezone.localdate(at)
    _known(Code.objects.regions().valid(on).filter(kind=Code.Kind.CODE), written["regions"], "regions")
    _known(Code.objects.activities().filter(kind=Code.Kind.CODE), written["activities"], "activities")
    if written["lead_region"] and written["lead_region"] not in written["regions"]:
        raise InitiativeRefused(_("The lead region is one of the chosen regions."), "lead_region")


def _known(codes: Any, chosen: Sequence[str], field: str) -> None:
    known = set(codes.filter(code__in=chosen).values_list("code", flat=True))
    if unknown := [code for code in chosen if code not in known]:
        raise InitiativeRefused(
            _("There is no such code today: %(codes)s. Search for it by name.") % {"codes": ", ".join(unknown)}, field
        )


def in_each_language(phrase: Promise) -> dict[str, str]:
    told = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            told[language] = str(phrase)
    return told


def _apply(initiative: Initiative, section: Section, written: Mapping[str, Any]) -> None:
    if section.key == "about":
        initiative.name, initiative.language = written["name"], written["language"]
        initiative.save(update_fields=["name", "language"])
    if section.key == "place":
        _apply_place(initiative, written)


def _apply_place(initiative: Initiative, written: Mapping[str, Any]) -> None:
    lead = written["lead_region"] or (written["regions"][0] if len(written["regions"]) == 1 else "")
    chosen = Code.objects.filter(classification__code=Classification.REGION, code__in=written["regions"]) | (
        Code.objects.filter(classification__code=Classification.ACTIVITY, code__in=written["activities"])
    )
    InitiativePart.objects.filter(initiative=initiative).delete()
    InitiativePart.objects.bulk_create(
        InitiativePart(initiative=initiative, code=code, is_lead=code.code == lead) for code in chosen.order_by("pk")
    )
