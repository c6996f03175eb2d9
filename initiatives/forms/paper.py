from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from initiatives.forms.organisation import DAY, NumberField
from initiatives.forms.section import CodesField
from initiatives.queries import code as codes
from initiatives.queries import organisation as organisations
from initiatives.uploads import ACCEPT


class PaperForm(forms.Form):
    """What the act on paper says."""

    use_required_attribute = False

    act = forms.CharField(
        label=_("Act"), max_length=300, help_text=_("What it is: order of the minister, minutes of the commission.")
    )
    act_number = forms.CharField(
        label=_("Number of the act"),
        max_length=64,
        help_text=_("Where one act names several initiatives, add the item: 367, item 4."),
    )
    act_on = forms.DateField(label=_("Date of the act"), widget=DAY)
    file = forms.FileField(
        label=_("Scan of the act"),
        max_length=300,
        required=False,
        help_text=_("It stays private: the people of the initiative and its authorities read it."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    name = forms.CharField(label=_("Name of the initiative"), max_length=200)
    language = forms.ChoiceField(label=_("Language of the name"), choices=settings.LANGUAGES)
    register_number = forms.CharField(label=_("Number in the register, if it has one"), max_length=32, required=False)
    number = NumberField(
        label=_("BIN of the organisation that runs it"),
        help_text=_("12 digits. Its people fill in the rest and act for the initiative."),
    )
    regions = forms.MultipleChoiceField(label=_("Regions"), widget=forms.CheckboxSelectMultiple)
    activities = CodesField(
        label=_("Activities"), help_text=_("An everyday word is enough: cheese, flour, software."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = codes.regions(on=timezone.localdate())
        self.fields["regions"].choices = [(code.code, code.short_name or code.name) for code in found]
        self.initial.setdefault("language", get_language() or "ru")

    def clean_number(self) -> Any:
        """The organisation itself, where it is here."""
        organisation = organisations.by_bin(self.cleaned_data["number"])
        if organisation is None:
            raise forms.ValidationError(
                _("No organisation has this BIN here. It registers itself in three minutes; then record it.")
            )
        return organisation


class PaperListForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=_("Sheet of initiatives"),
        max_length=150,
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )


class RecordForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the names"), help_text=_("Where a row names none."), choices=settings.LANGUAGES
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", get_language() or "ru")
