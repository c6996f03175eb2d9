from django import forms
from django.utils.translation import gettext_lazy as _


class UnitForm(forms.Form):
    """A faculty, laboratory or branch."""

    name = forms.CharField(label=_("Name of the unit"), help_text=_("A faculty, laboratory or branch."), max_length=300)
