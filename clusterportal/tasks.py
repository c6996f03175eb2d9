"""The bell of what is put together from all apps."""

from celery import shared_task
from django.utils import timezone

from clusterportal.exports import export as exports
from clusterportal.models import Export
from clusterportal.printing import press

MOST_LETTERS = 20


@shared_task
def issue_letters() -> None:
    """Each minute: the letter of every round that is over."""
    for round_ in press.without_letter().select_related("initiative")[:MOST_LETTERS]:
        press.of_round(round_=round_, language=press.letter.authentic_language(round_), by=None, at=timezone.now())


@shared_task
def produce_export(*, export_id: int) -> None:
    """One piece of a file; the bell rings again for the next."""
    if exports.produce(export=Export.objects.defer("keys").get(pk=export_id), at=timezone.now()):
        produce_export.delay(export_id=export_id)


@shared_task
def produce_waiting_exports() -> None:
    """Each minute: what a lost message or a dead worker left behind."""
    for export_id in Export.objects.waiting().values_list("pk", flat=True):
        produce_export.delay(export_id=export_id)


@shared_task
def drop_expired_exports() -> None:
    exports.drop_expired(at=timezone.now())
