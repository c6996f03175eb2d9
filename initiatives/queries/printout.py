"""What the portal has printed, and whether a copy is what it seems."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, QuerySet

from initiatives import digest
from initiatives.models import Initiative, Printout, Round
from initiatives.queries import initiative as initiatives
from initiatives.queries.approval import rounds_open_to
from initiatives.queries.organisation import Person

PUBLIC = (Printout.Kind.PASSPORT, Printout.Kind.PLAN)
# So many copies are looked through for the newest ones.
MOST = 200


class Verdict(StrEnum):
    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Checked:
    """What is found under a code. `newer` is a later copy of the same document."""

    verdict: Verdict
    printout: Printout | None = None
    newer: Printout | None = None


def by_code(code: str) -> Checked:
    """Altered: what is kept does not fit its own digest any more."""
    found = Printout.objects.select_related("initiative", "round", "authentic", "issued_by").filter(code=code).first()
    if found is None:
        return Checked(Verdict.UNKNOWN)
    is_whole = digest.of(found.content) == found.digest and _digest(bytes(found.pdf)) == found.pdf_digest
    return Checked(Verdict.GENUINE if is_whole else Verdict.ALTERED, found, newer(found))


def by_file(content: bytes, printout: Printout) -> Verdict:
    """Whether a file is the one that was issued, to the last byte."""
    return Verdict.GENUINE if _digest(content) == printout.pdf_digest else Verdict.ALTERED


def newer(printout: Printout) -> Printout | None:
    same = Printout.objects.light().filter(
        kind=printout.kind, initiative=printout.initiative_id, round=printout.round_id, language=printout.language
    )
    return same.filter(pk__gt=printout.pk).order_by("-pk").first()


def of_initiative(initiative: Initiative, user: Person, *, on: dt.date) -> list[Printout]:
    """The newest copy of each document in each language; older ones are still found by their code."""
    newest: dict[tuple[str, int | None, str], Printout] = {}
    for copy in open_to(user, on=on).filter(initiative=initiative).order_by("-pk")[:MOST]:
        newest.setdefault((copy.kind, copy.round_id, copy.language), copy)
    return list(newest.values())


def open_to(user: Person, *, on: dt.date) -> QuerySet[Printout]:
    """Copies that `user` may have: of public initiatives what is public, else as the initiative and its rounds are."""
    about = Printout.objects.light().select_related("initiative", "authentic")
    # What was printed of a draft stays with its people when the initiative has become public.
    since = {"issued_at__date__gte": F("initiative__registered_on")}
    public = about.filter(initiative__in=Initiative.objects.public().values("pk"), kind__in=PUBLIC, **since)
    if not user.is_authenticated:
        return public
    inside = about.filter(initiative__in=initiatives.open_to(user, on=on).values("pk"), round=None)
    letters = about.filter(round__in=rounds_open_to(user, on=on).values("pk"))
    return public | inside | letters


def letters_of(round_: Round) -> list[Printout]:
    """The newest letter in each language, the one that counts first."""
    newest: dict[str, Printout] = {}
    for letter in Printout.objects.light().filter(round=round_).order_by("pk"):
        newest[letter.language] = letter
    return sorted(newest.values(), key=lambda letter: (letter.authentic_id is not None, letter.language))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
