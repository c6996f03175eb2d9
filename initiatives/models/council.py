from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DelegateQuerySet(models.QuerySet):
    def present(self):
        return self.filter(ended_at=None)


class Delegate(models.Model):
    """Who sits on the council for one organisation; each has one seat at a time, and its history is kept."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        MEMBER = "member", _("member")

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="delegates")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DelegateQuerySet.as_manager()

    class Meta:
        ordering = ("role", "organisation__sort_name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "organisation"], condition=Q(ended_at=None), name="one_delegate_per_organisation"
            ),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(ended_at=None, role="chair"), name="one_chair_per_council"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__gte=F("named_at"), ended_by__isnull=False),
                name="delegate_ended_by_and_at_together",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.organisation})"


class CouncilMeetingQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(cancelled_at=None)


class CouncilMeeting(models.Model):
    """A meeting of the council: called with an agenda, minuted, and confirmed by those who were there."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    agenda = models.TextField()
    called_at = models.DateTimeField()
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    minutes = models.TextField(blank=True)
    # Counts the savings of the minutes, so that a page with an older text notices.
    revision = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    minuted_at = models.DateTimeField(null=True)
    minuted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.TextField(blank=True)

    objects = CouncilMeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="council_meetings_are_numbered"),
            models.CheckConstraint(
                condition=Q(minuted_at=None, minuted_by=None, digest="", minutes="")
                | (Q(minuted_at__isnull=False, minuted_by__isnull=False) & ~Q(digest="") & ~Q(minutes="")),
                name="minutes_have_an_author_and_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(minuted_at__isnull=False, confirmed_at__gte=F("minuted_at")),
                name="minutes_are_confirmed_after_they_are_written",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(minuted_at=None), name="a_meeting_that_was_held_is_not_cancelled"
            ),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.number}"

    @property
    def items(self):
        return [line.strip() for line in self.agenda.splitlines() if line.strip()]


class Attendance(models.Model):
    """That a delegate was at a meeting, and that he confirms its minutes by their digest."""

    meeting = models.ForeignKey(CouncilMeeting, on_delete=models.CASCADE, related_name="attendance")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("delegate__role", "delegate__organisation__sort_name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "delegate"], name="a_delegate_attends_a_meeting_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, digest="")
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(digest="")),
                name="attendance_confirmed_by_at_and_digest_together",
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id} {self.delegate_id}"


class CouncilDecision(models.Model):
    """What the council has decided, with who does it until when."""

    meeting = models.ForeignKey(CouncilMeeting, on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField()
    owner = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    result = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, result="")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(result="")),
                name="council_decision_done_with_its_result",
            ),
        ]

    def __str__(self):
        return self.text[:80]
