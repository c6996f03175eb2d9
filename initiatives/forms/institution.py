from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.rungs import LADDER, Proof


class EvidenceForm(forms.Form):
    use_required_attribute = False

    rung = forms.ChoiceField(
        label=_("Rung"), choices=[(rung.key, rung.title) for rung in LADDER if rung.proof != Proof.SIGNATURES]
    )
    title = forms.CharField(label=_("Document"), max_length=300)
    number = forms.CharField(label=_("Number"), max_length=100, required=False)
    dated_on = forms.DateField(label=_("Dated"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    bin = forms.CharField(
        label=_("Business identification number"),
        max_length=20,
        required=False,
        help_text=_("Only for the certificate of the legal entity or association."),
    )


class AgreementForm(forms.Form):
    text = forms.CharField(
        label=_("Text that the members sign"), max_length=40_000, widget=forms.Textarea(attrs={"rows": 12})
    )


class SignForm(forms.Form):
    organisation = forms.IntegerField(min_value=1)
    seen_digest = forms.CharField(max_length=64)
