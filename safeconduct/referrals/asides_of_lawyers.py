"""What Today says to a lawyer of their matters, links and claims, and to whoever keeps or checks rules of law.

Each is asked as the member: the row policies of matters, claims and links choose, or a function that asks whose it is.
An expression begins with what is the member's, so it costs the same however many files others have.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

PARTS: dict[str, str] = {
    "matters": """
SELECT json_agg(json_build_array(w.id, w.case_id, w.due, w.n) ORDER BY w.due, w.id)::text
  FROM (SELECT m.id, m.case_id, min(d.due) AS due, count(*) AS n
          FROM counsel.matter m, unnest(m.days) AS d(due)
         WHERE m.state = 'open' AND d.due <= %(fortnight)s
           AND (m.lawyer_id = (SELECT id FROM acting) OR m.deputy_id = (SELECT id FROM acting))
         GROUP BY m.id, m.case_id) w
""",
    "links": """
SELECT json_agg(json_build_array(w.matter_id, w.link, w.case_id, w.due, w.n, w.new) ORDER BY w.due, w.link)::text
  FROM (SELECT i.matter_id, i.link, i.case_id, min(i.due) AS due, count(i.due) AS n,
               count(*) FILTER (WHERE i.is_new) AS new
          FROM counsel.items_for_me(%(fortnight)s) i GROUP BY i.matter_id, i.link, i.case_id) w
""",
    "wishes": """
SELECT json_agg(DISTINCT (SELECT CASE r.side WHEN 'sender' THEN r.case_id ELSE b.own_case END
                            FROM referrals.referral r LEFT JOIN cases.beside b ON b.received_case = r.case_id
                           WHERE r.id = l.referral_id))::text
  FROM counsel.link l
 WHERE l.agency_id = (SELECT agency FROM acting) AND l.matter_id IS NULL AND l.ended_at IS NULL
""",
    "claims": """
SELECT json_agg(json_build_array(w.case_id, w.claim_id, w.due, w.n) ORDER BY w.due, w.claim_id)::text
  FROM (SELECT c.case_id, c.claim_id, min(d.due) AS due, count(*) AS n
          FROM (SELECT DISTINCT ON (k.case_id, k.claim_id) k.case_id, k.claim_id, k.days
                  FROM rights.claim k
                 WHERE k.case_id = ANY (ARRAY(SELECT m.case_id FROM access.my_grants_of('legal') m
                                               WHERE m.basis IN ('lead', 'place')))
                 ORDER BY k.case_id, k.claim_id, k.version DESC) c, unnest(c.days) AS d(due)
         WHERE d.due <= %(fortnight)s
         GROUP BY c.case_id, c.claim_id) w
""",
    "rules": """
SELECT json_agg(json_build_array(w.scope, w.to_sign, w.wrong) ORDER BY w.scope)::text
  FROM (SELECT c.scope,
               (SELECT count(*) FROM agencies.content_proposal p
                 WHERE p.subject = 'rule' AND p.scope = c.scope AND p.outcome = 'waits' AND p.proposed_by <> me.id
                   AND me.profession = 'lawyer' AND bool_or(c.capacity = 'checks')) AS to_sign,
               (SELECT count(*) FROM agencies.content_remark r
                 WHERE r.subject = 'rule' AND r.scope = c.scope AND r.answered_at IS NULL) AS wrong
          FROM agencies.member me JOIN agencies.member_capacity c ON c.member_id = me.id
         WHERE me.id = (SELECT id FROM acting) AND c.subject = 'rule'
         GROUP BY me.id, c.scope) w
 WHERE w.to_sign > 0 OR w.wrong > 0
""",
}


@dataclass(frozen=True, slots=True)
class Days:
    """Days of one matter, link or claim within a fortnight, or over: the earliest, and how many."""

    case: UUID
    of: UUID
    due: date
    number: int
    matter: UUID | None = None
    """Of a link: the own matter."""


@dataclass(frozen=True, slots=True)
class News:
    """What came in a link and neither the lawyer nor the deputy has opened."""

    case: UUID
    matter: UUID
    link: UUID
    number: int


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of one country or layer: proposals that wait for the member's signature, and what is said to be wrong."""

    scope: str
    to_sign: int
    wrong: int


@dataclass(frozen=True, slots=True)
class OfLawyers:
    """All of it; everything empty for whoever is no lawyer and keeps no rule."""

    matters: list[Days]
    links: list[Days]
    news: list[News]
    wishes: list[UUID]
    """Files about whose person a lawyer of another agency asks to link a matter."""
    claims: list[Days]
    rules: list[Rules]

    @property
    def days(self) -> int:
        """How many days are near or over."""
        return sum(one.number for one in (*self.matters, *self.links, *self.claims))

    @property
    def messages(self) -> int:
        """How many entries of other lawyers wait, wishes to link with them."""
        return sum(one.number for one in self.news) + len(self.wishes)

    @property
    def rules_that_wait(self) -> int:
        """How many proposals and remarks there are."""
        return sum(one.to_sign + one.wrong for one in self.rules)

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.days or self.messages or self.rules)


def of_lawyers(found: dict[str, list[Any]]) -> OfLawyers:
    """What was found, by the names of the parts."""
    return OfLawyers(
        matters=[_days(case, one, due, n) for one, case, due, n in found["matters"]],
        links=[_days(case, one, due, n, UUID(of)) for of, one, case, due, n, _new in found["links"] if n],
        news=[News(UUID(case), UUID(of), UUID(one), new) for of, one, case, _due, _n, new in found["links"] if new],
        wishes=[UUID(case) for case in found["wishes"] if case],
        claims=[_days(case, one, due, n) for case, one, due, n in found["claims"]],
        rules=[Rules(scope, to_sign, wrong) for scope, to_sign, wrong in found["rules"]],
    )  # fmt: skip


def _days(case: str, of: str, due: str, number: int, matter: UUID | None = None) -> Days:
    return Days(UUID(case), UUID(of), date.fromisoformat(due), number, matter)
