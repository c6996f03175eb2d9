"""The passport of an initiative: what it is, who runs it, how far it is, and what the official figures say."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from clusterportal.pages import entries
from clusterportal.printing import parts
from clusterportal.templatetags.wording import NOTHING, day, percent
from indicators.models import Observation, Source
from indicators.queries import name as names
from indicators.queries import series
from indicators.queries.series import Series
from indicators.resolution import Subject
from indicators.shown import cards, texts
from initiatives.models import Initiative, Organisation
from initiatives.queries import evidence, profile, task
from initiatives.queries import plan as plans
from initiatives.queries import target as targets
from initiatives.queries.evidence import Evidence
from initiatives.queries.profile import Profile
from initiatives.queries.target import Progress


def content(initiative: Initiative, language: str, *, on: dt.date) -> dict[str, Any]:
    """Needs the language to be set. Says only what the public profile says, and numbers of members."""
    found, shown = profile.profile(initiative, on=on), evidence.of(initiative, on=on)
    about = found.texts.get("about", {})
    base = series.base_figures(initiative.subject.code) if initiative.subject_id else []
    summary = [
        (_("Initiative"), initiative.name),
        (_("Stage"), initiative.stage_enum.label),
        (_("Regions"), ", ".join(entries.named(code) for code in found.regions)),
        (_("Managing organisation"), found.appointment.organisation.name if found.appointment else NOTHING),
        (_("As of"), day(on)),
    ]
    return parts.document(
        kind="passport",
        language=language,
        title=parts.said(initiative.name, initiative.language),
        subject=initiative.name,
        eyebrow=_("Passport of a cluster initiative"),
        lede=parts.said(about.get("summary", ""), initiative.language) if about.get("summary") else "",
        summary=summary,
        blocks=[
            *([parts.note(synthetic())] if initiative.is_synthetic else []),
            parts.facts(_facts(initiative, found, on)),
            *_members(shown),
            *_tasks(initiative, shown, on),
            *_figures(base),
            *_targets(shown),
        ],
    )


def synthetic() -> str:
    return _("This initiative, its people and its members are invented for the demonstration.")


def _facts(initiative: Initiative, found: Profile, on: dt.date) -> parts.Rows:
    appointment = found.appointment
    manager = appointment.manager_name if appointment else ""
    number = f", {initiative.register_number}" if initiative.register_number else ""
    runs = _("%(organisation)s, until %(day)s") % {
        "organisation": appointment.organisation.name if appointment else NOTHING,
        "day": day(appointment.term.upper) if appointment else NOTHING,
    }
    return [
        (_("Stage"), initiative.stage_enum.label),
        (_("Registered"), f"{day(initiative.registered_on)}{number}" if initiative.registered_on else ""),
        (_("Regions"), ", ".join(entries.named(code) for code in found.regions)),
        (_("Activities"), "\n".join(f"{code.printed_code} {entries.named(code)}" for code in found.activities)),
        (_("Managing organisation"), runs if appointment else NOTHING),
        (_("Cluster manager"), manager),
        (_("Leaders"), ", ".join(leader.name for leader in found.leaders)),
        (_("As of"), day(on)),
    ]


def _members(shown: Evidence) -> list[parts.Block]:
    kinds = dict(Organisation.Kind.choices)
    rows = [[str(kinds.get(kind, kind)), str(count)] for kind, count in sorted(shown.member_kinds.items())]
    if not rows:
        return []
    rows.append([_("All members"), str(shown.members)])
    return [
        parts.heading(_("Members by kind")),
        parts.table([_("Kind"), _("Members")], rows, widths=[5, 1], numeric=[1]),
    ]


def _tasks(initiative: Initiative, shown: Evidence, on: dt.date) -> list[parts.Block]:
    lines = [
        [str(line.title), str(line.state.label), str(line.missing or NOTHING)]
        for line in task.tasks(initiative, on=on, shown=shown)
    ]
    head = [_("Task"), _("State"), _("What is missing")]
    return [parts.heading(_("Six tasks")), parts.table(head, lines, widths=[4, 3, 5])]


def _figures(base: Sequence[Series]) -> list[parts.Block]:
    if not base:
        return []
    known = names.of_subjects({Subject.parse(row.cell) for row in base})
    head = [_("Indicator"), _("Value"), _("Period"), _("Status")]
    blocks = [parts.heading(_("Official figures of the territorial base"))]
    cells: dict[str, list[Series]] = {}
    for row in base:
        cells.setdefault(row.cell, []).append(row)
    for cell, rows in cells.items():
        lines = [_figure(row) for row in rows]
        blocks.append(parts.paragraph(cards.heading(cell, known)))
        blocks.append(parts.table(head, lines, widths=[6, 5, 2, 6], numeric=[1]))
    told = _("Every unit of these activities in these regions, from official statistics, not the members alone.")
    return [*blocks, parts.note(f"{told} {_sources(base)}")]


def _figure(row: Series) -> list[str]:
    latest = row.latest
    status = texts.status(latest.status)
    if texts.has_price_change(row.definition):
        change = _("includes price change")
        status = f"{status}; {change}"
    return [row.definition.indicator.name, texts.value(latest), cards.period(latest.period), status]


def _sources(base: Sequence[Series]) -> str:
    """Who published the values behind these figures, and when the last of them was recorded."""
    regions = {region for row in base for region in Subject.parse(row.cell).regions}
    used = Observation.objects.current().filter(
        measure__code__in={code for row in base for code in row.definition.measures},
        period__in={str(row.latest.period) for row in base},
        region__code__in=regions,
    )
    dated = dict(used.order_by().values_list("release__source").annotate(last=Max("recorded_at")))
    told = [f"{source.publisher}, {source}, {day(dated[source.pk])}" for source in Source.objects.filter(pk__in=dated)]
    return _("Sources: %(sources)s") % {"sources": "; ".join(sorted(told))} if told else ""


def _targets(shown: Evidence) -> list[parts.Block]:
    plan = shown.plan.in_force
    if plan is None:
        return []
    return targets_of(plans.targets(plan))


def targets_of(chosen: Any) -> list[parts.Block]:
    """Where each target starts, where it stands and where it leads, from the figures."""
    found = targets.progress_of(chosen)
    if not found:
        return []
    head = [_("Target"), _("Baseline"), _("Now"), _("Aim"), _("Progress"), _("Verdict")]
    rows = [_target(progress) for progress in found]
    return [
        parts.heading(_("Targets of the strategic plan")),
        parts.table(head, rows, widths=[6, 4, 4, 4, 3, 4], numeric=[1, 2, 3, 4]),
    ]


def _target(progress: Progress) -> list[str]:
    target, one, latest = progress.target, progress.definition, progress.latest
    write = texts.formatter(one) if one else (lambda value: NOTHING if value is None else str(value))
    dated = _("%(value)s (%(year)s)")
    now = dated % {"value": write(latest.value), "year": latest.year} if latest and latest.counts else NOTHING
    return [
        target.indicator.name,
        dated % {"value": write(target.baseline_value), "year": target.baseline_year},
        now,
        dated % {"value": write(target.value), "year": target.year},
        percent(progress.share, 0) if progress.share is not None else NOTHING,
        str(progress.light.label),
    ]
