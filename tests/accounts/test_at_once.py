"""Migrations taken together leave what they leave one after another."""

import pytest
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.writer import MigrationWriter

from accounts.at_once import AtOnce

ALONE = MigrationLoader(None, replace_migrations=False)
TOGETHER = {
    key: one for key, one in ALONE.disk_migrations.items() if any(isinstance(each, AtOnce) for each in one.operations)
}


def test_each_app_with_many_tables_has_its_migrations_together():
    assert {app for app, _name in TOGETHER} >= {"accounts", "indicators", "initiatives"}


@pytest.mark.parametrize("key", TOGETHER, ids=[app for app, _name in TOGETHER])
def test_the_models_are_those_of_the_last_migration(key):
    together = TOGETHER[key]
    app, last = together.replaces[-1]
    expected = ALONE.project_state((app, last))
    found = ALONE.project_state(list(together.dependencies))
    together.mutate_state(found, preserve=False)
    assert models(found, app) == models(expected, app)


@pytest.mark.parametrize("key", TOGETHER, ids=[app for app, _name in TOGETHER])
def test_no_migration_before_the_last_one_is_left_out_and_all_their_sql_is_run(key):
    together = TOGETHER[key]
    app, last = together.replaces[-1]
    chain = [each for each in ALONE.graph.forwards_plan((app, last)) if each[0] == app]
    assert together.replaces == chain
    written = [one for each in chain for one in ALONE.disk_migrations[each].operations if isinstance(one, RunSQL)]
    made = together.operations[0]
    assert {id(one) for one in (*made.first, *made.last) if isinstance(one, RunSQL)} == {id(one) for one in written}


def test_no_migration_depends_on_one_that_replaces_others_so_that_the_next_one_can_take_its_place():
    named = {key: TOGETHER.keys() & set(one.dependencies) for key, one in ALONE.disk_migrations.items()}
    assert {key: found for key, found in named.items() if found} == {}


@pytest.mark.django_db
def test_a_database_that_took_them_one_after_another_has_nothing_to_do():
    recorder = MigrationRecorder(connection)
    for app, name in TOGETHER:
        recorder.record_unapplied(app, name)
    loader = MigrationLoader(connection)
    assert set(TOGETHER) <= set(loader.applied_migrations)


def models(state, app):
    """As they would be written down: two fields are never equal, not even a field and its clone."""
    return {
        name: (
            {field: MigrationWriter.serialize(one) for field, one in model.fields.items()},
            MigrationWriter.serialize(model.options),
        )
        for (label, name), model in state.models.items()
        if label == app
    }
