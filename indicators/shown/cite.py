"""How to cite a figure, in each of the three languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, get_language_info, gettext_lazy, override
from django.utils.translation import gettext as _

from indicators.models import Citation
from indicators.queries import citation as citations
from indicators.queries import name
from indicators.queries.explanation import Explained
from indicators.resolution import Subject
from indicators.shown import addresses, texts

Citations = Sequence[dict[str, str]]
Shown = dict[str, Any]
KEPT = {
    "indicator": gettext_lazy("Indicator"),
    "measure": gettext_lazy("Measure"),
    "subject": gettext_lazy("Name"),
    "version": gettext_lazy("Version of the indicator"),
    "formula": gettext_lazy("Formula"),
    "unit": gettext_lazy("Unit"),
    "thresholds": gettext_lazy("Lines it was held against"),
}


def words(found: Explained, owner: str) -> Citations:
    """One text for each language: what, for whom, when, value, vintage and address."""
    if found.vintage is None:
        return []
    return [_in_language(code, found, owner) for code, _label in settings.LANGUAGES]


def _in_language(language: str, found: Explained, owner: str) -> dict[str, str]:
    with override(language):
        subject = Subject.parse(found.main.cell)
        told = {
            "indicator": found.definition.indicator.name,
            "subject": owner or name.of(subject, name.spoken(name.within(subject, found.codes))),
            "period": str(found.period),
            "value": texts.value(found.main),
            "vintage": date_format(localtime(found.vintage), "DATETIME_FORMAT"),
            "address": settings.PORTAL_URL + _path(found),
        }
        text = _(
            "%(indicator)s, %(subject)s, %(period)s: %(value)s. Cluster portal, as known on %(vintage)s. %(address)s"
        )
        label = get_language_info(language)["name_local"]
        return {"language": language, "label": label, "text": text % told}


def _path(found: Explained) -> str:
    return addresses.address(found.definition, found.main.subject, str(found.period), at=found.vintage)


def kept(found: Explained, cited: Citation | None) -> Shown:
    """What the address answered when it was first cited, and what it answers otherwise now."""
    if cited is None:
        return {}
    written = texts.formatter(found.definition)
    changed = citations.changed(found, cited)
    return {
        "at": cited.cited_at,
        "differs": citations.differs(found, cited),
        "values": _answers(cited.answer, written),
        "now": _answers(citations.answer(found), written),
        "facts": [{"term": str(KEPT[key]), "value": _told(value)} for key, value in _ordered(cited.shown) if value],
        "head": [_("What"), _("when cited"), _("now")],
        "changed": [[str(KEPT[key]), _told(changed[key][0]), _told(changed[key][1])] for key in KEPT if key in changed],
    }


def _ordered(shown: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(key, shown[key]) for key in KEPT if key in shown]


def _answers(rows: Sequence[Mapping[str, Any]], written: Any) -> str:
    return ", ".join(f"{written(row['value'])} ({texts.status(row['status'])})" for row in rows)


def _told(value: Any) -> str:
    """A kept fact in the reader's language."""
    if isinstance(value, Mapping):
        return str(value.get(get_language() or "en") or value.get("en", ""))
    if isinstance(value, list):
        return "; ".join(f"{line['comparison']} {line['value']:g}: {_told(line['meaning'])}" for line in value)
    return str(value)
