"""Composite indices by the steps of the OECD/JRC handbook: from a table of indicators to scores, ranks and intervals.

A table is units × indicators; NaN stands for a missing value inside this package and never leaves it as a number.
"""

from indicators.composite.index import Index, Level, composed
from indicators.composite.recipe import (
    Aggregation,
    Group,
    Normalisation,
    Outliers,
    Part,
    Problem,
    Recipe,
    problems,
    readable,
    written,
)
from indicators.composite.robustness import Robustness, robustness

__all__ = [
    "Aggregation",
    "Group",
    "Index",
    "Level",
    "Normalisation",
    "Outliers",
    "Part",
    "Problem",
    "Recipe",
    "Robustness",
    "composed",
    "problems",
    "readable",
    "robustness",
    "written",
]
