import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from initiatives.queries import code as codes
from initiatives.sections import Field, Form, Section

ROWS = {500: 3}


class CodesField(forms.Field):
    """Codes that were picked; the picking itself is components/pick.html."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return [code for code in (str(each).strip() for each in value or []) if code.isprintable() and code]


class SectionForm(forms.Form):
    """The fields of one section. All may be empty: a draft keeps what there is."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=999_999_999)

    def __init__(self, *args: Any, section: Section, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in section.fields:
            self.fields[field.key] = _field(field, on)

    def full_clean(self) -> None:
        # A draft keeps what there is; what is needed is asked for at the handing-in.
        needed = [field for name, field in self.fields.items() if field.required and name != "version"]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    def content(self) -> Mapping[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _field(field: Field, on: dt.date) -> forms.Field:
    told: dict[str, Any] = {"label": field.label, "help_text": field.help, "required": field.is_needed}
    if field.form == Form.CODES:
        return CodesField(**told)
    if field.form == Form.LANGUAGE:
        return forms.ChoiceField(choices=settings.LANGUAGES, **told)
    if field.form == Form.CODE:
        named = [(code.code, _name(code)) for code in codes.regions(on=on)]
        return forms.ChoiceField(choices=[("", _("not chosen yet")), *named], **told)
    area = None if field.form == Form.LINE else forms.Textarea(attrs={"rows": ROWS.get(field.max_length, 6)})
    return forms.CharField(max_length=field.max_length, widget=area, **told)


def _name(code: Any) -> str:
    return getattr(code, f"name_{get_language()}", "") or code.name
