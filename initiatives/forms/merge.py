from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import Organisation
from initiatives.queries import merge as merges


class PairForm(forms.Form):
    """Two organisations by their numbers."""

    use_required_attribute = False

    survivor = forms.CharField(label=_("The one that stands"), help_text=_("BIN, or its number in the portal."))
    merged = forms.CharField(
        label=_("The one that is merged into it"), help_text=_("BIN, or its number in the portal.")
    )

    def clean_survivor(self) -> Organisation:
        return self._found("survivor")

    def clean_merged(self) -> Organisation:
        return self._found("merged")

    def _found(self, name: str) -> Organisation:
        if (one := merges.with_number(self.cleaned_data[name])) is None:
            raise forms.ValidationError(_("No organisation of this number is known here."))
        return one
