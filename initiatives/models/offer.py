from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models.folding import folded_key
from initiatives.models.upload import Upload, UploadQuerySet, scanned_with_verdict


def _together(deed):
    return Q(**{f"{deed}_at": None, f"{deed}_by": None}) | Q(
        **{f"{deed}_at__isnull": False, f"{deed}_by__isnull": False}
    )


class OfferQuerySet(models.QuerySet):
    def current(self, on):
        """What has ended is gone by itself."""
        return self.filter(withdrawn_at=None, ends_on__gte=on)


class Offer(models.Model):
    """What an organisation offers others, or needs of them: one sentence, with a last day."""

    class Side(models.TextChoices):
        OFFER = "offer", _("offer")
        NEED = "need", pgettext_lazy("of an organisation", "need")

        @property
        def opposite(self):
            return Offer.Side.NEED if self == Offer.Side.OFFER else Offer.Side.OFFER

    class Kind(models.TextChoices):
        LABORATORY = "laboratory", _("laboratory")
        TEST = "test", _("test or measurement")
        TECHNOLOGY = "technology", _("technology")
        SPECIALISTS = "specialists", _("specialists")
        CAPACITY = "capacity", _("free capacity")
        PRODUCT = "product", _("product")
        PARTNER = "partner", _("partner")

    LONGEST, READIEST = 300, 9

    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="offers")
    side = models.CharField(_("offer or need"), max_length=8, choices=Side.choices)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    sentence = models.CharField(_("in one sentence"), max_length=LONGEST)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="ru")
    readiness = models.PositiveSmallIntegerField(_("readiness level"), null=True)
    # No region: anywhere in the country, or abroad.
    region = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, null=True, related_name="+")
    ends_on = models.DateField(_("until"))
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    folded = folded_key("sentence")

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="an_offer_says_something"),
            models.CheckConstraint(
                condition=Q(readiness=None) | Q(kind="technology", readiness__gte=1, readiness__lte=9),
                name="only_a_technology_has_a_readiness_from_1_to_9",
            ),
            models.CheckConstraint(
                condition=~Q(kind="technology", side="offer") | Q(readiness__isnull=False),
                name="an_offered_technology_has_its_readiness",
            ),
            models.CheckConstraint(condition=_together("withdrawn"), name="offer_withdrawn_by_and_at_together"),
        ]
        indexes = [
            models.Index(fields=["kind", "side", "ends_on"], name="offers_by_kind_and_side"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="offers_by_folded_sentence"),
            GinIndex(SearchVector("sentence", config="russian"), name="offers_by_word_forms"),
        ]

    def __str__(self):
        return self.sentence

    @property
    def tone(self):
        return "good" if self.side == self.Side.OFFER else "info"

    def is_current(self, on):
        return self.withdrawn_at is None and self.ends_on >= on


class OfferActivity(models.Model):
    """An activity that the offer serves."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="activities")
    activity = models.ForeignKey("indicators.Code", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "activity"], name="one_activity_once_per_offer")]


class OfferFile(Upload):
    """A photo or a paper beside the sentence; nobody else sees it before it is clean."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="files")
    replaced_at = models.DateTimeField(null=True)

    PICTURES = ("png", "jpg")

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer"], condition=Q(replaced_at=None), name="one_current_file_per_offer"),
            scanned_with_verdict("offer_file_scanned_at_and_verdict_together"),
        ]

    @property
    def is_picture(self):
        return self.kind in self.PICTURES


class OfferQuestion(models.Model):
    """One organisation writes to another about its offer, and is answered; people's addresses stay with the portal."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="questions")
    organisation = models.ForeignKey("initiatives.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_question_about_an_offer_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="a_question_is_answered_with_words_by_somebody",
            ),
        ]

    def __str__(self):
        return self.text[:80]
