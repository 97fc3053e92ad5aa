"""What the scenarios of the row policies are made of: who tries what, and the rows that they try it with.

`mine` is possible with the policy and not without it; `theirs` is not possible, and would be if its condition
were `true`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from tests.access.made import counted_day, interpreter
from tests.access.names import ID, UNTIL
from tests.access.rows import NOW, insert, named_table

type Probe = Callable[[psycopg.Connection], int]


@dataclass(frozen=True)
class Refusal:
    """A statement that must reach nothing but `own` rows of the caller, when this person tries it."""

    probe: Probe
    who: str
    own: int = 0


@dataclass(frozen=True)
class Scenario:
    """Who can do `mine` by the policy, and what it must keep out; where nobody is named, it keeps it from `who`."""

    who: str
    mine: list[Probe]
    theirs: list[Probe | Refusal]

    @property
    def refusals(self) -> list[Refusal]:
        """All of `theirs`, each with who tries it."""
        return [one if isinstance(one, Refusal) else Refusal(one, self.who) for one in self.theirs]


def sees(table: str, **where: Any) -> Probe:
    """How many rows with these values are visible."""
    condition = " AND ".join(f"{column} IS NOT DISTINCT FROM %s" for column in where) or "true"

    def probe(connection: psycopg.Connection) -> int:
        statement = f"SELECT count(*) FROM {named_table(table)} WHERE {condition}"
        row = connection.execute(statement, list(where.values())).fetchone()
        return int(row[0]) if row else 0

    return probe


def adds(table: str, **given: Any) -> Probe:
    """Insert a row with these values."""
    return lambda connection: insert(connection, table, **given)


def changes(table: str, assignment: str) -> Probe:
    """Update whatever can be reached: no condition, so that no other policy helps."""
    return lambda connection: connection.execute(f"UPDATE {named_table(table)} SET {assignment}").rowcount


def deletes(table: str) -> Probe:
    """Delete whatever can be reached."""
    return lambda connection: connection.execute(f"DELETE FROM {named_table(table)}").rowcount


def forgets(case: UUID | None, *, days: int = 31) -> Probe:
    """Delete a record of so many days ago about this case, where the node keeps its records for thirty."""

    def probe(connection: psycopg.Connection) -> int:
        connection.execute("INSERT INTO setup.retention VALUES ('audit', 30)")
        connection.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE audit.record DISABLE TRIGGER stamped")
        at = datetime.now(UTC) - timedelta(days=days)
        insert(connection, "audit.record", case_id=case, action="test:old", recorded_at=at)
        connection.execute("ALTER TABLE audit.record ENABLE TRIGGER stamped")
        connection.execute("ALTER TABLE audit.record FORCE ROW LEVEL SECURITY")
        return connection.execute("DELETE FROM audit.record WHERE action = 'test:old'").rowcount

    return probe


def key(case: str, **more: Any) -> dict[str, Any]:
    return {"case_id": ID(case), "section": "needs", "generation": 9, "intake": False} | more


def version(case: str) -> dict[str, Any]:
    return {"case_id": ID(case), "section": "needs", "version": 9}


def audit(kind: str, actor: str, agency: str | None = None) -> dict[str, Any]:
    return {"actor_kind": kind, "actor_id": actor, "agency_id": ID(agency) if agency else None}


def consent(case: str, agency: str) -> dict[str, Any]:
    return {"case_id": ID(case), "agency_id": ID(agency), "expires_at": UNTIL, "previous_hash": ""}


def heard(case: str, agency: str, by: str) -> dict[str, Any]:
    """A withdrawal of the consent under which a referral of this case is shared, heard by the agency there."""
    return {
        "case_id": ID(case), "agency_id": ID(agency), "heard_by": ID(by), "consent_id": ID("consent"),
        "referral_id": ID(f"shared_{case}"),
    }  # fmt: skip


def envelope(agency: str, peer: str = "be") -> dict[str, Any]:
    return {
        "agency_id": ID(agency), "other_agency_id": ID("gent"), "peer": peer, "reference": "new", "side": "sender",
        "state": "sent", "consent_id": ID("consent"), "consent_version": 1,
    }  # fmt: skip


def move(row: str, agency: str) -> dict[str, Any]:
    return {"referral_id": ID(row), "agency_id": ID(agency), "hash": "new", "ordinal": 9}


def text(row: str, case: str, agency: str) -> dict[str, Any]:
    return {"referral_id": ID(row), "case_id": ID(case), "agency_id": ID(agency), "section": "needs"}


def lane(sender: str, recipient: str, *, inward: bool) -> dict[str, Any]:
    return {"handle": "new", "sender": ID(sender), "recipient": ID(recipient), "inward": inward}


def outgoing(agency: str, peer: str) -> dict[str, Any]:
    return {"agency_id": ID(agency), "peer": peer, "state": "voided"}


def ask(case: str = "own_alfa", agency: str = "alfa", asker: str = "ana", **more: Any) -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "asked_by": ID(asker), "section": "health", "ask_for": "journey",
    } | more  # fmt: skip


def complaint(
    case: str = "own_alfa", agency: str = "alfa", by: str = "ana", to: str = "sara", **more: Any
) -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "written_by": ID(by), "heard_by": ID(to), "about": "service",
        "kind": "pressed", "wish": "answer",
    } | more  # fmt: skip


def giving(case: str = "own_alfa", agency: str = "alfa", by: str = "ana", **more: Any) -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "asked_by": ID(by), "kind": "court_order", "verdict": "",
        "why": "", "lawyer": "",
    } | more  # fmt: skip


def printed(
    case: str = "own_alfa", agency: str = "alfa", by: str = "ana", of: str = "ready_alfa", **more: Any
) -> dict[str, Any]:
    return {"case_id": ID(case), "agency_id": ID(agency), "given_by": ID(by), "giving_id": ID(of)} | more


def decides(as_whom: str) -> Probe:
    said = f"verdict = 'refused', why = 'too_wide', decided_by = '{ID(as_whom)}', decided_at = now()"
    return changes("cases.giving", said)


def puts_right() -> Probe:
    return changes("cases.complaint", "answer = 'put_right', answered_at = now()")


TOLD = {"answer": "told", "answered_by": ID("dan"), "answered_at": NOW}


def tells(who: str) -> Probe:
    return changes("cases.ask", f"answer = 'told', answered_at = now(), answered_by = '{ID(who)}'")


def screening(case: str = "own_alfa", agency: str = "alfa", author: str = "ana") -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": "exploitation", "author_id": ID(author),
        "begun_at": NOW,
    }  # fmt: skip


def interview(case: str = "own_alfa", agency: str = "alfa", who: str = "ana") -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": "narrative", "entered_by": ID(who),
        "subject": "health", "who": "police",
    }  # fmt: skip


def marked(case: str = "own_alfa", agency: str = "alfa", by: str = "ana") -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "standing": "opposed", "mark": b"xyz", "entered_by": ID(by),
    }  # fmt: skip


def meets(connection: psycopg.Connection) -> int:
    """Whether the mark of the lead's case is met by a colleague who sees no mark."""
    found = connection.execute(
        "SELECT cases.in_conflict(%s, 'opposed', gen_random_uuid(), 20)", [[b"abc"]]
    ).fetchone()
    return int(found == (True,))


def asks_once_more(connection: psycopg.Connection) -> int:
    """One question is allowed, and the next is one too many."""
    call = "SELECT cases.in_conflict(%s, 'opposed', gen_random_uuid(), 1)"
    first, then = (connection.execute(call, [[b"abc"]]).fetchone() for _ in range(2))
    return int((first, then) == ((True,), (None,)))


def conference(case: str = "own_alfa", agency: str = "alfa", by: str = "ana") -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": "profile", "opened_by": ID(by), "opened_at": NOW,
        "ends_at": UNTIL,
    }  # fmt: skip


def item(
    section: str = "needs",
    case: str = "own_alfa",
    agency: str = "alfa",
    by: str = "ana",
    of: str = "talk_alfa",
) -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": section, "added_by": ID(by), "conference_id": ID(of),
    }  # fmt: skip


def entry(
    kind: str, item: str = "untold_alfa", section: str = "needs", agency: str = "alfa", author: str = "ana"
) -> dict[str, Any]:
    return {
        "case_id": ID("own_alfa"), "agency_id": ID(agency), "section": section, "author_id": ID(author), "kind": kind,
        "item_id": ID(item),
    }  # fmt: skip


def file(
    case: str = "own_alfa", section: str = "needs", agency: str = "alfa", by: str = "ana"
) -> dict[str, Any]:
    return {"case_id": ID(case), "agency_id": ID(agency), "section": section, "added_by": ID(by)}


def takes_away(who: str) -> str:
    """What is set as somebody takes a file away."""
    return f"sealed = '', removed_by = '{ID(who)}', removed_at = now(), removed_why = 'replaced'"


def part(of: str = "paper_alfa", case: str = "own_alfa", section: str = "needs") -> dict[str, Any]:
    return {
        "attachment_id": ID(of), "case_id": ID(case), "section": section, "generation": 1, "number": 1,
    }  # fmt: skip


def sheet(case: str = "own_alfa", agency: str = "alfa", who: str = "ana") -> dict[str, Any]:
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": "plan", "saved_by": ID(who), "version": 2,
    }  # fmt: skip


def last_day(case: str = "own_alfa", agency: str = "alfa", who: str = "ana") -> dict[str, Any]:
    """One of a right that has none yet."""
    whose = {"case_id": ID(case), "agency_id": ID(agency), "section": "plan", "saved_by": ID(who)}
    return counted_day(right_code="legal_aid", **whose)


def ends_day(who: str) -> str:
    return f"state = 'done', ended_why = 'done', ended_at = now(), ended_by = '{ID(who)}'"


def spoken(case: str = "own_alfa", agency: str = "alfa", who: str = "ana") -> dict[str, Any]:
    return {"case_id": ID(case), "agency_id": ID(agency), "section": "safe_contact", "made_by": ID(who)}


def typed(case: str = "own_alfa", who: str = "ana", section: str = "safety") -> dict[str, Any]:
    return {"case_id": ID(case), "section": section, "member_id": ID(who), "base": 0}


def registered(agency: str = "alfa", by: str = "sara") -> dict[str, Any]:
    return {**interpreter(agency, "new"), "entered_by": ID(by)}


def talk(agency: str, member: str) -> dict[str, Any]:
    return {"referral_id": ID("row_own_alfa"), "agency_id": ID(agency), "member_id": ID(member)}


ENDS = "ended = 'done', ended_at = now()"
SAID_NO = {"answer": "no", "reason": "not_safe", "answered_by": ID("dan"), "answered_at": NOW}


def says_no(who: str) -> Probe:
    said = f"answer = 'no', reason = 'not_safe', answered_at = now(), answered_by = '{ID(who)}'"
    return changes("referrals.authority_ask", said)


def ends(why: str) -> Probe:
    return changes("referrals.authority_ask", f"ended_at = now(), ended_why = '{why}'")


def statement(case: str = "own_alfa", agency: str = "alfa", by: str = "ana") -> dict[str, Any]:
    who = {"agency_id": ID(agency), "team_id": ID("team_police"), "recorded_by": ID(by)}
    return {"case_id": ID(case), **who, "answer": "yes"}


TOLD_TO_PAVEL = {"told_to": ID("pavel"), "told_by": ID("ana"), "told_at": NOW, "told_until": UNTIL}
TELLS = f"told_to = '{ID('pavel')}', told_by = '{ID('ana')}', told_at = now(), told_until = now()"


def nudge(row: str, agency: str, asker: str = "side") -> dict[str, Any]:
    return {
        "referral_id": ID(row),
        "agency_id": ID(agency),
        "asker": asker,
        "toward": "sender",
        "told_at": None,
    }


def child(row: str, agency: str) -> dict[str, Any]:
    return {"referral_id": ID(row), "agency_id": ID(agency)}


def reviewed_by(member: str) -> str:
    return f"reviewed_at = now(), reviewed_by = '{ID(member)}'"


STEP = {"referral_id": ID("row_own_alfa"), "agency_id": ID("alfa"), "step": "half"}
ALFA, BETA = {"agency_id": ID("alfa")}, {"agency_id": ID("beta")}
BE, SE = {"peer": "be"}, {"peer": "se"}


def in_hand(member: str) -> Probe:
    """How many open referrals an administrator is told that the member has in hand."""

    def probe(connection: psycopg.Connection) -> int:
        row = connection.execute("SELECT referrals FROM referrals.open_work(%s)", [ID(member)]).fetchone()
        return int(row[0]) if row else 0

    return probe


def handed_over(giver: str, taker: str) -> Probe:
    """The same of who takes over, after a handover."""

    def probe(connection: psycopg.Connection) -> int:
        connection.execute(
            "SELECT referrals.hand_over_part(%s, ARRAY[%s]::uuid[], 1000)", [ID(giver), ID(taker)]
        )
        return in_hand(taker)(connection)

    return probe


def noted(row: str, agency: str) -> Probe:
    """How many lines of the feed a move of this referral makes at its commit."""
    lines = sees("referrals.feed_line", referral_id=ID(row))

    def probe(connection: psycopg.Connection) -> int:
        before = lines(connection)
        insert(connection, "referrals.move", **move(row, agency))
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return lines(connection) - before

    return probe


def counted(connection: psycopg.Connection) -> int:
    """Somebody of beta counts an adult who refused; how many statements went through."""
    lists = "ARRAY['north'], ARRAY['f'], ARRAY['unknown'], ARRAY['shelter'], ARRAY['shelter']"
    return connection.execute(f"SELECT referrals.count_refusal({lists})").rowcount


def kept(agency: str, member: str, **more: Any) -> dict[str, Any]:
    return {"agency_id": ID(agency), "member_id": ID(member), "name": "new", **more}


def away(row: str, agency: str, member: str) -> dict[str, Any]:
    here = {"agency_id": ID(agency), "member_id": ID(member)}
    return {"referral_id": ID(row), **here, "until": UNTIL, "reason": "agreed_date"}


def taken(agency: str, member: str) -> dict[str, Any]:
    return {"agency_id": ID(agency), "member_id": ID(member)}


def ended_files() -> Probe:
    """What the purge does: it may look at nothing but the end of a file."""
    return lambda connection: (
        connection.execute("DELETE FROM referrals.taken_out_file WHERE until < now()").rowcount
    )


HIDDEN_FROM_WHO_ADMINISTERS = (
    "consent.review",
    "referrals.about_child",
    "referrals.escalation",
    "referrals.move",
    "referrals.nudge",
    "referrals.put_away",
    "referrals.referral",
    "referrals.spoken",
    "referrals.taken_out",
)


def lays(own: str, received: str, agency: str) -> Probe:
    """Lay a file beside a received case; beside what lies there already once that is taken apart."""

    def probe(connection: psycopg.Connection) -> int:
        connection.execute("DELETE FROM cases.beside")
        both = {"own_case": ID(own), "received_case": ID(received)}
        return insert(connection, "cases.beside", **both, agency_id=ID(agency))

    return probe


def copy(**more: Any) -> dict[str, Any]:
    """Something that was received at alfa and shared there is taken over into the own file."""
    both = {"own_case": ID("own_alfa"), "received_case": ID("got_alfa"), "agency_id": ID("alfa")}
    return {**both, "section": "needs", "own_version": 9, "fields": ["wish"]} | more


def nobody(probe: Probe) -> Refusal:
    """Kept from the worker's role when its token is missing."""
    return Refusal(probe, "nobody worker")


STONE = {
    "key_id": ID("a key"),
    "case_id": ID("own_alfa"),
    "section": "needs",
    "generation": 1,
    "destroyed_at": NOW,
}


ANSWERED: dict[str, Any] = {"answer": "spoke", "answered_by": ID("ana"), "answered_at": NOW}


def word(case: str = "own_alfa", *, agency: str = "alfa", by: str | None = "ana") -> dict[str, Any]:
    """What a person says is wrong, written down by somebody, or by a paper code."""
    written_by = ID(by) if by else None
    return {
        "case_id": ID(case), "agency_id": ID(agency), "kind": "wrong", "about": "plan", "written_by": written_by,
        "written_at": NOW,
    }  # fmt: skip


def wish(case: str = "own_alfa", *, agency: str = "alfa", by: str = "ana") -> dict[str, Any]:
    """That a person wishes a section erased, written down by somebody."""
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": "safety", "asked_by": ID(by), "verdict": "",
        "asked_at": NOW,
    }  # fmt: skip


def answers(who: str) -> Probe:
    """Answer whatever can be reached, in somebody's name."""
    return changes("cases.persons_word", f"answer = 'spoke', answered_at = now(), answered_by = '{ID(who)}'")


def said(case: str = "own_alfa", agency: str = "alfa", **more: Any) -> dict[str, Any]:
    """A consent taken back by the person with a paper code."""
    return {
        "case_id": ID(case), "agency_id": ID(agency), "heard_by": ID(agency), "consent_id": ID(f"consent_{case}"),
        "channel": "person", "by_role": "person", "by_person": True, "sections": [], **more,
    }  # fmt: skip
