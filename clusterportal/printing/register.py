"""The register of an initiative's members, as it stands on a day."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from clusterportal.printing import parts
from clusterportal.templatetags.wording import NOTHING, day
from initiatives.models import Initiative, Membership
from initiatives.queries import membership


def content(initiative: Initiative, language: str, *, on: dt.date) -> dict[str, Any]:
    """Needs the language to be set."""
    found = membership.register(initiative, on=on)
    groups = [(str(label).capitalize(), str(count)) for label, count in found.groups if count]
    head = [
        _("No."),
        _("Organisation"),
        _("BIN"),
        _("Kind and place in the value chain"),
        _("Committed"),
        _("Admitted"),
    ]
    rows = [_line(number, one) for number, one in enumerate(found.members, start=1)]
    return parts.document(
        kind="register",
        language=language,
        title=parts.said(initiative.name, initiative.language),
        subject=initiative.name,
        eyebrow=_("Register of members"),
        lede=_("%(count)s members as of %(day)s") % {"count": len(rows), "day": day(on)},
        blocks=[parts.facts(groups), parts.table(head, rows, widths=[2, 11, 6, 10, 5, 5])],
        summary=[
            (_("Initiative"), initiative.name),
            (_("Members"), str(len(rows))),
            *groups,
            (_("As of"), day(on)),
        ],
    )


def _line(number: int, one: Membership) -> list[str]:
    organisation = one.organisation
    return [
        str(number),
        f"{organisation.name}, {one.unit}" if one.unit else organisation.name,
        organisation.bin or NOTHING,
        ", ".join(filter(None, (organisation.get_kind_display(), one.get_role_display()))),
        _short(one.committed_at),
        _short(one.admitted_at),
    ]


def _short(moment: dt.datetime | None) -> str:
    """Narrow enough for a column, and read alike in all three languages."""
    return f"{timezone.localdate(moment):%d.%m.%Y}" if moment else NOTHING
