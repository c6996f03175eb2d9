"""A figure that somebody cites answers the same for ever, or shows both answers."""

import datetime as dt

from django.db import transaction

from indicators.models import Citation
from indicators.queries import citation as citations
from indicators.queries.explanation import Explained


class NothingToCite(ValueError):
    """Nothing has been published that could be cited."""


@transaction.atomic
def cite(*, explained: Explained, at: dt.datetime) -> Citation:
    """Keep value, status, digest of the inputs and what stood beside them; the first answer stands."""
    if explained.vintage is None:
        raise NothingToCite
    cited, _ = Citation.objects.get_or_create(
        **citations.address(explained, explained.vintage),
        defaults={
            "answer": citations.answer(explained),
            "shown": citations.shown(explained),
            "input_digest": citations.input_digest(explained),
            "cited_at": at,
        },
    )
    return cited
