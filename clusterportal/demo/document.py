"""The mandate of each managing organisation in office, as a file of one invented page."""

import json

import typst
from django.core.files.base import ContentFile
from django.utils import timezone

from initiatives.actions import document
from initiatives.models import Appointment, Document
from initiatives.queries.initiative import people

PAGE = b"""
#let said = json(bytes(sys.inputs.said))
#set document(title: said.title, date: none)
#set page("a5")
#set text(font: "Libertinus Serif", lang: "ru")
= #said.title
#for line in said.lines { par(line) }
"""


def play_all() -> None:
    on = timezone.localdate()
    shown = Document.objects.exclude(appointment=None).values("appointment")
    appointed = Appointment.objects.in_force(on).filter(initiative__is_synthetic=True).exclude(pk__in=shown)
    for appointment in appointed.select_related("initiative", "organisation").order_by("pk"):
        _hand_in(appointment)


def _hand_in(appointment: Appointment) -> None:
    initiative, at = appointment.initiative, timezone.now()
    document.add(
        initiative=initiative,
        belongs_to=f"appointment-{appointment.pk}",
        title="Решение о назначении управляющей организации",
        language="ru",
        file=ContentFile(_page(appointment), name=f"Мандат {appointment.term.lower:%Y}.pdf"),
        by=people(initiative, on=timezone.localdate(at)).order_by("pk")[0],
        at=at,
    )


def _page(appointment: Appointment) -> bytes:
    lines = [
        f"Учредители инициативы «{appointment.initiative.name}» приняли решение.",
        f"«{appointment.organisation.name}» управляет ею до {appointment.term.upper:%d.%m.%Y}.",
        "Құрылтайшылар шешім қабылдады: басқарушы ұйым осы құжат бойынша әрекет етеді.",
        "Образец для демонстрации: организации и люди вымышлены.",
    ]
    said = json.dumps({"title": "Решение о назначении", "lines": lines}, ensure_ascii=False)
    return typst.compile(PAGE, ignore_system_fonts=True, sys_inputs={"said": said}, timestamp=0)
