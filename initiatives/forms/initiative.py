from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from initiatives.models import Organisation
from initiatives.queries.organisation import edited_by


class DraftForm(forms.Form):
    """Only a name, and who opens the initiative."""

    name = forms.CharField(
        label=_("Name of the initiative"),
        max_length=200,
        help_text=_("As people should know it. You can change it until you hand in."),
    )
    initiator = forms.ModelChoiceField(
        label=_("Opened by"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        help_text=_("The organisation that you act for. Its people can work on the draft."),
    )
    language = forms.ChoiceField(label=_("Language of your texts"), choices=settings.LANGUAGES)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = edited_by(user).exclude(kind__in=Organisation.AUTHORITY_KINDS).order_by("sort_name")
        self.fields["initiator"].queryset = mine
        self.initial.setdefault("initiator", mine.first())
        self.initial.setdefault("language", get_language() or "en")
