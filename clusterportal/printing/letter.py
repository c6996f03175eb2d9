"""The letter that says how a round has ended: one text counts, the others are translations that carry its digest."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from clusterportal.printing import parts
from clusterportal.templatetags.wording import NOTHING, day, moment
from initiatives.decisions import Capacity, Outcome
from initiatives.models import Answer, Organisation, Round, Seat
from initiatives.queries import appeal as appeals
from initiatives.queries import case as cases
from initiatives.queries.approval import answer_of

STATE_LANGUAGES = ("kk", "ru")
SENT = frozenset({Outcome.REGISTERED, Outcome.APPROVED, Outcome.RETURNED, Outcome.REJECTED})


def authentic_language(round_: Round) -> str:
    """The language of the text that counts: the initiative's own where that is Kazakh or Russian."""
    own = round_.initiative.language
    return own if own in STATE_LANGUAGES else STATE_LANGUAGES[0]


def content(round_: Round, language: str, *, translation: str = "") -> dict[str, Any]:
    """Needs the language to be set; `translation` says which text counts where this one does not."""
    round_ = cases.full_round(round_.pk)
    seats = list(round_.seats.all())
    seat = _sending(seats)
    sender = seat.authority if seat else None
    initiative = round_.initiative
    return parts.document(
        kind="letter",
        language=language,
        title=parts.said(initiative.name, initiative.language),
        subject=initiative.name,
        eyebrow=_("Decision letter: %(matter)s, round %(number)s") % _named(round_),
        sender={
            "name": sender.name if sender else _("Cluster portal"),
            "lines": [_("Letter of %(day)s") % {"day": day(round_.closed_at)}, *_numbers(seat)],
        },
        addressee=round_.handed_in_for.name,
        translation=translation,
        blocks=[*_body(round_, sender), *_answers(seats, language), *_facts(round_, language)],
        signed=_signed(seats),
        summary=[
            (_("Initiative"), initiative.name),
            (_("Matter"), _("%(matter)s, round %(number)s") % _named(round_)),
            (_("Outcome"), round_.get_outcome_display()),
            (_("Closed on"), day(round_.closed_at)),
            (_("Applicant"), round_.handed_in_for.name),
            (_("Register number"), initiative.register_number if round_.outcome == Outcome.REGISTERED else ""),
        ],
    )


def _named(round_: Round) -> dict[str, Any]:
    return {"matter": round_.get_matter_display(), "number": round_.number}


def _sending(seats: Sequence[Seat]) -> Seat | None:
    """The ministry where it has a seat, else the lead region's authority."""
    deciding = [seat for seat in seats if seat.capacity == Capacity.DECIDES and seat.authority]
    chosen = sorted(deciding, key=lambda seat: (seat.region_id is not None, not seat.is_lead, seat.pk))
    return chosen[0] if chosen else None


def _numbers(seat: Seat | None) -> list[str]:
    """The sending authority's own numbers, as far as they were entered."""
    told = []
    if seat and seat.outgoing_number:
        named = {"number": seat.outgoing_number, "day": day(seat.outgoing_on)}
        told.append(_("Outgoing No. %(number)s of %(day)s") % named)
    if seat and seat.incoming_number:
        named = {"number": seat.incoming_number, "day": day(seat.incoming_on)}
        told.append(_("In reply to incoming No. %(number)s of %(day)s") % named)
    return told


def _body(round_: Round, sender: Organisation | None) -> list[parts.Block]:
    told = {
        "day": day(round_.closed_at),
        "opened": day(round_.opened_at),
        "applicant": round_.handed_in_for.name,
        "initiative": round_.initiative.name,
        "register": round_.initiative.register_number or NOTHING,
        **_named(round_),
    }
    sentences = [
        _("On %(opened)s %(applicant)s handed in the cluster initiative “%(initiative)s” for decision: %(matter)s, "
          "round %(number)s."),
        _outcome(round_),
    ]  # fmt: skip
    blocks = [parts.paragraph(sentence % told) for sentence in sentences]
    if round_.outcome == Outcome.REJECTED:
        where = {"day": day(appeals.until(round_)), "authority": sender.name if sender else NOTHING}
        blocks.append(
            parts.paragraph(
                _("You can appeal against this decision until %(day)s: on the page of the initiative in the portal, or "
                  "in writing to %(authority)s, which passes the appeal on to the body that decides on it.") % where
            )
        )  # fmt: skip
    return blocks


def _outcome(round_: Round) -> str:
    sentences = {
        Outcome.REGISTERED: _(
            "The authorities have agreed. The initiative is registered on %(day)s under number %(register)s."
        ),
        Outcome.APPROVED: _("The authorities have agreed. On %(day)s what was handed in was approved."),
        Outcome.RETURNED: _(
            "What was handed in is returned on %(day)s with remarks. All remarks of all authorities stand below; "
            "answer them and hand in again."
        ),
        Outcome.REJECTED: _("What was handed in is rejected on %(day)s for the reasons that stand below."),
    }
    return sentences[Outcome(round_.outcome)]


def _answers(seats: Sequence[Seat], language: str) -> list[parts.Block]:
    rows, reasons = [], []
    for seat in seats:
        answer = answer_of(seat)
        authority = _with_numbers(seat)
        place = _place(seat, language)
        if answer is None:
            rows.append([authority, place, _("no answer"), NOTHING])
            continue
        rows.append([authority, place, answer.get_decision_display(), day(answer.decided_at)])
        reasons += _reasons(seat.authority.name if seat.authority else NOTHING, answer)
    head = [_("Authority"), _("Region"), _("Decision"), _("Date")]
    blocks = [parts.heading(_("Who decided")), parts.table(head, rows, widths=[5, 3, 3, 2])]
    return [*blocks, parts.heading(_("Reasons and remarks")), *reasons] if reasons else blocks


def _with_numbers(seat: Seat) -> str:
    """The authority, and the numbers that its office gave to what came in and what goes out."""
    if seat.authority is None:
        return NOTHING
    said = []
    if seat.incoming_number:
        said.append(
            _("incoming %(number)s of %(day)s") % {"number": seat.incoming_number, "day": day(seat.incoming_on)}
        )
    if seat.outgoing_number:
        said.append(
            _("outgoing %(number)s of %(day)s") % {"number": seat.outgoing_number, "day": day(seat.outgoing_on)}
        )
    return f"{seat.authority.name} ({'; '.join(said)})" if said else seat.authority.name


def _reasons(authority: str, answer: Answer) -> list[parts.Block]:
    blocks = [parts.paragraph(f"{authority}: {answer.reasons}")] if answer.reasons else []
    remarks = []
    for remark in answer.remarks.all():
        remark.answer = answer
        remarks.append(f"{cases.remark_shown(remark).section_title}: {remark.text}")
    if remarks and not blocks:
        blocks.append(parts.paragraph(f"{authority}:"))
    return [*blocks, parts.bullets(remarks)] if remarks else blocks


def _place(seat: Seat, language: str) -> str:
    named = (seat.region and getattr(seat.region, f"name_{language}", "")) or seat.place
    return _("%(place)s, advises") % {"place": named} if seat.capacity == Capacity.ADVISES else named


def _facts(round_: Round, language: str) -> list[parts.Block]:
    place = round_.snapshot.get("place", {})
    rows = [
        (_("Regions"), ", ".join(_name(code, language) for code in place.get("regions", []))),
        (_("Activities"), "; ".join(_name(code, language) for code in place.get("activities", []))),
        (_("Rules"), str(round_.rule_pack)),
        (_("Digest of what was handed in"), round_.digest),
    ]
    return [parts.heading(_("What was decided on")), parts.facts(rows)]


def _name(code: Any, language: str) -> str:
    """A code as the snapshot keeps it, with its names of that day."""
    names = code.get("name", code) if isinstance(code, dict) else code
    return (names.get(language) or next(iter(names.values()), "")) if isinstance(names, dict) else str(names)


def _signed(seats: Sequence[Seat]) -> list[list[str]]:
    signed = []
    for seat in seats:
        answer = answer_of(seat)
        if answer and seat.authority and seat.capacity == Capacity.DECIDES:
            signed.append([str(answer.decided_by), seat.authority.name, moment(answer.decided_at)])
    return signed
