"""The bell of what is put together from all apps."""

from celery import shared_task
from django.utils import timezone

from clusterportal.printing import press

MOST_LETTERS = 20


@shared_task
def issue_letters() -> None:
    """Each minute: the letter of every round that is over."""
    for round_ in press.without_letter().select_related("initiative")[:MOST_LETTERS]:
        press.of_round(round_=round_, language=press.letter.authentic_language(round_), by=None, at=timezone.now())
