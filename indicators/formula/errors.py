"""What is wrong with a formula, where, and what helps. Sentences are marked here and translated at the edge."""

from collections.abc import Mapping


def _(sentence: str) -> str:
    return sentence


class FormulaError(ValueError):
    """`template % params` is the sentence, `cure` what helps; `column` counts from 1."""

    def __init__(self, template: str, column: int = 1, cure: str = "", **params: object) -> None:
        super().__init__(template, column, params)
        self.template, self.column, self.cure = template, column, cure
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        sentence = f"column {self.column}: {self.template % self.params}"
        return f"{sentence} {self.cure % self.params}" if self.cure else sentence


class UnitError(FormulaError):
    """The units do not go together."""


TOO_LONG = _("The formula is longer than %(limit)s characters.")
TOO_DEEP = _("The formula nests too deeply.")
TOO_COSTLY = _("The formula looks at too many values at once.")
NOT_A_FORMULA = _("The formula cannot be read from here on.")
NOT_IN_LANGUAGE = _("“%(part)s” is not part of the formula language.")
UNKNOWN_NAME = _("“%(name)s” is no measure and no indicator.")
UNKNOWN_FUNCTION = _("There is no function “%(name)s”.")
TAKES_ONE = _("“%(name)s” takes one expression.")
TAKES_NUMBER = _("“%(name)s” takes one expression and a whole number from %(least)s to %(greatest)s.")
TAKES_FEWEST = _("“%(name)s” takes one expression and, where wanted, the fewest parts: a whole number from 2 to 1000.")
AXIS_NEEDED = _("“%(name)s” must be told over what.")
AXIS_ALONE = _("“%(name)s” stands inside a function of profiles only.")
ONLY_ACTIVITIES = _("“%(name)s” compares over activities only.")
ONLY_CELLS = _("“%(name)s” is taken over all regions and activities at once.")
NUMBER_TOO_LARGE = _("This number is too large.")
NO_VALUE_FOR = _("“%(name)s” stands for nothing here.")
UNITS_DIFFER = _("“%(left)s” and “%(right)s” cannot be added or subtracted.")
VALUATIONS_DIFFER = _("One side is valued at %(left)s, the other at %(right)s.")
PRICES_DIFFER = _("One side is in %(left)s prices, the other in %(right)s prices.")
GROWTH_OF_INDEX = _("The growth of an index means nothing: the index compares with the year before already.")
NEEDS_PURE_NUMBER = _("“%(name)s” takes a number without a unit.")
IN_A_CIRCLE = _("The indicators would be computed from each other: %(circle)s.")
UNIT_HAS_NO_ROOT = _("“%(unit)s” has no root of this degree.")

SPLIT_IT = _("Split it into several indicators that name each other.")
NAME_AN_AXIS = _("Write %(name)s(activities(…)) or %(name)s(regions(…)).")
USE_OPERATORS = _("Use numbers, measures, + - * / and the functions of the language.")
BREAK_THE_CIRCLE = _("Write here what “%(name)s” is made of, without naming this indicator.")
DID_YOU_MEAN = _("Did you mean “%(nearest)s”?")
INDEX_CURE = _("Write index / 100 - 1.")
SAME_UNIT_CURE = _("Divide one by the other, or bring both to the same unit.")
SAME_PRICES_CURE = _("Use measures with the same valuation and price basis on both sides.")
