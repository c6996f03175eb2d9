from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.uploads import ACCEPT


class FileForm(forms.Form):
    """A file; what is inside is looked at when it is handed in."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=300,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("PDF, Word, Excel, OpenDocument or a picture; at most %(size)s.") % {
            "size": filesizeformat(settings.DOCUMENT_MAX_BYTES)
        }


class DocumentForm(FileForm):
    """A document and what it belongs to."""

    field_order = ("belongs_to", "file", "title", "language")

    belongs_to = forms.ChoiceField(
        label=gettext_lazy("Belongs to"),
        error_messages={
            "required": gettext_lazy("Choose what the document belongs to."),
            "invalid_choice": gettext_lazy("Choose what the document belongs to."),
        },
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: the name of the file."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the document"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, choices: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["belongs_to"].choices = [("", _("Choose")), *choices]
