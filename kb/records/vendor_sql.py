"""Rules that each database engine states in its own words: one migration, two lists."""

from collections.abc import Callable
from typing import Any

from django.db.migrations import RunPython


def by_vendor(
    *, sqlite: list[str], sqlite_undo: list[str], postgres: list[str], postgres_undo: list[str]
) -> RunPython:
    """A migration operation that runs the statements of the engine at hand, and can be undone."""
    return RunPython(_runner(sqlite, postgres), _runner(sqlite_undo, postgres_undo))


def _runner(sqlite: list[str], postgres: list[str]) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        is_postgres = schema_editor.connection.vendor == "postgresql"
        for statement in postgres if is_postgres else sqlite:
            schema_editor.execute(statement)

    return run
