"""Many rows of the database as one text: a row costs more than what stands in it."""

from typing import Any

from django.db.models import Aggregate, TextField, Value


class Packed(Aggregate):
    """Texts joined by a separator, in no order."""

    output_field = TextField()

    def __init__(self, text: Any, separator: str = ",", **extra: Any) -> None:
        super().__init__(text, Value(separator), **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)
