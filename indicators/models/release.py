from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """Who delivers what: an office's publication, with the confirmed way to read its files."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    url = models.URLField(blank=True)
    licence = models.CharField(max_length=200, blank=True)
    is_synthetic = models.BooleanField(default=False)
    mapping = models.JSONField(null=True)
    mapping_confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    mapping_confirmed_at = models.DateTimeField(null=True)
    # Days of the year by which a release is expected, such as 06-30; announced is a day that the office itself named.
    due_days = ArrayField(models.CharField(max_length=5), default=list)
    next_due_on = models.DateField(null=True)
    is_due_announced = models.BooleanField(default=False)
    due_note = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return self.name

    def is_overdue(self, *, on):
        return self.next_due_on is not None and self.next_due_on < on


class ReleaseQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=Release.State.PUBLISHED)

    def due(self, at):
        awaited = Q(needs_second=True, seconded_by=None)
        return self.filter(state=Release.State.ACCEPTED, publish_at__lte=at).exclude(awaited)

    def visible_to(self, user):
        """Until it is published, only those see a release who answer for releases, and the administrator."""
        if user.is_staff or user.has_perm("indicators.upload_release"):
            return self
        return self.exclude(published_at=None)

    def waiting(self, at):
        """What a worker must read: received, or begun by a worker that died."""
        free = Q(leased_until=None) | Q(leased_until__lt=at)
        begun = Q(state=Release.State.RECOGNISED, leased_until__isnull=False)
        return self.filter(free, Q(state=Release.State.RECEIVED) | begun)


class Release(models.Model):
    """One file or delivery of observations, from its arrival to its publication."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        RECOGNISED = "recognised", _("recognised")
        CHECKED = "checked", _("checked")
        ACCEPTED = "accepted", _("accepted")
        PUBLISHED = "published", _("published")
        REFUSED = "refused", _("not readable")
        WITHDRAWN = "withdrawn", _("withdrawn")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="releases")
    state = models.CharField(max_length=16, choices=State.choices, default=State.RECEIVED)
    file = models.FileField(upload_to="releases/%Y/%m/")
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    mapping = models.JSONField(null=True)
    questions = models.JSONField(default=list)
    sheets = models.JSONField(default=list)
    checked_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    # Counted when it is accepted: a release that turns many verdicts needs a second person before it counts.
    turned_verdicts = models.PositiveIntegerField(default=0)
    needs_second = models.BooleanField(default=False)
    seconded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    seconded_at = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_expected = models.PositiveIntegerField(null=True)
    rows_staged = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    problem_counts = models.JSONField(default=dict)
    leased_until = models.DateTimeField(null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "digest"],
                condition=~Q(state__in=("refused", "withdrawn")),
                name="one_release_per_source_and_content",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, publish_at=None) | Q(accepted_at__isnull=False, publish_at__isnull=False),
                name="release_accepted_at_and_publish_at_together",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("published", "withdrawn"), recorded_at__isnull=False) | ~Q(state="published"),
                name="published_release_has_its_vintage",
            ),
            models.CheckConstraint(
                condition=Q(seconded_by=None, seconded_at=None)
                | Q(seconded_by__isnull=False, seconded_at__isnull=False),
                name="release_seconded_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(seconded_by=None) | Q(accepted_by__isnull=False) & ~Q(seconded_by=models.F("accepted_by")),
                name="the_second_person_is_another_one",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(needs_second=False) | Q(seconded_by__isnull=False),
                name="published_release_has_its_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.pk}: {self.filename}"

    @property
    def awaits_second(self):
        return self.state == self.State.ACCEPTED and self.needs_second and self.seconded_by_id is None


class ReleaseProblem(models.Model):
    """One thing wrong in a file, with its place; the sentence is made from code and parameters when shown."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="problems")
    number = models.PositiveIntegerField()
    severity = models.CharField(max_length=16)
    cause = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100, blank=True)
    line = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=100, blank=True)
    parameters = models.JSONField(default=dict)
    answer = models.CharField(max_length=32, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["release", "number"], name="problems_are_numbered")]

    def __str__(self):
        return f"{self.cause} {self.number}"


class SeriesBreak(models.Model):
    """From this period on the values of a cell mean something else than before: growth across it says nothing."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="breaks")
    measure = models.ForeignKey("indicators.Measure", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=12)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "region", "activity", "period"],
                condition=Q(superseded_at=None),
                name="one_current_break_per_cell",
            )
        ]
