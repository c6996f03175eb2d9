"""Stored sort keys: the embedded PostgreSQL has no ICU, and code point order puts Қ after Я."""

from django.db import models
from django.db.models.functions import Lower

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
# A run of letters that already stands in code point order, long enough for the alphabet.
ORDERED = "".join(chr(0x4E00 + position) for position in range(len(ALPHABET)))


class Translate(models.Func):
    function = "translate"


def sort_key(field: str) -> models.GeneratedField:
    """A stored column that sorts `field` by the Kazakh alphabet, which contains the Russian one, after Latin."""
    return models.GeneratedField(
        expression=Translate(Lower(field), models.Value(ALPHABET), models.Value(ORDERED)),
        output_field=models.TextField(),
        db_persist=True,
    )
