from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import Appeal


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("What is wrong with the rejection"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Name the reason that you contest, and what shows that it does not hold."),
        error_messages={"required": _("Say what is wrong with the rejection.")},
    )


class AppealAnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=(
            (Appeal.Answer.GRANTED, _("Grant: the same text may be handed in again")),
            (Appeal.Answer.DISMISSED, _("Dismiss: the rejection stands")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Grant or dismiss it.")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why; the applicant reads it.")},
    )
