"""Files that wait for an official, side by side: which are simple enough to be agreed together, and why not."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from initiatives import rules
from initiatives.coordination import IssueState
from initiatives.decisions import Decision
from initiatives.models import Inquiry, Issue, Representative, Round, Seat
from initiatives.queries import deputy as deputies
from initiatives.queries import reading
from initiatives.queries import tie as ties
from initiatives.queries.case import seats_shown
from initiatives.queries.inbox import Row, rows_of
from initiatives.queries.organisation import Person, represented_by
from initiatives.queries.vacancy import judged
from initiatives.rules import Gate

LIMIT = 20


@dataclass(frozen=True)
class File:
    """One seat with everything that an agreement on it rests on."""

    row: Row
    gates: list[Gate]
    issues: list[Issue]
    seats: list[dict[str, Any]]
    obstacles: list[str]

    @property
    def is_simple(self) -> bool:
        return not self.obstacles

    @property
    def gates_passed(self) -> int:
        return sum(gate.is_passed for gate in self.gates)

    @property
    def seen_answers(self) -> list[int]:
        return sorted(answer.pk for seat in self.row.round.seats.all() for answer in seat.given)


@dataclass(frozen=True)
class _Known:
    """What is read once for all files."""

    signs: dict[int, set[str]]
    stands_in: set[int]
    snapshots: dict[int, Any]
    issues: dict[int, list[Issue]]
    flags: dict[int, Any]


def files(user: Person, *, on: dt.date, chosen: Collection[int] | None = None) -> list[File]:
    """The most urgent files that wait for his seats, or those `chosen`; the same queries for one and for twenty."""
    authorities = {body.pk for body in represented_by(user) if body.is_authority}
    rows = rows_of(authorities, on=on, only=chosen)
    waiting = [row for row in rows if chosen is not None or (row.answer is None and not row.clock.is_paused)]
    waiting = sorted(waiting, key=lambda row: (row.clock.due_on, row.seat.pk))[:LIMIT]
    known = _known(user, waiting, on)
    return [_file(row, known) for row in waiting]


def _file(row: Row, known: _Known) -> File:
    pack, round_ = rules.read(row.round.rule_pack.content), row.round
    gates = reading.gates(known.snapshots[round_.pk], pack) if round_.is_registration else []
    issues = known.issues.get(round_.initiative_id, [])
    found = [
        *_of_person(row, known, pack),
        *_of_round(row),
        *_of_text(row, [gate for gate in gates if not gate.is_passed]),
        *(_("A blocking issue is open: %(title)s") % {"title": issue.title} for issue in issues if issue.is_blocking),
    ]
    return File(row, gates, issues, seats_shown(round_, mine={row.seat.authority_id}), found)


def _of_person(row: Row, known: _Known, pack: rules.Pack) -> list[str]:
    """Why it is not his to agree."""
    seat, flags = row.seat, known.flags[row.seat.pk]
    bases = known.signs.get(seat.authority_id, set())
    signs = ties.signs(pack.signing, bases, stands_in=seat.authority_id in known.stands_in)
    is_tied = any((flags.is_own, flags.has_declared, flags.manages, flags.gains, flags.is_controlled))
    lost = _("%(authority)s does not answer for this region any more.") % {"authority": seat.authority}
    said = [
        (not signs, _("You do not sign for %(authority)s.") % {"authority": seat.authority}),
        (not flags.is_held, lost),
        (is_tied, _("Something ties you or your authority to who hands in or gains.")),
        (flags.is_elsewhere, _("You have already answered in this round, for another authority.")),
    ]
    return [text for holds, text in said if holds]


def _of_round(row: Row) -> list[str]:
    """What others have done or must do first."""
    objecting = [
        answer
        for seat in row.round.seats.all()
        for answer in seat.given
        if seat.pk != row.seat.pk and answer.decision != Decision.AGREED
    ]
    has_hearing = any(asked.kind == Inquiry.Kind.HEARING for asked in row.round.inquiries.all())
    names = {seat.pk: str(seat.authority) for seat in row.round.seats.all()}
    told = [
        _("%(authority)s: %(decision)s") % {"authority": names[each.seat_id], "decision": each.get_decision_display()}
        for each in objecting
    ]
    said = [
        (row.answer is not None, _("Your authority has answered already.")),
        (row.clock.is_paused, _("It is the applicant's turn: a question is open.")),
        (has_hearing, _("A hearing was opened in this round.")),
    ]
    return [*(text for holds, text in said if holds), *told]


def _of_text(row: Row, failing: list[Gate]) -> list[str]:
    """What has to be read first."""
    draft = row.seat.draft.get("content", {})
    is_other = any((draft.get("reasons"), draft.get("remarks"), draft.get("decision", "agreed") not in ("", "agreed")))
    needs = ", ".join(str(gate.need.label) for gate in failing)
    said = [
        (bool(failing), _("Needs that are not met: %(needs)s") % {"needs": needs}),
        (is_other, _("An answer with remarks or reasons has been drafted.")),
        (bool(row.changed), _("It came back changed: read what changed.")),
    ]
    return [text for holds, text in said if holds]


def _known(user: Person, rows: list[Row], on: dt.date) -> _Known:
    rounds = {row.round.pk: row.round for row in rows}
    bodies = {row.seat.authority.pk: row.seat.authority for row in rows}
    signs: dict[int, set[str]] = defaultdict(set)
    signing = Representative.objects.signatories(on=on).filter(user=user.pk, organisation__in=bodies)
    for body, basis in signing.values_list("organisation", "signs_by"):
        signs[body].add(basis)
    issues: dict[int, list[Issue]] = defaultdict(list)
    open_ = Issue.objects.exclude(state=IssueState.CLOSED)
    for issue in open_.filter(initiative__in=[each.initiative_id for each in rounds.values()]).order_by("due_on", "pk"):
        issues[issue.initiative_id].append(issue)
    return _Known(
        signs=signs,
        stands_in={key for key, body in bodies.items() if deputies.stands_in(user, body, on=on)},
        snapshots=dict(Round.objects.filter(pk__in=rounds).values_list("pk", "snapshot")),
        issues=issues,
        flags=ties.tied(judged(Seat.objects.filter(pk__in=[row.seat.pk for row in rows]), on), user, on=on).in_bulk(),
    )
