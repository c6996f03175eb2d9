from indicators.drawing import intervals
from indicators.drawing.intervals import Row


def drawn(*rows, last=20):
    return intervals.draw(rows, title="Places", number=lambda value: f"{value:g}", last=last)


def test_each_row_has_its_dot_its_whisker_and_a_sentence_for_those_who_listen():
    picture = drawn(Row("Atyrau", 4, 3, 20, "Atyrau: place 4, from 3 to 20", "/atyrau"), Row("Abay", 19, 8, 18, "Abay"))
    assert picture.count('class="whisker"') == picture.count("<circle") == 2
    assert '<a href="/atyrau" aria-label="Atyrau: place 4, from 3 to 20">' in picture
    assert "<title>Abay</title>" in picture


def test_a_name_is_text_and_a_long_one_is_cut():
    picture = drawn(Row("<b>", 1, 1, 1, "<b>"), Row("A region with a very long name", 2, 1, 3, ""))
    assert "<b>" not in picture
    assert "A region with a very…" in picture


def test_a_provisional_place_is_hollow_and_nothing_draws_nothing():
    assert "point--provisional" in drawn(Row("Abay", 1, 1, 2, "", is_loose=True))
    assert drawn() == ""
