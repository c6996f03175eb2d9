from django.conf import settings
from django.db import models
from django.db.models import F, Q

from initiatives.questionnaire import OF_THE_CLUSTER, OF_THE_ORGANISATION, QUESTIONS


def amount():
    return models.DecimalField(max_digits=20, decimal_places=3, null=True)


class CampaignQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def disclosed(self):
        return self.filter(disclosed_at__isnull=False)


class Campaign(models.Model):
    """One year's collection of an initiative. Figures read the returns as they stood when it was disclosed."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="campaigns")
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    disclosed_at = models.DateTimeField(null=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)
        constraints = [
            models.UniqueConstraint(fields=["initiative", "year"], name="one_campaign_per_initiative_and_year"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, disclosed_at=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, disclosed_at__gte=F("closed_at")),
                name="a_campaign_is_disclosed_when_it_is_closed",
            ),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2200), name="campaign_year_is_a_year"),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.year}"

    @property
    def is_open(self):
        return self.closed_at is None


class ReturnRequest(models.Model):
    """A member is asked for its return; who was asked was a member when the year was collected."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="requests")
    membership = models.ForeignKey("initiatives.Membership", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "organisation"], name="a_member_is_asked_once_a_year")
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.campaign_id}"


class ReturnQuerySet(models.QuerySet):
    def current(self):
        return self.filter(superseded_at=None)

    def as_of(self, at):
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=at), recorded_at__lte=at)


class Return(models.Model):
    """What an organisation says of one year; superseded, never overwritten. An empty answer is missing, not zero."""

    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="returns")
    year = models.PositiveSmallIntegerField()
    jobs = amount()
    turnover = amount()
    value_added = amount()
    exports = amount()
    investment = amount()
    rnd = amount()
    fixed_assets = amount()
    new_technology = amount()
    purchases = amount()
    wages = amount()
    energy = amount()
    land = amount()
    water = amount()
    credit = amount()
    researchers = amount()
    # Codes of the warnings that the sender has confirmed.
    confirmed = models.JSONField(default=list)
    # Why it takes the place of answers that counted in published sums; read by its own organisation only.
    reason = models.CharField(max_length=500, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "-recorded_at")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=Q(superseded_at=None),
                name="one_current_return_per_organisation_and_year",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gt=F("recorded_at")),
                name="a_return_is_superseded_after_it_was_recorded",
            ),
            models.CheckConstraint(
                condition=~Q(
                    *(Q(**{f"{key}__lt": 0}) for key in OF_THE_ORGANISATION if not QUESTIONS[key].may_be_negative),
                    _connector=Q.OR,
                ),
                name="a_return_counts_nothing_below_zero",
            ),
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.year}"

    @property
    def answers(self):
        return {key: getattr(self, key) for key in OF_THE_ORGANISATION}


class ReturnPart(models.Model):
    """Which share of a return counts for one cluster, so that a firm of several is never counted twice."""

    # `return` is a word of the language.
    source = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="parts")
    request = models.ForeignKey(ReturnRequest, on_delete=models.PROTECT, related_name="parts")
    share = models.DecimalField(max_digits=5, decimal_places=2, default=100)
    purchases_from_members = amount()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "request"], name="one_part_per_return_and_cluster"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=100), name="a_share_is_of_a_hundred"),
            models.CheckConstraint(
                condition=Q(purchases_from_members=None) | Q(purchases_from_members__gte=0),
                name="nobody_buys_less_than_nothing",
            ),
        ]

    def __str__(self):
        return f"{self.source_id} {self.share}"

    @property
    def answers(self):
        return {**self.source.answers, OF_THE_CLUSTER: self.purchases_from_members}


class ReturnDraft(models.Model):
    """What somebody typed and has not sent. Each saving adds a row, so nothing typed is ever lost."""

    request = models.ForeignKey(ReturnRequest, on_delete=models.CASCADE, related_name="drafts")
    revision = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("-revision",)
        constraints = [models.UniqueConstraint(fields=["request", "revision"], name="one_return_draft_per_revision")]

    def __str__(self):
        return f"{self.request_id} {self.revision}"
