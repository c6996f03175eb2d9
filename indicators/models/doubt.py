from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5


class DoubtQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def unmailed(self):
        """Answered, and the reporter left an address that has not been written to yet."""
        return self.filter(answered_at__isnull=False).exclude(email="")


class Doubt(models.Model):
    """What somebody doubts about a figure, with what the page showed then, and what the keepers of figures answer."""

    # Whoever reported without an account reads the answer at an address that only he knows.
    token = models.CharField(max_length=43, unique=True)
    indicator = models.ForeignKey("indicators.Indicator", on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey("indicators.Measure", on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=200)
    period = models.CharField(max_length=12)
    as_of = models.DateTimeField(null=True)
    value = models.FloatField(null=True)
    status = models.CharField(max_length=24)
    text = models.TextField()
    language = models.CharField(max_length=2)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # Encrypted, and emptied as soon as the answer has been sent.
    email = models.TextField(blank=True)
    # Tells one address of the network from another for a day, and nothing more.
    sender = models.CharField(max_length=64)
    reported_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None, answer="")
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="doubt_answer_with_who_and_when",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="doubt_says_something"),
            # The digest, because a text is longer than an index takes.
            models.UniqueConstraint(
                F("sender"),
                F("indicator"),
                F("measure"),
                F("subject"),
                F("period"),
                F("as_of"),
                MD5("text"),
                condition=Q(answered_at=None),
                nulls_distinct=False,
                name="the_same_doubt_waits_once",
            ),
        ]
        indexes = [models.Index(fields=["sender", "reported_at"], name="doubts_of_a_sender")]

    def __str__(self):
        return f"{self.pk}: {self.subject}, {self.period}"
