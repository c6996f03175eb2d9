import datetime as dt

from celery import shared_task
from django.utils import timezone

from initiatives.actions import (
    campaign,
    consequence,
    coordination_reminder,
    dialogue,
    dialogue_letter,
    document,
    governance_reminder,
    investment,
    leader_reminder,
    lifecycle,
    offer,
    reminder,
    vote,
)
from initiatives.models import DocumentVersion, Initiative, LeaderVote, OfferFile

# Below the soft limit of a task, so that a long queue is worked off by many short tasks.
TURN_SECONDS = 15


@shared_task
def remind_authorities():
    reminder.remind(at=timezone.now())


@shared_task
def remind_of_terms():
    """Each day: terms of managing organisations and leaders that end, or have ended without a successor."""
    governance_reminder.remind(at=timezone.now())
    leader_reminder.remind(at=timezone.now())


@shared_task
def close_expired_rounds():
    """Rounds whose outcome has become certain because a day has passed, and votes whose last day is over."""
    for initiative in Initiative.objects.filter(rounds__closed_at=None, rounds__isnull=False).distinct():
        lifecycle.conclude(initiative=initiative, at=timezone.now())
    for ended in LeaderVote.objects.open().filter(ends_on__lt=timezone.localdate()):
        vote.conclude(vote=ended, at=timezone.now())


@shared_task
def follow_targets():
    """Each hour: targets of indicators that nobody keeps computed, and those that nobody has looked at yet."""
    consequence.follow_all(at=timezone.now())


@shared_task
def remind_councils():
    """Reminders before due days, and issues that are overdue to the ministry."""
    coordination_reminder.remind(at=timezone.now())


@shared_task
def scan_document(*, version_id):
    document.scan(version=DocumentVersion.objects.get(pk=version_id), at=timezone.now())


@shared_task
def scan_waiting_documents():
    """Each minute: what a lost message, a dead worker or a silent scanner left behind."""
    for version_id in document.waiting(at=timezone.now()):
        scan_document.delay(version_id=version_id)
    for file_id in offer.waiting(at=timezone.now()):
        scan_offer_file.delay(file_id=file_id)


@shared_task
def scan_offer_file(*, file_id):
    offer.scan(file=OfferFile.objects.get(pk=file_id), at=timezone.now())


@shared_task
def remind_members():
    campaign.remind_all(at=timezone.now())


@shared_task
def mail_enquirers():
    """Also runs every minute: links and answers that are owed to those who asked."""
    until = timezone.now() + dt.timedelta(seconds=TURN_SECONDS)
    while timezone.now() < until and dialogue_letter.mail_next(at=timezone.now()):
        pass


@shared_task
def follow_enquiries():
    """Each hour: late ones to their region, what has been kept long enough erased, old offers pointed out."""
    dialogue.pass_late_on(at=timezone.now())
    dialogue.erase_expired(at=timezone.now())
    investment.remind(at=timezone.now())
