"""Three initiatives of several regions: an agreement in force, a blocking issue owned by two, one with the ministry."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from initiatives.actions import coordination, council, issue, lifecycle, meeting
from initiatives.actions.issue import Matter
from initiatives.actions.meeting import Call
from initiatives.models import CouncilMeeting, Delegate, Initiative, Issue, Organisation, Seat
from initiatives.queries.coordination import needed
from initiatives.queries.initiative import people, runner

SYR_DARYA, OILFIELD, TEXTILES = "Syr Darya Irrigated Crops", "Caspian Oilfield Services", "Southern Textiles"
PEOPLE = ("Nurzhan Abdirov", "Aliya Tastan", "Marat Zhaksylyk", "Botagoz Sarin", "Kanat Ergali")
TEXTS = {
    SYR_DARYA: {
        "coordination_subject": {
            "subject": "One river, two regions: irrigation, varieties and processing along the Syr Darya.",
            "goals": "A third less water per tonne\nOne calendar of releases\nOne starch plant for both regions",
        },
        "coordination_duties": {
            "duties": "Turkistan: canals to Shardara, 2027\nKyzylorda: drainage and laser levelling"
        },
    },
    TEXTILES: {
        "coordination_subject": {
            "subject": "Cotton is grown in Turkistan and spun in Shymkent; both plan together.",
            "goals": "Half of the fibre is spun at home\nOne school of weaving",
        },
        "coordination_duties": {
            "duties": "Turkistan: gins and roads to them, 2027\nShymkent: land and power for the spinning mill, 2026",
            "money": "Each pays on its own ground; the school is shared by halves.",
        },
        "coordination_rules": {
            "rules": "One person for each akimat and the cluster office; two meetings a year; all agree.",
            "disputes": "What is not solved in fifteen working days goes to the ministry.",
        },
    },
}


def play_all() -> None:
    for name, scene in SCENES.items():
        initiative = Initiative.objects.filter(name=name, is_synthetic=True).exclude(stage="nascent").first()
        if initiative and not Delegate.objects.filter(initiative=initiative).exists():
            with transaction.atomic():
                scene(initiative)


def _dry_years(initiative: Initiative) -> None:
    """Both akimats own what neither can solve alone."""
    _seat(initiative, at=_ago(9))
    _draft(initiative, at=_ago(9))
    upper, lower = (_authority(code) for code in ("KZ-61", "KZ-43"))
    matter = Matter(
        title="Water in dry years",
        text="In a dry year Shardara releases a third less in July. Upstream orchards and downstream rice cannot both "
        "be watered, and nobody has agreed who waters first.",
        due_on=timezone.localdate() + dt.timedelta(days=12),
        owners=(upper, lower),
        is_blocking=True,
    )
    issue.raise_(initiative=initiative, matter=matter, raised_for=lower, by=_official(lower), at=_ago(8))
    held = _held(initiative, "Order of watering in dry years\nMeasuring at Shardara", called=_ago(7), starts=_ago(5))
    meeting.decide(
        meeting=held,
        text="Measure the flow at four points each day of the season and show it to both sides.",
        owner=upper,
        due_on=timezone.localdate() + dt.timedelta(days=40),
        by=_manager(initiative),
        at=_ago(5) + dt.timedelta(hours=2),
    )


def _objection(initiative: Initiative) -> None:
    """One of four regions objects; what the council could not solve is before the ministry."""
    _seat(initiative, at=_ago(11))
    west, lead = (_authority(code) for code in ("KZ-27", "KZ-23"))
    matter = Matter(
        title="Share of West Kazakhstan's firms",
        text="Karachaganak is served from Atyrau. West Kazakhstan wants three of its firms in the cluster before it "
        "agrees; the founders have one.",
        due_on=timezone.localdate() + dt.timedelta(days=2),
        owners=(west, lead),
        is_blocking=True,
    )
    by = _manager(initiative)
    raised = issue.raise_(initiative=initiative, matter=matter, raised_for=_office(initiative), by=by, at=_ago(10))
    _move(raised, "answer", "We agree when three of our firms have joined, not before.", _official(west), _ago(7))
    _move(raised, "dispute", "Two firms have declined; a third cannot be found until the handing-in ends.", by, _ago(5))
    reason = "Three regions have agreed, one has not; among ourselves we found no way."
    _move(raised, "escalate", reason, by, _ago(3))
    call = Call(
        starts_at=_ago(-6),
        place="Akimat of Atyrau, and by video",
        agenda="Firms of West Kazakhstan\nWhat the ministry has said",
    )
    meeting.call(initiative=initiative, call=call, by=by, at=_ago(2))


def _in_force(initiative: Initiative) -> None:
    """Everything that the task asks for."""
    _seat(initiative, at=_ago(120))
    agreement = _draft(initiative, at=_ago(110))
    round_ = coordination.hand_in(agreement=agreement, by=_manager(initiative), at=_ago(100))
    for seat in Seat.objects.filter(round=round_).select_related("authority").order_by("pk"):
        told = {"seen_digest": round_.digest, "by": _official(seat.authority), "at": _ago(92)}
        lifecycle.decide(seat=seat, decision="agreed", **told)
    _held(initiative, "Land for the spinning mill\nSchool of weaving", called=_ago(60), starts=_ago(50))
    call = Call(starts_at=_ago(-25), place="Shymkent", agenda="Power for the mill\nHarvest of the year")
    meeting.call(initiative=initiative, call=call, by=_manager(initiative), at=_ago(4))


def _seat(initiative: Initiative, *, at: dt.datetime) -> None:
    by = _manager(initiative)
    office = _office(initiative)
    for person, organisation in zip(PEOPLE, needed(initiative, on=timezone.localdate()).values(), strict=False):
        role = Delegate.Role.CHAIR if organisation == office else Delegate.Role.MEMBER
        name = str(by) if organisation == office else person
        council.name(initiative=initiative, organisation=organisation, name=name, role=role, by=by, at=at)


def _draft(initiative: Initiative, *, at: dt.datetime) -> object:
    by = _manager(initiative)
    agreement = coordination.draft(initiative=initiative, by=by, at=at)
    for section, content in TEXTS[initiative.name].items():
        told = {"section": section, "content": content, "seen_revision": None}
        coordination.save_section(agreement=agreement, **told, by=by, at=at)
    return agreement


def _held(initiative: Initiative, agenda: str, *, called: dt.datetime, starts: dt.datetime) -> CouncilMeeting:
    """A meeting whose minutes everybody who was there has confirmed."""
    by = _manager(initiative)
    present = list(Delegate.objects.present().filter(initiative=initiative).select_related("organisation"))
    called_for = Call(starts_at=starts, place="By video", agenda=agenda)
    held = meeting.call(initiative=initiative, call=called_for, by=by, at=called)
    text = "All points of the agenda were heard. What was decided stands below, with who does it until when."
    told = {"text": text, "present": [one.pk for one in present], "seen_revision": 0}
    held = meeting.minute(meeting=held, **told, by=by, at=starts + dt.timedelta(hours=2))
    for one in present if initiative.name == TEXTILES else present[:1]:
        official = by if one.organisation == _office(initiative) else _official(one.organisation)
        told = {"organisation": one.organisation, "seen_digest": held.digest, "by": official}
        held = meeting.confirm(meeting=held, **told, at=starts + dt.timedelta(days=1))
    return held


def _move(raised: Issue, way: str, text: str, by: User, at: dt.datetime) -> None:
    raised.refresh_from_db()
    issue.take(issue=raised, way=way, text=text, seen_state=raised.state, by=by, at=at)


def _authority(code: str) -> Organisation:
    return Organisation.objects.get(jurisdictions__region__code=code, kind=Organisation.Kind.MUNICIPAL_AUTHORITY)


def _office(initiative: Initiative) -> Organisation:
    return runner(initiative, on=timezone.localdate())


def _manager(initiative: Initiative) -> User:
    return people(initiative, on=timezone.localdate()).order_by("pk")[0]


def _official(authority: Organisation) -> User:
    return authority.representatives.order_by("pk")[0].user


def _ago(days: int) -> dt.datetime:
    """Ten in the morning so many days ago; before zero it lies ahead."""
    day = timezone.localdate() - dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(10)))


SCENES = {SYR_DARYA: _dry_years, OILFIELD: _objection, TEXTILES: _in_force}
