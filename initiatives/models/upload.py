from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from initiatives.uploads import KINDS


class Scan(models.TextChoices):
    WAITING = "waiting", _("waits for the virus scan")
    CLEAN = "clean", _("no virus found")
    INFECTED = "infected", _("infected, locked away")
    FAILED = "failed", _("the virus scan failed")


class UploadQuerySet(models.QuerySet):
    def current(self):
        return self.filter(replaced_at=None)

    def readable(self):
        """What `may_be_read` says of one row."""
        return self.filter(scan=Scan.CLEAN) if settings.CLAMAV_ADDRESS else self.exclude(scan=Scan.INFECTED)

    def to_scan(self, *, before):
        """Not scanned, or not to an end; `before` keeps two workers from the same file."""
        unscanned = self.filter(scan__in=(Scan.WAITING, Scan.FAILED))
        return unscanned.filter(Q(tried_at=None) | Q(tried_at__lt=before)).order_by("pk")


class Upload(models.Model):
    """One file as it was handed in. It is read through the portal only."""

    Scan = Scan

    file = models.FileField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=[(kind.key, kind.label) for kind in KINDS.values()])
    name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scan = models.CharField(max_length=8, choices=Scan.choices, default=Scan.WAITING)
    scan_note = models.CharField(max_length=200, blank=True)
    tried_at = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def may_be_read(self):
        """Never unless clean, or nothing scans here; what was found infected stays locked away."""
        if settings.CLAMAV_ADDRESS:
            return self.scan == Scan.CLEAN
        return self.scan != Scan.INFECTED

    @property
    def scan_tone(self):
        return {"clean": "good", "infected": "bad", "failed": "warn"}.get(self.scan, "info")

    @property
    def media_type(self):
        return KINDS[self.kind].media_type


def scanned_with_verdict(name):
    return models.CheckConstraint(
        condition=Q(scanned_at=None, scan__in=("waiting", "failed"))
        | Q(scanned_at__isnull=False, scan__in=("clean", "infected")),
        name=name,
    )
