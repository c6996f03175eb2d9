from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def people(request: HttpRequest) -> dict[str, object]:
    """For the header of every page; counted only where the header is drawn."""
    user = getattr(request, "user", None)
    count = SimpleLazyObject(user.notices.unread().count) if user and user.is_authenticated else 0
    return {"notice_count": count, "is_demo": settings.DEMO}
