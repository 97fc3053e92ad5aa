"""Conferences and sessions that hold what somebody looks for, in the language that they are shown in; no draft."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, Func, OuterRef, Q, QuerySet
from django.db.models.lookups import Lookup

from safeconduct.public.conferences.models import Edition, EditionText, SessionText
from safeconduct.public.conferences.programme.facts import EditionFacts, Text
from safeconduct.public.conferences.programme.queries import facts_of, public_editions

MOST = 10
"""Conferences, and as many sessions."""
CONFIG = "simple"
MOST_WORDS = 8
"""Each further one is a further question to the database; what holds eight words is found by eight."""


@dataclass(frozen=True, slots=True)
class FoundSession:
    """A part of a programme that holds what was looked for, and the conference that it belongs to."""

    id: int
    title: Text
    edition: EditionFacts


def conferences_with(words: list[str], language: str) -> list[EditionFacts]:
    """Public conferences that hold each of these words, those that begin last first; at most MOST.

    A word stands in the name, the series or the place, or in what is said of it in this language. `words` are parts of
    a raw question of PostgreSQL, as `pages.finding` makes them.
    """
    found = public_editions()
    for word in words[:MOST_WORDS]:
        own = Edition.objects.filter(_holds(word, "name", "series", "place"))
        said = _shown(EditionText, "edition", language).filter(_holds(word, "name", "introduction"))
        found = found.filter(Q(pk__in=own.values("pk")) | Q(pk__in=said.values("edition")))
    return facts_of(found.order_by("-starts_at", "pk")[:MOST], language) if words else []


def sessions_with(words: list[str], language: str) -> list[FoundSession]:
    """Sessions of public conferences whose title or text holds all of these words; the latest first, at most MOST."""
    if not words:
        return []
    found = _shown(SessionText, "session", language).filter(_holds(" & ".join(words), "title", "about"))
    found = found.filter(session__edition__in=public_editions()).select_related("session__edition")
    texts = list(found.order_by("-session__starts_at", "session_id")[:MOST])
    editions = {each.session.edition_id: each.session.edition for each in texts}
    facts = dict(zip(editions, facts_of(editions.values(), language), strict=True))
    return [
        FoundSession(each.session_id, Text(each.title, each.language), facts[each.session.edition_id])
        for each in texts
    ]


def _holds(question: str, *columns: str) -> Any:
    """As the index of migration 0003 has it."""
    words: Any = Func(*map(F, columns), function="conferences_words", output_field=SearchVectorField())
    asked = SearchQuery(question, search_type="raw", config=CONFIG)
    return ExpressionWrapper(_Matches(words, asked), output_field=BooleanField())


class _Matches(Lookup[bool]):
    """PostgreSQL's own word for it; Django's lookup would make the words anew and miss the index."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Both sides and what stands between them."""
        words, of_words = self.process_lhs(compiler, connection)
        asked, of_asked = self.process_rhs(compiler, connection)
        return f"{words} @@ {asked}", (*of_words, *of_asked)


def _shown(model: Any, of: str, language: str) -> QuerySet[Any]:
    """The texts that a reader of this language is shown: in it, else in the first language of the conference."""
    edition = "edition" if of == "edition" else "session__edition"
    own = model.objects.filter(language=language, **{of: OuterRef(of)})
    first = Q(language=F(f"{edition}__language")) & ~Exists(own)
    shown: QuerySet[Any] = model.objects.filter(Q(language=language) | first)
    return shown
