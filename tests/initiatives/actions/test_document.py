"""Documents are handed in, replaced, scanned, and never deleted."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from accounts import audit
from accounts.models import Notice
from initiatives.actions import document as deeds
from initiatives.actions import scanning
from initiatives.models import Document, DocumentVersion
from initiatives.queries import document as documents
from initiatives.queries import institution as ladders
from tests.factories import approval, institution
from tests.factories import document as made
from tests.factories.approval import MONDAY, working_hours
from tests.factories.scanner import EICAR, daemon

pytestmark = pytest.mark.django_db
LATER = MONDAY + dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.CLAMAV_ADDRESS = ""


@pytest.fixture
def case():
    case, _people = institution.registered()
    return case


@pytest.fixture
def piece(case):
    return institution.note(case, "memorandum")


def hand_in(case, piece, **how):
    return made.handed_in(case.initiative, piece, kind="evidence", by=case.manager, **how)


def verbs(case):
    found = [entry.verb for entry in audit.history(case.initiative) if entry.verb.startswith("document.")]
    return list(reversed(found))


def test_a_document_is_kept_under_its_digest_with_who_and_when(case, piece, settings):
    document = hand_in(case, piece)
    version = document.versions.get()
    assert (document.belongs_to, document.title, document.language) == (piece, "Mandate", "ru")
    assert (version.number, version.kind, version.name, version.size) == (1, "pdf", "mandate.pdf", len(made.PDF))
    assert (version.uploaded_by, version.uploaded_at, version.scan) == (case.manager, MONDAY, "waiting")
    assert Path(settings.MEDIA_ROOT, "documents", version.digest[:2], version.digest).read_bytes() == made.PDF
    assert verbs(case) == ["document.added"]


def test_a_new_version_replaces_the_former_one_which_stays(case, piece):
    document = hand_in(case, piece)
    deeds.replace(document=document, file=made.upload(made.PNG, "seal.png"), by=case.manager, at=LATER)
    assert list(document.versions.values_list("number", "kind", "replaced_at")) == [(2, "png", None), (1, "pdf", LATER)]
    assert [each.file.open().read() for each in document.versions.all()] == [made.PNG, made.PDF]
    assert verbs(case) == ["document.added", "document.replaced"]


def test_the_same_file_again_is_recognised_and_its_content_kept_once(case, piece):
    document = hand_in(case, piece)
    with pytest.raises(deeds.AlreadyThere, match=r"The same file stands here already as “Mandate”\."):
        hand_in(case, piece, title="Again", name="other.pdf")
    with pytest.raises(deeds.AlreadyThere):
        deeds.replace(document=document, file=made.upload(), by=case.manager, at=LATER)
    other = hand_in(case, institution.note(case, "entity"), title="Elsewhere")
    assert documents.same_file(document, document.versions.get().digest) == [other]
    assert len(set(DocumentVersion.objects.values_list("file", flat=True))) == 1


def test_what_is_refused_leaves_nothing(case, piece, settings):
    settings.DOCUMENT_MAX_BYTES = 1000
    tries = [
        ({"content": b"MZ\x90", "name": "a.pdf"}, "This is a program inside."),
        ({"content": b"%PDF-" + b"0" * 1000}, "at most 1000\xa0bytes are taken"),
    ]
    for how, sentence in tries:
        with pytest.raises(deeds.DocumentRefused, match=sentence) as refused:
            hand_in(case, piece, **how)
        assert refused.value.field == "file"
    assert (Document.objects.count(), list(Path(settings.MEDIA_ROOT).rglob("*"))) == (0, [])


def test_only_the_people_of_the_initiative_hand_in_and_only_for_its_own_things(case, piece):
    stranger = approval.acting_for(approval.organisation("Stranger"))
    with pytest.raises(deeds.DocumentRefused, match=f"Only the people of {case.firm.name} can change this."):
        made.handed_in(case.initiative, piece, kind="evidence", by=stranger)
    other = approval.drafted(name="Other", regions=("KZ-61",))[0]
    with pytest.raises(deeds.DocumentRefused, match=r"Choose what the document belongs to\."):
        made.handed_in(case.initiative, other, kind="project", by=case.manager)


def test_a_document_belongs_to_exactly_one_thing(case, piece):
    for keys in ({}, {"evidence": piece, "membership": case.initiative.memberships.first()}):
        with pytest.raises(IntegrityError, match="a_document_belongs_to_one_thing"), transaction.atomic():
            Document.objects.create(initiative=case.initiative, title="x", language="ru", **keys)


def test_another_file_is_other_evidence_so_what_was_confirmed_must_be_confirmed_anew():
    case, people = institution.registered()
    institution.note(case, "memorandum")
    institution.sign_all(institution.propose(case), people)
    piece = institution.note(case, "entity")
    document = hand_in(case, piece)
    institution.confirmed(case, "entity")
    assert ladders.ladder(case.initiative).steps[2].stands
    deeds.replace(document=document, file=made.upload(made.PNG, "a.png"), by=case.manager, at=working_hours(6))
    assert not ladders.ladder(case.initiative).steps[2].stands


def test_while_authorities_decide_on_a_rung_its_documents_stand():
    case, people = institution.registered()
    institution.note(case, "memorandum")
    institution.sign_all(institution.propose(case), people)
    piece = institution.note(case, "entity")
    document = hand_in(case, piece)
    institution.deeds.hand_in(initiative=case.initiative, rung="entity", by=case.manager, at=working_hours(4))
    with pytest.raises(deeds.DocumentRefused, match="The authorities have this before them"):
        deeds.replace(document=document, file=made.upload(made.PNG, "a.png"), by=case.manager, at=working_hours(4))


def scanned(document, address, settings, at=LATER):
    settings.CLAMAV_ADDRESS = address
    for number in deeds.waiting(at=at):
        deeds.scan(version=DocumentVersion.objects.get(pk=number), at=at)
    return document.versions.current().get()


def test_a_clean_file_is_read_after_the_scan_and_not_before(case, piece, settings):
    document = hand_in(case, piece)
    with daemon() as scanner:
        settings.CLAMAV_ADDRESS = scanner.address
        assert not document.versions.get().may_be_read
        version = scanned(document, scanner.address, settings)
        assert (version.scan, version.scanned_at, version.may_be_read) == ("clean", LATER, True)
        assert deeds.scan(version=version, at=LATER + scanning.AGAIN * 2) is False
    assert scanner.received == [made.PDF]
    assert verbs(case) == ["document.added", "document.found_clean"]


def test_an_infected_file_is_locked_away_for_ever_and_its_people_are_told(case, piece, settings):
    document = hand_in(case, piece, content=made.PDF + EICAR)
    with daemon() as scanner:
        version = scanned(document, scanner.address, settings)
    assert (version.scan, version.scan_note, version.may_be_read) == ("infected", "Win.Test.EICAR_HDB-1", False)
    assert [notice.user for notice in Notice.objects.filter(kind="document_infected")] == [case.manager]
    settings.CLAMAV_ADDRESS = ""
    assert not version.may_be_read


def test_a_scan_that_failed_is_tried_again_later_and_keeps_the_file_closed(case, piece, settings):
    document = hand_in(case, piece)
    version = scanned(document, "127.0.0.1:1", settings)
    assert (version.scan, version.may_be_read, bool(version.scan_note)) == ("failed", False, True)
    assert deeds.waiting(at=LATER) == []
    with daemon() as scanner:
        version = scanned(document, scanner.address, settings, at=LATER + scanning.AGAIN * 2)
    assert (version.scan, version.scan_note, version.may_be_read) == ("clean", "", True)


def test_without_a_scanner_nothing_waits_and_files_are_read(case, piece):
    document = hand_in(case, piece)
    assert (deeds.waiting(at=LATER), document.versions.get().may_be_read) == ([], True)
