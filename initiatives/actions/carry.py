"""What of the answers to one handing-in stands for the next."""

import datetime as dt
from collections.abc import Sequence

from accounts import audit
from initiatives import digest
from initiatives.decisions import Decision, Outcome
from initiatives.models import Answer, Round, Seat
from initiatives.queries.matter import thing_of


def over(former: Round | None, round_: Round, opened: Sequence[Seat], at: dt.datetime) -> None:
    """Agreements to sections that did not change stand; where one changed they are lifted. A return asks anew."""
    if former is None or former.outcome != Outcome.RETURNED or thing_of(former) != thing_of(round_):
        return
    agreed = Answer.objects.current().filter(round=former, decision=Decision.AGREED).select_related("seat")
    given = {(answer.seat.authority_id, answer.seat.region_id, answer.seat.capacity): answer for answer in agreed}
    changed = digest.changed(former.digests, round_.digests)
    for seat in opened:
        answer = given.get((seat.authority_id, seat.region_id, seat.capacity))
        if answer is None:
            continue
        lifted = sorted(changed & {*seat.sections, *answer.seat.sections})
        if not lifted:
            _carry_answer(answer, seat, round_)
        verb = "round.answer_lifted" if lifted else "round.answer_stands"
        audit.record(
            verb=verb, target=round_, by=None, at=at, authority=seat.authority.told, sections=", ".join(lifted)
        )


def _carry_answer(answer: Answer, seat: Seat, round_: Round) -> None:
    Answer.objects.create(
        seat=seat,
        round=round_,
        decision=answer.decision,
        reasons=answer.reasons,
        seen_digest=round_.digest,
        decided_by_id=answer.decided_by_id,
        decided_at=answer.decided_at,
        carried_from=answer,
    )
