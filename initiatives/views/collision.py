"""What a colleague saved meanwhile, beside what was sent: whoever sends again has seen both."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _


def show(form: forms.Form, standing: Mapping[str, Any], *, told: str, **mark: Any) -> bool:
    """Put what stands above the form, and the mark of it into the form; False where both say the same."""
    rows = [
        {"term": field.label, "value": _shown(field, standing.get(name))}
        for name, field in form.fields.items()
        if name in standing and name not in mark and field.has_changed(standing[name], form[name].data)
    ]
    form.data = form.data.copy()
    form.data.update({name: str(value) for name, value in mark.items()})
    form.theirs = rows
    both = _("What stands now is below, your text is in the form: send it again to replace it.")
    form.add_error(None, f"{told} {both}")
    return bool(rows)


def _shown(field: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    if hasattr(value, "strftime"):
        return date_format(value)
    if hasattr(field, "choices"):
        named = {str(key): str(label) for key, label in field.choices}
        return named.get(str(getattr(value, "pk", value)), str(value))
    return str(localize(field.prepare_value(value)))
