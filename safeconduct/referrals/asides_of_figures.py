"""What Today says of figures: editions that wait for a second person or for who prepared them, and pairs of files.

Editions are read as the member, whose row policies show them to named coordinators and rapporteurs. Pairs are counted
by a function that asks nothing more where the member's agency has none without an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

PARTS: dict[str, str] = {
    "editions": """
SELECT json_agg(json_build_array(w.what, w.id, w.country, w.year, w.years, w.kind, w.corrects)
                ORDER BY w.what, w.at, w.id)::text
  FROM (SELECT CASE WHEN p.prepared_by <> (SELECT id FROM acting) THEN 'to_approve'
                    WHEN p.state = 'refused' THEN 'refused'
                    WHEN statistics.ledger_moved(p.country, p.year, p.years, p.ledger) THEN 'old'
                    WHEN NOT p.is_shown THEN 'to_choose'
                    ELSE 'waits' END AS what,
               p.id::text, p.country, p.year, p.years, p.kind, p.reason <> '' AS corrects, p.prepared_at AS at
          FROM statistics.preparation p
         WHERE p.state IN ('counting', 'ready', 'refused')
           AND (p.prepared_by = (SELECT id FROM acting)
                AND (p.state <> 'counting' OR statistics.ledger_moved(p.country, p.year, p.years, p.ledger))
                OR (p.state = 'ready' AND NOT statistics.ledger_moved(p.country, p.year, p.years, p.ledger)
                    AND (p.prepared_by = (SELECT id FROM acting) OR p.is_shown
                         OR p.prepared_at <= (SELECT now FROM acting) - interval '7 days')))
         UNION ALL
        SELECT 'released', e.id, e.country, e.year, e.years, e.kind, e.edition > 1, e.approved_at
          FROM statistics.edition e
         WHERE e.approved_at > (SELECT now FROM acting) - interval '7 days' AND e.prepared_by = (SELECT id FROM acting)
         ORDER BY 1, 8 LIMIT 20) w
""",
    "pairs": """
SELECT statistics.pairs_for_me((SELECT agency FROM acting))
""",
}


class What(StrEnum):
    """Why an edition is on Today."""

    TO_APPROVE = "to_approve"
    TO_CHOOSE = "to_choose"
    OLD = "old"
    REFUSED = "refused"
    WAITS = "waits"
    RELEASED = "released"


ASKS: frozenset[What] = frozenset({What.TO_APPROVE, What.TO_CHOOSE, What.OLD, What.REFUSED})
"""Those in which it is the member's turn."""


@dataclass(frozen=True, slots=True)
class OfEdition:
    """One edition: `id` is that of the preparation, or the name of what was released. `year` is the last one."""

    what: What
    id: str
    country: str
    year: int
    years: int
    kind: str
    is_correction: bool
    """It corrects another one of the same years."""


@dataclass(frozen=True, slots=True)
class OfFigures:
    """For the acting member; empty for whoever sees no editions and leads no file of a pair."""

    editions: list[OfEdition] = field(default_factory=list)
    pairs: int = 0
    """Pairs of files that may be of one person and wait for the member's answer."""

    @property
    def asks(self) -> int:
        """In how many editions it is the member's turn."""
        return sum(one.what in ASKS for one in self.editions)

    def __bool__(self) -> bool:
        """Whether anything waits for the member."""
        return bool(self.asks or self.pairs)


def of_figures(found: Mapping[str, Any], pairs: int | None) -> OfFigures:
    """What the statement has given."""
    return OfFigures([OfEdition(What(what), *said) for what, *said in found["editions"]], pairs or 0)
