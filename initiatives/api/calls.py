"""Calls for initiatives and their rankings, as programs read them."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from initiatives.api.views import Public
from initiatives.call import CallStage
from initiatives.models import Call, CallEntry
from initiatives.queries import call as calls


class CriterionSerializer(serializers.Serializer):
    name = serializers.CharField()
    weight = serializers.IntegerField()


class RankedSerializer(serializers.Serializer):
    """Without a score there is no place; that is not the last one."""

    initiative = serializers.CharField(source="round.initiative.name")
    place = serializers.IntegerField(allow_null=True)
    score = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    verdict = serializers.CharField()


class CallSerializer(serializers.ModelSerializer):
    """What is announced, and from the day of its closing the ranking."""

    operator = serializers.CharField(source="operator.name", read_only=True)
    criteria = CriterionSerializer(many=True, read_only=True)
    closed_at = serializers.SerializerMethodField()
    ranking = serializers.SerializerMethodField()

    class Meta:
        model = Call
        fields = (
            "id",
            "title",
            "text",
            "stage",
            "opens_on",
            "closes_on",
            "score_by",
            "places",
            "least",
            "best",
            "operator",
            "criteria",
            "closed_at",
            "ranking",
        )

    def get_closed_at(self, call: Call) -> str | None:
        return call.stage_since.isoformat() if call.stage == CallStage.CLOSED else None

    @extend_schema_field(RankedSerializer(many=True))
    def get_ranking(self, call: Call) -> list[dict[str, object]]:
        return list(RankedSerializer(call.ranked, many=True).data) if call.stage == CallStage.CLOSED else []


class Calls(Public):
    """Every call that was announced."""

    serializer_class = CallSerializer
    filterset_fields = ("stage",)
    queryset = Call.objects.none()

    def get_queryset(self) -> QuerySet[Call]:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        ranked = CallEntry.objects.exclude(verdict="").select_related("round__initiative").order_by("place", "pk")
        found = calls.visible_to(AnonymousUser(), is_of_ministry=False)
        return found.prefetch_related("criteria", Prefetch("entries", ranked, to_attr="ranked"))
