"""Queries whose SQL is made once a process; each request only binds its values.

Django makes the SQL of a query anew each time, which on the busiest pages takes longer than the
database takes to answer (docs/decisions/0013-the-vote-page-in-three-queries.md). What is kept
depends on code alone: never a row, never a value.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Value = int | str | date | datetime | None
# Values that no record has, by which the places of the real ones are found. None has no place: a
# query with it is another query.
STAND_INS: dict[type, Callable[[int], Value]] = {
    int: lambda number: -1_000_000_000 - number,
    str: lambda number: f"<stand-in {number}>",
    date: lambda number: date(1000, 1, 1 + number),
    datetime: lambda number: datetime(1000, 1, 1, 0, 0, number, tzinfo=UTC),
    type(None): lambda _: None,
}


class prepared:  # noqa: N801 (a decorator, named as what it makes)
    """Decorates a function from keyword values to a queryset; the call gives its rows in a list.

    The function may choose between queries by which values are None, by nothing else: it is called
    with stand-ins. Raises TypeError for other kinds of values, and ValueError where a value does
    not reach the query, or not as it was given.
    """

    def __init__(self, make: Callable[..., "QuerySet[Any]"]) -> None:
        self.make = make
        self.made: dict[object, _Made] = {}

    def __call__(self, **values: Value) -> list[Any]:
        database = connections["default"]
        shape = (database.vendor, *((name, type(value)) for name, value in values.items()))
        made = self.made.get(shape)
        if made is None:
            made = self.made[shape] = _made(self.make, values, database)
        return made.rows(values, database)


@dataclass(frozen=True, slots=True)
class _Made:
    """`params` are the constants of the query; `places` says which value goes where."""

    queryset: "QuerySet[Any]"
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]

    def rows(self, values: dict[str, Value], database: Any) -> list[Any]:
        params = list(self.params)
        for place, name in self.places:
            params[place] = _adapted(values[name], database)
        compiler = copy(self.compiler)
        compiler.connection = database
        compiler.as_sql = lambda *_, **__: (self.sql, params)
        queryset = self.queryset.all()
        queryset.query.get_compiler = lambda *_, **__: compiler
        return list(queryset)


def _made(make: Callable[..., "QuerySet[Any]"], values: dict[str, Value], database: Any) -> _Made:
    stand_ins = {
        name: _stand_in(name, value, number)
        for number, (name, value) in enumerate(values.items(), start=1)
    }
    queryset = make(**stand_ins)
    compiler = queryset.query.get_compiler(connection=database)
    sql, params = compiler.as_sql()
    given = {name: value for name, value in stand_ins.items() if value is not None}
    names = {_adapted(value, database): name for name, value in given.items()}
    places = tuple((place, names[each]) for place, each in enumerate(params) if each in names)
    if missing := given.keys() - {name for _, name in places}:
        raise ValueError(f"these values do not reach the query: {', '.join(sorted(missing))}")
    return _Made(queryset, compiler, sql, tuple(params), places)


def _stand_in(name: str, value: Value, number: int) -> Value:
    if type(value) not in STAND_INS:
        raise TypeError(f"{name}: a prepared query takes no {type(value).__name__}")
    return STAND_INS[type(value)](number)


def _adapted(value: Value, database: Any) -> Any:
    """As the fields of models give it to this database."""
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return database.ops.adapt_datefield_value(value)
    return value
