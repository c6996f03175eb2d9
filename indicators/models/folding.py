"""The folding of the kernel done by the database and kept beside the name that is searched."""

from django.db import models
from django.db.models.functions import Concat, Lower, Replace

from indicators.folding import APART, DOUBLED, FROM, PAIRS, TO
from indicators.models.sorting import Translate


class RegexpReplace(models.Func):
    function = "regexp_replace"


def folded(text: models.F | models.expressions.Combinable) -> models.Func:
    """The expression that folds `text` as `folding.fold` does."""
    plain = Translate(Lower(text), models.Value(FROM), models.Value(TO))
    for pair, instead in PAIRS:
        plain = Replace(plain, models.Value(pair), models.Value(instead))
    apart = _replaced(Concat(models.Value(" "), plain, output_field=models.TextField()), APART, " ")
    return _replaced(apart, DOUBLED, r"\1")


def folded_key(field: str) -> models.GeneratedField:
    """A stored column in which the words of `field` are found in every spelling."""
    return models.GeneratedField(expression=folded(models.F(field)), output_field=models.TextField(), db_persist=True)


def _replaced(text: models.Func, pattern: str, instead: str) -> models.Func:
    return RegexpReplace(
        text, models.Value(pattern), models.Value(instead), models.Value("g"), output_field=models.TextField()
    )
