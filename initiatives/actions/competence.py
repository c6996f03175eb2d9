import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import User
from indicators.models import Code
from initiatives.models import Competence, Organisation, Representative
from initiatives.permissions.competence import may_keep_competences
from initiatives.queries import competence as competences

DAY = dt.timedelta(days=1)
FIRST, AHEAD = dt.date(1991, 12, 16), dt.timedelta(days=1095)


class CompetenceRefused(Exception):
    """This body cannot have this word; the message says why."""


@transaction.atomic
def enter(
    *,
    authority: Organisation,
    activity: Code,
    capacity: str,
    starts_on: dt.date,
    article: str = "",
    by: User,
    at: dt.datetime,
) -> Competence:
    """From its first day on the body is asked in every round that opens about this activity; open rounds stay."""
    on = timezone.localdate(at)
    may_keep_competences(by, on)
    authority = Organisation.objects.select_for_update(no_key=True).get(pk=authority.pk)
    _check(authority, activity, starts_on, on)
    made = Competence.objects.create(
        authority=authority,
        activity=activity,
        capacity=capacity,
        article=article.strip(),
        valid=(starts_on, None),
        entered_by=by,
        entered_at=at,
    )
    _record("entered", made, by, at, starts_on=starts_on)
    _tell(made, at)
    return made


@transaction.atomic
def end(*, competence: Competence, by: User, at: dt.datetime) -> None:
    """Today is its last day; what has not begun is taken back. Seats of open rounds stay as they are."""
    on = timezone.localdate(at)
    may_keep_competences(by, on)
    # The body's lock first, as `enter` takes it.
    Organisation.objects.select_for_update(no_key=True).get(pk=competence.authority_id)
    row = Competence.objects.select_related("authority", "activity").filter(pk=competence.pk).first()
    if row is None or row.valid.upper is not None:
        raise CompetenceRefused(_("A colleague has ended it meanwhile."))
    if row.valid.lower > on:
        _record("taken_back", row, by, at)
        row.delete()
        return
    row.valid = (row.valid.lower, on + DAY)
    row.save(update_fields=["valid"])
    _record("ended", row, by, at)


def _check(authority: Organisation, activity: Code, starts_on: dt.date, on: dt.date) -> None:
    if not competences.central_bodies(on=on).filter(pk=authority.pk).exists():
        raise CompetenceRefused(
            _("%(authority)s is no central body: regions and the ministry in charge are asked anyway.")
            % {"authority": authority}
        )
    if not competences.activities().filter(pk=activity.pk).exists():
        raise CompetenceRefused(_("Name an activity of the classifier."))
    if not FIRST <= starts_on <= on + AHEAD:
        raise CompetenceRefused(_("Look at the year again."))
    if standing := competences.overlapping(authority, activity, (starts_on, None)):
        raise CompetenceRefused(
            _("%(authority)s has its word in %(activity)s in these days already (%(word)s); end that first.")
            % {"authority": authority, "activity": activity, "word": standing.get_capacity_display()}
        )


def _record(deed: str, row: Competence, by: User, at: dt.datetime, **details: object) -> None:
    told = {"activity": row.activity.printed_code, "word": str(row.capacity)} | details
    audit.record(verb=f"competence.{deed}", target=row.authority, by=by, at=at, **told)


def _tell(row: Competence, at: dt.datetime) -> None:
    people = Representative.objects.editors().filter(organisation=row.authority_id)
    names = {
        language: getattr(row.activity, f"name_{language}") or row.activity.name for language in ("kk", "ru", "en")
    }
    notices.notify(
        users=User.objects.filter(pk__in=people.values("user"), is_active=True),
        kind="competence_entered",
        at=at,
        occasion=f"competence:{row.pk}",
        url=reverse("competences"),
        authority=row.authority.told,
        activity={language: f"{row.activity.printed_code} {name}" for language, name in names.items()},
    )
