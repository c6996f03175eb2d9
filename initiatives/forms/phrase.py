from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from initiatives.matters import ALL_SECTIONS
from initiatives.models import Organisation


class PhraseForm(forms.Form):
    """A phrase for the book: which section it is about, in which language the applicant reads it."""

    authority = forms.TypedChoiceField(label=_("Authority"), coerce=int)
    section = forms.ChoiceField(label=_("Section"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=_("Remark"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the remark.")},
    )

    def __init__(self, data: Any = None, *, authorities: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["authority"].choices = [(body.pk, body.called) for body in authorities]
        if len(authorities) == 1:
            self.fields["authority"].widget = forms.HiddenInput()
            self.fields["authority"].initial = authorities[0].pk
            self.fields["authority"].required = False
        named = [(key, section.title) for key, section in ALL_SECTIONS.items()]
        self.only = authorities[0].pk if len(authorities) == 1 else None
        self.fields["section"].choices = [("", _("every section")), *named]

    def clean_authority(self) -> int:
        return self.cleaned_data["authority"] or self.only
