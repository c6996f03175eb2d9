from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from initiatives.models import Control, Organisation


def _day(label: str, *, is_needed: bool) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=is_needed, widget=widget)


class ControlForm(forms.Form):
    """An organisation by its BIN or a person by the e-mail address, and what ties them."""

    kind = forms.ChoiceField(label=_("Relation"), choices=Control.Kind.choices)
    bin = forms.CharField(label=_("BIN of the organisation"), required=False, max_length=12)
    email = forms.EmailField(label=_("Or e-mail address of the person"), required=False)
    since = _day(_("Since"), is_needed=True)
    until = _day(_("Last day, where it has ended"), is_needed=False)
    source = forms.CharField(label=_("Source: register, order, extract"), max_length=200)

    def clean_bin(self) -> Organisation | None:
        return _one(Organisation.objects.filter(bin=self.cleaned_data["bin"]), self.cleaned_data["bin"])

    def clean_email(self) -> User | None:
        return _one(User.objects.filter(email__iexact=self.cleaned_data["email"]), self.cleaned_data["email"])


def _one(found: Any, typed: str) -> Any:
    if not typed:
        return None
    if one := found.first():
        return one
    raise forms.ValidationError(_("Nobody of this number or address is known here."))
