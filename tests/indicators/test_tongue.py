"""A name in another language than the reader's says which."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from indicators.models import Code


@pytest.mark.parametrize(
    ("language", "name", "tongue"),
    [("kk", "Производство муки", "ru"), ("ru", "Производство муки", ""), ("en", "Manufacture of flour", "")],
)
def test_a_name_that_the_classifier_lacks_is_shown_in_another_language_and_marked(language, name, tongue):
    code = Code(code="10611", name_ru="Производство муки", name_en="Manufacture of flour", name_kk="")
    with override(language):
        assert (code.name, code.tongue) == (name, tongue)


def test_the_mark_names_the_language_and_there_is_none_for_ones_own():
    assert "in Russian" in render_to_string("components/tongue.html", {"language": "ru"})
    assert "small" not in render_to_string("components/tongue.html", {"language": ""})
