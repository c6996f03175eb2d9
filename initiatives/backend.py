"""Rights of the lower apps that follow from acting for an organisation."""

from django.contrib.auth.backends import BaseBackend
from django.db.models import Model, QuerySet
from django.utils import timezone

from accounts.models import User
from initiatives.models import Organisation, Representative
from initiatives.queries.organisation import edited_by, ministries

STATISTICS = frozenset({"indicators.upload_release", "indicators.publish_release", "indicators.define_indicator"})
# Cells of the scan are set aside by statisticians and by the ministry.
DISMISSING = "indicators.dismiss_cell"
SECOND_FACTOR = "accounts.must_use_second_factor"


class RepresentativeBackend(BaseBackend):
    """Statisticians are people of an office that keeps statistics; officials must use a second factor."""

    grants_deeds = True

    def has_perm(self, user_obj: User, perm: str, obj: Model | None = None) -> bool:
        if not user_obj.is_active or not user_obj.is_authenticated:
            return False
        if perm == SECOND_FACTOR:
            runs_it = user_obj.is_staff or user_obj.is_superuser
            return runs_it or self._acts_for(user_obj, kind__in=Organisation.AUTHORITY_KINDS)
        if perm == DISMISSING and self._acts_for_ministry(user_obj):
            return True
        return perm in STATISTICS | {DISMISSING} and self._keeps_statistics(user_obj)

    def with_perm(self, perm: str) -> QuerySet[User]:
        """Everybody who may, where that follows from acting for an office that keeps statistics."""
        offices = Organisation.objects.confirmed().filter(keeps_statistics=True)
        acting = Representative.objects.editors().filter(organisation__in=offices).values("user")
        return User.objects.filter(pk__in=acting, is_active=True) if perm in STATISTICS else User.objects.none()

    def _keeps_statistics(self, user: User) -> bool:
        # Asked several times for each page of a statistician, so it is kept with the person for the request.
        if not hasattr(user, "_keeps_statistics"):
            user._keeps_statistics = self._acts_for(user, keeps_statistics=True)  # noqa: SLF001
        return user._keeps_statistics  # noqa: SLF001

    def _acts_for_ministry(self, user: User) -> bool:
        return ministries(on=timezone.localdate()).filter(pk__in=edited_by(user)).exists()

    def _acts_for(self, user: User, **which: object) -> bool:
        mine = Representative.objects.editors().filter(user=user).values("organisation")
        return Organisation.objects.confirmed().filter(pk__in=mine, **which).exists()
