from django import forms


class SeenForm(forms.Form):
    """Brings back what its page showed, so that a colleague's change meanwhile is noticed."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
