import pytest

from indicators.shared_text import SharedText

TEXTS = b"<sst><si><t>%s</t></si><si><t>ab</t></si><si><r><t>c</t></r><r><t>d</t></r></si></sst>" % (b"x" * 1000)
LONG, SHORT, RICH = (b'<c r="A1" s="4" t="s"><v>%d</v></c>' % place for place in range(3))
NUMBER = b'<c r="B1"><v>7</v></c>'


def copied(*parts, most=100, size=1 << 20):
    shared = SharedText()

    def blocks(part):
        return [part[at : at + size] for at in range(0, len(part), size)]

    for part in parts:
        for block in blocks(part):
            shared.see(block)
        shared.end()
    return shared.copied(lambda: map(blocks, parts), most=most)


def test_the_text_of_each_cell_is_counted_as_often_as_it_is_named():
    assert copied(TEXTS, SHORT * 3 + RICH + NUMBER) == 3 * 2 + 2


def test_what_cannot_be_much_is_not_looked_at_again():
    assert copied(TEXTS, NUMBER, most=10_000) < 10_000


def test_what_is_named_in_pieces_is_counted_too():
    assert copied(TEXTS, SHORT * 300, most=5000, size=500) <= 300 * 2 + 1000 * 30


@pytest.mark.parametrize(
    "cell",
    [
        b"<c t='s'><v>0</v></c>",
        b'<c t = "s"><v>0</v></c>',
        b'<x:c t="s"><x:v>0</x:v></x:c>',
        b'<a-b:c r="A1" t="s"><a-b:v>0</a-b:v></a-b:c>',
        b'<c t="s"><v>1</v><v>0</v></c>',
        b'<c t="s"><!-- <v>1</v> --><v>0</v></c>',
    ],
)
def test_a_cell_written_in_an_unusual_way_may_name_the_longest(cell):
    assert copied(TEXTS, cell * 50, most=100_000_000) >= 50 * 1000
    assert copied(TEXTS, cell * 50) > 100


def test_a_text_in_a_remark_moves_no_other():
    assert copied(TEXTS.replace(b"<sst>", b"<sst><!-- <si> -->"), LONG * 50) == 50 * 1000


@pytest.mark.parametrize("texts", [TEXTS.replace(b"<sst>", b"<sst><si/>"), TEXTS.replace(b"<sst>", b"<sst><si></si>")])
def test_a_text_without_an_element_leaves_all_of_them_uncertain(texts):
    assert copied(texts, SHORT * 50) >= 50 * 1000


def test_what_is_broken_inside_is_told():
    with pytest.raises(ValueError, match="not well-formed"):
        copied(TEXTS + b"</x>", SHORT * 50)
