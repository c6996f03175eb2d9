from django import forms
from django.utils.translation import gettext_lazy as _


def _number(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=32)


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class NumbersForm(forms.Form):
    """What the authority's office has written on what came in and what went out."""

    incoming_number = _number(_("Incoming number"))
    incoming_on = _day(_("came in on"))
    outgoing_number = _number(_("Outgoing number"))
    outgoing_on = _day(_("went out on"))
