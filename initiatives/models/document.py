from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.folding import folded_key
from initiatives.models.upload import Upload, UploadQuerySet, scanned_with_verdict

# What a document can belong to; the names of its keys.
THINGS = ("appointment", "leader", "evidence", "project", "meeting", "membership", "remark", "inquiry", "act")


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
    act = models.ForeignKey("initiatives.RegisterAct", on_delete=models.CASCADE, null=True, related_name="documents")
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


class DocumentVersion(Upload):
    """One file of a document as it was handed in. It is read through the portal only."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    replaced_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="versions_of_a_document_are_numbered"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(replaced_at=None), name="one_current_version_of_a_document"
            ),
            scanned_with_verdict("document_scanned_at_and_verdict_together"),
        ]
        indexes = [models.Index(fields=["digest"], name="documents_by_digest")]
