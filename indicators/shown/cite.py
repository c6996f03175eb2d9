"""How to cite a figure, in each of the three languages."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from indicators.queries import name
from indicators.queries.explanation import Explained
from indicators.resolution import Subject
from indicators.shown import addresses, texts

Citations = Sequence[dict[str, str]]


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
            "subject": owner or name.of(subject, name.spoken(found.codes)),
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
