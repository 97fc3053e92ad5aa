"""Editions that hold what somebody looks for, by their titles in the language that is read, and by their names."""

from django.db import connection
from django.utils.translation import gettext, gettext_lazy

from safeconduct.public.editions.models import Edition
from safeconduct.public.pages.words import words_of
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.editions import ARTICLE_19A, GRETA

MOST = 10
LOOKED_AT = 500
"""The newest ones: a node makes some in a year."""
ALSO: dict[str, Words] = {
    ARTICLE_19A: gettext_lazy("Article 19a of Directive 2011/36/EU"),
    GRETA: gettext_lazy("GRETA, the experts of the Council of Europe"),
}
"""What each kind is looked for by, beside its title."""
_HOLDS = """
    SELECT place FROM unnest(%s::text[]) WITH ORDINALITY AS titles (words, place)
     WHERE to_tsvector('simple', words) @@ to_tsquery('simple', %s) ORDER BY place LIMIT %s
"""


def editions_with(words: list[str]) -> list[Edition]:
    """Those that hold each of these words, the newest year first; at most MOST.

    `words` are parts of a raw question of PostgreSQL, as `pages.finding` makes them. Titles are put together from codes
    in each language, so no index has them.
    """
    if not words:
        return []
    rows = list(Edition.objects.all()[:LOOKED_AT])
    with connection.cursor() as cursor:
        cursor.execute(_HOLDS, [[" ".join(words_of(_text(each))) for each in rows], " & ".join(words), MOST])
        return [rows[place - 1] for (place,) in cursor.fetchall()]


def _text(one: Edition) -> str:
    return f"{gettext('Statistics')} {one.title} {one.pk} {ALSO.get(one.kind, '')}"
