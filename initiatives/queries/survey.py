"""Surveys of members: who is asked, how many have answered, and means when it is over."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from initiatives import survey as rules
from initiatives.models import Initiative, Membership, Representative, Respondent, Survey, Tally
from initiatives.queries.organisation import Person
from initiatives.queries.vote import acting_for
from initiatives.survey import Mean, Response


@dataclass(frozen=True)
class Finding:
    question: str
    mean: Mean


def of_initiative(initiative: Initiative) -> QuerySet[Survey]:
    """With how many are asked and have answered, in one look."""
    answered = Count("respondents", filter=Q(respondents__answered_by__isnull=False))
    found = Survey.objects.filter(initiative=initiative).annotate(asked=Count("respondents"), answered=answered)
    return found.order_by("-starts_on", "-pk")


def response(survey: Survey) -> Response:
    who = list(survey.respondents.values_list("answered_by", flat=True))
    return Response(sum(each is not None for each in who), len(who))


def findings(survey: Survey, *, on: dt.date) -> list[Finding]:
    """Nothing before the end: two looks at a survey that goes on would tell what was said between them."""
    if not survey.is_over(on):
        return []
    counts: dict[str, dict[int, int]] = {}
    for question, opinion, times in Tally.objects.filter(survey=survey).values_list("question", "opinion", "times"):
        counts.setdefault(question, {})[opinion] = times
    who = Counter(survey.respondents.exclude(answered_by=None).values_list("answered_by", flat=True))
    means = rules.means(counts, who.values())
    return [Finding(str(text), means[question]) for question, text in rules.QUESTIONS.items()]


def answers_for(user: Person, survey: Survey, *, on: dt.date) -> QuerySet[Respondent]:
    """Members for which `user` can answer now."""
    if not survey.is_open(on):
        return Respondent.objects.none()
    own = _unanswered().filter(survey=survey, organisation__in=acting_for(user, on=on).values("pk"))
    return own.select_related("organisation").order_by("organisation__sort_name", "pk")


def asked_of(user: Person, *, on: dt.date) -> QuerySet[Respondent]:
    """Members for which `user` can answer in any survey that is open; the one that ends first stands first."""
    open_ = Survey.objects.filter(cancelled_at=None, starts_on__lte=on, ends_on__gte=on)
    own = _unanswered().filter(survey__in=open_, organisation__in=acting_for(user, on=on).values("pk"))
    return own.select_related("organisation", "survey__initiative").order_by("survey__ends_on", "pk")


def acting(survey: Survey, *, on: dt.date) -> QuerySet[Representative]:
    """Who can answer for the members that are asked."""
    editing, signing = Representative.objects.editors(), Representative.objects.signatories(on=on)
    asked = survey.respondents.values("organisation")
    return (editing | signing).filter(organisation__in=asked).select_related("user", "organisation")


def _unanswered() -> QuerySet[Respondent]:
    joined = Membership.objects.committed().filter(
        initiative=OuterRef("survey__initiative"), organisation=OuterRef("organisation")
    )
    return Respondent.objects.filter(Exists(joined), answered_by=None)
