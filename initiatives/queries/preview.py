"""The case as the officials would find it if it were handed in now."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from initiatives.competence import reason
from initiatives.models import Initiative
from initiatives.queries import approval as approvals
from initiatives.queries import reading, rules
from initiatives.queries.lifecycle import as_shown
from initiatives.queries.snapshot import snapshot


@dataclass(frozen=True)
class Preview:
    parts: list[reading.Part]
    gates: list[dict[str, Any]]
    seats: list[dict[str, Any]]
    days: int

    @property
    def gates_passed(self) -> int:
        return sum(gate["is_passed"] for gate in self.gates)


def preview(initiative: Initiative, *, on: dt.date) -> Preview:
    frozen, pack = snapshot(initiative, on=on), rules.pack(on=on)
    return Preview(
        parts=reading.parts(frozen),
        gates=as_shown(reading.gates(frozen, pack)),
        seats=[_seat(seat) for seat in approvals.seats(initiative, on=on)],
        days=pack.decision_days,
    )


def _seat(seat: approvals.DerivedSeat) -> dict[str, Any]:
    """As components/seats.html takes it."""
    place = reason(seat.because) or (seat.region.name if seat.region else _("whole country"))
    words = [place, _("lead region") if seat.is_lead else "", _("advises") if seat.capacity == "advises" else ""]
    return {
        "authority": seat.authority or _("Nobody yet: no authority answers for %s") % place,
        "person": " · ".join(filter(None, words)),
        "answer_label": _("will be asked") if seat.authority else _("vacant"),
        "tone": "neutral" if seat.authority else "bad",
    }
