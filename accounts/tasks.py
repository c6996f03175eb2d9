from celery import shared_task
from django.utils import timezone

from accounts import mail, notices, sealing

# A task is to end long before the broker thinks that its worker died; the next minute goes on.
MAILS_AT_ONCE = 20


@shared_task
def send_notices() -> None:
    if not mail.is_on():
        return
    for _turn in range(MAILS_AT_ONCE):
        if not notices.send_next(at=timezone.now()):
            return


@shared_task
def seal_audit() -> None:
    sealing.seal(at=timezone.now())
