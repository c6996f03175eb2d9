"""A file that is not what its name says: one clear sentence on the release's page, and nothing recorded."""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.actions import release as releases
from indicators.formats import sniffing
from indicators.models import Observation, Release
from tests.factories import deliveries as made

pytestmark = pytest.mark.django_db


def bomb():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (16 << 20))
    return kept.getvalue()


BAD = {
    "pdf": (b"%PDF-1.7 a table of figures", "This is a PDF inside"),
    "bomb": (bomb(), "Unpacked, the workbook is larger than 4 MB; it was not opened."),
    "empty": (b"", "The file is empty. Check that it was saved and copied to the end."),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_workbook_gets_its_sentence_and_records_nothing(client, monkeypatch, kind):
    monkeypatch.setattr(sniffing, "MAX_INFLATED", 4 << 20)
    source = made.small_country()
    client.force_login(made.statistician(), backend="django.contrib.auth.backends.ModelBackend")
    before = Observation.objects.count()
    content, sentence = BAD[kind]
    answer = client.post(reverse("releases"), {"source": source.pk, "file": made.dropped(content, "gva.xlsx")})
    release = Release.objects.order_by("-pk").first()
    if answer.status_code == 302:
        releases.check(release=release, at=timezone.now())
        answer = client.get(reverse("release", kwargs={"pk": release.pk}))
    assert sentence in " ".join(answer.content.decode().split())
    assert Observation.objects.count() == before
