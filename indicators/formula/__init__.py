"""The language of formulas: parse, ask, evaluate, explain. Knows no Django and no database."""

from .bounding import bounds
from .dense import Figures, evaluate_dense
from .errors import FormulaError, UnitError
from .explanation import ExplainedCell, ExplainedLeaf, Explanation, explain
from .expression import Expression, names
from .interval import Interval
from .needs import Look, grown, looks, needs, slices_needed, stale_periods
from .outcome import Figure, Reason
from .panel import Panel, panel, panels
from .parsing import bound, parse
from .reference import evaluate
from .units import Unit, unit_of
from .verdict import Verdict, verdict
from .writing import text_of

__all__ = [
    "ExplainedCell",
    "ExplainedLeaf",
    "Explanation",
    "Expression",
    "Figure",
    "Figures",
    "FormulaError",
    "Interval",
    "Look",
    "Panel",
    "Reason",
    "Unit",
    "UnitError",
    "Verdict",
    "bound",
    "bounds",
    "evaluate",
    "evaluate_dense",
    "explain",
    "grown",
    "looks",
    "names",
    "needs",
    "panel",
    "panels",
    "parse",
    "slices_needed",
    "stale_periods",
    "text_of",
    "unit_of",
    "verdict",
]
