"""What organisations offer and need now, as programs read it."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import serializers

from initiatives.api.views import Public
from initiatives.models import Offer
from initiatives.queries import offer as offers


class OfferSerializer(serializers.ModelSerializer):
    """One sentence of one organisation, until its last day."""

    organisation = serializers.IntegerField(source="organisation_id", read_only=True)
    organisation_name = serializers.CharField(source="organisation.name", read_only=True)
    region = serializers.CharField(source="region.code", default=None, read_only=True)
    activities = serializers.SerializerMethodField()

    class Meta:
        model = Offer
        fields = (
            "id",
            "side",
            "kind",
            "sentence",
            "language",
            "readiness",
            "organisation",
            "organisation_name",
            "region",
            "activities",
            "entered_at",
            "ends_on",
        )

    def get_activities(self, offer: Offer) -> list[str]:
        return [row.activity.code for row in offer.activities.all()]


class Offers(Public):
    """Offers and needs that have not ended, of organisations that wish to be found."""

    serializer_class = OfferSerializer
    filterset_fields = ("side", "kind", "organisation", "region__code", "activities__activity__code")
    queryset = Offer.objects.none()

    def get_queryset(self) -> QuerySet[Offer]:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        return offers.whole(offers.current(AnonymousUser(), on=timezone.localdate()))
