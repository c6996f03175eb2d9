from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class ListForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=_("List of firms"),
        max_length=150,
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )


class RecordForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the invitations"),
        help_text=_("Where a row names none."),
        choices=settings.LANGUAGES,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", get_language() or "ru")
