"""What editions call their tables, dimensions and classes, without their numbers: for the search."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from safeconduct.public.editions.models import Edition
from safeconduct.vocabulary.released.speaking import dimensions, titles
from safeconduct.vocabulary.released.tables import Dimension, Texts, text

_LABELS = """
    SELECT e.digest, (e.said #> '{document,dimensions}')::text,
           (SELECT json_object_agg(t ->> 'code', t -> 'title') FROM json_array_elements(e.said #> '{document,tables}') t)::text
      FROM (SELECT digest, convert_from(content, 'UTF8')::json AS said FROM editions_edition WHERE digest = ANY (%s)) e
"""  # noqa: E501  (one statement)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The titles of an edition's tables, each with its language, and all its words together."""

    tables: tuple[tuple[str, str], ...]
    words: str


_READ: dict[str, tuple[Mapping[str, Dimension], Mapping[str, Texts]]] = {}
"""By digest; an edition never changes, and there are some in a year."""


def labels_of(found: Sequence[Edition], language: str) -> list[Spoken]:
    """Of each edition; one query for those that this process has not read yet."""
    _read([each.digest for each in found if each.digest not in _READ])
    return [_spoken(each.digest, language) for each in found]


def _read(digests: list[str]) -> None:
    if not digests:
        return
    with connection.cursor() as cursor:
        cursor.execute(_LABELS, [digests])
        for digest, said, named in cursor.fetchall():
            of = {name: Dimension(each["label"], each["codes"]) for name, each in json.loads(said).items()}
            _READ[digest] = (of, json.loads(named))


@lru_cache(maxsize=3000)
def _spoken(digest: str, language: str) -> Spoken:
    of, named = _READ[digest]
    tables = tuple(text(each, language) for each in titles(named, language).values())
    words = [*(title for title, _ in tables), *_words(dimensions(of, language).values(), language)]
    return Spoken(tables, " ".join(words))


def _words(of: Iterable[Dimension], language: str) -> Iterable[str]:
    for each in of:
        yield text(each.label, language)[0]
        yield from (text(code, language)[0] for code in each.codes.values())
