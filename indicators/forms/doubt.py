"""What somebody says who doubts a figure, and what he is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 3000


class ReportForm(forms.Form):
    text = forms.CharField(
        label=_("What seems wrong?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What did you expect, and from which source? Please name no person."),
        error_messages={"required": _("Say in a sentence what seems wrong.")},
    )
    email = forms.EmailField(
        label=_("E-mail for the answer"),
        required=False,
        help_text=_("Kept encrypted and deleted as soon as the answer has been sent."),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Whoever reported it reads this answer, and so does everybody who has the link."),
        error_messages={"required": _("Write the answer.")},
    )
