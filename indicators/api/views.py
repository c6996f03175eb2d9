import datetime as dt
from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, permissions, viewsets
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from indicators import period as periods
from indicators import resolution, tasks
from indicators.actions import release as releases
from indicators.api import serializers
from indicators.forms import figure as asked_for
from indicators.models import Code, Indicator, IndicatorVersion, Measure, Release
from indicators.queries import definition, interval
from indicators.queries import figure as figures

# Each is a look of its own; a request that asks for more would keep one of few threads for a minute.
MOST_SERIES = 500


class ReadOnly(viewsets.ReadOnlyModelViewSet):
    """Open to everybody."""

    permission_classes = (permissions.AllowAny,)
    lookup_field = "code"
    lookup_value_regex = "[A-Za-z0-9_.-]+"


class Regions(ReadOnly):
    """Regions, past and present; half-open validity."""

    serializer_class = serializers.RegionSerializer
    queryset = Code.objects.regions().order_by("code").prefetch_related("origins__predecessor")


class Activities(ReadOnly):
    """OKED to five digits, written without dots, and the statistics office's aggregates."""

    serializer_class = serializers.ActivitySerializer
    queryset = Code.objects.activities().order_by("level", "code").select_related("parent")

    def get_object(self) -> Code:
        self.kwargs["code"] = resolution.as_written(self.kwargs["code"])
        return super().get_object()


class Measures(ReadOnly):
    serializer_class = serializers.MeasureSerializer
    queryset = Measure.objects.order_by("position", "code").select_related("weight")


class Indicators(ReadOnly):
    """Indicators in force, each with its formula."""

    serializer_class = serializers.IndicatorSerializer
    queryset = (
        Indicator.objects.filter(versions__in=IndicatorVersion.objects.in_force())
        .order_by("position", "code")
        .select_related("default_measure")
        .prefetch_related(
            "measures", Prefetch("versions", queryset=IndicatorVersion.objects.in_force(), to_attr="standing")
        )
    )


class Figures(viewsets.ViewSet):
    """Values computed from the observations that count now, or that counted at a moment."""

    permission_classes = (permissions.AllowAny,)
    serializer_class = serializers.FigureSerializer

    @extend_schema(
        parameters=[
            OpenApiParameter("subject", required=True, many=True, description="KZ-23:B, KZ-61+KZ-43:A+C, initiative:7"),
            OpenApiParameter("indicator", required=True, many=True),
            OpenApiParameter("period", many=True, description="2022, 2022-Q3, 2022-01..09; else all with data"),
            OpenApiParameter("measure", description="where the indicator takes one"),
            OpenApiParameter("as_of", description="a day (its end) or a moment: what was known then"),
        ],
        responses=serializers.FigureSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        found = self._found(request)
        told = {"bounds": interval.of(found, at=_moment(request.query_params.get("as_of")))}
        rows = serializers.FigureSerializer(found, many=True, context=told).data
        return Response({"count": len(rows), "results": rows})

    def _found(self, request: Request) -> Sequence[figures.Figure]:
        asked = request.query_params
        subjects, codes = _listed(asked, "subject"), _listed(asked, "indicator")
        if len(subjects) * len(codes) > MOST_SERIES:
            told = _("More than %(most)s subjects times indicators. Ask in several turns, or under /sdmx/.")
            raise ValidationError({"subject": [told % {"most": MOST_SERIES}]})
        at, measure = _moment(asked.get("as_of")), asked.get("measure") or None
        try:
            wanted = [asked_for.period(text) for text in _listed(asked, "period", is_required=False)]
            return [
                figure
                for subject in subjects
                for code in codes
                for figure in self._figures(subject, code, wanted, measure, at)
            ]
        except periods.PeriodError as error:
            raise ValidationError({"period": [_("Write 2022, 2022-Q3, 2022-03 or 2022-01..09.")]}) from error
        except definition.UnknownMeasure as error:
            told = _("No measure %(code)s.") if error.takes_one else _("%(indicator)s takes no measure.")
            codes_told = {"code": error.measure, "indicator": error.indicator}
            raise ValidationError({"measure": [told % codes_told]}) from error
        except definition.UnknownIndicator as error:
            told = _("No indicator %(code)s was in force then.") if at else _("No indicator %(code)s is in force.")
            raise NotFound(told % {"code": error}) from error
        except figures.UnknownSubject as error:
            raise NotFound(_("No subject %(code)s.") % {"code": error}) from error

    def _figures(
        self, subject: str, code: str, wanted: Sequence[periods.Period], measure: str | None, at: dt.datetime | None
    ) -> Sequence[figures.Figure]:
        chosen = wanted or figures.periods_with_data(definition.find(code, measure=measure, at=at))
        return figures.figures(subject, [code], chosen, measure=measure, at=at)


class Releases(mixins.CreateModelMixin, ReadOnly):
    """Published releases; those who may deliver send a file here by token and see their own on the way."""

    serializer_class = serializers.ReleaseSerializer
    lookup_field = "pk"
    lookup_value_regex = "[0-9]+"
    parser_classes = (MultiPartParser,)

    def get_queryset(self) -> QuerySet[Release]:
        rows = Release.objects.select_related("source")
        user = self.request.user
        return rows if user.is_staff or user.has_perm("indicators.upload_release") else rows.published()

    @extend_schema(
        request=serializers.DeliverySerializer,
        responses={201: serializers.ReleaseSerializer, 200: serializers.ReleaseSerializer},
    )
    def create(self, request: Request) -> Response:
        if not request.user.has_perm("indicators.upload_release"):
            raise PermissionDenied(_("Statisticians deliver releases; the ministry names them."))
        delivery = serializers.DeliverySerializer(data=request.data)
        delivery.is_valid(raise_exception=True)
        file, source = delivery.validated_data["file"], delivery.validated_data["source"]
        try:
            release = releases.receive(file=file, filename=file.name, source=source, by=request.user, at=timezone.now())
        except releases.AlreadyReceived as error:
            return Response(self.get_serializer(error.release).data, status=200)
        tasks.check_release.delay_on_commit(release_id=release.pk)
        return Response(self.get_serializer(release).data, status=201)


def _listed(asked, name: str, *, is_required: bool = True) -> list[str]:
    found = [part for text in asked.getlist(name) for part in text.split(",") if part]
    if is_required and not found:
        raise ValidationError({name: [_("Say which.")]})
    return found


def _moment(text: str | None) -> dt.datetime | None:
    try:
        return asked_for.moment(text) if text else None
    except asked_for.UnreadableMoment as error:
        raise ValidationError({"as_of": [_("Write 2026-01-31 or 2026-01-31T12:00:00+05:00.")]}) from error
