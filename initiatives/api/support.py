"""Every promise of support, for the authorities that read the list of them as a page."""

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import mixins, permissions, serializers, viewsets
from rest_framework.request import Request
from rest_framework.views import APIView

from initiatives.api.views import ByNumber
from initiatives.models import SupportPromise
from initiatives.permissions.support import may_see_list
from initiatives.queries import support_sums


class PromiseSerializer(serializers.ModelSerializer):
    """What was promised for one year, in whole tenge; `paid` is null where nobody has recorded a payment."""

    initiative = serializers.IntegerField(source="request.initiative_id", read_only=True)
    title = serializers.CharField(source="request.title", read_only=True)
    kind = serializers.CharField(source="request.kind", read_only=True)
    source = serializers.CharField(source="request.source", read_only=True)
    authority_name = serializers.CharField(source="authority.name", read_only=True)
    promised = serializers.IntegerField(source="amount", read_only=True)
    paid = serializers.IntegerField(allow_null=True, read_only=True)
    open = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField(help_text="paid, open or late")

    class Meta:
        model = SupportPromise
        fields = (
            "id",
            "request",
            "initiative",
            "title",
            "kind",
            "source",
            "authority",
            "authority_name",
            "year",
            "promised",
            "promised_at",
            "paid",
            "open",
            "state",
        )

    def get_open(self, promise: SupportPromise) -> int:
        return support_sums.money(promise).open

    def get_state(self, promise: SupportPromise) -> str:
        return support_sums.money(promise).state(timezone.localdate()).value


class ReadsSupport(permissions.BasePermission):
    """Who opens the list as a page."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.user.is_authenticated and may_see_list(request.user)


class Support(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Promises to the initiatives that an authority answers for; with the session or the token of one of its people."""

    permission_classes = (ReadsSupport,)
    pagination_class = ByNumber
    serializer_class = PromiseSerializer
    filterset_fields = ("year", "authority", "request__initiative", "request__kind", "request__source")
    queryset = SupportPromise.objects.none()

    def get_queryset(self) -> QuerySet[SupportPromise]:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        return support_sums.held_by(self.request.user, on=timezone.localdate())
