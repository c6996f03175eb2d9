"""One file to the virus scanner and back, whatever it belongs to. Twice is once."""

import datetime as dt

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from initiatives import clamav
from initiatives.models.upload import Scan, Upload

# After so long another try is made where a worker died or the daemon did not answer.
AGAIN = dt.timedelta(minutes=5)


def waiting(files: QuerySet, *, at: dt.datetime) -> list[int]:
    """The files that the scanner has not looked at, where there is one."""
    return list(files.to_scan(before=at - AGAIN).values_list("pk", flat=True)) if settings.CLAMAV_ADDRESS else []


def ask(*, file: Upload, at: dt.datetime) -> clamav.Verdict | None:
    """None where nothing scans here, somebody else has the file already, or the scanner failed."""
    files = type(file).objects
    if not settings.CLAMAV_ADDRESS:
        return None
    if not files.to_scan(before=at - AGAIN).filter(pk=file.pk).order_by().update(tried_at=at):
        return None
    try:
        with default_storage.open(file.file.name) as content:
            return clamav.ask(settings.CLAMAV_ADDRESS, content)
    except (clamav.ScanFailed, OSError) as error:
        files.filter(pk=file.pk, scanned_at=None).update(scan=Scan.FAILED, scan_note=str(error)[:200])
        return None


def keep(*, file: Upload, verdict: clamav.Verdict, at: dt.datetime) -> bool:
    """Write the verdict on a locked row; False where another one stands there already."""
    if file.scanned_at:
        return False
    file.scan = Scan.CLEAN if verdict.is_clean else Scan.INFECTED
    file.scan_note, file.scanned_at = verdict.found[:200], at
    file.save(update_fields=["scan", "scan_note", "scanned_at"])
    return True
