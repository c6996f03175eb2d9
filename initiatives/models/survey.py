from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When

from initiatives.survey import Opinion


class Survey(models.Model):
    """The members of an initiative are asked what they think of it, from one day to another."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="surveys")
    starts_on = models.DateField()
    ends_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.TextField(blank=True)

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_survey_ends_after_its_start"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="a_survey_is_cancelled_with_a_reason",
            ),
            ExclusionConstraint(
                name="one_survey_of_an_initiative_at_a_time",
                expressions=[
                    ("initiative", RangeOperators.EQUAL),
                    (
                        Func("starts_on", "ends_on", Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(cancelled_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.starts_on}"

    def is_open(self, on):
        return self.cancelled_at is None and self.starts_on <= on <= self.ends_on

    def is_over(self, on):
        return self.cancelled_at is None and on > self.ends_on


class Respondent(models.Model):
    """A member that is asked, and whether it has answered: who for it, never what, and not when."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="respondents")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "organisation"], name="a_member_is_surveyed_once")]

    def __str__(self):
        return f"{self.survey_id} {self.organisation_id}"


class TallyQuerySet(models.QuerySet):
    def put(self, survey, given):
        """One more for each of `given`. Every row is written, so that none tells by its age what was said last."""
        said = Q(*(Q(question=question, opinion=opinion) for question, opinion in given.items()), _connector=Q.OR)
        more = Case(When(said, then=1), default=0, output_field=models.IntegerField())
        return self.filter(survey=survey).update(times=F("times") + more)


class Tally(models.Model):
    """How often one thing was said. Nothing here knows who said it, when, or what else he said."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="tallies")
    question = models.CharField(max_length=32)
    opinion = models.PositiveSmallIntegerField(choices=Opinion.choices)
    times = models.PositiveIntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "question", "opinion"], name="each_opinion_of_a_question_once"),
            models.CheckConstraint(condition=Q(opinion__in=Opinion.values), name="an_opinion_is_on_the_scale"),
        ]

    def __str__(self):
        return f"{self.survey_id} {self.question} {self.opinion}"
