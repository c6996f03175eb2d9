from django.core.management.base import BaseCommand, CommandError

from accounts import sealing
from accounts.models import AuditEvent, Seal


class Command(BaseCommand):
    help = "Recomputes the seals of the audit trail; names the first broken one and ends with status 1."

    def handle(self, *_args: object, **_options: object) -> None:
        self._refuse_broken_seal()
        self._refuse_changed_detail()
        last = Seal.objects.order_by("from_transaction").last()
        waiting = AuditEvent.objects.filter(transaction__gte=last.below_transaction if last else 0).count()
        self.stdout.write(f"{Seal.objects.count()} seals are whole; {waiting} events wait for the next one.")
        if last:
            # Kept elsewhere, this line also shows a chain that was cut at its end.
            self.stdout.write(f"Last seal: {last.digest} of {last.sealed_at.isoformat()}")

    def _refuse_broken_seal(self) -> None:
        broken = next(sealing.broken_seals(), None)
        if broken:
            raise CommandError(
                f"Seal {broken.pk} of {broken.sealed_at.isoformat()} is broken: the events of transactions "
                f"{broken.from_transaction} to {broken.below_transaction - 1} are not what was sealed."
            )

    def _refuse_changed_detail(self) -> None:
        changed = next(sealing.changed_personal_details(), None)
        if changed:
            raise CommandError(f"The personal detail of event {changed.event_number} is not what was recorded.")
