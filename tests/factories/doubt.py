"""Doubts about a figure, as pages report them."""

import datetime as dt

from accounts.models import User
from indicators.actions import doubt as deeds
from indicators.models import Doubt
from indicators.period import Period
from indicators.queries import definition, explanation


def reported(
    *,
    indicator: str = "location_quotient",
    subject: str = "KZ-59:A",
    text: str = "The harvest was larger.",
    sender: str = "somebody",
    by: User | None = None,
    at: dt.datetime,
    email: str = "",
    language: str = "en",
) -> Doubt:
    known = definition.definitions()
    found = explanation.explained(known, known.find(indicator), subject, Period(2022))
    return deeds.report(explained=found, text=text, sender=sender, language=language, by=by, at=at, email=email)
