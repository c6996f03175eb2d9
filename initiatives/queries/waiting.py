"""Which kinds of thing may wait for a person at all, in one look: most people never meet most of them."""

import datetime as dt
from collections.abc import Sequence

from django.db import connection

from initiatives.lifecycle import Stage
from initiatives.queries.organisation import Person

# Each may find too much and never too little: whoever asks looks closely afterwards, and only where something is. The
# mapper takes longer to write those closer questions than the database to answer all of these.
KINDS = {
    "appointments": """
        SELECT 1 FROM initiatives_appointment WHERE organisation_id = ANY(%(own)s) AND consented_at IS NULL
    """,
    "invitations": "SELECT 1 FROM initiatives_invitation WHERE organisation_id = ANY(%(own)s)",
    "memberships": "SELECT 1 FROM initiatives_membership WHERE organisation_id = ANY(%(own)s)",
    "people": """
        SELECT 1 FROM initiatives_representative
        WHERE organisation_id = ANY(%(own)s) AND confirmed_at IS NULL AND ended_at IS NULL
    """,
    "returns": """
        SELECT 1 FROM initiatives_returnrequest AS asked
        JOIN initiatives_campaign AS campaign ON campaign.id = asked.campaign_id
        WHERE asked.organisation_id = ANY(%(own)s) AND campaign.closed_at IS NULL
    """,
    "votes": """
        SELECT 1 FROM initiatives_voter AS voter JOIN initiatives_leadervote AS vote ON vote.id = voter.vote_id
        WHERE voter.organisation_id = ANY(%(own)s) AND voter.voted_by_id IS NULL AND vote.closed_at IS NULL
    """,
    "inquiries": """
        SELECT 1 FROM initiatives_inquiry AS inquiry JOIN initiatives_round AS round ON round.id = inquiry.round_id
        JOIN initiatives_initiative AS initiative ON initiative.id = round.initiative_id
        WHERE inquiry.answered_at IS NULL AND inquiry.due_on >= %(on)s
          AND (initiative.id = ANY(%(managed)s) OR initiative.stage = %(closed)s)
    """,
    "assessments": "SELECT 1 FROM initiatives_assessor WHERE person_id = %(person)s",
    "surveys": """
        SELECT 1 FROM initiatives_respondent AS asked JOIN initiatives_survey AS survey ON survey.id = asked.survey_id
        WHERE asked.organisation_id = ANY(%(own)s) AND survey.cancelled_at IS NULL AND survey.ends_on >= %(on)s
    """,
    "call_entries": """
        SELECT 1 FROM initiatives_call AS call LEFT JOIN initiatives_commissioner AS seat
          ON seat.call_id = call.id AND seat.person_id = %(person)s
        WHERE seat.id IS NOT NULL OR call.operator_id = ANY(%(own)s)
    """,
}
LOOK = f"SELECT {', '.join(f'EXISTS ({question})' for question in KINDS.values())}"


def kinds(user: Person, *, organisations: Sequence[int], managed: Sequence[int], on: dt.date) -> frozenset[str]:
    """`organisations`: all for which `user` acts; `managed`: all initiatives that he runs and that are not closed."""
    asked = {"own": list(organisations), "managed": list(managed), "person": user.pk, "on": on, "closed": Stage.CLOSED}
    with connection.cursor() as cursor:
        cursor.execute(LOOK, asked)
        found = cursor.fetchone()
    return frozenset(kind for kind, is_there in zip(KINDS, found, strict=True) if is_there)
