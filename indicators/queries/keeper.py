"""Who keeps the figures; that is known further up, so the ways of signing in are asked."""

from django.contrib import auth
from django.db.models import QuerySet

from accounts.models import User

PUBLISH = "indicators.publish_release"


def keepers() -> QuerySet[User]:
    """Everybody who may publish releases."""
    numbers: set[int] = set()
    for backend in auth.get_backends():
        if hasattr(backend, "with_perm"):
            numbers.update(backend.with_perm(PUBLISH).values_list("pk", flat=True))
    return User.objects.filter(pk__in=numbers, is_active=True).order_by("name", "pk")
