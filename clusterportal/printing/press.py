"""Puts together what is printed and has it issued, each document in the language of its reader."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from clusterportal.printing import letter, passport, plan, register
from initiatives.actions import printout as deeds
from initiatives.models import Initiative, Printout, Round

Builder = Callable[..., dict[str, Any]]
BUILDERS: dict[str, Builder] = {
    Printout.Kind.PASSPORT: passport.content,
    Printout.Kind.PLAN: plan.content,
    Printout.Kind.REGISTER: register.content,
}


def of_initiative(*, initiative: Initiative, kind: str, language: str, by: User | None, at: dt.datetime) -> Printout:
    with override(language):
        content = BUILDERS[kind](initiative, language, on=timezone.localdate(at))
    return deeds.issue(initiative=initiative, content=content, by=by, at=at)


def of_round(*, round_: Round, language: str, by: User | None, at: dt.datetime) -> Printout:
    """The letter in this language; what counts is issued first, and a translation carries its digest."""
    told = {"initiative": round_.initiative, "round_": round_, "by": by, "at": at}
    counts = letter.authentic_language(round_)
    with override(counts):
        authentic = deeds.issue(content=letter.content(round_, counts), **told)
    if language == counts:
        return authentic
    with override(language):
        content = letter.content(round_, language, translation=sentence(authentic))
    return deeds.issue(content=content, authentic=authentic, **told)


def sentence(authentic: Printout) -> str:
    """Says on a translation which text counts, in the language that is set."""
    sentences = {
        "kk": _("This is a translation. The Kazakh text counts: code %(code)s, digest %(digest)s."),
        "ru": _("This is a translation. The Russian text counts: code %(code)s, digest %(digest)s."),
    }
    told = {"code": deeds.typesetting.grouped(authentic.code), "digest": authentic.digest}
    return sentences[authentic.language] % told


def without_letter() -> QuerySet[Round]:
    """Rounds that are over, and whose letter nobody has had printed yet."""
    return Round.objects.filter(outcome__in=letter.SENT, printouts=None).order_by("closed_at")
