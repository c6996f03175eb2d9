"""What belongs to the lists of all apps: views that people keep, and files that are made for them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 1000


class SavedView(models.Model):
    """The filters of a list under a name that one person gave them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    list_name = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=80)
    # What stands in the address behind the question mark, in one order, without the place on the page.
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("list_name", "name", "pk")
        constraints = [
            models.UniqueConstraint("user", "list_name", Lower("name"), name="one_saved_view_of_a_name_per_list"),
            models.UniqueConstraint(fields=["user", "list_name", "query"], name="one_saved_view_of_the_same_filters"),
        ]

    def __str__(self):
        return self.name


class ExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody has the file of another, whatever else he may."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def waiting(self):
        return self.filter(state=Export.State.WAITING)

    def expired(self, at):
        return self.filter(state=Export.State.READY, expires_at__lte=at)


class Export(models.Model):
    """A long list as a file for one person: made piece by piece, and gone after some days."""

    class Kind(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    class State(models.TextChoices):
        WAITING = "waiting", _("being made")
        READY = "ready", _("ready")
        REFUSED = "refused", _("not made")
        GONE = "gone", _("deleted")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    list_name = models.CharField(max_length=40)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    # The rows as they were when the first piece was made; later pieces are of these, however the list moves.
    keys = ArrayField(models.BigIntegerField(), default=list)
    row_count = models.PositiveIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    # Steps that were begun since the last one that came to its end.
    attempts = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=300, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_name", "query", "kind", "language"],
                condition=Q(state="waiting"),
                name="the_same_export_is_made_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(expires_at__isnull=False) & ~Q(digest="") & ~Q(file="")),
                name="a_ready_export_has_its_file_digest_and_end",
            ),
        ]

    def __str__(self):
        return f"{self.list_name}.{self.kind}"


class ExportPiece(models.Model):
    """Some rows of an export that is being made; a worker that dies loses the piece it was at and no more."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="pieces")
    first = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ("first",)
        constraints = [models.UniqueConstraint(fields=["export", "first"], name="one_piece_of_an_export_per_place")]

    def __str__(self):
        return f"{self.export_id}: {self.first}"
