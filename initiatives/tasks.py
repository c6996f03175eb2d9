from celery import shared_task
from django.utils import timezone

from initiatives.actions import lifecycle, reminder
from initiatives.models import Initiative


@shared_task
def remind_authorities():
    reminder.remind(at=timezone.now())


@shared_task
def close_expired_rounds():
    """Rounds whose outcome has become certain because a day has passed."""
    for initiative in Initiative.objects.filter(rounds__closed_at=None, rounds__isnull=False).distinct():
        lifecycle.conclude(initiative=initiative, at=timezone.now())
