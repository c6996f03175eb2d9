"""Documents on their pages: hand in without JavaScript, and the one guarded way to a file."""

import pytest
from django.urls import reverse

from initiatives.actions import document as deeds
from initiatives.models import Document, Leader
from tests.factories import approval, coordination, institution
from tests.factories import document as made
from tests.factories.approval import working_hours

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.CLAMAV_ADDRESS = ""


@pytest.fixture
def case():
    case, _people = institution.registered()
    return case


@pytest.fixture
def manager(client, case):
    client.force_login(case.manager, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def piece(case):
    return institution.note(case, "memorandum")


def sent(piece, content=made.PDF, name="Memorandum № 1.pdf", **more):
    return {"belongs_to": f"evidence-{piece.pk}", "language": "ru", "file": made.upload(content, name), **more}


def test_a_file_is_handed_in_listed_where_it_belongs_and_opened(manager, case, piece):
    where = reverse("documents", kwargs={"pk": case.initiative.pk})
    assert manager.post(where, sent(piece), follow=True).status_code == 200
    document = Document.objects.get()
    assert document.title == "Memorandum № 1.pdf"
    ladder = manager.get(reverse("institution", kwargs={"pk": case.initiative.pk})).content.decode()
    assert reverse("document", kwargs={"pk": document.pk}) in ladder
    answer = manager.get(reverse("document_file", kwargs={"pk": document.versions.get().pk}))
    assert b"".join(answer.streaming_content) == made.PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Memorandum")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


def test_a_refused_file_keeps_what_was_typed_and_says_why_beside_the_file(manager, case, piece):
    where = reverse("documents", kwargs={"pk": case.initiative.pk})
    answer = manager.post(where, sent(piece, name="letter.docx", title="Mandate"))
    assert answer.status_code == 422
    assert "This is a PDF inside, though its name ends in" in answer.content.decode()
    assert 'value="Mandate"' in answer.content.decode()


def test_the_same_file_leads_to_where_it_stands(manager, case, piece):
    where = reverse("documents", kwargs={"pk": case.initiative.pk})
    manager.post(where, sent(piece))
    answer = manager.post(where, sent(piece, name="other.pdf"))
    assert answer["Location"] == reverse("document", kwargs={"pk": Document.objects.get().pk})


def test_a_new_version_is_handed_in_on_the_page_of_the_document(manager, case, piece):
    document = made.handed_in(case.initiative, piece, kind="evidence", by=case.manager)
    where = reverse("document", kwargs={"pk": document.pk})
    assert manager.post(where, {"file": made.upload(made.PNG, "seal.png")})["Location"] == where
    assert [version.number for version in manager.get(where).context["versions"]] == [2, 1]


def test_the_list_is_filtered_by_what_documents_belong_to(manager, case, piece):
    made.handed_in(case.initiative, piece, kind="evidence", by=case.manager)
    member = case.initiative.memberships.first()
    made.handed_in(case.initiative, member, kind="membership", by=case.manager, title="Letter")
    where = reverse("documents", kwargs={"pk": case.initiative.pk})
    shown = {
        of: [row["document"].title for row in manager.get(f"{where}?of={of}").context["rows"]]
        for of in ("", "membership")
    }
    assert shown == {"": ["Letter", "Mandate"], "membership": ["Letter"]}


@pytest.mark.parametrize(
    ("scan", "words"), [("waiting", "not been scanned for viruses yet"), ("infected", "A virus was")]
)
def test_a_file_is_not_served_before_it_is_known_to_be_clean(manager, case, piece, settings, scan, words):
    settings.CLAMAV_ADDRESS = "127.0.0.1:1"
    version = made.handed_in(case.initiative, piece, kind="evidence", by=case.manager).versions.get()
    if scan == "infected":
        type(version).objects.update(scan=scan, scanned_at=version.uploaded_at, scan_note="EICAR")
    answer = manager.get(reverse("document_file", kwargs={"pk": version.pk}))
    assert answer.status_code == 403
    assert words in answer.content.decode()


def test_strangers_get_neither_the_page_nor_the_file(client, case, piece):
    document = made.handed_in(case.initiative, piece, kind="evidence", by=case.manager)
    stranger = approval.acting_for(approval.organisation("Stranger"))
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    wheres = [("document", document.pk), ("document_file", document.versions.get().pk)]
    assert [client.get(reverse(name, kwargs={"pk": pk})).status_code for name, pk in wheres] == [403, 403]


def test_an_authority_of_the_council_adds_minutes_and_nothing_else(client):
    found = coordination.seated()
    meeting, official = coordination.held(found), found.official("KZ-61")
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("documents", kwargs={"pk": found.initiative.pk})
    groups = [group for group, _options in client.get(address).context["form"].fields["belongs_to"].choices]
    assert groups == ["", "Council meeting"]
    told = {"language": "ru", "file": made.upload(made.PDF, "Minutes.pdf")}
    assert client.post(address, told | {"belongs_to": f"meeting-{meeting.pk}"}).status_code == 302
    minutes = Document.objects.get()
    assert (minutes.meeting, minutes.versions.get().uploaded_by) == (meeting, official)
    page = reverse("document", kwargs={"pk": minutes.pk})
    assert client.post(page, {"file": made.upload(made.PDF + b" second", "Minutes.pdf")}).status_code == 302
    how = {"title": "", "language": "ru", "file": made.upload(made.PDF + b" third", "Paper.pdf"), "by": official}
    told = {"name": "Saule", "origin": "science", "named_at": working_hours(1), "named_by": found.manager}
    leader = Leader.objects.create(initiative=found.initiative, **told)
    with pytest.raises(deeds.DocumentRefused, match="to its meetings only"):
        deeds.add(initiative=found.initiative, belongs_to=f"leader-{leader.pk}", **how, at=working_hours(9))
