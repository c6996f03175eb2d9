from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from initiatives.budget import PUBLIC, Source
from initiatives.support import Kind


class SupportRequestQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(dropped_at=None)


class SupportRequest(models.Model):
    """Support that an initiative asks of one authority, for a project or a measure of its plan."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="support_requests")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind of support"), max_length=16, choices=Kind.choices)
    project = models.ForeignKey(
        "initiatives.Project", on_delete=models.PROTECT, null=True, related_name="support_requests"
    )
    measure = models.CharField(_("measure of the plan"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=16, choices=[(one.value, one.label) for one in sorted(PUBLIC)])
    authority = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    grounds = models.TextField(_("why it needs support"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="support_requests_are_numbered"),
            models.CheckConstraint(
                condition=Q(project=None) & ~Q(measure="") | Q(project__isnull=False, measure=""),
                name="support_is_for_a_project_or_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(promised_at=None), name="promised_support_is_not_dropped"
            ),
            models.CheckConstraint(condition=Q(source__in=sorted(PUBLIC)), name="support_is_public_money"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        """Neither promised nor given up."""
        return self.promised_at is None and self.dropped_at is None

    @property
    def source_label(self):
        return Source(self.source).label


class SupportAmount(models.Model):
    """What is asked for one year."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    asked = models.BigIntegerField()

    class Meta:
        ordering = ("year",)
        constraints = [
            models.UniqueConstraint(fields=["request", "year"], name="support_is_asked_once_a_year"),
            models.CheckConstraint(condition=Q(asked__gt=0), name="support_asked_is_money"),
        ]


class SupportPromise(models.Model):
    """What an authority has promised for one year, by the decision that approved the request."""

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="promises")
    authority = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    promised_at = models.DateTimeField()

    class Meta:
        ordering = ("year",)
        constraints = [
            models.UniqueConstraint(fields=["request", "year"], name="support_is_promised_once_a_year"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="support_promised_is_money"),
        ]


class SupportPaymentQuerySet(models.QuerySet):
    def standing(self):
        """Neither a reversal nor reversed."""
        return self.filter(reverses=None, reversal=None)


class SupportPayment(models.Model):
    """Money that was paid, or the reversal of such an entry. The database refuses to change either."""

    promise = models.ForeignKey(SupportPromise, on_delete=models.PROTECT, related_name="payments")
    amount = models.BigIntegerField()
    paid_on = models.DateField()
    document = models.CharField(_("number of the payment document"), max_length=64)
    # By how much the promise was exceeded when this was recorded.
    beyond = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SupportPaymentQuerySet.as_manager()

    class Meta:
        ordering = ("paid_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="only_a_reversal_takes_money_back",
            ),
            models.CheckConstraint(
                condition=(Q(beyond=0) & Q(reverses=None)) | ~Q(reason=""),
                name="more_than_promised_and_a_reversal_have_a_reason",
            ),
            models.CheckConstraint(condition=Q(beyond__gte=0), name="support_beyond_is_not_negative"),
            models.CheckConstraint(
                condition=Q(reverses=None) | ~Q(reverses=F("pk")), name="a_payment_does_not_reverse_itself"
            ),
            models.CheckConstraint(condition=~Q(document=""), name="a_payment_has_its_document"),
        ]
