from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from initiatives import competence, matters
from initiatives.decisions import Capacity, Decision, Outcome


class RoundQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)


def _points_at_its_thing():
    """Exactly the key that the round's matter names is set."""
    things = sorted({matter.thing for matter in matters.MATTERS.values()} - {""})
    allowed = Q()
    for matter in matters.MATTERS.values():
        allowed |= Q(matter=matter.key, **{f"{thing}__isnull": thing != matter.thing for thing in things})
    return allowed


class Round(models.Model):
    """One handing-in of one thing for decision, with its snapshot and a digest per section."""

    class Matter(models.TextChoices):
        REGISTRATION = matters.REGISTRATION, matters.MATTERS[matters.REGISTRATION].label
        STRATEGIC_PLAN = matters.STRATEGIC_PLAN, matters.MATTERS[matters.STRATEGIC_PLAN].label
        INSTITUTIONAL_RUNG = matters.INSTITUTIONAL_RUNG, matters.MATTERS[matters.INSTITUTIONAL_RUNG].label
        COORDINATION = matters.COORDINATION, matters.MATTERS[matters.COORDINATION].label
        AMENDMENT = matters.AMENDMENT, matters.MATTERS[matters.AMENDMENT].label
        SUCCESSION = matters.SUCCESSION, matters.MATTERS[matters.SUCCESSION].label
        SUPPORT = matters.SUPPORT, matters.MATTERS[matters.SUPPORT].label

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="rounds")
    matter = models.CharField(max_length=24, choices=Matter.choices, default=Matter.REGISTRATION)
    plan = models.ForeignKey("initiatives.StrategicPlan", on_delete=models.CASCADE, null=True, related_name="rounds")
    rung = models.ForeignKey("initiatives.InstitutionRung", on_delete=models.CASCADE, null=True, related_name="rounds")
    coordination = models.ForeignKey(
        "initiatives.CoordinationAgreement", on_delete=models.CASCADE, null=True, related_name="rounds"
    )
    amendment = models.ForeignKey("initiatives.Amendment", on_delete=models.CASCADE, null=True, related_name="rounds")
    appointment = models.ForeignKey(
        "initiatives.Appointment", on_delete=models.CASCADE, null=True, related_name="rounds"
    )
    support = models.ForeignKey(
        "initiatives.SupportRequest", on_delete=models.CASCADE, null=True, related_name="rounds"
    )
    number = models.PositiveSmallIntegerField()
    rule_pack = models.ForeignKey("initiatives.RulePack", on_delete=models.PROTECT, related_name="+")
    snapshot = models.JSONField()
    digests = models.JSONField()
    digest = models.CharField(max_length=64)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_in_for = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "matter", "number"], name="rounds_are_numbered"),
            models.UniqueConstraint(
                fields=["initiative", "matter"], condition=Q(closed_at=None), name="one_open_round_per_matter"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="round_outcome_and_closed_at_together",
            ),
            models.CheckConstraint(condition=_points_at_its_thing(), name="a_round_points_at_what_it_decides"),
        ]

    def __str__(self):
        return f"{self.initiative} {self.number}"

    @property
    def is_registration(self):
        return self.matter == self.Matter.REGISTRATION

    @property
    def about(self):
        """The table's row for what this round decides on."""
        return matters.MATTERS[self.matter]

    @property
    def outcome_tone(self):
        return Outcome(self.outcome).tone if self.outcome else "info"


class SeatQuerySet(models.QuerySet):
    def waiting(self):
        answered = Answer.objects.filter(seat=OuterRef("pk"), replaced_at=None)
        return self.filter(~Exists(answered), round__closed_at=None)


def _numbered(way):
    """A number has its date, and an authority gives it once a year."""
    number, on = f"{way}_number", f"{way}_on"
    return (
        models.CheckConstraint(
            condition=Q(**{number: "", on: None}) | (~Q(**{number: ""}) & Q(**{f"{on}__isnull": False})),
            name=f"{way}_number_and_date_together",
        ),
        models.UniqueConstraint(
            F("authority"),
            ExtractYear(on),
            F(number),
            condition=~Q(**{number: ""}),
            name=f"{way}_numbers_once_per_authority_and_year",
        ),
    )


class Seat(models.Model):
    """An authority that must answer in a round. No authority is an error that the ministry sees, never a pass."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seats")
    authority = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, null=True, related_name="seats")
    region = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=8, choices=Capacity.choices, default=Capacity.DECIDES)
    is_lead = models.BooleanField(default=False)
    sections = ArrayField(models.CharField(max_length=32), default=list)
    # The activities that gave a central body its seat, with their names of that day; empty for any other seat.
    because = models.JSONField(default=list)
    due_on = models.DateField()
    looked_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    draft = models.JSONField(default=dict)
    # What the authority's own office has written on the paper: when it came in, when the answer went out.
    incoming_number = models.CharField(max_length=32, blank=True)
    incoming_on = models.DateField(null=True)
    outgoing_number = models.CharField(max_length=32, blank=True)
    outgoing_on = models.DateField(null=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "region", "capacity", "authority"],
                nulls_distinct=False,
                name="one_seat_per_authority_and_region",
            ),
            models.UniqueConstraint(fields=["round"], condition=Q(is_lead=True), name="one_lead_seat_per_round"),
            *_numbered("incoming"),
            *_numbered("outgoing"),
            models.CheckConstraint(
                condition=Q(incoming_on=None) | Q(outgoing_on=None) | Q(outgoing_on__gte=F("incoming_on")),
                name="what_goes_out_has_come_in_before",
            ),
        ]

    @property
    def is_vacant(self):
        """Nobody answers, and the round cannot end without an answer."""
        return self.authority_id is None and self.capacity == Capacity.DECIDES

    @property
    def place(self):
        """For what the authority answers: its region, the activities, or the whole country."""
        return competence.reason(self.because) or (self.region.name if self.region else str(_("whole country")))


class AnswerQuerySet(models.QuerySet):
    def current(self):
        return self.filter(replaced_at=None)


class Answer(models.Model):
    """A seat's decision. A seat may replace it until the round closes; both are kept."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="answers")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="answers")
    decision = models.CharField(max_length=16, choices=Decision.choices)
    reasons = models.TextField(blank=True)
    seen_digest = models.CharField(max_length=64)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("decided_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=Q(replaced_at=None), name="one_current_answer_per_seat"),
            models.UniqueConstraint(
                fields=["round", "decided_by"], condition=Q(replaced_at=None), name="nobody_fills_two_seats_of_a_round"
            ),
            models.CheckConstraint(condition=~Q(decision="rejected") | ~Q(reasons=""), name="a_rejection_has_reasons"),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(replaced_at__gte=F("decided_at")),
                name="answer_replaced_after_decided",
            ),
        ]

    def __str__(self):
        return f"{self.seat_id} {self.decision}"

    @property
    def tone(self):
        return Decision(self.decision).tone


class Remark(models.Model):
    """What an authority asks to be changed, beside the field that it is about."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="remarks")
    section = models.CharField(max_length=32)
    field = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    reply = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return self.text[:80]


class InquiryQuerySet(models.QuerySet):
    def open(self, on):
        return self.filter(answered_at=None, due_on__gte=on)


class Inquiry(models.Model):
    """What a seat asks of the applicant: a question, or a hearing before a rejection. The clock stands meanwhile."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        HEARING = "hearing", _("hearing before a rejection")

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="inquiries")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="inquiries")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    text = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    due_on = models.DateField()
    reply = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_on = models.DateField(null=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", answered_by=None, answered_at=None, answered_on=None)
                | (~Q(reply="") & Q(answered_by__isnull=False, answered_at__isnull=False, answered_on__isnull=False)),
                name="inquiry_reply_and_answered_together",
            ),
            models.UniqueConstraint(
                fields=["seat", "kind"], condition=Q(answered_at=None), name="one_open_inquiry_per_seat_and_kind"
            ),
        ]


class Conflict(models.Model):
    """A person who has declared a conflict of interest; the seat is another signatory's."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "person"], name="one_conflict_per_seat_and_person")]
