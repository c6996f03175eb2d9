import math
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from indicators.models import Code, Indicator, Measure, Release, Source
from indicators.queries import interval
from indicators.queries.figure import Figure


@extend_schema_field({"type": "object", "properties": {code: {"type": "string"} for code, _ in settings.LANGUAGES}})
class InLanguages(serializers.Field):
    """A text in every language of the portal: {kk, ru, en}; empty where nobody has written it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, source="*", **options)

    def to_representation(self, instance: Any) -> dict[str, str]:
        return {code: getattr(instance, f"{self.field_name}_{code}") or "" for code, _ in settings.LANGUAGES}


class RegionSerializer(serializers.ModelSerializer):
    name = InLanguages()
    predecessors = serializers.SerializerMethodField()

    class Meta:
        model = Code
        fields = ("code", "name", "kato", "statistics_code", "valid_from", "valid_to", "predecessors")

    def get_predecessors(self, region: Code) -> list[str]:
        return sorted(origin.predecessor.code for origin in region.origins.all())


class ActivitySerializer(serializers.ModelSerializer):
    name = InLanguages()
    printed = serializers.CharField(source="printed_code", read_only=True)
    parent = serializers.CharField(source="parent.code", default=None, read_only=True)

    class Meta:
        model = Code
        fields = ("code", "printed", "name", "kind", "level", "parent", "is_traded")


class MeasureSerializer(serializers.ModelSerializer):
    name = InLanguages()
    weight = serializers.CharField(source="weight.code", default=None, read_only=True)

    class Meta:
        model = Measure
        fields = (
            "code",
            "name",
            "unit",
            "decimals",
            "valuation",
            "price_basis",
            "place",
            "aggregation",
            "weight",
            "weight_lag",
        )


class IndicatorSerializer(serializers.ModelSerializer):
    name, description = InLanguages(), InLanguages()
    price_note, edge_note = InLanguages(), InLanguages()
    formula = serializers.SerializerMethodField()
    recipe = serializers.SerializerMethodField()
    unit = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()
    measures = serializers.SlugRelatedField("code", many=True, read_only=True)
    default_measure = serializers.CharField(source="default_measure.code", default=None, read_only=True)

    class Meta:
        model = Indicator
        fields = (
            "code",
            "name",
            "description",
            "price_note",
            "edge_note",
            "literature",
            "formula",
            "recipe",
            "unit",
            "version",
            "default_measure",
            "measures",
        )

    def get_recipe(self, indicator: Indicator) -> dict[str, Any] | None:
        """Of a composite index, which has no formula."""
        found: dict[str, Any] | None = indicator.standing[0].recipe
        return found

    def get_formula(self, indicator: Indicator) -> str:
        return indicator.standing[0].formula

    def get_unit(self, indicator: Indicator) -> str:
        return indicator.standing[0].unit

    def get_version(self, indicator: Indicator) -> int:
        return indicator.standing[0].number


class FigureSerializer(serializers.Serializer):
    """A value with unit, status and vintage. Shares and growth are fractions."""

    subject = serializers.CharField()
    cell = serializers.CharField(help_text="what answers: KZ-39:A where 01.11 is only known inside section A")
    indicator = serializers.CharField(source="definition.code")
    version = serializers.IntegerField(source="definition.version.number")
    measure = serializers.CharField(source="definition.measure.code", default=None)
    period = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    unit = serializers.CharField()
    status = serializers.CharField()
    coverage = serializers.FloatField(help_text="share of the inputs that is known, 0 to 1")
    coarser_for = serializers.ListField(child=serializers.CharField())
    reason = serializers.SerializerMethodField()
    bounds = serializers.SerializerMethodField(help_text="[low, high] of a withheld value; an open end is null")
    vintage = serializers.DateTimeField(allow_null=True)

    def get_reason(self, figure: Figure) -> str | None:
        return str(figure.reason) if figure.reason else None

    def get_bounds(self, figure: Figure) -> list[float | None] | None:
        found = self.context.get("bounds", {}).get(interval.key(figure))
        return None if found is None else [None if math.isinf(end) else end for end in found]


class SourceSerializer(serializers.ModelSerializer):
    name, publisher = InLanguages(), InLanguages()

    class Meta:
        model = Source
        fields = ("code", "name", "publisher", "url", "is_synthetic")


class ReleaseSerializer(serializers.ModelSerializer):
    source = SourceSerializer(read_only=True)

    class Meta:
        model = Release
        fields = ("id", "source", "state", "filename", "digest", "published_at", "recorded_at")


class DeliverySerializer(serializers.Serializer):
    """A file on its way in."""

    source = serializers.SlugRelatedField("code", queryset=Source.objects.all())
    file = serializers.FileField()
