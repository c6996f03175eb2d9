import datetime as dt
from types import SimpleNamespace

from indicators.shown import why


def test_names_of_files_and_sheets_run_in_no_spreadsheet():
    release = SimpleNamespace(pk=7, filename="=HYPERLINK(1).csv")
    at = dt.datetime(2026, 5, 4, tzinfo=dt.UTC)
    origin = SimpleNamespace(release=release, sheet="+1", line=3, column=28, recorded_at=at)
    told = (7, "'=HYPERLINK(1).csv", "'+1", 3, "AB", "2026-05-04T00:00:00+00:00")
    assert why._origin_columns(origin) == told
