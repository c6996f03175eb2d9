from django import forms
from django.utils.translation import gettext_lazy as _


class DismissForm(forms.Form):
    """Why a cell does not count."""

    reason = forms.CharField(
        label=_("Why this cell does not count"),
        help_text=_("Everybody reads it beside the cell. For example: one firm's head office is registered here."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
