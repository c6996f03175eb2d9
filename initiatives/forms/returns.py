import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.plausibility import Problem
from initiatives.queries.returns import Form as Asked
from initiatives.questionnaire import QUESTIONS, Answers, Group, Question, in_group

# Numbers are pasted from accounts, with all the marks that group digits.
GROUPING = str.maketrans("", "", " \u00a0\u202f\u2009'’₸")
PLACES, MOST = 3, Decimal(10) ** 15
APART = "="
LONGEST = 40


class AnswerField(forms.CharField):
    """A number as people write it; an empty field is an answer that is missing, and a zero has to be typed."""

    def __init__(self, question: Question, **options: Any) -> None:
        self.question = question
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=LONGEST, widget=widget, **options)

    def validate(self, value: Any) -> None:
        """Nothing is asked for by force: what is not known stays empty."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value).translate(GROUPING).replace("−", "-").replace(",", ".")
        return self.number(text) if text else None

    def number(self, text: str) -> Decimal:
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number) > MOST:
            raise forms.ValidationError(
                _("Write a number, for example 12.5. Leave the field empty if you do not know.")
            )
        if number < 0 and not self.question.may_be_negative:
            raise forms.ValidationError(_("This is never less than 0."))
        places = PLACES if self.question.decimals else 0
        if number != round(number, places):
            raise forms.ValidationError(
                _("Not more than three digits after the point.") if places else _("A whole number, please.")
            )
        return number


class ShareField(AnswerField):
    """What part of the organisation belongs to this cluster, in percent."""

    def number(self, text: str) -> Decimal:
        number = super().number(text.rstrip("%"))
        if not 0 < number <= 100:  # noqa: PLR2004 percent
            raise forms.ValidationError(_("A share lies between 0 and 100 percent."))
        return round(number, 2)


class ReturnForm(forms.Form):
    """Every question of the year. Warnings are confirmed one by one, each with the answer that it is about."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for question in QUESTIONS.values():
            self.fields[question.key] = AnswerField(
                question,
                label=_("%(question)s, %(unit)s") % {"question": question.label, "unit": question.unit.label},
                help_text=self._hint(question),
            )
        if asked.has_several:
            self.fields["share"] = ShareField(
                QUESTIONS["turnover"],
                label=_("Share that belongs to this cluster, percent"),
                help_text=_(
                    "You are a member of several clusters. The answers are those of the whole organisation; this share "
                    "of them counts here, and all shares together are at most 100, so that nothing counts twice."
                ),
            )

        if asked.is_published:
            self.fields["reason"] = forms.CharField(
                label=_("Why the answers change"),
                help_text=_("Your earlier answers count in published sums. Only your organisation reads the reason."),
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def _hint(self, question: Question) -> str:
        before = self.asked.before.get(question.key)
        told = [str(question.help)] if question.help else []
        if before is not None:
            told.append(
                _("%(year)s: %(value)s.") % {"year": self.asked.request.campaign.year - 1, "value": written(before)}
            )
        return " ".join([*told, _("Only you see it, others see sums.")])

    @property
    def groups(self) -> list[dict[str, Any]]:
        return [
            {
                "label": group.label,
                "is_folded": group == Group.RESOURCES and not self._has_resources(),
                "fields": [self[question.key] for question in in_group(group)],
            }
            for group in Group
        ]

    def _has_resources(self) -> bool:
        return any(self[question.key].value() or self[question.key].errors for question in in_group(Group.RESOURCES))

    def answers(self) -> Answers:
        # An answer that was found wrong is taken out of what is clean.
        return {key: self.cleaned_data.get(key) for key in QUESTIONS}

    def share(self) -> Decimal:
        if "share" not in self.fields:
            return Decimal(100)
        return self.cleaned_data["share"] or Decimal()

    def why(self) -> str:
        return self.cleaned_data.get("reason", "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "share" in self.fields and "share" not in self.errors and cleaned.get("share") is None:
            self.add_error(
                "share", _("Say which part of your organisation belongs to this cluster; 100 if all of it does.")
            )
        return cleaned

    def typed(self) -> Mapping[str, str]:
        """What stands in the fields, valid or not."""
        names = [*QUESTIONS, *(["share"] if "share" in self.fields else [])]
        return {name: self.data.get(name, "").replace("\0", "")[: 2 * LONGEST] for name in names}

    def confirmed(self) -> list[str]:
        """The warnings that were ticked and whose answer is still the same."""
        ticked = (token.rpartition(APART) for token in self.data.getlist("confirmed"))
        answers = self.answers()
        return [code for code, _apart, value in ticked if code and value == _answer(code, answers)]


def token(problem: Problem, answers: Answers) -> str:
    return f"{problem.code}{APART}{_answer(problem.code, answers)}"


def initial_of(asked: Asked) -> dict[str, str]:
    """What was typed last, else what is known."""
    if asked.draft is not None:
        return asked.draft.content
    share = {"share": written(asked.standing.share)} if asked.standing else {}
    return {key: "" if value is None else written(value) for key, value in asked.prefilled.items()} | share


def written(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _answer(code: str, answers: Answers) -> str:
    value = answers.get(code.partition(":")[2])
    return "" if value is None else written(value)


class CampaignForm(forms.Form):
    """Which year is asked for, and until when."""

    use_required_attribute = False

    year = forms.TypedChoiceField(label=gettext_lazy("Year that the returns are about"), coerce=int)
    due_on = forms.DateField(
        label=gettext_lazy("Due on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Members are reminded a week before, a day before and on the day."),
    )

    def __init__(self, *args: Any, on: dt.date, collected: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [year for year in range(on.year - 1, on.year - 6, -1) if year not in collected]
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["due_on"].initial = on + dt.timedelta(days=28)
