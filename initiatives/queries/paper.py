"""Initiatives registered on paper: what waits to be recorded from a sheet, and what the words in it mean here."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Upper
from django.utils import timezone

from accounts import secret
from accounts.models import User
from indicators.models import Code
from initiatives import paper_list as kernel
from initiatives.models import Initiative, Organisation, PaperList, RegisterAct
from initiatives.queries.member_list import named, spelled
from initiatives.sheets import folded


def waiting(user: User) -> PaperList | None:
    return PaperList.objects.open().filter(received_by=user).first()


def recorded() -> QuerySet[RegisterAct]:
    """Newest first."""
    return RegisterAct.objects.select_related("initiative__initiator", "recorded_by").order_by("-recorded_at", "-pk")


def sealed(read: kernel.Read) -> str:
    return secret.encrypt(json.dumps(asdict(read)))


def content(paper_list: PaperList) -> kernel.Read:
    """What a sheet says while it waits; afterwards nothing."""
    if not paper_list.content:
        return kernel.Read([], [])
    kept = json.loads(secret.decrypt(paper_list.content))
    apart = ("regions", "activities")
    return kernel.Read(
        [kernel.Row(**row | {name: tuple(row[name]) for name in apart}) for row in kept["rows"]], kept["unused"]
    )


def checked(paper_list: PaperList, *, at: dt.datetime) -> kernel.Checked:
    rows = content(paper_list).rows
    return kernel.check(rows, known(rows, at=at))


def known(rows: list[kernel.Row], *, at: dt.datetime) -> kernel.Known:
    """The same few questions for ten rows and for five hundred."""
    on, numbers = timezone.localdate(at), {row.bin for row in rows if row.bin}
    here = Organisation.objects.filter(confirmed_at__isnull=False, bin__in=numbers)
    firms = list(here.values_list("bin", "name", "kind"))
    authorities = frozenset(number for number, _name, kind in firms if kind in Organisation.AUTHORITY_KINDS)
    asked = {row.act_number.upper() for row in rows}
    acts = RegisterAct.objects.annotate(upper=Upper("number")).filter(upper__in=asked)
    taken = Initiative.objects.filter(register_number__in={row.register_number for row in rows} - {""})
    return kernel.Known(
        organisations={number: name for number, name, _kind in firms if number not in authorities},
        authorities=authorities,
        acts=frozenset(acts.values_list("upper", "on")),
        register_numbers=frozenset(taken.values_list("register_number", flat=True)),
        regions=spelled(Code.objects.regions().valid(on)),
        activities=spelled(
            named(Code.objects.activities().valid(on), {word for row in rows for word in row.activities})
        ),
        languages=frozenset(code for code, _name in settings.LANGUAGES),
        today=on,
    )


def organisations(rows: Iterable[kernel.Row]) -> dict[str, Organisation]:
    """By BIN; a number that was merged leads to the one that stands."""
    found = Organisation.objects.filter(bin__in={row.bin for row in rows}).select_related("merged_into")
    return {one.bin: one.merged_into or one for one in found}


def codes(rows: Iterable[kernel.Row], *, on: dt.date) -> tuple[dict[str, Code], dict[str, Code]]:
    """{word: code} of the regions and of the activities that stand in these rows."""
    rows = list(rows)
    regions = _by_word(Code.objects.regions().valid(on))
    words = {word for row in rows for word in row.activities}
    return regions, _by_word(named(Code.objects.activities().valid(on), words))


def _by_word(found: QuerySet[Code]) -> dict[str, Code]:
    return {
        folded(word): code
        for code in found
        for word in (code.code, code.name, code.name_en, code.name_ru, code.name_kk, *code.spellings)
        if word
    }
