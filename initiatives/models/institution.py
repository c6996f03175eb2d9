from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q

from initiatives.models.document import DocumentVersion
from initiatives.rungs import RUNGS


class InstitutionRung(models.Model):
    """One rung of one initiative's ladder. Whether it stands is computed from what shows it."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="rungs")
    key = models.CharField(max_length=16, choices=[(key, rung.title) for key, rung in RUNGS.items()])
    # The evidence that the authorities confirmed, by its digest: other evidence is not confirmed.
    confirmed_digest = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "key"], name="each_rung_once_per_initiative"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_digest="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_digest="")),
                name="rung_confirmed_at_and_digest_together",
            ),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.key}"

    @property
    def table(self):
        return RUNGS[self.key]


class EvidenceQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at=None)

    def with_files(self):
        """With the digests of the files that show each piece, as `files`."""
        shown = DocumentVersion.objects.current().filter(document__evidence=OuterRef("pk")).order_by("digest")
        return self.annotate(files=ArraySubquery(shown.values("digest")))


class RungEvidence(models.Model):
    """A dated document that shows a rung; taken away it stays in the history."""

    rung = models.ForeignKey(InstitutionRung, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=100, blank=True)
    dated_on = models.DateField()
    bin = models.CharField(max_length=12, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("dated_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["rung", "title", "number", "dated_on"],
                condition=Q(removed_at=None),
                name="each_piece_of_evidence_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="evidence_removed_by_and_at_together",
            ),
        ]

    def __str__(self):
        return self.title


class Agreement(models.Model):
    """The text that the members sign. Another text is another agreement, signed anew."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="agreements")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(replaced_at=None), name="one_text_to_sign_per_initiative"
            )
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.digest[:12]}"


class Signature(models.Model):
    """A member's signatory confirms the text that he read, by its digest."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("signed_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="a_member_signs_an_agreement_once")
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.digest[:12]}"
