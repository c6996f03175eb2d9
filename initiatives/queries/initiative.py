"""Which initiatives a person may know of, open and run; who runs one; what its sections say."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.models import User
from indicators.models import Classification, Code
from initiatives.lifecycle import Stage
from initiatives.models import (
    Appointment,
    Initiative,
    InitiativePart,
    Jurisdiction,
    Membership,
    Organisation,
    Project,
    Representative,
    Round,
    Seat,
    SectionText,
)
from initiatives.queries.organisation import Person, edited_by, ministries, represented_by
from initiatives.queries.text import Sheet
from initiatives.sections import SECTIONS, tidy


def visible_to(user: Person, *, on: dt.date) -> QuerySet[Initiative]:
    """What exists for `user`: what is public, what wishes to be found, and what is open to him."""
    if not user.is_authenticated:
        return Initiative.objects.public()
    findable = Q(is_findable=True, stage=Stage.NASCENT)
    public = Q(stage__in=(Stage.REGISTERED, Stage.SUSPENDED))
    return Initiative.objects.filter(public | findable | _open_to(user, on))


def open_to(user: Person, *, on: dt.date) -> QuerySet[Initiative]:
    """Initiatives whose home `user` may open: their people, their authorities, the ministry, administrators."""
    if not user.is_authenticated:
        return Initiative.objects.none()
    return Initiative.objects.filter(_open_to(user, on))


def managed_by(user: Person, *, on: dt.date) -> QuerySet[Initiative]:
    """Run by `user` as editor of the managing organisation in force, else of the initiator."""
    edited = edited_by(user).values("pk")
    in_force = Appointment.objects.in_force(on).filter(initiative=OuterRef("pk"))
    return Initiative.objects.filter(
        Exists(in_force.filter(organisation__in=edited)) | (~Exists(in_force) & Q(initiator__in=edited))
    )


def _open_to(user: User, on: dt.date) -> Q:
    if user.is_staff:
        return Q(pk__isnull=False)
    mine = represented_by(user).values("pk")
    appointed = Appointment.objects.filter(initiative=OuterRef("pk"), organisation__in=mine)
    joined = Membership.objects.admitted().filter(initiative=OuterRef("pk"), organisation__in=mine)
    seats = Seat.objects.filter(round__initiative=OuterRef("pk"), authority__in=mine)
    concerned = Q(Exists(_in_regions_of(mine, on))) | Q(Exists(ministries(on=on).filter(pk__in=mine)))
    return (
        Q(initiator__in=mine)
        | Exists(appointed.in_force(on))
        | Exists(appointed.proposed())
        | Exists(joined)
        | Exists(seats)
        # A draft belongs to its people until it wishes to be found or has been handed in.
        | (concerned & (Q(is_findable=True) | ~Q(stage=Stage.NASCENT)))
    )


def _in_regions_of(organisations: QuerySet, on: dt.date) -> QuerySet[InitiativePart]:
    regions = Jurisdiction.objects.filter(authority__in=organisations, valid__contains=on, region__isnull=False)
    return InitiativePart.objects.filter(initiative=OuterRef("pk"), code__in=regions.values("region"))


def with_part_of(found: QuerySet[Initiative], user: Person, *, on: dt.date) -> QuerySet[Initiative]:
    """Each with what `user` is to it, in the look that finds it."""
    opened, run = open_to(user, on=on).filter(pk=OuterRef("pk")), managed_by(user, on=on).filter(pk=OuterRef("pk"))
    ministry = ministries(on=on).filter(pk__in=edited_by(user).values("pk"))
    return found.annotate(
        is_open_to_reader=Exists(opened), is_run_by_reader=Exists(run), is_readers_ministry=Exists(ministry)
    )


def runner(initiative: Initiative, *, on: dt.date) -> Organisation:
    """The organisation whose people act for the initiative today."""
    in_force = Appointment.objects.in_force(on).filter(initiative=initiative).select_related("organisation").first()
    return in_force.organisation if in_force else initiative.initiator


def people(initiative: Initiative, *, on: dt.date) -> QuerySet[User]:
    """Everybody who runs the initiative today."""
    editors = Representative.objects.editors().filter(organisation=runner(initiative, on=on))
    return User.objects.filter(is_active=True, pk__in=editors.values("user"))


def is_run_by(initiative: Initiative, user: Person, *, on: dt.date) -> bool:
    return managed_by(user, on=on).contains(initiative)


def candidates(initiative: Initiative) -> QuerySet[Organisation]:
    """Who could run or lead it: the initiator and the members, no authorities."""
    members = Membership.objects.admitted().filter(initiative=initiative).values("organisation")
    chosen = Organisation.objects.filter(Q(pk=initiative.initiator_id) | Q(pk__in=members))
    return chosen.exclude(kind__in=Organisation.AUTHORITY_KINDS).order_by("sort_name", "pk")


def regions(initiative: Initiative) -> QuerySet[Code]:
    return _codes(initiative, Classification.REGION)


def activities(initiative: Initiative) -> QuerySet[Code]:
    return _codes(initiative, Classification.ACTIVITY)


def _codes(initiative: Initiative, classification: str) -> QuerySet[Code]:
    parts = InitiativePart.objects.filter(initiative=initiative).values("code")
    return Code.objects.filter(pk__in=parts, classification__code=classification).order_by("code")


def what_belongs_to(initiative: Initiative) -> list[Model]:
    """Rows with a history of their own that is part of the initiative's."""
    rounds = Round.objects.filter(initiative=initiative).only("pk")
    seats = Seat.objects.filter(round__initiative=initiative).only("pk")
    memberships = Membership.objects.filter(initiative=initiative).only("pk")
    projects = Project.objects.filter(initiative=initiative).only("pk")
    return [*rounds, *seats, *memberships, *projects]


def texts(initiatives: Iterable[Initiative], *, section: str = "") -> dict[int, dict[str, SectionText]]:
    """The current text of every written section of these initiatives, or of one: {initiative: {section: text}}."""
    current = (
        SectionText.objects.filter(initiative__in=[initiative.pk for initiative in initiatives], is_aside=False)
        .order_by("initiative", "section", "-revision")
        .distinct("initiative", "section")
    )
    current = current.filter(section=section) if section else current.select_related("saved_by")
    found: dict[int, dict[str, SectionText]] = {}
    for text in current:
        found.setdefault(text.initiative_id, {})[text.section] = text
    return found


def sheet(initiative: Initiative, section: str) -> Sheet[SectionText]:
    return Sheet(SectionText, {"initiative": initiative, "section": section})


def content(initiative: Initiative, section: str) -> dict[str, str | list[str]]:
    """What a written section says now, every field present."""
    saved = sheet(initiative, section).standing()
    return tidy(SECTIONS[section], saved.content if saved else {})
