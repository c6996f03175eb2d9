"""Which cells of a country are strong: rule sets as data, and verdicts that never take missing for no.

Pure arithmetic on arrays [region, activity], NaN where nothing is known.
"""

from .counts import Sampled, interval
from .judging import Column, Judged, judge
from .rules import Condition, Doubt, Grade, RulesError, RuleSet, read
from .verdict import Verdict

__all__ = [
    "Column",
    "Condition",
    "Doubt",
    "Grade",
    "Judged",
    "RuleSet",
    "RulesError",
    "Sampled",
    "Verdict",
    "interval",
    "judge",
    "read",
]
