import datetime as dt

from django.db import transaction

from accounts import audit
from accounts.models import User
from initiatives.models import Organisation, Phrase
from initiatives.permissions.phrase import may_keep_phrases


@transaction.atomic
def keep(*, authority: Organisation, section: str, language: str, text: str, by: User, at: dt.datetime) -> Phrase:
    """Put a phrase in the authority's book; one that stands there already stays as it is."""
    may_keep_phrases(by, authority)
    phrase, is_new = Phrase.objects.get_or_create(
        authority=authority,
        section=section,
        language=language,
        text=" ".join(text.split()),
        removed_at=None,
        defaults={"added_by": by, "added_at": at},
    )
    if is_new:
        audit.record(verb="phrase.kept", target=authority, by=by, at=at, phrase=phrase.pk, text=phrase.text)
    return phrase


@transaction.atomic
def remove(*, phrase: Phrase, by: User, at: dt.datetime) -> Phrase:
    phrase = Phrase.objects.select_for_update().select_related("authority").get(pk=phrase.pk)
    may_keep_phrases(by, phrase.authority)
    if phrase.removed_at is None:
        phrase.removed_at = at
        phrase.save(update_fields=["removed_at"])
        audit.record(verb="phrase.removed", target=phrase.authority, by=by, at=at, phrase=phrase.pk, text=phrase.text)
    return phrase
