from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from initiatives.call import CallStage
from initiatives.decisions import Outcome
from initiatives.scoring import WHOLE, Verdict

WINDOW = Func(F("opens_on"), F("closes_on"), Value("[]"), function="daterange")
LIVING = (CallStage.ANNOUNCED, CallStage.SCORING)


class CallQuerySet(models.QuerySet):
    def announced(self):
        return self.filter(stage=CallStage.ANNOUNCED)

    def open(self, on):
        return self.announced().filter(opens_on__lte=on, closes_on__gte=on)

    def coming(self, on):
        return self.announced().filter(opens_on__gt=on).order_by("opens_on")


class Call(models.Model):
    """A window in which initiatives hand in together, are scored on the same criteria and ranked."""

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=10_000)
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    score_by = models.DateField(_("scores and opinions until"))
    places = models.PositiveSmallIntegerField(_("places"))
    least = models.PositiveSmallIntegerField(_("least score"), default=0)
    best = models.PositiveSmallIntegerField(_("best points of a criterion"), default=5)
    operator = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    rule_pack = models.ForeignKey("initiatives.RulePack", on_delete=models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=16, choices=CallStage.choices, default=CallStage.DRAFT)
    stage_since = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ("-opens_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on"), score_by__gt=F("closes_on")), name="a_call_runs_forwards"
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1, least__lte=WHOLE, best__range=(2, WHOLE)), name="a_call_has_places_and_scale"
            ),
            models.CheckConstraint(condition=Q(stage__in=CallStage.values), name="call_stage_is_one_of_the_table"),
            models.CheckConstraint(
                condition=Q(stage="draft", announced_at=None, rule_pack=None)
                | Q(stage="cancelled")
                | (Q(announced_at__isnull=False, rule_pack__isnull=False) & ~Q(stage="draft")),
                name="an_announced_call_has_its_rules",
            ),
            models.CheckConstraint(condition=Q(reason="") ^ Q(stage="cancelled"), name="a_cancelled_call_says_why"),
            ExclusionConstraint(
                name="one_call_open_at_a_time",
                expressions=[(WINDOW, RangeOperators.OVERLAPS)],
                condition=Q(stage__in=LIVING),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("call", kwargs={"pk": self.pk})

    @property
    def stage_enum(self):
        return CallStage(self.stage)

    def is_open(self, on):
        return self.stage == CallStage.ANNOUNCED and self.opens_on <= on <= self.closes_on


class CallCriterion(models.Model):
    """What every entry is scored on, and how much it weighs."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="criteria_of_a_call_are_numbered"),
            models.CheckConstraint(condition=Q(weight__range=(1, WHOLE)), name="a_criterion_weighs_something"),
        ]

    def __str__(self):
        return self.name


class Commissioner(models.Model):
    """A named person of the commission: an authority's, or an expert from outside."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="commission")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    speaks_for = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["call", "person"], name="nobody_sits_twice_in_a_commission")]

    def __str__(self):
        return str(self.person)


class CallEntryQuerySet(models.QuerySet):
    def standing(self):
        """Not taken back by who handed it in."""
        return self.exclude(round__outcome=Outcome.WITHDRAWN)


class CallEntry(models.Model):
    """A round of registration that the call decides; its place once the call is closed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="entries")
    round = models.OneToOneField("initiatives.Round", on_delete=models.CASCADE, related_name="call_entry")
    entered_at = models.DateTimeField()
    opinion = models.TextField(blank=True)
    opinion_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opinion_at = models.DateTimeField(null=True)
    # Written when the call is closed; an entry without a score has no place.
    verdict = models.CharField(max_length=16, choices=Verdict.choices, blank=True)
    score = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    place = models.PositiveSmallIntegerField(null=True)

    objects = CallEntryQuerySet.as_manager()

    class Meta:
        ordering = ("entered_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion="", opinion_by=None, opinion_at=None)
                | (~Q(opinion="") & Q(opinion_by__isnull=False, opinion_at__isnull=False)),
                name="an_opinion_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(score=None, place=None, verdict__in=("", Verdict.UNSCORED))
                | (
                    Q(score__isnull=False, place__isnull=False, score__range=(0, WHOLE), place__gte=1)
                    & ~Q(verdict__in=("", Verdict.UNSCORED))
                ),
                name="a_place_goes_with_a_score",
            ),
        ]

    def __str__(self):
        return f"{self.call_id} {self.round_id}"

    @property
    def initiative(self):
        return self.round.initiative

    @property
    def verdict_enum(self):
        return Verdict(self.verdict) if self.verdict else None


class ScoreSheet(models.Model):
    """What one commissioner says of one entry: points with reasons, or why he keeps out of it."""

    entry = models.ForeignKey(CallEntry, on_delete=models.CASCADE, related_name="sheets")
    commissioner = models.ForeignKey(Commissioner, on_delete=models.CASCADE, related_name="sheets")
    reasons = models.TextField(blank=True)
    recused_because = models.TextField(blank=True)
    given_at = models.DateTimeField()
    # Written when the call is closed: who had come to gain by the entry until then did not count.
    is_counted = models.BooleanField(default=False)

    class Meta:
        ordering = ("commissioner_id",)
        constraints = [
            models.UniqueConstraint(fields=["entry", "commissioner"], name="one_sheet_per_entry_and_commissioner"),
            models.CheckConstraint(
                condition=~Q(reasons="") | ~Q(recused_because=""), name="a_sheet_has_reasons_or_says_why_not"
            ),
        ]


class SheetPoints(models.Model):
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="points")
    criterion = models.ForeignKey(CallCriterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("criterion__number",)
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="points_once_per_sheet_and_criterion"),
            models.CheckConstraint(condition=Q(points__lte=WHOLE), name="points_are_not_beyond_the_scale"),
        ]
