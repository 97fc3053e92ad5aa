"""Editions that hold what somebody looks for: by titles, names, tables and classes, in the language that is read."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import get_language, gettext, gettext_lazy

from safeconduct.public.editions.correcting import Correction, corrections
from safeconduct.public.editions.labels import labels_of
from safeconduct.public.editions.models import Edition
from safeconduct.public.pages.words import words_of
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.editions import ARTICLE_19A, GRETA
from safeconduct.vocabulary.released.tables import ENGLISH

MOST = 10
LOOKED_AT = 500
"""The newest ones: a node makes some in a year."""
ALSO: dict[str, Words] = {
    ARTICLE_19A: gettext_lazy("Article 19a of Directive 2011/36/EU"),
    GRETA: gettext_lazy("GRETA, the experts of the Council of Europe"),
}
"""What each kind is looked for by, beside its title."""
_HOLDS = """
    SELECT place, named FROM (
        SELECT place, to_tsvector('simple', title) @@ asked AS named, to_tsvector('simple', words) @@ asked AS holds
          FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS titles (title, words, place),
               to_tsquery('simple', %s) AS asked) AS looked
     WHERE named OR holds ORDER BY named DESC, place LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """An edition, what corrected it, and its tables where the words stand in them and not in its title."""

    edition: Edition
    by: Correction | None
    tables: tuple[tuple[str, str], ...]
    """Each with its language."""


def editions_with(words: list[str]) -> list[Found]:
    """Those that hold each of these words: first in their titles, then in their tables, the newest year first.

    `words` are parts of a raw question of PostgreSQL, as `pages.finding` makes them. Titles and labels are put together
    from codes in each language, so no index has them. At most MOST.
    """
    if not words:
        return []
    rows = list(Edition.objects.all()[:LOOKED_AT])
    said = labels_of(rows, get_language() or ENGLISH)
    titles = [" ".join(words_of(_title(each))) for each in rows]
    wholes = [f"{title} {' '.join(words_of(one.words))}" for title, one in zip(titles, said, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_HOLDS, [titles, wholes, " & ".join(words), MOST])
        held = [
            (rows[place - 1], () if named else said[place - 1].tables) for place, named in cursor.fetchall()
        ]
    by = corrections(each.pk for each, _tables in held) if held else {}
    return [Found(each, by.get(each.pk), tables) for each, tables in held]


def _title(one: Edition) -> str:
    return f"{gettext('Statistics')} {one.title} {one.pk} {ALSO.get(one.kind, '')}"
