from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.seen import SeenForm
from initiatives.models import Leader, Organisation
from initiatives.queries.initiative import candidates


class MandateForm(forms.Form):
    """For how long, with whom and by what document an organisation runs an initiative."""

    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first day on which it no longer runs the initiative."),
    )
    staff = forms.DecimalField(
        label=_("Full-time equivalents"),
        min_value=Decimal(),
        max_value=Decimal(999),
        max_digits=5,
        decimal_places=2,
        help_text=_("How much working time runs the initiative; 0.5 is half a person."),
    )
    manager_name = forms.CharField(label=_("Cluster manager"), max_length=150, help_text=_("Name of the person."))
    mandate = forms.CharField(
        label=_("Mandate document"),
        max_length=300,
        required=False,
        help_text=_("Number and date of the minutes or the order."),
    )


class TermsForm(SeenForm, MandateForm):
    """Other terms for a proposed successor, by any who run the initiative."""

    def terms(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class AppointmentForm(MandateForm):
    field_order = ("organisation",)

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        help_text=_("The initiator or a member. It must accept by itself before it runs anything."),
    )

    def __init__(self, *args, initiative, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = candidates(initiative)
        self.initial.setdefault("organisation", initiative.initiator_id)
        self.initial.setdefault("starts_on", on)
        self.initial.setdefault("ends_on", on.replace(year=on.year + 3, day=min(on.day, 28)))


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LeaderForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)
    origin = forms.ChoiceField(
        label=_("From"),
        choices=Leader.Origin.choices,
        widget=forms.RadioSelect,
        help_text=_("Needed: one from business and one from science or education."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("none of the members"),
    )
    field = forms.CharField(
        label=_("Leads in"), max_length=200, required=False, help_text=_("The whole, or a working group.")
    )
    term_ends_on = forms.DateField(
        label=_("Term ends on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, initiative, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = candidates(initiative)
