from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators.models.folding import folded_key
from initiatives.budget import Source
from initiatives.lifecycle import Stage
from initiatives.projects import OVER, ProjectStage

SERIOUS = 10


class ProjectQuerySet(models.QuerySet):
    def living(self):
        return self.exclude(stage__in=OVER)

    def public(self):
        return self.filter(is_public=True, initiative__stage__in=(Stage.REGISTERED, Stage.SUSPENDED))


class Project(models.Model):
    """One undertaking of an initiative, with partners, money, milestones and risks."""

    class Kind(models.TextChoices):
        RND = "rnd", _("research and development")
        INFRASTRUCTURE = "infrastructure", _("infrastructure")
        TRAINING = "training", _("training")
        STATE_ORDER = "state_order", _("state order")
        BRAND = "brand", _("brand and investment promotion")
        EXPORT = "export", _("export")
        VENTURE = "venture", _("venture")

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="projects")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    stage = models.CharField(max_length=16, choices=ProjectStage.choices, default=ProjectStage.IDEA)
    stage_since = models.DateTimeField()
    responsible = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    responsible_name = models.CharField(_("responsible person"), max_length=150, blank=True)
    starts_on = models.DateField(_("first day"), null=True)
    ends_on = models.DateField(_("last day"), null=True)
    total = models.BigIntegerField(_("total in tenge"), null=True)
    results = models.TextField(_("results"), blank=True)
    is_public = models.BooleanField(default=False)
    is_synthetic = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    folded = folded_key("title")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=ProjectStage.values), name="project_stage_is_one_of_the_table"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(total=None) | Q(total__gte=0), name="project_total_is_not_negative"),
            models.CheckConstraint(
                condition=~Q(stage="completed") | ~Q(results=""), name="completed_project_has_results"
            ),
        ]
        indexes = [models.Index(fields=["initiative", "stage", "id"], name="projects_by_stage")]

    def __str__(self):
        return self.title

    @property
    def stage_enum(self):
        return ProjectStage(self.stage)

    @property
    def is_over(self):
        return self.stage_enum.is_over

    def is_overdue(self, on):
        return self.stage == ProjectStage.RUNNING and self.ends_on is not None and self.ends_on < on


class ProjectPartner(models.Model):
    """A member of the initiative that takes part in a project."""

    class Role(models.TextChoices):
        EXECUTOR = "executor", _("does the work")
        CUSTOMER = "customer", _("orders and accepts")
        RESEARCH = "research", _("researches")
        SUPPLIER = "supplier", _("supplies")
        FUNDER = "funder", _("pays")
        USER = "user", _("uses the result")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"], condition=Q(left_at=None), name="one_part_per_project_partner"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")), name="a_partner_leaves_after_joining"
            ),
        ]


class BudgetLine(models.Model):
    """Money of one source in one year, in whole tenge; NULL is what nobody has entered."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_lines")
    source = models.CharField(_("source"), max_length=16, choices=Source.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    planned = models.BigIntegerField(_("planned"), null=True)
    spent = models.BigIntegerField(_("spent"), null=True)

    class Meta:
        ordering = ("year", "source")
        constraints = [
            models.UniqueConstraint(fields=["project", "source", "year"], name="one_budget_line_per_source_and_year"),
            models.CheckConstraint(
                condition=(Q(planned=None) | Q(planned__gte=0)) & (Q(spent=None) | Q(spent__gte=0)),
                name="money_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=False) | Q(spent__isnull=False), name="a_budget_line_says_something"
            ),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="budget_source_is_one_of_the_table"),
        ]


class MilestoneQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_on=None, dropped_at=None)

    def late(self, on):
        return self.open().filter(due_on__lt=on, project__stage__in=(ProjectStage.SELECTED, ProjectStage.RUNNING))


class Milestone(models.Model):
    """Something that is there on a day, with what shows it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("what is there"), max_length=200)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True)
    evidence = models.TextField(_("what shows it"), blank=True)
    dropped_at = models.DateTimeField(null=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(done_on=None) | ~Q(evidence=""), name="a_done_milestone_has_evidence"),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(dropped_at=None), name="a_milestone_is_done_or_dropped"
            ),
        ]

    @property
    def is_open(self):
        return self.done_on is None and self.dropped_at is None

    def is_late(self, on):
        return self.is_open and self.due_on < on

    def days_late(self, on):
        """How many days after its day it came, or is still missing."""
        return max(0, ((self.done_on or on) - self.due_on).days) if self.dropped_at is None else 0


class RiskQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def unanswered(self):
        return self.open().annotate(weight=F("likelihood") * F("impact")).filter(weight__gte=SERIOUS, response="")


class Risk(models.Model):
    """What may go wrong: likelihood × impact, whose it is, and what is done about it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="risks")
    title = models.CharField(_("what may happen"), max_length=200)
    likelihood = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    impact = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    owner = models.CharField(_("whose it is"), max_length=150, blank=True)
    response = models.TextField(_("what is done about it"), blank=True)
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="risk_is_rated_from_1_to_5"
            )
        ]

    @property
    def rating(self):
        return self.likelihood * self.impact

    @property
    def is_unanswered(self):
        return self.closed_at is None and self.rating >= SERIOUS and not self.response


class Contribution(models.Model):
    """What a project is expected to add to an indicator in a year, in the indicator's unit."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contributions")
    indicator = models.ForeignKey("indicators.Indicator", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=6)

    class Meta:
        ordering = ("year", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "indicator", "year"], name="one_contribution_per_indicator_and_year"
            )
        ]


class Score(models.Model):
    """The points that one person gives a proposal on one criterion, for one organisation."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="scores")
    criterion = models.CharField(max_length=16)
    points = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "criterion", "scored_by"], name="one_score_per_criterion_and_person"
            ),
            models.CheckConstraint(condition=Q(points__lte=5), name="a_score_is_from_0_to_5"),
        ]
