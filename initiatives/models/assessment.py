from django.conf import settings
from django.db import models
from django.db.models import F, Q

from initiatives.assessment import ASSESSORS, Score
from initiatives.criteria import CRITERIA, HIGHEST, LABELS
from initiatives.models.text import SavedText

IS_LEVEL = Q(level__gte=0, level__lte=HIGHEST)


class AssessmentQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def finished(self):
        return self.filter(finished_at__isnull=False)

    def under_way(self):
        return self.filter(finished_at=None, withdrawn_at=None)


class Assessment(models.Model):
    """The quality of an initiative's management in one year, as two persons see it who have no part in it.

    What is finished is final: the database refuses to change it.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="assessments")
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    appointed_at = models.DateTimeField()
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # Written when it is finished, so that a later list of indicators does not judge it anew.
    points = models.PositiveSmallIntegerField(null=True)
    most = models.PositiveSmallIntegerField(null=True)
    equal = models.PositiveSmallIntegerField(null=True)
    kappa = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    labels = models.JSONField(default=list)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "-appointed_at")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "year"],
                condition=Q(withdrawn_at=None),
                name="one_assessment_per_initiative_and_year",
            ),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2200), name="assessment_year_is_a_year"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False, finished_at=None) & ~Q(withdrawn_because="")),
                name="an_assessment_is_withdrawn_with_a_reason_before_its_end",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, finished_by=None, points=None, most=None, equal=None, kappa=None)
                | Q(
                    finished_at__isnull=False,
                    finished_by__isnull=False,
                    points__lte=F("most"),
                    equal__isnull=False,
                    most__gte=1,
                ),
                name="an_assessment_has_its_result_when_it_is_finished",
            ),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.year}"

    @property
    def is_under_way(self):
        return self.finished_at is None and self.withdrawn_at is None

    @property
    def score(self):
        return Score(self.points, self.most) if self.finished_at else None

    @property
    def earned(self):
        """The names of the labels, in the reader's language."""
        return [LABELS[code].name for code in self.labels if code in LABELS]


class Assessor(models.Model):
    """One of the two. What he gives is his alone until both have handed in."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assessors")
    seat = models.PositiveSmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("seat",)
        constraints = [
            models.UniqueConstraint(fields=["assessment", "seat"], name="each_seat_of_an_assessment_once"),
            models.UniqueConstraint(fields=["assessment", "person"], name="two_assessors_are_two_persons"),
            models.CheckConstraint(condition=Q(seat__gte=1, seat__lte=ASSESSORS), name="an_assessment_has_two_seats"),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.seat}"

    @property
    def initiative(self):
        return self.assessment.initiative


class AssessmentText(SavedText):
    """One saved state of one block of an assessor's form."""

    assessor = models.ForeignKey(Assessor, on_delete=models.CASCADE, related_name="texts")

    class Meta(SavedText.Meta):
        constraints = [
            models.UniqueConstraint(fields=["assessor", "section", "revision"], name="one_assessment_text_per_revision")
        ]


class OfCriterion(models.Model):
    criterion = models.CharField(max_length=8)
    level = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    @property
    def about(self):
        return CRITERIA.get(self.criterion)


class Grade(OfCriterion):
    """What one assessor handed in for one indicator, and what shows it."""

    assessor = models.ForeignKey(Assessor, on_delete=models.CASCADE, related_name="grades")
    evidence = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessor", "criterion"], name="one_grade_per_assessor_and_indicator"),
            models.CheckConstraint(condition=IS_LEVEL & ~Q(evidence=""), name="a_grade_is_a_level_with_evidence"),
        ]

    def __str__(self):
        return f"{self.assessor_id} {self.criterion}"


class AgreedLevel(OfCriterion):
    """The level that counts: where both gave the same nobody settled it, else one of them with a reason."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="agreed")
    reason = models.TextField(blank=True)
    settled_at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="one_agreed_level_per_indicator"),
            models.CheckConstraint(
                condition=IS_LEVEL & (Q(settled_by=None, reason="") | (Q(settled_by__isnull=False) & ~Q(reason=""))),
                name="what_somebody_settled_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.criterion}"
