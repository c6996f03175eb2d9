"""An offer or a need in one short page, prolonging it, and writing about it."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from initiatives.forms.organisation import DAY
from initiatives.forms.section import CodesField
from initiatives.forms.seen import SeenForm
from initiatives.models import Offer
from initiatives.queries import code as codes
from initiatives.uploads import ACCEPT

# Readiness as the scale of nine levels names it.
READINESS = (
    (1, gettext_lazy("1: the principle is observed")),
    (2, gettext_lazy("2: the concept is formulated")),
    (3, gettext_lazy("3: shown to be possible")),
    (4, gettext_lazy("4: works in the laboratory")),
    (5, gettext_lazy("5: works in a relevant environment")),
    (6, gettext_lazy("6: demonstrated in a relevant environment")),
    (7, gettext_lazy("7: prototype in operation")),
    (8, gettext_lazy("8: complete and qualified")),
    (9, gettext_lazy("9: proven in everyday operation")),
)
LONGEST_TEXT = 2000


class OfferForm(SeenForm):
    """One sentence first: what people say on the telephone."""

    use_required_attribute = False

    side = forms.ChoiceField(
        label=gettext_lazy("Do you offer or need it?"),
        choices=((Offer.Side.OFFER, gettext_lazy("We offer")), (Offer.Side.NEED, gettext_lazy("We need"))),
        widget=forms.RadioSelect,
    )
    sentence = forms.CharField(
        label=gettext_lazy("In one sentence"),
        max_length=Offer.LONGEST,
        help_text=gettext_lazy("As you would say it on the telephone: what, how much, when."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=[("", gettext_lazy("not chosen yet")), *Offer.Kind.choices]
    )
    readiness = forms.TypedChoiceField(
        label=gettext_lazy("How ready is the technology?"),
        help_text=gettext_lazy("For a technology only."),
        choices=[("", gettext_lazy("not a technology")), *READINESS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    activities = CodesField(
        label=gettext_lazy("Which activity it serves"),
        help_text=gettext_lazy("An everyday word is enough: cheese, flour, software."),
        required=False,
    )
    region = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    ends_on = forms.DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("Then it is gone from the lists by itself; you can prolong it."),
        widget=DAY,
    )
    file = forms.FileField(label=gettext_lazy("Photo or document"), max_length=300, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of this text"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code.code, getattr(code, f"name_{get_language()}", "") or code.name) for code in codes.regions(on=on)]
        self.fields["region"].choices = [("", _("anywhere")), *named]
        self.fields["file"].widget = forms.FileInput(attrs={"accept": ACCEPT})
        self.fields["file"].help_text = _("If it says more than words; at most %(size)s.") % {
            "size": filesizeformat(settings.DOCUMENT_MAX_BYTES)
        }
        self.initial.setdefault("language", get_language() or "ru")

    def clean_sentence(self) -> str:
        """One line, whatever keys the telephone has."""
        return " ".join(self.cleaned_data["sentence"].split())


class ProlongForm(forms.Form):
    ends_on = forms.DateField(label=gettext_lazy("Until"), widget=DAY)


class AskForm(forms.Form):
    use_required_attribute = False

    organisation = forms.ModelChoiceField(label=gettext_lazy("You write for"), queryset=None)
    text = forms.CharField(
        label=gettext_lazy("Your message"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].empty_label = None


class AnswerForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
