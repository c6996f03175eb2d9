"""What a few organisations of the demo country offer and need, some of which meet; and one that is here twice."""

import datetime as dt

from django.utils import timezone

from clusterportal.demo import organisations
from clusterportal.demo.people import person
from indicators.models import Classification, Code
from initiatives.actions import offer
from initiatives.models import Initiative, Membership, Offer, Organisation, Representative

TERM = dt.timedelta(days=150)
Kind = Offer.Kind
# Initiative, kind of organisation, side, kind of offer, sentence, activities, readiness.
ROWS = (
    ("Tobol", "university", "offer", Kind.LABORATORY, "Grain laboratory: gluten, two free days a week", "106"),
    ("Tobol", "firm", "need", Kind.LABORATORY, "Test the gluten of 400 lots of wheat a month, from September", "1061"),
    ("Tobol", "institute", "offer", Kind.TECHNOLOGY, "Sowing wheat by satellite maps of moisture", "0111", 7),
    ("Esil", "peasant_farm", "need", Kind.CAPACITY, "Cool 3 tonnes of milk a day from May to September", "105"),
    ("Esil", "technopark", "offer", Kind.CAPACITY, "Cooling tank of 5 tonnes stands empty every morning", "1051"),
    ("Almaty Software", "university", "offer", Kind.SPECIALISTS, "Twelve students of data analysis for a term", "62"),
    ("Almaty Software", "firm", "need", Kind.SPECIALISTS, "Three people for Python and payments, half a year", "6201"),
    ("Karaganda", "firm", "need", Kind.TEST, "Fatigue test of welded frames up to 50 kN", "28"),
    ("Karaganda", "institute", "offer", Kind.TEST, "Fatigue and impact tests of metal parts, with a protocol", "28"),
)  # fmt: skip


def play_all() -> None:
    at = timezone.now()
    for name, kind, side, what, sentence, activity, *readiness in ROWS:
        firm = _member(name, kind)
        editor = firm and Representative.objects.editors().filter(organisation=firm).order_by("pk").first()
        codes = Code.objects.filter(classification__code=Classification.ACTIVITY, code=activity)
        if editor is None or Offer.objects.filter(organisation=firm, sentence=sentence).exists():
            continue
        words = offer.Words(
            side=side,
            kind=what,
            sentence=sentence,
            language="en",
            ends_on=timezone.localdate(at) + TERM,
            readiness=readiness[0] if readiness else None,
            region=firm.region,
            activities=tuple(codes),
        )
        offer.enter(organisation=firm, words=words, by=editor.user, at=at)
    _twice(at)


def _member(initiative: str, kind: str) -> Organisation | None:
    found = Initiative.objects.filter(name__startswith=initiative, is_synthetic=True).first()
    joined = Membership.objects.admitted().filter(initiative=found, organisation__kind=kind).order_by("pk").first()
    return joined.organisation if joined else None


def _twice(at: dt.datetime) -> None:
    """Somebody has registered the same firm under a branch's number: the ministry finds it in its list."""
    firm = _member("Tobol", "firm")
    if firm is None or not firm.bin:
        return
    organisations.organisation(
        number=next(organisations.numbers("1905409")),
        name=firm.name.replace("LLP “", "“").replace("”", "” LLP"),
        kind=firm.kind,
        email="tobol.branch@demo.kz",
        person_name=str(person("tobol.branch@demo.kz", "Iskakova A.")),
        region=firm.region,
        at=at,
    )
