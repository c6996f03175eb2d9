from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.models import Indicator, IndicatorVersion
from initiatives.forms.seen import SeenForm
from initiatives.models import Organisation, Project, ProjectPartner
from initiatives.projects import BEST, CRITERIA, Asked, Way
from initiatives.queries.project import choices

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = forms.Textarea(attrs={"rows": 4})
RATINGS = (
    (1, _("1, hardly")),
    (2, _("2, little")),
    (3, _("3, middling")),
    (4, _("4, much")),
    (5, _("5, very much")),
)


class ProjectForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Project.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("What it does"),
        max_length=4000,
        required=False,
        widget=LONG,
        help_text=_("A few sentences: what is there afterwards that is not there now, and for whom."),
    )
    responsible = forms.ModelChoiceField(
        label=_("Responsible organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("not known yet"),
    )
    responsible_name = forms.CharField(label=_("Responsible person"), max_length=150, required=False)
    starts_on = forms.DateField(label=_("First day"), required=False, widget=DAY)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DAY)
    is_public = forms.BooleanField(
        label=_("Show it on the public profile"),
        required=False,
        help_text=_("Title, summary, partners, money and milestones; never risks and scores."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, initiative: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = choices(initiative, on=on)


class WordsForm(forms.Form):
    """The reason or the results that go with a way."""

    words = forms.CharField(max_length=4000, widget=LONG, strip=True)

    def __init__(self, *args: Any, way: Way, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label = way.asks.label
        field.required = way.asks != Asked.NOTHING
        if way.asks == Asked.RESULTS:
            field.help_text = _("What is there now, in numbers where there are some, and what was learned.")
        if way.asks == Asked.NOTHING:
            del self.fields["words"]


class PartnerForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Member"), queryset=Organisation.objects.none())
    role = forms.ChoiceField(label=_("Part"), choices=ProjectPartner.Role.choices)

    def __init__(self, *args: Any, initiative: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = choices(initiative, on=on)


class MilestoneForm(forms.Form):
    title = forms.CharField(
        label=_("What is there"), max_length=200, help_text=_("A thing that one can see, not an activity.")
    )
    due_on = forms.DateField(label=_("Due on"), widget=DAY)
    done_on = forms.DateField(
        label=_("Met on"), required=False, widget=DAY, help_text=_("Leave empty while it is open.")
    )
    evidence = forms.CharField(
        label=_("What shows it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A document with its number, an address, a count."),
    )


class ChangedMilestoneForm(SeenForm, MilestoneForm):
    """One that stands already."""


class RiskForm(forms.Form):
    title = forms.CharField(label=_("What may happen"), max_length=200)
    likelihood = forms.TypedChoiceField(label=_("Likelihood"), choices=RATINGS, coerce=int)
    impact = forms.TypedChoiceField(label=_("Impact"), choices=RATINGS, coerce=int)
    owner = forms.CharField(label=_("Whose it is"), max_length=150, required=False)
    response = forms.CharField(
        label=_("What is done about it"),
        required=False,
        max_length=2000,
        widget=LONG,
        help_text=_("From 10 of 25 on a risk without an answer needs attention."),
    )


class ChangedRiskForm(SeenForm, RiskForm):
    """One that stands already."""


class ContributionForm(forms.Form):
    indicator = forms.ModelChoiceField(label=_("Indicator"), queryset=Indicator.objects.none(), to_field_name="code")
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    value = forms.DecimalField(
        label=_("Expected change"),
        max_digits=18,
        decimal_places=6,
        help_text=_("In the indicator's unit; of shares and growth 0.05 is 5 percent."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A composite index ranks regions, so no project can add to it.
        in_force = IndicatorVersion.objects.in_force().filter(recipe__isnull=True).values("indicator")
        self.fields["indicator"].queryset = Indicator.objects.filter(pk__in=in_force)

    def clean_indicator(self) -> str:
        return self.cleaned_data["indicator"].code


class ScoreForm(forms.Form):
    """One number per criterion of the table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = [(number, str(number)) for number in range(BEST + 1)]
        for key, criterion in CRITERIA.items():
            self.fields[key] = forms.TypedChoiceField(
                label=criterion.label,
                choices=points,
                coerce=int,
                widget=forms.RadioSelect,
                help_text=_("weighs %(weight)s of 100; 0 not at all, 5 fully") % {"weight": criterion.weight},
            )
