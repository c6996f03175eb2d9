"""A text that several people write: which state stands, and whose waits beside it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import AmendmentText, AssessmentText, CoordinationText, PlanText, SectionText

Text = TypeVar("Text", SectionText, PlanText, CoordinationText, AmendmentText, AssessmentText)


def changed_meanwhile(title: str | Promise, at: dt.datetime) -> str:
    return _("A colleague changed %(section)s at %(time)s: both texts, choose.") % {
        "section": title,
        "time": timezone.localtime(at).strftime("%H:%M"),
    }


@dataclass(frozen=True)
class Sheet(Generic[Text]):
    """One section of one thing, `of` which the rows say where they belong."""

    model: type[Text]
    of: Mapping[str, Any]

    @property
    def rows(self) -> QuerySet[Text]:
        return self.model.objects.filter(**self.of)

    def standing(self) -> Text | None:
        """The current text."""
        return self.rows.filter(is_aside=False).select_related("saved_by").order_by("-revision").first()

    def kept_aside(self, user: User) -> Text | None:
        """The text of `user` that met a newer one and still waits for his choice."""
        waiting = self.rows.filter(is_aside=True, saved_by=user, settled_at=None)
        return waiting.order_by("-revision").first()
