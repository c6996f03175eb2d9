from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is kept in the history, where the initiative's people and the authorities read it."),
    )


class ReplyForm(forms.Form):
    reply = forms.CharField(required=False, max_length=2000)
