from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative, Membership, Organisation, OrganisationUnit
from initiatives.permissions.membership import applicants

ROLES = [("", _("not said")), *Membership.Role.choices]


class ApplyForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Which of your organisations?"), queryset=Organisation.objects.none(), empty_label=None
    )
    unit = forms.ModelChoiceField(
        label=_("Which unit of it?"),
        help_text=_("Without one the whole organisation joins."),
        queryset=OrganisationUnit.objects.none(),
        empty_label=_("the whole organisation"),
        required=False,
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
        mine = applicants(user, initiative).order_by("sort_name")
        units = OrganisationUnit.objects.filter(organisation__in=mine.values("pk")).order_by("organisation", "name")
        self.fields["organisation"].queryset = mine
        self.fields["unit"].queryset = units
        if not units:
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        unit, organisation = given.get("unit"), given.get("organisation")
        if unit and organisation and unit.organisation_id != organisation.pk:
            self.add_error("unit", _("This unit belongs to another of your organisations."))
        return given


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
