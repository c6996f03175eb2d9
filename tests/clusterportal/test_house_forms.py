import re

from django import forms

from clusterportal.templatetags import ui


class Question(forms.Form):
    name = forms.CharField(label="Name", help_text="As on a certificate.")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False)


def test_a_refused_field_says_what_is_wrong_to_a_screen_reader():
    shown = str(Question({"name": "", "kind": "a"})["name"].as_field_group())
    (described,) = re.findall(r'aria-describedby="([^"]+)"', shown)
    assert all(f'id="{part}"' in shown for part in described.split())
    assert 'aria-invalid="true"' in shown


def test_a_question_with_choices_is_a_fieldset_with_its_legend():
    shown = str(Question()["kind"].as_field_group())
    assert re.findall(r"<(fieldset|legend)[ >]", shown) == ["fieldset", "legend"]


def test_only_what_may_stay_empty_is_marked():
    form = Question()
    assert ["optional" in str(field.as_field_group()) for field in form] == [False, False, True]


def test_each_problem_leads_to_the_element_that_cures_it():
    form = Question({})
    form.add_error(None, "Both at once.")
    assert ui.form_problems(form) == [
        {"text": "Both at once.", "href": ""},
        {"text": "Name: This field is required.", "href": "#id_name"},
        {"text": "Kind: This field is required.", "href": "#id_kind_0"},
    ]
    assert 'id="id_kind_0"' in str(form)
