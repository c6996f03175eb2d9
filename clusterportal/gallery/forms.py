from django import forms

REGIONS = [("KZ-61", "Turkistan"), ("KZ-43", "Kyzylorda"), ("KZ-79", "Shymkent")]


class SpecimenForm(forms.Form):
    name = forms.CharField(
        label="Name of the initiative", help_text="As it should stand on a certificate.", max_length=120
    )
    summary = forms.CharField(label="In two sentences", widget=forms.Textarea, required=False)
    bin = forms.RegexField(
        r"^\d{12}$",
        label="BIN",
        help_text="12 digits. We fill in what the register knows.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Number looks mistyped, check the last digits."},
    )
    kind = forms.ChoiceField(
        label="Kind of organisation", choices=[("firm", "Firm"), ("university", "University")], widget=forms.RadioSelect
    )
    regions = forms.MultipleChoiceField(
        label="Regions", choices=REGIONS, widget=forms.CheckboxSelectMultiple, required=False
    )
    size = forms.ChoiceField(label="Size", choices=[("", "Choose"), ("s", "up to 50 people"), ("m", "51 to 250")])
    since = forms.DateField(label="Since", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    statutes = forms.FileField(label="Statutes", help_text="PDF, at most 20 MB.", required=False)
    is_open = forms.BooleanField(
        label="Others may find this initiative", help_text="Its name, regions and activities.", required=False
    )


def filled_in() -> SpecimenForm:
    return SpecimenForm(
        initial={"name": "Syr Darya Irrigated Crops", "kind": "firm", "regions": ["KZ-61", "KZ-43"], "size": "m"},
        auto_id="filled_%s",
    )


def refused() -> SpecimenForm:
    form = SpecimenForm(data={"name": "", "bin": "12345678901", "kind": "firm", "size": "s"}, auto_id="refused_%s")
    form.add_error(None, "A colleague handed in the same initiative two minutes ago.")
    return form
