"""The strategic plan in force: what it says, and its targets beside the figures."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from clusterportal.printing import parts, passport
from clusterportal.templatetags.wording import day
from initiatives.models import Initiative, StrategicPlan
from initiatives.plan_sections import PLAN_SECTIONS, WRITTEN
from initiatives.queries import plan as plans


def content(initiative: Initiative, language: str, *, on: dt.date) -> dict[str, Any]:
    """Needs the language to be set, and a plan in force."""
    plan = plans.standing(initiative).in_force
    named = {"number": plan.number, "day": day(plan.approved_at)}
    targets = plans.targets(plan)
    return parts.document(
        kind="plan",
        language=language,
        title=parts.said(initiative.name, initiative.language),
        subject=initiative.name,
        eyebrow=_("Strategic plan"),
        lede=_("Version %(number)s, in force since %(day)s") % named,
        blocks=[*_sections(plan, initiative.language), *passport.targets_of(targets)],
        summary=[
            (_("Initiative"), initiative.name),
            (_("Strategic plan"), _("Version %(number)s, in force since %(day)s") % named),
            (_("Targets"), str(len(targets))),
            (_("As of"), day(on)),
        ],
    )


def _sections(plan: StrategicPlan, language: str) -> list[parts.Block]:
    blocks: list[parts.Block] = []
    said = plans.content(plan)
    for key in WRITTEN:
        written = [(field, said[key].get(field.key)) for field in PLAN_SECTIONS[key].fields]
        written = [(field, text) for field, text in written if text]
        if written:
            blocks.append(parts.heading(str(PLAN_SECTIONS[key].title)))
        for field, text in written:
            if len(written) > 1:
                blocks.append(parts.note(str(field.label)))
            lines = text if isinstance(text, str) else "\n".join(text)
            blocks.append(parts.paragraph(parts.said(lines, language)))
    return blocks
