"""The sections of an initiative and their fields: what is asked, why, and who sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Form(StrEnum):
    """How a field is asked for."""

    LINE = "line"
    TEXT = "text"
    LANGUAGE = "language"
    CODES = "codes"
    CODE = "code"


@dataclass(frozen=True)
class Field:
    key: str
    label: Promise
    help: Promise
    form: Form = Form.TEXT
    is_needed: bool = True
    max_length: int = 4000


@dataclass(frozen=True)
class Section:
    key: str
    title: Promise
    why: Promise
    minutes: int
    fields: tuple[Field, ...] = ()

    @property
    def is_written(self) -> bool:
        """Kept as text with revisions; the other sections are rows of their own."""
        return bool(self.fields)

    def field(self, key: str) -> Field | None:
        return next((field for field in self.fields if field.key == key), None)


SECTIONS = {
    section.key: section
    for section in (
        Section(
            "place",
            _("Where and what"),
            _("Regions decide who answers your application; activities decide which official figures describe you."),
            2,
            (
                Field("regions", _("Regions"), _("Type a name, for example Kostanay."), Form.CODES),
                Field(
                    "activities",
                    _("Activities"),
                    _("Type an everyday word: cheese, flour, software. Each has a code of the OKED classification."),
                    Form.CODES,
                ),
                Field(
                    "lead_region",
                    _("Lead region"),
                    _("Where the initiative is at home. With several regions its authority coordinates the others."),
                    Form.CODE,
                    is_needed=False,
                ),
            ),
        ),
        Section(
            "about",
            _("About the initiative"),
            _("The public sees this text once the initiative is registered."),
            5,
            (
                Field("name", _("Name"), _("As people should know it."), Form.LINE, max_length=200),
                Field(
                    "language",
                    _("Language of your texts"),
                    _("What you write is shown in this language and marked so."),
                    Form.LANGUAGE,
                ),
                Field("summary", _("In one or two sentences"), _("What you do together."), max_length=500),
                Field("why", _("Why together"), _("What none of you can do alone.")),
                Field("products", _("Products and services"), _("What leaves the cluster for customers.")),
                Field(
                    "markets", _("Markets"), _("Where it is sold today, and where it should be sold."), is_needed=False
                ),
            ),
        ),
        Section(
            "vision",
            _("Vision"),
            _("Officials read this first. The strategic plan grows from it later."),
            5,
            (
                Field("vision", _("Vision"), _("What is different in ten years because you worked together.")),
                Field("goals", _("Goals"), _("Three to five, one a line. Numbers come with the strategic plan.")),
            ),
        ),
        Section(
            "managing",
            _("Managing organisation"),
            _("It runs the initiative from the day it accepts, and answers the officials. The public sees its name."),
            3,
        ),
        Section(
            "leaders",
            _("Leaders"),
            _("People whom the members follow: at least one from business and one from science or education."),
            3,
        ),
        Section(
            "members",
            _("Members"),
            _("Organisations whose signatory has committed and whom you have admitted. The public sees their names."),
            3,
        ),
    )
}

WRITTEN = tuple(key for key, section in SECTIONS.items() if section.is_written)
# What a registered initiative may say anew; its regions and activities carry seats and figures.
AMENDED_SECTIONS = {key: SECTIONS[key] for key in ("about", "vision")}
CONTENT_LIMIT = 40_000


def missing(section: Section, content: Mapping[str, object]) -> list[Field]:
    """The needed fields of a written section that are still empty."""
    return [field for field in section.fields if field.is_needed and not content.get(field.key)]


def empty(section: Section) -> dict[str, str | list[str]]:
    return {field.key: [] if field.form == Form.CODES else "" for field in section.fields}


def tidy(section: Section, content: Mapping[str, object]) -> dict[str, str | list[str]]:
    """Only the section's own fields, each in its plain form, so that equal texts compare equal."""
    return {field.key: _tidy_value(field, content.get(field.key)) for field in section.fields}


def _tidy_value(field: Field, value: object) -> str | list[str]:
    if field.form == Form.CODES:
        return sorted({str(code) for code in value}) if isinstance(value, list | tuple | set) else []
    return str(value or "").replace("\r\n", "\n").strip()
