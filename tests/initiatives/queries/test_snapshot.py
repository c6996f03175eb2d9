import pytest

from initiatives import digest
from initiatives.queries.snapshot import changed_sections, digests, snapshot
from initiatives.sections import SECTIONS, WRITTEN, Form
from tests.factories import approval
from tests.factories import initiatives as made
from tests.factories.approval import activity, region

pytestmark = pytest.mark.django_db

TODAY = made.TODAY


def test_every_section_is_handed_in_and_nothing_else():
    initiative, _by = made.ready()
    assert list(snapshot(initiative, on=TODAY)) == list(SECTIONS)


def test_a_snapshot_is_readable_by_itself():
    initiative, _by, _firm = made.draft(regions=("KZ-59",))
    place = snapshot(initiative, on=TODAY)["place"]
    assert place["regions"] == [
        {"code": "KZ-59", "printed": "KZ-59", "name": {"kk": "KZ-59", "ru": "KZ-59", "en": "KZ-59"}}
    ]
    assert place["lead_region"]["code"] == "KZ-59"


FIELDS = [(section, field.key) for section in WRITTEN for field in SECTIONS[section].fields]


@pytest.mark.parametrize(("section", "field"), FIELDS)
def test_changing_a_written_field_changes_its_sections_digest_alone(section, field):
    initiative, by = made.ready(regions=("KZ-59",))
    region("KZ-10", "Abay")
    written = initiative.texts.filter(section=section, is_aside=False).first().content
    if section == "place" and field == "lead_region":
        approval.write(initiative, section, by, at=made.MONDAY, **written | {"regions": ["KZ-10", "KZ-59"]})
        written = initiative.texts.filter(section=section).first().content
    before = digests(snapshot(initiative, on=TODAY))
    other = {
        Form.CODES: ["KZ-10"] if field == "regions" else [activity("20", "Chemistry").code],
        Form.CODE: "KZ-10",
        Form.LANGUAGE: "kk",
    }.get(SECTIONS[section].field(field).form, "Something else")
    changed = written | {field: other} | ({"lead_region": ""} if field == "regions" else {})
    approval.write(initiative, section, by, at=made.MONDAY, **changed)
    initiative.refresh_from_db()
    assert changed_sections(initiative, since=before, on=TODAY) == [section]


def test_the_same_initiative_always_gives_the_same_digest():
    initiative, _by = made.ready()
    frozen = snapshot(initiative, on=TODAY)
    assert digest.of_whole(digests(frozen)) == digest.of_whole(digests(snapshot(initiative, on=TODAY)))
