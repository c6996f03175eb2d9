"""Tell those concerned, each once, that a leader's term ends and that a vote of the members is about to end."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from accounts import notices
from initiatives.actions import vote as voting
from initiatives.lifecycle import Stage
from initiatives.models import Leader, LeaderVote
from initiatives.queries import rules
from initiatives.queries.initiative import people

# So many days before the last one, and on the last one itself.
VOTE_DAYS_LEFT = 2


def remind(*, at: dt.datetime) -> int:
    """Each term and each vote is told once per mark, however often this runs."""
    return _remind_of_terms(at) + _remind_of_votes(at)


def _remind_of_terms(at: dt.datetime) -> int:
    on = timezone.localdate(at)
    pack = rules.pack(on=on)
    marks = sorted({pack.mandate_warning_days, *pack.mandate_reminder_days})
    leading = Leader.objects.present(on).exclude(confirmed_at=None).exclude(initiative__stage=Stage.CLOSED)
    ending = leading.filter(term_ends_on__lte=on + dt.timedelta(days=marks[-1])).order_by("term_ends_on", "pk")
    for leader in ending.select_related("initiative__initiator"):
        left = (leader.term_ends_on - on).days
        mark = next(mark for mark in marks if left <= mark)
        notices.notify(
            users=people(leader.initiative, on=on),
            kind="leader_term_ends",
            at=at,
            occasion=f"leader:{leader.pk}:{leader.term_ends_on}:{mark}",
            url=reverse("initiative_leaders", kwargs={"pk": leader.initiative_id}),
            initiative=leader.initiative.told,
            leader=leader.name,
            ends_on=leader.term_ends_on,
        )
    return len(ending)


def _remind_of_votes(at: dt.datetime) -> int:
    on = timezone.localdate(at)
    soon = LeaderVote.objects.open().filter(ends_on__gte=on, ends_on__lte=on + dt.timedelta(days=VOTE_DAYS_LEFT))
    for vote in soon.select_related("initiative__initiator").order_by("pk"):
        voting.tell_voters(vote, "vote_reminder", at, only_pending=True)
    return len(soon)
