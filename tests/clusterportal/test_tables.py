from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override

TABLE = '{% include "components/table.html" with caption="c" head=head rows=rows first_is_header=True only %}'


def drawn(*rows):
    found = engines["django"].from_string(TABLE).render({"head": ["One", "Two"], "rows": rows})
    return found.partition("<tbody>")[2].partition("</tbody>")[0].strip()


def test_a_row_begins_with_its_name_and_a_number_stands_to_the_right():
    link = {"text": "A & B", "href": "/a/?b=1&c=2"}
    assert drawn([link, {"text": "1.5", "numeric": True}]) == (
        '<tr><th scope="row"><a href="/a/?b=1&amp;c=2">A &amp; B</a></th><td class="numeric">1.5</td></tr>'
    )


def test_what_people_wrote_is_escaped_and_a_picture_is_not():
    assert drawn(["<b>", SafeString("<svg/>")]) == '<tr><th scope="row">&lt;b&gt;</th><td><svg/></td></tr>'


def test_nothing_is_a_dash_and_zero_is_a_number():
    cells = [None, {"text": "", "numeric": True}, {"text": 0, "numeric": True}, ""]
    assert drawn(cells) == (
        '<tr><th scope="row">–</th><td class="numeric">–</td><td class="numeric">0</td><td></td></tr>'
    )


def test_a_badge_is_the_component():
    assert drawn(["a", {"badge": "late <", "tone": "bad"}]) == (
        '<tr><th scope="row">a</th><td>\n<span class="badge badge--bad">late &lt;</span>\n</td></tr>'
    )


def test_numbers_and_lazy_words_are_the_readers():
    with override("ru"):
        assert drawn([gettext_lazy("Region"), 12345]) == '<tr><th scope="row">Регион</th><td>12\xa0345</td></tr>'


def test_a_table_without_rows_says_so():
    assert drawn() == '<tr><td class="table__empty" colspan="2">Nothing here yet.</td></tr>'
