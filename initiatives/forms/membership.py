from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative, Membership, Organisation
from initiatives.permissions.membership import applicants

ROLES = [("", _("not said")), *Membership.Role.choices]


class ApplyForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Which of your organisations?"), queryset=Organisation.objects.none(), empty_label=None
    )
    role = forms.ChoiceField(label=_("Its place in the value chain"), choices=ROLES, required=False)
    message = forms.CharField(
        label=_("A sentence to those who run it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, user: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = applicants(user, initiative).order_by("sort_name")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The organisation reads it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Its place in the value chain"), choices=ROLES, required=False)
