from django.conf import settings
from django.db import models
from django.db.models import F, Q

from initiatives.coordination import ISSUE_WAYS, IssueState


class IssueQuerySet(models.QuerySet):
    def running(self):
        return self.exclude(state=IssueState.CLOSED)

    def blocking(self):
        return self.running().filter(is_blocking=True)


class Issue(models.Model):
    """A critical issue between regions: raised by one, owned by named ones, blocking or not, until it is closed."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="issues")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    is_blocking = models.BooleanField(default=False)
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=IssueState.choices, default=IssueState.OPEN)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_for = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    # Stays when the ministry has answered: it keeps its say until the issue is closed.
    escalated_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ("-is_blocking", "due_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="issues_are_numbered"),
            models.CheckConstraint(
                condition=(Q(state="closed", closed_at__gte=F("raised_at")) & ~Q(result=""))
                | (~Q(state="closed") & Q(closed_at=None, result="")),
                name="an_issue_is_closed_with_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(state="escalated") | Q(escalated_at__isnull=False), name="an_issue_is_escalated_at_a_time"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def state_enum(self):
        return IssueState(self.state)


class IssueOwner(models.Model):
    """An organisation of the council that has to solve the issue."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="owners")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    relieved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("organisation__sort_name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "organisation"], condition=Q(relieved_at=None), name="an_issue_is_owned_once_by_each"
            )
        ]

    def __str__(self):
        return f"{self.issue_id} {self.organisation_id}"


class IssueStep(models.Model):
    """One way that an issue took, with its words: an answer, a doubt, an escalation, a result."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="steps")
    way = models.CharField(max_length=12, choices=[(way.name, way.label) for way in ISSUE_WAYS.values()])
    text = models.TextField()
    taken_at = models.DateTimeField()
    # Nobody where the portal itself escalates what is overdue.
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_for = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("taken_at", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_step_of_an_issue_says_something"),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=False) | Q(way="escalate"), name="only_an_escalation_needs_nobody"
            ),
        ]

    def __str__(self):
        return f"{self.issue_id} {self.way}"
