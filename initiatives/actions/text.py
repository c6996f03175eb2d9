"""Writing together: each saving adds a row, and what was written upon an older state is put aside, never lost."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.queries.text import Sheet, Text, changed_meanwhile
from initiatives.sections import Section


class TextConflict(Exception):
    """Somebody saved the text meanwhile: `mine` is kept aside, `theirs` stands."""

    def __init__(self, *, title: str | Promise, mine: Any, theirs: Any) -> None:
        self.mine, self.theirs = mine, theirs
        super().__init__(changed_meanwhile(title, theirs.saved_at))


def too_long(section: Section, written: Mapping[str, Any]) -> tuple[str, str] | None:
    """The sentence and the field of a text that is longer than its field."""
    for field in section.fields:
        value = written[field.key]
        if isinstance(value, str) and len(value) > field.max_length:
            told = _("%(count)s characters are too many; there is room for %(limit)s.")
            return told % {"count": len(value), "limit": field.max_length}, field.key
    return None


def write(sheet: Sheet[Text], *, content: Mapping[str, Any], seen: int | None, by: User, at: dt.datetime) -> Text:
    """The row that holds the text now; it lies aside where `seen` stands no more. The caller holds the lock."""
    current = sheet.standing()
    stands = current.revision if current else 0
    if current and current.content == content:
        settle(sheet, by=by, at=at)
        return current
    if seen is not None and seen != stands:
        return _put_aside(sheet, content, seen, by, at)
    saved = _add(sheet, content, by, at)
    settle(sheet, by=by, at=at)
    return saved


def told(sheet: Sheet[Text], saved: Text, *, title: str | Promise) -> Text:
    """`saved` where it stands. Asked after the commit: the text that lost is kept before anybody hears of it."""
    if saved.is_aside:
        raise TextConflict(title=title, mine=saved, theirs=sheet.standing())
    return saved


def settle(sheet: Sheet[Text], *, by: User, at: dt.datetime) -> None:
    """Whatever of `by` lay aside here waits no more; it stays in the history."""
    sheet.rows.filter(is_aside=True, saved_by=by, settled_at=None).update(settled_at=at)


def _add(sheet: Sheet[Text], content: Mapping[str, Any], by: User, at: dt.datetime, **aside: Any) -> Text:
    last = sheet.rows.order_by("-revision").first()
    revision = last.revision + 1 if last else 1
    return sheet.model.objects.create(**sheet.of, revision=revision, content=content, saved_by=by, saved_at=at, **aside)


def _put_aside(sheet: Sheet[Text], content: Mapping[str, Any], seen: int, by: User, at: dt.datetime) -> Text:
    kept = sheet.kept_aside(by)
    if kept is None or kept.seen_revision != seen:
        return _add(sheet, content, by, at, is_aside=True, seen_revision=seen)
    # The page goes on saving while its writer reads the message; one text aside grows with it.
    kept.content, kept.saved_at = content, at
    kept.save(update_fields=["content", "saved_at"])
    return kept
