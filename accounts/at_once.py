"""Migrations of an app's first tables, taken together: each alone renders a hundred models anew for every column."""

from collections.abc import Collection, Sequence
from importlib import import_module

from django.contrib.postgres.operations import CreateExtension
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AtOnce(Operation):
    """What the named migrations of an app leave, made in an empty database: the tables as they are in the end.

    Extensions come before the tables, and so does the SQL of those `before`; all other SQL comes after them.
    A change of rows has no rows to change.
    """

    reduces_to_sql = True
    reversible = False

    def __init__(self, app: str, names: Sequence[str], before: Collection[str] = ()) -> None:
        chain = [(name, import_module(f"{app}.migrations.{name}").Migration.operations) for name in names]
        self.app, self.names = app, names
        self.operations = [operation for _name, operations in chain for operation in operations]
        early = [one for name, operations in chain if name in before for one in operations if isinstance(one, RunSQL)]
        self.first = [one for one in self.operations if isinstance(one, CreateExtension) or one in early]
        self.last = [one for one in self.operations if isinstance(one, RunSQL) and one not in early]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What is rendered already would be rendered again after each operation.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            if not isinstance(operation, RunPython):
                operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.first:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        for model in to_state.apps.get_app_config(app_label).get_models():
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)
        for operation in self.last:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Everything of {self.names[0]} to {self.names[-1]}"
