from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import Organisation


class InviteForm(forms.Form):
    """Which of the organisations of a cell are asked to open an initiative there."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Choose at least one organisation.")},
    )

    def __init__(self, *args: Any, found: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = Organisation.objects.filter(pk__in=[one.pk for one in found])
