from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.models import Code
from initiatives.decisions import Capacity


class ConfirmForm(forms.Form):
    """For which part of the country an authority answers."""

    regions = forms.ModelMultipleChoiceField(
        label=_("Regions"),
        queryset=Code.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Choose regions of the list."),
            "invalid_pk_value": _("Choose regions of the list."),
        },
    )
    is_whole_country = forms.BooleanField(label=_("The whole country (a ministry)"), required=False)
    capacity = forms.ChoiceField(
        label=_("Its answer"), choices=Capacity.choices, initial=Capacity.DECIDES, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        regions = Code.objects.regions().valid(timezone.localdate()).filter(kind=Code.Kind.CODE).exclude(code="KZ")
        self.fields["regions"].queryset = regions.order_by("code")
        self.fields["regions"].label_from_instance = lambda code: code.name
