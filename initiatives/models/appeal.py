from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Appeal(models.Model):
    """What the applicant says to the ministry against a rejection; granted, the same text may be handed in again."""

    class Answer(models.TextChoices):
        GRANTED = "granted", _("granted")
        DISMISSED = "dismissed", _("dismissed")

    TONES = {Answer.GRANTED: "good", Answer.DISMISSED: "bad"}

    round = models.OneToOneField("initiatives.Round", on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField()
    lodged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lodged_at = models.DateTimeField()
    answer = models.CharField(max_length=16, choices=Answer.choices, blank=True)
    reasons = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", reasons="", answered_by=None, answered_at=None)
                | (~Q(answer="") & ~Q(reasons="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="an_appeal_is_answered_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("lodged_by")),
                name="nobody_answers_his_own_appeal",
            ),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def tone(self):
        return self.TONES.get(self.answer, "info")
