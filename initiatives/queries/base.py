"""The territorial base of an initiative: its own subject once it is registered, its regions and activities before."""

from dataclasses import dataclass
from datetime import datetime

from indicators.models import ClassificationVersion
from indicators.queries.figure import UnknownSubject
from indicators.queries.series import Series, base_figures
from initiatives.models import Initiative
from initiatives.queries import initiative as initiatives


@dataclass(frozen=True)
class Base:
    rows: list[Series]

    @property
    def vintage(self) -> datetime | None:
        """When the newest number behind these figures was recorded."""
        return max((row.latest.vintage for row in self.rows if row.latest.vintage), default=None)


def territorial_base(initiative: Initiative) -> Base:
    """Empty where nothing is chosen yet or nothing is published about it."""
    subject = initiative.subject.code if initiative.subject_id else _text(initiative)
    if not subject or not ClassificationVersion.objects.exists():
        return Base([])
    try:
        return Base(base_figures(subject))
    except UnknownSubject:
        return Base([])


def _text(initiative: Initiative) -> str:
    """`KZ-59:0141+105`; nothing while regions or activities are missing."""
    regions = "+".join(code.code for code in initiatives.regions(initiative))
    activities = "+".join(code.code for code in initiatives.activities(initiative))
    return f"{regions}:{activities}" if regions and activities else ""
