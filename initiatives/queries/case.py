"""Everything that the official needs to answer, in one place and in a fixed number of queries."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives import rules
from initiatives.matters import ALL_SECTIONS
from initiatives.models import Answer, Inquiry, Issue, Remark, Round, Seat
from initiatives.queries import approval as approvals
from initiatives.queries import issue, reading
from initiatives.queries import matter as snapshots
from initiatives.queries.approval import Clock, answer_of
from initiatives.queries.lifecycle import as_shown
from initiatives.queries.organisation import Person, represented_by


@dataclass(frozen=True)
class RemarkShown:
    """A remark with the place it is about and what the applicant replied."""

    authority: str
    section: str
    field: str
    text: str
    reply: str = ""
    is_settled: bool = False

    @property
    def section_title(self) -> str:
        return str(ALL_SECTIONS[self.section].title) if self.section in ALL_SECTIONS else self.section

    @property
    def field_label(self) -> str:
        lines = reading.STRUCTURED.get(self.section, ())
        named = next((label for key, label, *_rest in lines if key == self.field), None)
        written = ALL_SECTIONS[self.section].field(self.field) if self.section in ALL_SECTIONS else None
        return str(named or (written.label if written else ""))


@dataclass(frozen=True)
class Case:
    seat: Seat
    round: Round
    clock: Clock
    answer: Answer | None
    parts: list[reading.Part]
    gates: list[dict[str, Any]]
    seats: list[dict[str, Any]]
    inquiries: list[Inquiry]
    former_remarks: list[RemarkShown]
    seen_answers: list[int]
    looked_at: dt.datetime | None
    former: Round | None = None
    issues: Sequence[Issue] = ()
    draft: Mapping[str, Any] = field(default_factory=dict)

    @property
    def changed(self) -> list[reading.Part]:
        return [part for part in self.parts if part.is_changed]

    @property
    def gates_passed(self) -> int:
        return sum(gate["is_passed"] for gate in self.gates)

    @property
    def has_open_gates(self) -> bool:
        return self.gates_passed < len(self.gates)

    @property
    def hearing(self) -> Inquiry | None:
        own = [asked for asked in self.inquiries if asked.seat_id == self.seat.pk]
        return next((asked for asked in reversed(own) if asked.kind == Inquiry.Kind.HEARING), None)


def seats_open_to(user: Person, *, on: dt.date) -> QuerySet[Seat]:
    """Seats of the rounds in which `user` takes part; who only scores a round in a call is told of none."""
    return Seat.objects.filter(round__in=approvals.answering_open_to(user, on=on).values("pk"))


def case(seat: Seat, *, user: Person, on: dt.date) -> Case:
    round_ = full_round(seat.round_id)
    seat = next(each for each in round_.seats.all() if each.pk == seat.pk)
    seat.round = round_
    is_first = round_.number == 1
    former = None if is_first else last_seen(seat, round_)
    mine = set(represented_by(user).values_list("pk", flat=True))
    return Case(
        seat=seat,
        round=round_,
        clock=approvals.clock(round_, on=on),
        answer=answer_of(seat),
        parts=reading.parts(round_.snapshot, former.snapshot if former else snapshots.in_force(round_)),
        gates=_gates(round_),
        seats=seats_shown(round_, mine=mine, since=seat.looked_at),
        inquiries=list(round_.inquiries.all()),
        former_remarks=[] if is_first else former_remarks(round_),
        seen_answers=sorted(answer.pk for each in round_.seats.all() for answer in each.given),
        looked_at=seat.looked_at,
        former=former,
        issues=issue.open_issues(round_.initiative),
        # What is being prepared is the authority's own; the ministry reads what is signed.
        draft=seat.draft if seat.authority_id in mine else {},
    )


def _gates(round_: Round) -> list[dict[str, Any]]:
    """Needs are a matter of registration; the other matters are refused before they are handed in."""
    if not round_.is_registration:
        return []
    return as_shown(reading.gates(round_.snapshot, rules.read(round_.rule_pack.content)))


def full_round(number: int) -> Round:
    related = Round.objects.select_related(
        "initiative", "rule_pack", "handed_in_for", "handed_in_by", "plan", "amendment"
    )
    found = approvals.with_answers(related).get(pk=number)
    if found.amendment:
        # It is the round's own initiative, and is not asked for again.
        found.amendment.initiative = found.initiative
    return found


def last_seen(seat: Seat, round_: Round) -> Round | None:
    """The last earlier round of this initiative that the seat's authority looked at."""
    looked = Seat.objects.filter(authority=seat.authority_id, region=seat.region_id).exclude(looked_at=None)
    return approvals.earlier(round_).filter(seats__in=looked).order_by("-number").first() if seat.authority_id else None


def former_remarks(round_: Round) -> list[RemarkShown]:
    """What was asked for in the round before, with the replies."""
    before = approvals.earlier(round_).filter(number=round_.number - 1)
    asked = Remark.objects.filter(answer__round__in=before, answer__replaced_at=None)
    return [remark_shown(remark) for remark in asked.select_related("answer__seat__authority").order_by("pk")]


def remark_shown(remark: Remark) -> RemarkShown:
    return RemarkShown(
        authority=str(remark.answer.seat.authority),
        section=remark.section,
        field=remark.field,
        text=remark.text,
        reply=remark.reply,
        is_settled=remark.settled_at is not None,
    )


def seats_shown(
    round_: Round, *, mine: set[int] = frozenset(), since: dt.datetime | None = None, with_answers: bool = True
) -> list[dict[str, Any]]:
    """The seats as components/seats.html takes them. An applicant learns the answers when all are there."""
    return [_seat_shown(seat, mine, since, with_answers=with_answers) for seat in round_.seats.all()]


def _seat_shown(seat: Seat, mine: set[int], since: dt.datetime | None, *, with_answers: bool) -> dict[str, Any]:
    answer = answer_of(seat)
    shown = {
        "authority": seat.authority or _("Nobody yet: no authority answers for %s") % (seat.region or _("the country")),
        "person": _place(seat),
        "answer_label": _("waits"),
        "tone": "neutral" if seat.authority else "bad",
        "is_mine": seat.authority_id in mine,
    }
    if answer is None:
        return shown if seat.authority else shown | {"answer_label": _("vacant")}
    if not with_answers:
        return shown | {"answer_label": _("has answered"), "tone": "info", "at": answer.decided_at}
    said = [answer.reasons, *(f"{_title(each.section)}: {each.text}" for each in answer.remarks.all())]
    return shown | {
        "answer_label": _stands(answer),
        "tone": answer.tone,
        "at": answer.decided_at,
        "person": " · ".join(filter(None, (_place(seat), str(answer.decided_by)))),
        "comment": "\n".join(filter(None, said)),
        "is_new": bool(since and answer.decided_at > since),
    }


def _title(section: str) -> str:
    return str(ALL_SECTIONS[section].title) if section in ALL_SECTIONS else section


def _place(seat: Seat) -> str:
    words = [seat.place]
    if seat.is_lead:
        words.append(_("lead region"))
    if seat.capacity == "advises":
        words.append(_("advises"))
    return " · ".join(words)


def _stands(answer: Answer) -> str:
    label = str(answer.get_decision_display())
    return _("%s (stands from the round before)") % label if answer.carried_from_id else label


def colleagues(seat: Seat) -> list[User]:
    """Whom the file can be assigned to."""
    return list(approvals.officials(seat).order_by("name", "pk")) if seat.authority_id else []
