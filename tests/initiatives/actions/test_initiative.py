import datetime as dt
from threading import Thread

import pytest
from django.db import connection

from accounts import audit
from initiatives.actions import initiative as deeds
from initiatives.actions import lifecycle
from initiatives.actions.text import TextConflict
from initiatives.models import Initiative, SectionText
from initiatives.queries import initiative as initiatives
from initiatives.sections import WRITTEN
from tests.factories import initiatives as made
from tests.factories.approval import MONDAY, acting_for, activity, authority, organisation, region, represent

pytestmark = pytest.mark.django_db

LATER = MONDAY + dt.timedelta(minutes=5)


def save(initiative, by, *, seen, at=MONDAY, **content):
    return deeds.save_section(
        initiative=initiative, section="vision", content=content, seen_revision=seen, by=by, at=at
    )


def test_a_draft_begins_with_a_name_and_its_history():
    firm = organisation("Dairy")
    by = acting_for(firm)
    drafted = deeds.draft(name="Esil", language="ru", initiator=firm, by=by, at=MONDAY)
    assert (drafted.name, drafted.language, drafted.stage, drafted.initiator) == ("Esil", "ru", "nascent", firm)
    assert [entry.verb for entry in audit.history(drafted)] == ["initiative.drafted"]


def test_a_viewer_a_stranger_and_an_authority_open_no_initiative():
    firm, akimat = organisation("Dairy"), authority("Akimat", region())
    people = [(acting_for(firm, role="viewer"), firm), (acting_for(akimat), firm), (acting_for(akimat), akimat)]
    for by, initiator in people:
        with pytest.raises(deeds.InitiativeRefused):
            deeds.draft(name="Esil", language="ru", initiator=initiator, by=by, at=MONDAY)
    assert not Initiative.objects.exists()


def test_each_saving_adds_a_text_and_the_last_one_stands():
    initiative, by, _firm = made.draft()
    first = save(initiative, by, seen=1, vision="Milk for all", goals="")
    second = save(initiative, by, seen=first.revision, vision="Milk and cheese", goals="")
    assert (first.revision, second.revision) == (2, 3)
    assert initiatives.content(initiative, "vision") == {"vision": "Milk and cheese", "goals": ""}


def test_saving_the_same_again_adds_nothing():
    initiative, by, _firm = made.draft()
    first = save(initiative, by, seen=1, vision="Milk", goals="One")
    assert save(initiative, by, seen=0, vision=" Milk ", goals="One") == first


def test_the_second_of_two_editors_sees_both_texts_and_nothing_is_lost():
    initiative, first, firm = made.draft()
    second = acting_for(firm)
    theirs = save(initiative, first, seen=1, vision="Cheese", goals="")
    with pytest.raises(TextConflict) as conflict:
        save(initiative, second, seen=1, at=LATER, vision="Butter", goals="")
    assert conflict.value.theirs == theirs
    assert conflict.value.mine.content["vision"] == "Butter"
    assert initiatives.content(initiative, "vision")["vision"] == "Cheese"
    assert initiatives.sheet(initiative, "vision").kept_aside(second) == conflict.value.mine


def test_a_page_that_goes_on_saving_into_a_conflict_keeps_one_text_aside():
    initiative, first, firm = made.draft()
    second = acting_for(firm)
    save(initiative, first, seen=1, vision="Cheese", goals="")
    for text in ("Butter", "Butter and", "Butter and cream"):
        with pytest.raises(TextConflict):
            save(initiative, second, seen=1, at=LATER, vision=text, goals="")
    aside = SectionText.objects.get(is_aside=True)
    assert aside.content["vision"] == "Butter and cream"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_choosing_settles_the_conflict_and_keeps_the_other_text(choice):
    initiative, first, firm = made.draft()
    second = acting_for(firm)
    theirs = save(initiative, first, seen=1, vision="Cheese", goals="")
    with pytest.raises(TextConflict):
        save(initiative, second, seen=1, vision="Butter", goals="")
    if choice == "mine":
        save(initiative, second, seen=theirs.revision, at=LATER, vision="Butter", goals="")
    else:
        deeds.keep_saved(initiative=initiative, section="vision", by=second, at=LATER)
    assert initiatives.content(initiative, "vision")["vision"] == {"mine": "Butter", "theirs": "Cheese"}[choice]
    assert initiatives.sheet(initiative, "vision").kept_aside(second) is None
    assert {text.content["vision"] for text in initiative.texts.filter(section="vision")} >= {"Butter", "Cheese"}


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_the_same_moment_make_one_text_and_one_conflict():
    initiative, first, firm = made.draft()
    second, ends = acting_for(firm), []

    def write(by, text):
        try:
            save(initiative, by, seen=1, vision=text, goals="")
            ends.append("saved")
        except TextConflict:
            ends.append("conflict")
        finally:
            connection.close()

    threads = [Thread(target=write, args=pair) for pair in ((first, "Cheese"), (second, "Butter"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["conflict", "saved"]
    assert {text.content["vision"] for text in initiative.texts.filter(section="vision")} >= {"Butter", "Cheese"}


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"regions": ["KZ-99"]}, "regions"),
        ({"activities": ["9999"]}, "activities"),
        ({"activities": ["KZ-59"]}, "activities"),
        ({"regions": ["KZ-59"], "lead_region": "KZ-61"}, "lead_region"),
    ],
)
def test_a_code_that_does_not_exist_is_refused_beside_its_field(content, field):
    initiative, by, _firm = made.draft()
    with pytest.raises(deeds.InitiativeRefused) as refusal:
        deeds.save_section(
            initiative=initiative, section="place", content=content, seen_revision=None, by=by, at=MONDAY
        )
    assert refusal.value.field == field


def test_a_region_that_no_longer_exists_is_refused():
    initiative, by, _firm = made.draft()
    former = region("KZ-YUZ", "South Kazakhstan")
    former.valid_to = dt.date(2018, 6, 19)
    former.save()
    with pytest.raises(deeds.InitiativeRefused):
        deeds.set_parts(initiative=initiative, regions=["KZ-YUZ"], activities=[], by=by, at=MONDAY)


def test_place_is_kept_as_parts_and_the_only_region_leads():
    initiative, by, _firm = made.draft()
    deeds.set_parts(
        initiative=initiative, regions=["KZ-59"], activities=[activity("0141", "Milk").code], by=by, at=MONDAY
    )
    assert set(initiative.parts.values_list("code__code", "is_lead")) == {("KZ-59", True), ("0141", False)}


def test_the_name_is_changed_with_its_section():
    initiative, by, _firm = made.draft()
    deeds.save_section(
        initiative=initiative,
        section="about",
        content={"name": "Esil Milk", "language": "kk"},
        seen_revision=1,
        by=by,
        at=MONDAY,
    )
    initiative.refresh_from_db()
    assert (initiative.name, initiative.language) == ("Esil Milk", "kk")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"name": "", "language": "kk"}, "name"),
        ({"name": "x" * 201, "language": "kk"}, "name"),
        ({"name": "Esil", "language": "de"}, "language"),
        ({"name": "Esil", "language": "ru", "why": "x" * 4001}, "why"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(content, field):
    initiative, by, _firm = made.draft()
    with pytest.raises(deeds.InitiativeRefused) as refusal:
        deeds.save_section(initiative=initiative, section="about", content=content, seen_revision=1, by=by, at=MONDAY)
    assert refusal.value.field == field


@pytest.mark.parametrize("section", WRITTEN)
def test_nothing_is_changed_while_the_authorities_read_it(section):
    initiative, by = made.ready()
    lifecycle.advance(initiative=initiative, transition="submit", by=by, at=MONDAY)
    with pytest.raises(deeds.InitiativeRefused, match="under review"):
        deeds.save_section(initiative=initiative, section=section, content={}, seen_revision=1, by=by, at=LATER)


def test_a_viewer_and_a_stranger_change_nothing():
    initiative, _by, firm = made.draft()
    for person in (acting_for(firm, role="viewer"), acting_for(organisation("Other"))):
        with pytest.raises(deeds.InitiativeRefused, match=firm.name):
            save(initiative, person, seen=1, vision="Mine", goals="")


def test_one_sitting_is_one_line_of_the_history():
    initiative, by, firm = made.draft()
    before = len(audit.history(initiative))
    for minute in range(5):
        at = MONDAY + dt.timedelta(minutes=minute)
        save(initiative, by, seen=None, at=at, vision=f"Minute {minute}", goals="")
    colleague = acting_for(firm)
    represent(colleague, organisation("Another"))
    save(initiative, colleague, seen=None, at=at, vision="A colleague", goals="")
    assert len(audit.history(initiative)) == before + 2
