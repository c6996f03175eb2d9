"""Files as large as one likes, in the columns that the portal gives out and takes."""

from itertools import islice
from typing import BinaryIO

from clusterportal.demo import national
from clusterportal.demo.panel import cells
from indicators.formats import export
from indicators.formats.export import Exported
from indicators.models import Measure


def write(file: BinaryIO, *, rows: int, more: int = 0) -> None:
    """Invented values of a country; `more` is added to each, so that files differ."""
    panel, units = national.country(), dict(Measure.objects.values_list("code", "unit"))
    told = (
        Exported(measure, region, activity, str(year), value + more, units[measure], "ok")
        for year in national.YEARS
        for measure, region, activity, value in cells(panel, panel.values(year))
    )
    export.delimited(islice(told, rows), file)
    file.seek(0)
