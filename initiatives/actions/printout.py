"""Issue a document: the same content is issued once, with one code, one digest and one file for ever."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from accounts import audit
from accounts.models import User
from initiatives import digest, typesetting
from initiatives.models import Initiative, Printout, Round


@transaction.atomic
def issue(
    *,
    initiative: Initiative,
    content: Mapping[str, Any],
    by: User | None,
    at: dt.datetime,
    round_: Round | None = None,
    authentic: Printout | None = None,
) -> Printout:
    """`content` is plain and says everything that stands on the paper but for its mark."""
    Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    key = digest.of(content)
    if issued := Printout.objects.light().filter(digest=key).first():
        return issued
    code = typesetting.new_code()
    pdf = typesetting.typeset(content, mark(code, key, at, content["language"]), moment=int(at.timestamp()))
    issued = Printout.objects.create(
        code=code,
        kind=content["kind"],
        initiative=initiative,
        round=round_,
        language=content["language"],
        authentic=authentic,
        content=content,
        digest=key,
        template=typesetting.TEMPLATE,
        pdf=pdf,
        pdf_digest=hashlib.sha256(pdf).hexdigest(),
        issued_at=at,
        issued_by=by,
    )
    audit.record(
        verb="printout.issued", target=initiative, by=by, at=at, title=content["eyebrow"], code=code, digest=key
    )
    return issued


def mark(code: str, key: str, at: dt.datetime, language: str) -> typesetting.Mark:
    address = f"{settings.PORTAL_URL}{reverse('verify_code', kwargs={'code': code})}"
    parts = urlsplit(address)
    with override(language):
        issued = date_format(timezone.localdate(at), "DATE_FORMAT")
    return typesetting.Mark(
        code=typesetting.grouped(code),
        address=address,
        place=f"{parts.netloc}{reverse('verify')}",
        digest=key,
        issued=issued,
        picture=typesetting.picture(address),
    )
