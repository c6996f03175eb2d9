import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.forms.assessment import day
from initiatives.survey import QUESTIONS, Opinion

DAYS = 21


class SurveyForm(forms.Form):
    starts_on = day(_("First day of the survey"))
    ends_on = day(_("Last day of the survey"), help_text=_("What came out is shown on the day after."))

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", on)
        self.initial.setdefault("ends_on", on + dt.timedelta(days=DAYS))


class AnswerForm(forms.Form):
    use_required_attribute = False

    organisation = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question, text in QUESTIONS.items():
            self.fields[question] = forms.TypedChoiceField(
                label=text,
                choices=Opinion.choices,
                coerce=int,
                required=False,
                widget=forms.RadioSelect,
                empty_value=None,
            )

    def given(self) -> dict[str, int]:
        said = {question: self.cleaned_data.get(question) for question in QUESTIONS}
        return {question: opinion for question, opinion in said.items() if opinion}
