from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When

from initiatives.vote import DEFAULT_QUORUM, FEWEST_VOTERS, Choice, Result


class VoteQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)


class LeaderVote(models.Model):
    """The members vote in secret on one nominee, or on several for one place."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="votes")
    ends_on = models.DateField()
    quorum = models.PositiveSmallIntegerField(default=DEFAULT_QUORUM)
    # What the rules of the day on which it was opened ask for, so that a result gives no single member away.
    fewest = models.PositiveSmallIntegerField(default=FEWEST_VOTERS)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, choices=Result.choices, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(quorum__gte=1, quorum__lte=100), name="a_quorum_is_a_share"),
            models.CheckConstraint(condition=Q(fewest__gte=FEWEST_VOTERS), name="a_secret_vote_has_three_ballots"),
            models.CheckConstraint(
                condition=Q(closed_at=None, result="") | (Q(closed_at__isnull=False) & ~Q(result="")),
                name="vote_result_and_closed_at_together",
            ),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.ends_on}"

    @property
    def result_tone(self):
        return Result(self.result).tone if self.result else "info"


class BoxQuerySet(models.QuerySet):
    def put(self, chosen):
        """One vote more for `chosen`. Every row is written, so that none tells by its age what was said last."""
        more = Case(When(pk=chosen.pk, then=1), default=0, output_field=models.IntegerField())
        return self.filter(vote=chosen.vote_id).update(votes=F("votes") + more)


class VoteOption(models.Model):
    """What can be said, and how often it was. Nothing here knows who said it, when, or after whom."""

    vote = models.ForeignKey(LeaderVote, on_delete=models.CASCADE, related_name="options")
    choice = models.CharField(max_length=8, choices=Choice.choices)
    leader = models.ForeignKey("initiatives.Leader", on_delete=models.PROTECT, null=True, related_name="options")
    votes = models.PositiveIntegerField(default=0)

    objects = BoxQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "choice", "leader"], nulls_distinct=False, name="each_option_of_a_vote_once"
            ),
            models.CheckConstraint(
                condition=Q(choice=Choice.NOMINEE, leader__isnull=False)
                | (~Q(choice=Choice.NOMINEE) & Q(leader__isnull=True)),
                name="only_a_nominee_has_a_name",
            ),
        ]

    def __str__(self):
        return f"{self.vote_id} {self.choice}"


class Voter(models.Model):
    """A member that may vote, and whether it has: who for it, never what, and not when."""

    vote = models.ForeignKey(LeaderVote, on_delete=models.CASCADE, related_name="voters")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    voted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "organisation"], name="a_member_votes_once"),
            models.UniqueConstraint(fields=["vote", "voted_by"], name="a_person_votes_for_one_member"),
        ]

    def __str__(self):
        return f"{self.vote_id} {self.organisation_id}"
