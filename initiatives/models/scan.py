from django.conf import settings
from django.db import models


class ScanInvitation(models.Model):
    """An authority has asked an organisation to open an initiative in a cell of the scan."""

    region = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.CASCADE, related_name="+")
    authority = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "activity", "organisation"], name="one_scan_invitation_per_cell_and_organisation"
            )
        ]

    def __str__(self):
        return f"{self.region_id}:{self.activity_id}, {self.organisation_id}"
