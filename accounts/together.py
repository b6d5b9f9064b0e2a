"""Many operations of one migration in one step: Django renders every model anew after each operation that touches one.

With a hundred models that costs more than all the SQL. It is paid by each new database: the demo's and every test's.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.migrations.operations import CreateModel, RunPython, RunSQL
from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Operations on models, none of which reads the state another one leaves.

    A table is made as it is after all of them: what they add to a model made here is then there already.
    """

    reduces_to_sql = True

    def __init__(self, operations: Sequence[Any]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        # Rendered when it is next asked for, once.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self._on_tables():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self._on_tables()):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)

    def _on_tables(self) -> list[Any]:
        made = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        return [each for each in self.operations if isinstance(each, CreateModel) or each.model_name_lower not in made]


def together(operations: Sequence[Any]) -> list[Any]:
    """The same operations, each stretch of them on models in one step; SQL and Python keep their place."""
    stretches = [(plain, list(each)) for plain, each in groupby(operations, key=_has_no_models)]
    return [done for plain, each in stretches for done in (each if plain else [Together(each)])]


def _has_no_models(operation: Any) -> bool:
    return isinstance(operation, RunSQL | RunPython)
