from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.folding import folded_key
from initiatives.uploads import KINDS

# What a document can belong to; the names of its keys.
THINGS = ("appointment", "leader", "evidence", "project", "meeting", "membership", "remark", "inquiry")


def _belongs_to_one_thing():
    allowed = Q()
    for chosen in THINGS:
        allowed |= Q(**{f"{thing}__isnull": thing != chosen for thing in THINGS})
    return allowed


class Document(models.Model):
    """A paper that shows something; each file that was handed in for it is a version, and none is deleted."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="documents")
    appointment = models.ForeignKey(
        "initiatives.Appointment", on_delete=models.CASCADE, null=True, related_name="documents"
    )
    leader = models.ForeignKey("initiatives.Leader", on_delete=models.CASCADE, null=True, related_name="documents")
    evidence = models.ForeignKey(
        "initiatives.RungEvidence", on_delete=models.CASCADE, null=True, related_name="documents"
    )
    project = models.ForeignKey("initiatives.Project", on_delete=models.CASCADE, null=True, related_name="documents")
    meeting = models.ForeignKey(
        "initiatives.CouncilMeeting", on_delete=models.CASCADE, null=True, related_name="documents"
    )
    membership = models.ForeignKey(
        "initiatives.Membership", on_delete=models.CASCADE, null=True, related_name="documents"
    )
    remark = models.ForeignKey("initiatives.Remark", on_delete=models.CASCADE, null=True, related_name="documents")
    inquiry = models.ForeignKey("initiatives.Inquiry", on_delete=models.CASCADE, null=True, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    folded = folded_key("title")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_belongs_to_one_thing(), name="a_document_belongs_to_one_thing"),
        ]

    def __str__(self):
        return self.title

    @property
    def kind(self):
        """Which of THINGS it belongs to."""
        return next(thing for thing in THINGS if getattr(self, f"{thing}_id"))

    @property
    def belongs_to(self):
        return getattr(self, self.kind)


class VersionQuerySet(models.QuerySet):
    def current(self):
        return self.filter(replaced_at=None)

    def to_scan(self, *, before):
        """Not scanned, or not to an end; `before` keeps two workers from the same file."""
        unscanned = self.filter(scan__in=(DocumentVersion.Scan.WAITING, DocumentVersion.Scan.FAILED))
        return unscanned.filter(Q(tried_at=None) | Q(tried_at__lt=before)).order_by("pk")


class DocumentVersion(models.Model):
    """One file as it was handed in. It is read through the portal only."""

    class Scan(models.TextChoices):
        WAITING = "waiting", _("waits for the virus scan")
        CLEAN = "clean", _("no virus found")
        INFECTED = "infected", _("infected, locked away")
        FAILED = "failed", _("the virus scan failed")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.FileField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=[(kind.key, kind.label) for kind in KINDS.values()])
    name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)
    scan = models.CharField(max_length=8, choices=Scan.choices, default=Scan.WAITING)
    scan_note = models.CharField(max_length=200, blank=True)
    tried_at = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="versions_of_a_document_are_numbered"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(replaced_at=None), name="one_current_version_of_a_document"
            ),
            models.CheckConstraint(
                condition=Q(scanned_at=None, scan__in=("waiting", "failed"))
                | Q(scanned_at__isnull=False, scan__in=("clean", "infected")),
                name="document_scanned_at_and_verdict_together",
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="documents_by_digest")]

    def __str__(self):
        return self.name

    @property
    def may_be_read(self):
        """Never unless clean, or nothing scans here; what was found infected stays locked away."""
        if settings.CLAMAV_ADDRESS:
            return self.scan == self.Scan.CLEAN
        return self.scan != self.Scan.INFECTED

    @property
    def scan_tone(self):
        return {"clean": "good", "infected": "bad", "failed": "warn"}.get(self.scan, "info")

    @property
    def media_type(self):
        return KINDS[self.kind].media_type
