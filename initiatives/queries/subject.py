"""What listed subjects of the figures are called here."""

from collections.abc import Collection

from django.urls import reverse

from indicators.queries import name
from initiatives.models import Initiative

PREFIX = "initiative:"


def initiative_names(codes: Collection[str]) -> dict[str, dict[str, str]]:
    """`initiative:7` → its name and address."""
    numbers = {int(code.removeprefix(PREFIX)): code for code in codes if code.startswith(PREFIX)}
    if not numbers:
        return {}
    return {
        numbers[each.pk]: {"name": str(each), "href": reverse("initiative", kwargs={"pk": each.pk})}
        for each in Initiative.objects.filter(pk__in=numbers)
    }


name.name_clusters_by(initiative_names)
