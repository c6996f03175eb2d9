from celery import shared_task
from django.utils import timezone

from accounts import letters, mail, sealing, unsent

# A task is to end long before the broker thinks that its worker died; the next minute goes on.
MAILS_AT_ONCE = 20


@shared_task
def send_notices() -> None:
    if not mail.is_on():
        return
    for _turn in range(MAILS_AT_ONCE):
        if not letters.send_next(at=timezone.now()):
            return


@shared_task
def send_daily_mail() -> None:
    """Each minute: who has not had the day's mail yet; twice it does nothing more."""
    if not mail.is_on():
        return
    for _turn in range(MAILS_AT_ONCE):
        if not letters.send_next_daily(at=timezone.now()):
            return


@shared_task
def seal_audit() -> None:
    sealing.seal(at=timezone.now())


@shared_task
def forget_unsent() -> None:
    unsent.forget_old(at=timezone.now())
