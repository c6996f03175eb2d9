"""What the code names exists, and what a table lists is complete: nothing is found out by the person who meets it."""

import ast

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from accounts import notices, verbs
from clusterportal import celery_app
from clusterportal.schedule import BEAT_SCHEDULE
from indicators.checks.sentences import SENTENCES
from indicators.shown import texts as status_texts
from indicators.status import Status
from initiatives import rules
from initiatives.decisions import Decision, Outcome
from initiatives.lifecycle import STAGE_TONES, TRANSITIONS, Actor, Need, Stage, Task, TaskState
from initiatives.queries import evidence
from initiatives.queries.lifecycle import SECTION_OF_NEED, counted, missing
from initiatives.sections import SECTIONS
from tests import source
from tests.factories import initiatives as made
from tests.rights.addresses import patterns

TONES = {"neutral", "info", "good", "warn", "bad", "muted"}


def test_every_state_of_a_thing_has_a_label_and_a_tone():
    for kind in (Stage, TaskState, Decision, Outcome):
        assert {state: (bool(state.label), state.tone in TONES) for state in kind} == dict.fromkeys(kind, (True, True))


def test_every_status_of_a_value_has_a_label_and_a_reason():
    assert set(status_texts.STATUSES) == set(status_texts.MEANINGS) == set(Status)


def test_every_stage_has_its_tone_and_every_transition_its_label_and_actor():
    assert set(STAGE_TONES) == set(Stage)
    assert {way.name for way in TRANSITIONS.values() if not str(way.label) or way.actor not in Actor} == set()


def test_every_need_is_counted_and_cured_somewhere(db):
    initiative, _manager, _firm = made.draft()
    shown = evidence.of(initiative, on=made.TODAY)
    # Whether anything changed since a rejection is asked of the last round and not counted.
    assert set(counted(shown)) == set(missing(shown, rules.read(rules.DEFAULT_PACK))) == set(Need) - {Need.CHANGED}
    assert set(SECTION_OF_NEED) == set(Need)
    assert set(SECTION_OF_NEED.values()) <= set(SECTIONS)


def test_every_task_of_the_six_has_its_title():
    assert {task for task in Task if not task.value} == set()


def test_every_deed_that_is_recorded_has_its_sentence():
    assert named("record", "verb") - set(verbs.SENTENCES) == set()


def test_every_notice_has_its_kind_and_every_kind_its_letter():
    assert named("notify", "kind") - set(notices.KINDS) == set()
    assert [get_template(kind.body).origin.name for kind in notices.KINDS.values()]


def test_every_cause_of_a_problem_has_its_sentences():
    used = {
        node.args[0].value
        for path, name, node in source.calls()
        if name == "Problem" and is_text(node) and "initiatives" not in path.parts
    }
    assert used - set(SENTENCES) == set()
    unfinished = {
        cause for cause, said in SENTENCES.items() if not (str(said.label) and str(said.what) and str(said.cure))
    }
    assert unfinished == set()


def test_every_component_that_is_included_exists_and_is_shown_in_the_gallery_at_least():
    included = {name for _page, name in source.found_in_templates(r"""{% include ["'](components/[\w/]+\.html)["']""")}
    there = {name for name in source.templates() if name.startswith("components/")}
    said = source.all_texts()
    shown = {name for name in there if name in said or name.removeprefix("components/").removesuffix(".html") in said}
    assert included - there == set()
    assert there - included - shown == set()


def test_every_template_that_a_view_names_exists():
    named_by_code = {text for text in source.all_texts() if text.endswith((".html", ".txt")) and "/" in text[1:]}
    lost = {name for name in named_by_code if " " not in name and "{" not in name and not is_template(name)}
    assert lost == set()


def test_every_template_is_used():
    said = source.all_texts()
    pulled_in = {name for _page, name in source.found_in_templates(r"""["']([\w/.]+\.(?:html|txt))["']""")}
    known = pulled_in | {text for text in said if text.endswith((".html", ".txt"))}
    ours = {
        name for name in source.templates() if name.startswith(("accounts/", "initiatives/", "indicators/", "portal/"))
    }
    stems = {name.rsplit("/", 1)[-1].rsplit(".", 1)[0] for name in ours - known}
    assert {name for name in stems if name not in said} == set()


def test_every_address_that_a_template_names_exists():
    asked = source.found_in_templates(r"""{% url ["']([\w:-]+)["']""")
    asked |= source.found_in_templates(r"""{% url_or ["'][^"']*["'] ["']([\w:-]+)["']""")
    assert {(page, name) for page, name in asked if name not in ADDRESSES} == set()


def test_every_address_that_code_names_exists():
    asked = {
        (path.name, node.args[0].value)
        for path, name, node in source.calls()
        if name in {"reverse", "reverse_lazy", "redirect", "soft_address", "resolve_url"} and is_text(node)
    }
    assert {(file, name) for file, name in asked if "/" not in name and name not in ADDRESSES} == set()


@pytest.mark.parametrize("table", ["NAVIGATION", "NAVIGATION_SIGNED_IN", "FOOTER"])
def test_every_link_around_the_page_leads_somewhere(table):
    module = next(path for path in source.modules() if path.name == "ui.py")
    rows = next(
        node.value
        for node in ast.walk(source.tree(module))
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == table
    )
    names = {row.elts[0].value for row in rows.elts if isinstance(row.elts[0], ast.Constant)}
    assert names - ADDRESSES == set()


def test_every_file_that_a_template_names_exists():
    asked = source.found_in_templates(r"""{% static ["']([^"']+)["']""")
    assert {(page, name) for page, name in asked if finders.find(name) is None} == set()


def test_every_task_is_rung_by_the_beat_or_by_code():
    celery_app.loader.import_default_modules()
    ours = {name for name in celery_app.tasks if name.startswith(source.PACKAGES)}
    beaten = {entry["task"] for entry in BEAT_SCHEDULE.values()}
    rung = {
        node.func.value.attr if isinstance(node.func.value, ast.Attribute) else getattr(node.func.value, "id", "")
        for _path, name, node in source.calls()
        if name in {"delay", "delay_on_commit", "apply_async"}
    }
    assert beaten - ours == set()
    assert {name for name in ours - beaten if name.rsplit(".", 1)[-1] not in rung} == set()


ADDRESSES = {name for name, _pattern in patterns()}


def named(call: str, keyword: str) -> set[str]:
    return {
        given.value.value
        for _path, name, node in source.calls()
        if name == call
        for given in node.keywords
        if given.arg == keyword and isinstance(given.value, ast.Constant)
    }


def is_text(node: ast.Call) -> bool:
    return bool(node.args) and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)


def is_template(name: str) -> bool:
    if name in source.templates():
        return True
    return any(known.endswith(f"/{name}") for known in source.templates())
