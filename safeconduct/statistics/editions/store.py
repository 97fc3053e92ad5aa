"""Preparations, editions and the ledger in the database: read by whoever may see them, written by functions alone."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.access.doors import AccessRefused, called
from safeconduct.statistics.editions import rules
from safeconduct.statistics.editions.document import Document, said_beside
from safeconduct.statistics.editions.ledger import Ledger, of_texts
from safeconduct.statistics.editions.years import Span
from safeconduct.vocabulary.decisions import NotPossible
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.together import asked

_REASONS = {one.code: one for one in rules.ALL}
_OF_PREPARATION = """
    id, kind, country, year, years, agencies, prepared_by, prepared_at, wanted::text, reason, embargo, state, told,
    ledger, digest, document, outcome::text,
    CASE WHEN state IN ('counting', 'ready') THEN statistics.ledger_moved(country, year, years, ledger) ELSE false END,
    is_shown
"""
_LISTED = _OF_PREPARATION.replace("document, outcome::text", "'', '{}'")
"""Without what a list does not show: a document may have some thousand numbers."""
_PREPARATION = f"SELECT {_OF_PREPARATION} FROM statistics.preparation WHERE id = %s"  # noqa: S608  (words of this file)
_SHOWN_AND_DROPPED = """
    SELECT EXISTS (SELECT 1 FROM statistics.preparation
                    WHERE is_shown AND state = 'dropped' AND country = %s AND year >= %s AND year - years + 1 <= %s)
"""
_WAITING = f"""
    SELECT {_LISTED} FROM statistics.preparation WHERE state IN ('counting', 'ready', 'refused')
     ORDER BY prepared_at DESC LIMIT %s
"""  # noqa: S608  (words of this file)
_OF_EDITION = """
    id, kind, country, year, years, edition, document, digest, kid, signature, embargo, approved_at, agencies,
    COALESCE((SELECT l.id FROM statistics.edition l
               WHERE (l.kind, l.country, l.year, l.years) = (e.kind, e.country, e.year, e.years)
                 AND l.edition > e.edition ORDER BY l.edition LIMIT 1), '')
"""
_EDITION = f"SELECT {_OF_EDITION} FROM statistics.edition e WHERE id = %s"  # noqa: S608  (words of this file)
_EDITIONS = f"SELECT {_OF_EDITION} FROM statistics.edition e ORDER BY approved_at DESC, id DESC LIMIT %s"  # noqa: S608  (words of this file)
_EDITIONS_LISTED = _EDITIONS.replace(" document,", " '{}',", 1)
_NEWEST = f"""
    SELECT {_OF_EDITION} FROM statistics.edition e WHERE kind = %s AND country = %s AND year = %s AND years = %s
     ORDER BY edition DESC LIMIT 1
"""  # noqa: S608  (words of this file)
_LINKED = "SELECT statistics.linked_years(%s, %s, %s)"
_LEDGER = """
    SELECT state, year, years, statements::text FROM statistics.said
     WHERE country = %s AND year >= %s AND year - years + 1 <= %s ORDER BY state
"""
_COVERAGES = (
    "SELECT document FROM statistics.edition WHERE country = %s AND year = %s AND years = %s ORDER BY id"
)
_COVERAGES_OF_DRAFTS = """
    SELECT COALESCE(outcome -> 'beside', nullif(document, '')::jsonb -> 'coverage', '{}')::text
      FROM statistics.preparation
     WHERE is_shown AND state IN ('ready', 'dropped') AND country = %s AND year = %s AND years = %s ORDER BY id
"""
MOST = 200
"""A list of editions on a page, and what the public site is given: a country makes some two in a year."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """An edition before it is released."""

    id: UUID
    kind: str
    country: str
    year: int
    years: int
    agencies: list[UUID]
    prepared_by: UUID
    prepared_at: datetime
    wanted: dict[str, Any]
    reason: str
    embargo: datetime | None
    state: str
    told: str
    ledger: int
    digest: str
    document: Document
    outcome: dict[str, Any]
    is_old: bool
    """It is ready or being made, and something was said of its years since: it can no longer be released."""
    is_shown: bool
    """Somebody has had its numbers shown: they stand in the ledger."""

    @property
    def span(self) -> Span:
        """Its years."""
        return Span(self.year, self.years)

    @property
    def is_open(self) -> bool:
        """Whether its numbers are read: they were shown, and nothing that it was not examined beside was said since."""
        return self.state == "released" or (self.state == "ready" and self.is_shown and not self.is_old)


@dataclass(frozen=True, slots=True)
class Edition:
    """What was released, as it was signed."""

    id: str
    kind: str
    country: str
    year: int
    years: int
    edition: int
    document: Document
    digest: str
    kid: str
    signature: str
    embargo: datetime | None
    approved_at: datetime
    agencies: list[UUID]
    corrected_by: str
    """The name of the next edition of the same, as far as the reader may see it; "" where there is none."""

    @property
    def span(self) -> Span:
        """Its years."""
        return Span(self.year, self.years)

    @property
    def signed(self) -> dict[str, Any]:
        """As it goes out."""
        return {
            "document": self.document,
            "digest": self.digest,
            "signature": self.signature,
            "key": self.kid,
        }


def preparation(id_: UUID) -> Preparation:
    """One of them. Raises NotFound, also for whoever may not see it."""
    rows = asked(_PREPARATION, [id_])
    if not rows:
        raise NotFound(_("There is no such edition in preparation."))
    return _preparation(rows[0])


def was_shown_and_dropped(of: Preparation) -> bool:
    """Whether another preparation of any of its years was shown before it was dropped: what it said stays said."""
    return bool(asked(_SHOWN_AND_DROPPED, [of.country, of.span.first, of.year])[0][0])


def waiting() -> list[Preparation]:
    """Those that are being made, wait for approval, or could not be made."""
    return [_preparation(row) for row in asked(_WAITING, [MOST])]


def edition(name: str) -> Edition:
    """One edition. Raises NotFound, also before its embargo is over, for whoever may not see it."""
    rows = asked(_EDITION, [name])
    if not rows:
        raise NotFound(_("There is no such edition."))
    return _edition(rows[0])


def editions() -> list[Edition]:
    """All that the reader may see, the newest first."""
    return [_edition(row) for row in asked(_EDITIONS, [MOST])]


def listed() -> list[Edition]:
    """The same without their documents, for a list."""
    return [_edition(row) for row in asked(_EDITIONS_LISTED, [MOST])]


def newest(kind: str, country: str, span: Span) -> Edition | None:
    """The edition that a new one corrects."""
    rows = asked(_NEWEST, [kind, country, span.year, span.years])
    return _edition(rows[0]) if rows else None


def coverages(country: str, span: Span) -> list[dict[str, Any]]:
    """What every edition of these years, of any kind, says beside its tables, and every draft that was shown."""
    of = [country, span.year, span.years]
    editions = [said_beside(json.loads(row[0])) for row in asked(_COVERAGES, of)]
    return editions + [json.loads(row[0]) for row in asked(_COVERAGES_OF_DRAFTS, of)]


def ledger(country: str, span: Span) -> Ledger:
    """All that was said of these years, and of those that are linked with them."""
    first, last = asked(_LINKED, [country, span.year, span.years])[0][0]
    linked = Span(last, last - first + 1)
    rows = asked(_LEDGER, [country, first, last])
    return Ledger(
        len(rows),
        linked,
        tuple(
            (Span(year, years), one)
            for state, year, years, text in rows
            for one in of_texts(json.loads(text), state)
        ),
    )


def call(sql: str, values: list[Any]) -> Any:
    """A function of the database. Raises NotPossible with its reason."""
    try:
        return called(sql, values)
    except AccessRefused as refused:
        raise NotPossible(_REASONS.get(refused.code, rules.NOT_READY)) from None


def _preparation(row: tuple[Any, ...]) -> Preparation:
    values = list(row)
    values[8], values[16] = json.loads(row[8]), json.loads(row[16])
    values[15] = json.loads(row[15]) if row[15] else {}
    return Preparation(*values)


def _edition(row: tuple[Any, ...]) -> Edition:
    values = list(row)
    values[6] = json.loads(row[6])
    return Edition(*values)
