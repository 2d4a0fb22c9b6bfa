"""One consistent view of the database for many queries."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Within it every query sees the database as it was at the first one. It takes no lock.

    Inside a transaction that is there already it is that transaction's view. A generator that
    holds it ends it when it is closed, as when a reader hangs up.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    elif _is_begun():
        yield
    else:
        # Django's own transactions take the write lock on SQLite.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            if _is_begun():
                with connection.cursor() as cursor:
                    cursor.execute("ROLLBACK")


def _is_begun() -> bool:
    """On SQLite, where a snapshot is no transaction that Django knows of."""
    return connection.connection is not None and connection.connection.in_transaction
