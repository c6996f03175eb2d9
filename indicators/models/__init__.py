from .classification import Classification, ClassificationVersion, Code, CompleteSet, CompleteSetPart, Correspondence
from .doubt import Doubt
from .figure import Citation, Comparison, FigureSlice, Slice
from .indicator import Indicator, IndicatorVersion
from .observation import Measure, Observation, StagedObservation
from .release import Release, ReleaseProblem, SeriesBreak, Source
from .scan import Dismissal, ScanRules
from .subject import Subject, SubjectPart

__all__ = [
    "Citation",
    "Classification",
    "ClassificationVersion",
    "Code",
    "Comparison",
    "CompleteSet",
    "CompleteSetPart",
    "Correspondence",
    "Dismissal",
    "Doubt",
    "FigureSlice",
    "Indicator",
    "IndicatorVersion",
    "Measure",
    "Observation",
    "Release",
    "ReleaseProblem",
    "ScanRules",
    "SeriesBreak",
    "Slice",
    "Source",
    "StagedObservation",
    "Subject",
    "SubjectPart",
]
