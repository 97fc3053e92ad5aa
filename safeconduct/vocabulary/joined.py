"""Several models out of one row of a statement of our own, such as a place with its agency."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from safeconduct.vocabulary.ready import maker, selection


class Part[M: Model]:
    """The columns of one model among those of a row, where its statement calls the model `letter`."""

    def __init__(self, model: type[M], letter: str, *, start: int = 0) -> None:
        self._model, self._start = model, start
        self._names, self.columns, self.table, self._converters = selection(model, letter)
        self.end = start + len(self._names)
        self._key = start + self._names.index(model._meta.pk.attname)

    def read(self, row: Sequence[Any]) -> M | None:
        """The model; None where a join has found nothing."""
        if row[self._key] is None:
            return None
        values = list(row[self._start : self.end])
        for place, convert in self._converters:
            values[place] = convert(values[place], None, connection)
        made: M = maker(self._model, tuple(self._names))(values)
        return made
