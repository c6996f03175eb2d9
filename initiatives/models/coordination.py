from django.conf import settings
from django.db import models
from django.db.models import Q

from initiatives.models.text import SavedText


class CoordinationAgreementQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(approved_at__isnull=False, superseded_at=None)


class CoordinationAgreement(models.Model):
    """One version of the agreement between authorities; a signed one stays in force until the next one is signed."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, related_name="coordination_agreements"
    )
    number = models.PositiveSmallIntegerField()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Of what the authorities signed, as their round froze it.
    digest = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    objects = CoordinationAgreementQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="coordination_agreements_are_numbered"),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(approved_at=None), name="one_coordination_agreement_in_draft"
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(approved_at__isnull=False, superseded_at=None),
                name="one_coordination_agreement_in_force",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, superseded_at=None, digest="")
                | (Q(approved_at__isnull=False) & ~Q(digest="")),
                name="a_signed_coordination_agreement_has_a_digest",
            ),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.number}"

    @property
    def is_draft(self):
        return self.approved_at is None

    @property
    def is_in_force(self):
        return self.approved_at is not None and self.superseded_at is None


class CoordinationText(SavedText):
    """One saved state of one question group."""

    agreement = models.ForeignKey(CoordinationAgreement, on_delete=models.CASCADE, related_name="texts")

    class Meta(SavedText.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "section", "revision"], name="one_coordination_text_per_revision"
            )
        ]
