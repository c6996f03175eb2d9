"""Doubts about figures: those that wait for an answer, and one as whoever reported it finds it again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet

from indicators.models import Doubt
from indicators.queries import name
from indicators.resolution import Subject

RELATED = ("indicator", "measure", "reported_by", "answered_by")


def listed() -> QuerySet[Doubt]:
    """Open ones first, the oldest of them first; then the last answered."""
    return Doubt.objects.select_related(*RELATED).order_by(F("answered_at").desc(nulls_first=True), "reported_at", "pk")


def waiting() -> int:
    return Doubt.objects.open().count()


def with_token(token: str) -> Doubt | None:
    return None if "\0" in token else Doubt.objects.select_related(*RELATED).filter(token=token).first()


def standing(named: Mapping[str, Any]) -> Doubt | None:
    """The same words of the same sender about the same figure, while nobody has answered them."""
    return Doubt.objects.open().filter(**named).first()


def reported_since(sender: str, moment: dt.datetime) -> int:
    return Doubt.objects.filter(sender=sender, reported_at__gt=moment).count()


def subject_names(found: Sequence[Doubt]) -> dict[str, str]:
    """Subject → what it is called now."""
    listed = name.of_clusters({one.subject for one in found})
    made = {one.subject: Subject.parse(one.subject) for one in found if one.subject not in listed}
    known = name.of_subjects(made.values())
    return {text: name.of(subject, known) for text, subject in made.items()} | {
        text: told["name"] for text, told in listed.items()
    }
