from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5

from accounts import secret
from initiatives import dialogue


class EnquiryQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None, erased_at=None)

    def late(self, on):
        return self.open().filter(due_on__lt=on, passed_at=None)

    def answered(self):
        return self.filter(answered_at__isnull=False)

    def unmailed(self):
        """Somebody who asked and has not been written to yet about his link, or about the answer."""
        is_answer_new = Q(answered_at__isnull=False, answer_mailed_at=None)
        return self.filter(Q(receipt_mailed_at=None) | is_answer_new, erased_at=None)

    def to_erase(self, at):
        over = Q(answered_at__lt=at - dialogue.KEPT)
        over |= Q(answered_at=None, asked_at__lt=at - dialogue.KEPT_UNANSWERED)
        return self.filter(over, erased_at=None)


class Enquiry(models.Model):
    """What an investor asks of a cluster: a case with a limit, which he follows by a link that only he knows."""

    token_digest = models.CharField(max_length=64, unique=True)
    # Encrypted, so that the letter with the answer can lead to its page.
    token = models.TextField()
    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="enquiries")
    project = models.ForeignKey("initiatives.Project", on_delete=models.CASCADE, null=True, related_name="enquiries")
    # Encrypted, all three; emptied when the enquirer or the passing of time erases them.
    name = models.TextField()
    email = models.TextField()
    organisation_name = models.TextField(blank=True)
    country = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, choices=dialogue.LANGUAGES)
    told_in = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = models.TextField()
    # Tells one address of the network from another for a day, and nothing more.
    sender = models.CharField(max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    receipt_mailed_at = models.DateTimeField(null=True)
    passed_to = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    passed_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    # In working days, as it was when it was answered: the calendar may be corrected later.
    days_taken = models.PositiveSmallIntegerField(null=True)
    answer_mailed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None, days_taken=None, answer="")
                | (
                    Q(answered_by__isnull=False, answered_at__isnull=False, days_taken__isnull=False)
                    & (~Q(answer="") | Q(erased_at__isnull=False))
                ),
                name="enquiry_answer_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(passed_to=None, passed_at=None) | Q(passed_to__isnull=False, passed_at__isnull=False),
                name="enquiry_passed_to_and_at_together",
            ),
            models.CheckConstraint(
                condition=(Q(erased_at=None) & ~Q(text="") & ~Q(name="") & ~Q(email=""))
                | Q(
                    erased_at__isnull=False,
                    text="",
                    name="",
                    email="",
                    organisation_name="",
                    country="",
                    answer="",
                    sender="",
                ),
                name="an_erased_enquiry_tells_nothing",
            ),
            # The digest, because a text is longer than an index takes.
            models.UniqueConstraint(
                F("sender"),
                F("initiative"),
                F("project"),
                MD5("text"),
                condition=Q(answered_at=None, erased_at=None),
                nulls_distinct=False,
                name="the_same_enquiry_waits_once",
            ),
        ]
        indexes = [
            models.Index(fields=["sender", "asked_at"], name="enquiries_of_a_sender"),
            models.Index(fields=["initiative", "-asked_at"], name="enquiries_of_an_initiative"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.initiative}"

    def state(self, on):
        return dialogue.state(
            due=self.due_on,
            is_answered=self.answered_at is not None,
            is_erased=self.erased_at is not None,
            is_passed_on=self.passed_at is not None,
            on=on,
        )

    @property
    def is_erased(self):
        return self.erased_at is not None

    def revealed(self, field):
        """The name, the address or the organisation as it was typed; empty once it is erased."""
        kept = getattr(self, field)
        return secret.decrypt(kept) if kept else ""
