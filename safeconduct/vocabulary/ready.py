"""Statements that every message asks: Django writes their SQL once, and afterwards only the values change.

To build and write one query costs Django ten to thirty times what it costs to ask it. Promised: the same SQL, the same
rows and the same conversions as the query itself would give; row policies and grants stand in the database and see no
difference. What differs from call to call must be a value, never the shape: so None is refused.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from inspect import getattr_static
from operator import attrgetter
from typing import Any, cast
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import (
    BooleanField,
    DateTimeField,
    IntegerField,
    JSONField,
    Model,
    QuerySet,
    TextField,
    UUIDField,
)
from django.db.models.base import ModelState
from django.db.models.expressions import Col
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators
from django.db.models.signals import post_init, pre_init

from safeconduct.vocabulary.ahead import Ahead
from safeconduct.vocabulary.together import asked, later

AS_THEY_ARE = (UUIDField, TextField, IntegerField, BooleanField, DateTimeField)
"""Fields whose values the driver takes as they stand on the row."""
FEW = 12
"""So many rows are added by a statement whose text is kept; more of them by one that is written for them."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A query as SQL: each parameter is the name of a value, or stands fixed in the query."""

    sql: str
    parameters: tuple[tuple[str | None, Any], ...]
    json: tuple[int, ...]
    """Places of JSON in a row; most hold an empty list or none at all, and need no reader."""
    converters: dict[int, Any]
    compiler: Any
    read: Callable[[Sequence[Any]], Any]

    def values(self, named: dict[str, object]) -> list[Any]:
        return [fixed if name is None else named[name] for name, fixed in self.parameters]


class Ready[Row]:
    """A query that is written once for each process. `query` builds it from named values.

    It gives models (also with what is joined to them by `select_related`, or annotated) or single values (`flat`).
    """

    def __init__(self, query: Callable[..., QuerySet[Any, Row]]) -> None:
        self._query = query
        self._written: _Written | None = None

    def all(self, **values: object) -> list[Row]:
        """The rows for these values. Raises ValueError for None."""
        return self.read(self.ahead(**values))

    def ahead(self, **values: object) -> Ahead:
        """The statement for these values, to be sent ahead, and then for `read`. Raises ValueError for None."""
        if None in values.values():
            raise ValueError("A ready statement compares with values; None needs a query of its own.")
        written = self._written or self._write(values)
        return Ahead(written.sql, written.values(values))

    def read(self, answer: Ahead) -> list[Row]:
        """The rows of a statement of this one."""
        written, rows = self._written, cast("Any", answer.rows())
        assert written is not None  # noqa: S101 - `ahead` has written it
        if written.json:
            rows = [_read_json(list(row), written.json) for row in rows]
        if written.converters:
            rows = list(written.compiler.apply_converters(rows, written.converters))
        return [written.read(row) for row in rows]

    def first(self, **values: object) -> Row | None:
        """The first of them, None when there is none."""
        return next(iter(self.all(**values)), None)

    def _write(self, values: dict[str, object]) -> _Written:
        stands_for = {name: _stand_in(value, place) for place, (name, value) in enumerate(values.items())}
        query: Any = self._query(**stands_for)
        compiler = query.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        names = {repr(stand_in): name for name, stand_in in stands_for.items()}
        found = tuple((names.get(repr(parameter)), parameter) for parameter in parameters)
        if {name for name, _fixed in found if name is not None} != values.keys():
            raise TypeError(
                "A value of this statement reaches the database in another form than it has here."
            )
        converters = compiler.get_converters([selected[0] for selected in compiler.select])
        plain = tuple(place for place, (_by, expression) in converters.items() if _is_json(expression))
        others = {place: by for place, by in converters.items() if place not in plain}
        self._written = _Written(sql, found, plain, others, compiler, _reader(query, compiler))
        return self._written


def _stand_in(value: object, place: int) -> object:
    """Another value of the same kind, to be found again among the parameters."""
    match value:
        case UUID():
            return uuid4()
        case str():
            return secrets.token_hex(16)
        case datetime():
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=1 + place)
        case _:
            raise TypeError(
                f"A ready statement takes texts, times and identifiers, no {type(value).__name__}."
            )


def _is_json(expression: Any) -> bool:
    """Whether it is a column of JSON that Django's own reader would read."""
    field = expression.output_field
    return isinstance(expression, Col) and type(field) is JSONField and field.decoder is None


def _read_json(row: list[Any], places: Iterable[int]) -> list[Any]:
    for place in places:
        value = row[place]
        if value is not None:
            row[place] = [] if value == "[]" else {} if value == "{}" else json.loads(value)
    return row


def _reader(query: Any, compiler: Any) -> Callable[[Sequence[Any]], Any]:
    if query._iterable_class is FlatValuesListIterable:
        return lambda row: row[0]
    if query._iterable_class is not ModelIterable:
        raise TypeError("A ready statement gives models or single values.")
    model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    start, end = places[0], places[-1] + 1
    names = [selected[0].target.attname for selected in compiler.select[start:end]]
    make = maker(model, tuple(names))
    joined = get_related_populators(compiler.klass_info, compiler.select, connection.alias, query._fetch_mode)
    more = tuple(compiler.annotation_col_map.items())

    def read(row: Sequence[Any]) -> Any:
        made = make(row[start:end])
        for related in joined:
            related.populate(row, made)
        for name, place in more:
            setattr(made, name, row[place])
        return made

    return read


def chosen[M: Model](model: type[M], choice: str, values: Sequence[Any], *, distinct: str = "") -> list[M]:
    """Models by SQL of our own: `choice` begins with WHERE and calls the table `o`; `distinct` is a column of it."""
    return read_choice(model, asked(written_choice(model, choice, distinct=distinct), values))


def written_choice(model: type[Model], choice: str, *, distinct: str = "") -> str:
    """The statement of `chosen`, for whoever asks it otherwise."""
    _names, columns, table, _converters = selection(model)
    first = f"DISTINCT ON (o.{distinct}) " if distinct else ""
    return f"SELECT {first}{columns} FROM {table} o {choice}"  # noqa: S608 - our own text  # nosemgrep: sql-built-from-text


def read_choice[M: Model](model: type[M], rows: Iterable[Sequence[Any]]) -> list[M]:
    """What that statement gave."""
    names, _columns, _table, converters = selection(model)
    found = [list(row) for row in rows]
    for row in found:
        for place, convert in converters:
            row[place] = convert(row[place], None, connection)
    make = maker(model, tuple(names))
    return [make(row) for row in found]


def beside[M: Model](
    model: type[M], more: str, choice: str, values: Sequence[Any]
) -> list[tuple[M, tuple[Any, ...]]]:
    """Models by SQL of our own, each with what else is selected: `choice` follows FROM and calls the table `o`."""
    return read_beside(model, asked(written_beside(model, more, choice), values))


def written_beside(model: type[Model], more: str, choice: str) -> str:
    """The statement of `beside`, for whoever asks it otherwise."""
    _names, columns, _table, _converters = selection(model)
    return f"SELECT {columns}, {more} FROM {choice}"  # noqa: S608 - our own text  # nosemgrep: sql-built-from-text


def read_beside[M: Model](model: type[M], rows: list[tuple[Any, ...]]) -> list[tuple[M, tuple[Any, ...]]]:
    """What that statement gave."""
    names, _columns, _table, converters = selection(model)
    found = [list(row) for row in rows]
    for row in found:
        for place, convert in converters:
            row[place] = convert(row[place], None, connection)
    whole, make = len(names), maker(model, tuple(names))
    return [(make(row[:whole]), tuple(row[whole:])) for row in found]


@cache
def maker[M: Model](model: type[M], names: tuple[str, ...]) -> Callable[[Sequence[Any]], M]:
    """What makes a model of a row of these attributes, as `from_db` does.

    Django sets each attribute by itself, which for an envelope of forty takes as long as to ask for it. Where nothing
    listens and no attribute does anything when it is set, they are set together.
    """
    fields = model._meta.concrete_fields
    is_whole = names == tuple(field.attname for field in fields)
    if not is_whole or _does_more(model):
        return lambda row: model.from_db(connection.alias, names, row)

    def make(row: Sequence[Any]) -> M:
        made = model.__new__(model)
        state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        made.__dict__.update(zip(names, row, strict=True))
        made._state = state
        return made

    return make


def fresh[M: Model](model: type[M], **values: Any) -> M:
    """A new row with these attributes, and what the model says of the others: as calling it, without what that costs.

    Raises TypeError for an attribute that it has not.
    """
    if _does_more(model):
        return model(**values)
    made = model.__new__(model)
    made._state = ModelState()
    given = made.__dict__
    for name, otherwise in _otherwise(model):
        given[name] = values.pop(name) if name in values else otherwise()
    if values:
        raise TypeError(f"{model.__name__} has no attribute {min(values)}.")
    return made


@cache
def _otherwise(model: type[Model]) -> tuple[tuple[str, Callable[[], Any]], ...]:
    fields: Iterable[Any] = model._meta.concrete_fields
    return tuple((field.attname, field.get_default) for field in fields)


@cache
def _does_more(model: type[Model]) -> bool:
    """Whether anything but its attributes is touched when one is made."""
    own = [
        name for name in ("__init__", "__setattr__", "from_db") if _of(model, name) is not _of(Model, name)
    ]
    setting = (type(getattr_static(model, field.attname)) for field in model._meta.concrete_fields)
    return (
        bool(own)
        or pre_init.has_listeners(model)
        or post_init.has_listeners(model)
        or any(hasattr(kind, "__set__") and kind is not ForeignKeyDeferredAttribute for kind in setting)
    )


def _of(model: type[Model], name: str) -> Any:
    found = getattr(model, name)
    return getattr(found, "__func__", found)


@cache
def selection(model: type[Model], letter: str = "o") -> tuple[list[str], str, str, list[tuple[int, Any]]]:
    """Of a model that SQL of our own calls `letter`: attributes, columns, its table, and what converts a value."""
    fields: list[Any] = list(model._meta.concrete_fields)
    columns = ", ".join(f'{letter}."{field.column}"' for field in fields)
    converters = [
        (place, field.from_db_value) for place, field in enumerate(fields) if hasattr(field, "from_db_value")
    ]
    return [field.attname for field in fields], columns, f'"{model._meta.db_table}"', converters


def insert(
    *rows: Model, once: bool = False, wake: tuple[str, str] | None = None, may_wait: bool = False
) -> None:
    """Add new rows of one model, a thousand to a statement; `once`: those that are there already are left as they are.

    Their keys are made here: no role that may only insert is asked for RETURNING. `wake` is a channel of the database
    and what whoever listens there is told at the commit; it asks for a policy that lets the rows be read. `may_wait`
    is for rows that no row policy of what is written beside them asks for (`together.later`).
    """
    if not rows:
        return
    if len(rows) > FEW:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=1000, ignore_conflicts=once)
        return
    takers, head, places, end = _insertion(type(rows[0]), once)
    values = [take(row) for row in rows for take in takers]
    told = " RETURNING pg_notify(%s, %s)" if wake else ""
    sql = f"{head}{', '.join([places] * len(rows))}{end}{told}"
    if may_wait:
        later(sql, [*values, *(wake or ())], table=type(rows[0])._meta.db_table)
    else:
        asked(sql, [*values, *(wake or ())])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _insertion(model: type[Model], once: bool) -> tuple[tuple[Callable[[Model], Any], ...], str, str, str]:
    fields: Iterable[Any] = model._meta.concrete_fields
    places = ", ".join(f"%s::{kind}" if (kind := _array(field)) else "%s" for field in fields)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    head = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES '  # noqa: S608  (the model's own names)
    takers = tuple(_taker(field) for field in fields)
    return takers, head, f"({places})", " ON CONFLICT DO NOTHING" if once else ""


def _taker(field: Any) -> Callable[[Model], Any]:
    """How the value of a field is taken from a row: as it is where Django would change nothing."""
    sets_itself = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    if isinstance(field, AS_THEY_ARE) and not sets_itself:
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)


def _array(field: Any) -> str:
    return str(field.db_type(connection)) if hasattr(field, "base_field") else ""
