"""For every row policy: what it lets through, and what only its condition keeps out.

`mine` is possible with the policy and not without it; `theirs` is not possible, and would be if its condition
were `true`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from tests.access.rows import NOW, insert, named_table
from tests.access.world import ID, UNTIL

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
    condition = " AND ".join(f"{column} = %s" for column in where) or "true"

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


def _key(case: str, **more: Any) -> dict[str, Any]:
    return {"case_id": ID(case), "section": "needs", "generation": 9, "intake": False} | more


def _version(case: str) -> dict[str, Any]:
    return {"case_id": ID(case), "section": "needs", "version": 9}


def _audit(kind: str, actor: str, agency: str | None = None) -> dict[str, Any]:
    return {"actor_kind": kind, "actor_id": actor, "agency_id": ID(agency) if agency else None}


def _consent(case: str, agency: str) -> dict[str, Any]:
    return {"case_id": ID(case), "agency_id": ID(agency), "expires_at": UNTIL, "previous_hash": ""}


def _heard(case: str, agency: str, by: str) -> dict[str, Any]:
    """A withdrawal of the consent under which a referral of this case is shared, heard by the agency there."""
    return {
        "case_id": ID(case), "agency_id": ID(agency), "heard_by": ID(by), "consent_id": ID("consent"),
        "referral_id": ID(f"shared_{case}"),
    }  # fmt: skip


def _envelope(agency: str, peer: str = "be") -> dict[str, Any]:
    return {
        "agency_id": ID(agency), "other_agency_id": ID("gent"), "peer": peer, "reference": "new", "side": "sender",
        "state": "sent", "consent_id": ID("consent"), "consent_version": 1,
    }  # fmt: skip


def _move(row: str, agency: str) -> dict[str, Any]:
    return {"referral_id": ID(row), "agency_id": ID(agency), "hash": "new", "ordinal": 9}


def _text(row: str, case: str, agency: str) -> dict[str, Any]:
    return {"referral_id": ID(row), "case_id": ID(case), "agency_id": ID(agency), "section": "needs"}


def _lane(sender: str, recipient: str, *, inward: bool) -> dict[str, Any]:
    return {"handle": "new", "sender": ID(sender), "recipient": ID(recipient), "inward": inward}


def _outgoing(agency: str, peer: str) -> dict[str, Any]:
    return {"agency_id": ID(agency), "peer": peer, "state": "voided"}


def _talk(agency: str, member: str) -> dict[str, Any]:
    return {"referral_id": ID("row_own_alfa"), "agency_id": ID(agency), "member_id": ID(member)}


def _nudge(row: str, agency: str, asker: str = "side") -> dict[str, Any]:
    return {
        "referral_id": ID(row),
        "agency_id": ID(agency),
        "asker": asker,
        "toward": "sender",
        "told_at": None,
    }


def _child(row: str, agency: str) -> dict[str, Any]:
    return {"referral_id": ID(row), "agency_id": ID(agency)}


def _reviewed_by(member: str) -> str:
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
        insert(connection, "referrals.move", **_move(row, agency))
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return lines(connection) - before

    return probe


def _kept(agency: str, member: str, **more: Any) -> dict[str, Any]:
    return {"agency_id": ID(agency), "member_id": ID(member), "name": "new", **more}


def _away(row: str, agency: str, member: str) -> dict[str, Any]:
    here = {"agency_id": ID(agency), "member_id": ID(member)}
    return {"referral_id": ID(row), **here, "until": UNTIL, "reason": "agreed_date"}


def _taken(agency: str, member: str) -> dict[str, Any]:
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
SCENARIOS: dict[tuple[str, str], Scenario] = {
    # access
    ("access.case", "the_owner_of_the_doors"): Scenario("owner", [sees("access.case")], []),
    ("access.case", "cases_that_i_hold"): Scenario(
        "ana", [sees("access.case", id=ID("own_alfa"))], [sees("access.case", id=ID("own_beta"))]
    ),
    ("access.case", "cases_of_the_peer"): Scenario(
        "peer be", [sees("access.case", id=ID("got_alfa"))],
        [sees("access.case", id=ID("got_beta")), sees("access.case", id=ID("own_alfa"))],
    ),
    # keys
    ("keys.section_key", "the_owner_of_the_doors"): Scenario("owner", [sees("keys.section_key")], []),
    ("keys.tombstone", "the_owner_of_the_stones"): Scenario("owner", [adds("keys.tombstone", **STONE)], []),
    ("keys.section_key", "keys_that_i_may_use"): Scenario(
        "ana", [sees("keys.section_key", case_id=ID("own_alfa"))],
        [sees("keys.section_key", case_id=ID("own_beta"))],
    ),
    ("keys.section_key", "keys_that_i_made"): Scenario(
        "ana", [adds("keys.section_key", **_key("own_alfa"))],
        [adds("keys.section_key", **_key("own_beta")), adds("keys.section_key", **_key("got_alfa"))],
    ),
    ("keys.section_key", "keys_of_the_peers_cases"): Scenario(
        "peer be", [changes("keys.section_key", "due = now()")],
        [Refusal(changes("keys.section_key", "due = now()"), "peer be", own=1),
         adds("keys.section_key", **_key("got_alfa", intake=False))],
    ),
    ("keys.section_key", "keys_that_are_due"): Scenario(
        "worker", [sees("keys.section_key", section="needs")], [nobody(sees("keys.section_key", section="needs"))]
    ),
    ("keys.section_key", "keys_that_get_a_term"): Scenario(
        "worker", [changes("keys.section_key", "due = now()")],
        [Refusal(changes("keys.section_key", "due = now()"), "worker", own=2),
         nobody(changes("keys.section_key", "due = now()"))],
    ),
    ("keys.section_key", "keys_whose_time_has_come"): Scenario(
        "worker", [deletes("keys.section_key")],
        [Refusal(deletes("keys.section_key"), "worker", own=4), nobody(deletes("keys.section_key"))],
    ),
    ("keys.section_key", "keys_found_for_the_peers_texts"): Scenario(
        "peer be", [sees("keys.section_key", case_id=ID("own_alfa"))],
        [sees("keys.section_key", case_id=ID("own_beta"))],
    ),
    ("keys.section_key", "keys_made_for_the_peers_texts"): Scenario(
        "peer be", [adds("keys.section_key", **_key("own_alfa", intake=True))],
        [adds("keys.section_key", **_key("own_beta", intake=True)),
         adds("keys.section_key", **_key("own_alfa", intake=False))],
    ),
    # audit
    ("audit.record", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("audit.record")], []),
    ("audit.record", "what_is_past_its_term"): Scenario(
        "owner", [forgets(None), forgets(ID("a case that is gone"))], [forgets(ID("own_alfa")), forgets(None, days=29)]
    ),
    ("audit.record", "the_owner_is_recorded_as_itself"): Scenario(
        "owner", [adds("audit.record", **_audit("owner", ""))],
        [adds("audit.record", **_audit("member", str(ID("ana")), "alfa")), adds("audit.record", **_audit("clock", "")),
         adds("audit.record", **_audit("owner", "", "alfa"))],
    ),
    ("audit.record", "a_member_records_for_itself"): Scenario(
        "ana", [adds("audit.record", **_audit("member", str(ID("ana")), "alfa")),
                adds("audit.record", **_audit("anonymous", ""))],
        [adds("audit.record", **_audit("member", str(ID("dan")), "alfa")),
         adds("audit.record", **_audit("member", str(ID("ana")), "beta")),
         adds("audit.record", **_audit("anonymous", str(ID("ana")))),
         adds("audit.record", **_audit("anonymous", "", "beta")),
         adds("audit.record", **_audit("peer", "be")), adds("audit.record", **_audit("clock", ""))],
    ),
    ("audit.record", "a_peer_is_recorded_as_itself"): Scenario(
        "peer be", [adds("audit.record", **_audit("peer", "be"))],
        [adds("audit.record", **_audit("peer", "se")), adds("audit.record", **_audit("member", "be"))],
    ),
    ("audit.record", "the_clock_records_for_itself"): Scenario(
        "worker", [adds("audit.record", **_audit("clock", ""))],
        [adds("audit.record", **_audit("member", str(ID("ana")), "alfa"))],
    ),
    # consent
    ("consent.review", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("consent.review")], []),
    ("consent.version", "consents_of_my_cases"): Scenario(
        "ana", [sees("consent.version", case_id=ID("own_alfa"))],
        [sees("consent.version", case_id=ID("own_beta"))],
    ),
    ("consent.version", "consents_that_i_record"): Scenario(
        "ana", [adds("consent.version", **_consent("own_alfa", "alfa"))],
        [adds("consent.version", **_consent("own_beta", "alfa")),
         adds("consent.version", **_consent("own_alfa", "beta"))],
    ),
    ("consent.withdrawal", "withdrawals_at_my_agency"): Scenario(
        "dan", [sees("consent.withdrawal", **ALFA)], [sees("consent.withdrawal", **BETA)]
    ),
    ("consent.withdrawal", "withdrawals_that_i_record"): Scenario(
        "dan", [adds("consent.withdrawal", **ALFA)], [adds("consent.withdrawal", **BETA)]
    ),
    ("consent.withdrawal", "withdrawals_that_the_receiver_heard"): Scenario(
        "peer be", [adds("consent.withdrawal", **_heard("own_alfa", "alfa", "gent"))],
        [adds("consent.withdrawal", **_heard("own_beta", "beta", "lund")),
         adds("consent.withdrawal", **_heard("got_alfa", "alfa", "gent")),
         adds("consent.withdrawal", **_heard("own_alfa", "beta", "gent")),
         adds("consent.withdrawal", **_heard("own_alfa", "alfa", "alfa")),
         adds("consent.withdrawal", **_heard("own_alfa", "alfa", "gent") | {"case_id": ID("got_alfa")}),
         adds("consent.withdrawal", **_heard("own_alfa", "alfa", "gent") | {"consent_id": ID("consent_own_alfa")}),
         adds("consent.withdrawal", **_heard("own_alfa", "alfa", "gent") | {"referral_id": None})],
    ),
    # cases
    ("cases.section_version", "sections_open_to_me"): Scenario(
        "ana", [sees("cases.section_version", case_id=ID("own_alfa")),
                sees("cases.section_version", case_id=ID("got_alfa"))],
        [sees("cases.section_version", case_id=ID("own_beta"))],
    ),
    ("cases.section_version", "sections_that_i_edit"): Scenario(
        "ana", [adds("cases.section_version", **_version("own_alfa"))],
        [adds("cases.section_version", **_version("own_beta")),
         adds("cases.section_version", **_version("got_alfa"))],
    ),
    ("cases.section_version", "replicas_of_the_peers_cases"): Scenario(
        "peer be", [adds("cases.section_version", **_version("got_alfa"))],
        [adds("cases.section_version", **_version("got_beta")),
         adds("cases.section_version", **_version("own_alfa"))],
    ),
    # cases that are brought in
    ("keys.file_key", "file_keys_of_mine"): Scenario(
        "ana", [sees("keys.file_key", id=ID("file_own_alfa_2")), adds("keys.file_key", member_id=ID("ana")),
                deletes("keys.file_key")],
        [sees("keys.file_key", id=ID("file_own_beta_2")), adds("keys.file_key", member_id=ID("bea")),
         Refusal(sees("keys.file_key", id=ID("file_own_alfa_2")), "sara")],
    ),
    ("keys.file_key", "file_keys_of_yesterday"): Scenario(
        "worker", [deletes("keys.file_key")],
        [Refusal(deletes("keys.file_key"), "worker", own=2), nobody(deletes("keys.file_key"))],
    ),
    ("cases.bringing", "imports_that_i_answer_for"): Scenario(
        "ana", [sees("cases.bringing", id=ID("file_own_alfa"))],
        [sees("cases.bringing", id=ID("file_own_beta")),
         Refusal(sees("cases.bringing", id=ID("file_own_alfa")), "dan"),
         Refusal(sees("cases.bringing", id=ID("file_own_beta")), "sara")],
    ),
    ("cases.bringing", "imports_that_i_begin"): Scenario(
        "ana", [adds("cases.bringing", member_id=ID("ana"), **ALFA)],
        [adds("cases.bringing", member_id=ID("dan"), **ALFA), adds("cases.bringing", member_id=ID("ana"), **BETA)],
    ),
    ("cases.bringing", "imports_that_i_move"): Scenario(
        "sara", [changes("cases.bringing", "state = 'undoing'")],
        [Refusal(changes("cases.bringing", "state = 'undoing'"), "ana", own=1),
         Refusal(changes("cases.bringing", "state = 'undoing'"), "dan")],
    ),
    ("cases.bringing_part", "parts_of_my_files"): Scenario(
        "ana", [sees("cases.bringing_part", bringing_id=ID("file_own_alfa")),
                adds("cases.bringing_part", member_id=ID("ana")), changes("cases.bringing_part", "is_taken = true"),
                deletes("cases.bringing_part")],
        [sees("cases.bringing_part", bringing_id=ID("file_own_beta")),
         adds("cases.bringing_part", member_id=ID("bea")),
         Refusal(sees("cases.bringing_part", bringing_id=ID("file_own_alfa")), "sara")],
    ),
    ("cases.bringing_part", "parts_of_yesterday"): Scenario(
        "worker", [deletes("cases.bringing_part")],
        [Refusal(deletes("cases.bringing_part"), "worker", own=2), nobody(deletes("cases.bringing_part"))],
    ),
    ("cases.brought", "origins_open_to_me"): Scenario(
        "ana", [sees("cases.brought", case_id=ID("got_alfa"))], [sees("cases.brought", case_id=ID("got_beta"))]
    ),
    ("cases.brought", "origins_that_i_write"): Scenario(
        "ana", [adds("cases.brought", case_id=ID("own_alfa"), section="profile")],
        [adds("cases.brought", case_id=ID("own_beta"), section="profile")],
    ),
    ("cases.brought", "origins_without_a_key"): Scenario(
        "worker", [deletes("cases.brought")],
        [Refusal(deletes("cases.brought"), "worker", own=2), nobody(deletes("cases.brought"))],
    ),
    ("cases.kept_mapping", "mappings_of_my_agency"): Scenario(
        "ana", [sees("cases.kept_mapping", **ALFA), adds("cases.kept_mapping", name="new", **ALFA),
                changes("cases.kept_mapping", "kept_at = now()"), deletes("cases.kept_mapping")],
        [sees("cases.kept_mapping", **BETA), adds("cases.kept_mapping", name="new", **BETA)],
    ),
    # referrals
    ("referrals.referral", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("referrals.referral")], []),
    ("referrals.referral", "envelopes_of_my_agency_seen"): Scenario(
        "dan", [sees("referrals.referral", **ALFA)], [sees("referrals.referral", **BETA)]
    ),
    ("referrals.referral", "envelopes_of_my_agency_made"): Scenario(
        "dan", [adds("referrals.referral", **_envelope("alfa"))],
        [adds("referrals.referral", **_envelope("beta"))],
    ),
    ("referrals.referral", "envelopes_of_my_agency_moved"): Scenario(
        "dan", [changes("referrals.referral", "preview_seen = true")],
        [Refusal(changes("referrals.referral", "preview_seen = true"), "dan", own=4),
         changes("referrals.referral", f"agency_id = '{ID('police')}'")],
    ),
    ("referrals.referral", "only_drafts_are_deleted"): Scenario(
        "dan", [deletes("referrals.referral")], [Refusal(deletes("referrals.referral"), "dan", own=1)]
    ),
    ("referrals.referral", "envelopes_shared_with_the_peer"): Scenario(
        "peer be", [sees("referrals.referral", **BE), adds("referrals.referral", **_envelope("alfa", "be"))],
        [sees("referrals.referral", **SE), adds("referrals.referral", **_envelope("alfa", "se"))],
    ),
    ("referrals.referral", "envelopes_with_a_clock"): Scenario(
        "worker", [sees("referrals.referral"), changes("referrals.referral", "due_at = NULL")],
        [nobody(probe) for probe in [sees("referrals.referral"), changes("referrals.referral", "due_at = NULL")]],
    ),
    ("referrals.move", "moves_at_my_agency"): Scenario(
        "dan", [sees("referrals.move", **ALFA), adds("referrals.move", **_move("row_own_alfa", "alfa"))],
        [sees("referrals.move", **BETA), adds("referrals.move", **_move("row_own_beta", "beta")),
         adds("referrals.move", **_move("row_own_beta", "alfa"))],
    ),
    ("referrals.move", "moves_shared_with_the_peer"): Scenario(
        "peer be", [sees("referrals.move", referral_id=ID("row_own_alfa")),
                    adds("referrals.move", **_move("row_own_alfa", "alfa"))],
        [sees("referrals.move", referral_id=ID("row_own_beta")),
         adds("referrals.move", **_move("row_own_beta", "beta"))],
    ),
    ("referrals.move", "moves_of_the_clock"): Scenario(
        "worker", [sees("referrals.move"), adds("referrals.move", **_move("row_own_alfa", "alfa"))],
        [nobody(probe) for probe in [sees("referrals.move"), adds("referrals.move", **_move("row_own_alfa", "alfa"))]],
    ),
    ("referrals.text", "texts_of_sections_open_to_me"): Scenario(
        "ana", [sees("referrals.text", case_id=ID("own_alfa"))],
        [sees("referrals.text", case_id=ID("own_beta"))],
    ),
    ("referrals.text", "texts_about_sections_open_to_me"): Scenario(
        "ana", [adds("referrals.text", **_text("row_own_alfa", "own_alfa", "alfa"))],
        [adds("referrals.text", **_text("row_own_alfa", "own_beta", "alfa")),
         adds("referrals.text", **_text("row_own_alfa", "own_alfa", "beta")),
         adds("referrals.text", **_text("row_own_beta", "own_alfa", "alfa"))],
    ),
    ("referrals.text", "texts_that_the_peer_brings"): Scenario(
        "peer be", [adds("referrals.text", **_text("row_own_alfa", "own_alfa", "alfa"))],
        [adds("referrals.text", **_text("row_own_beta", "own_beta", "beta"))],
    ),
    # exchange
    ("exchange.handle", "handles_we_made"): Scenario(
        "dan", [sees("exchange.handle", sender=ID("alfa")), adds("exchange.handle", sender=ID("alfa"))],
        [sees("exchange.handle", sender=ID("beta")), adds("exchange.handle", sender=ID("beta"))],
    ),
    ("exchange.lane", "lanes_we_send_on"): Scenario(
        "dan", [sees("exchange.lane", sender=ID("alfa")),
                adds("exchange.lane", **_lane("alfa", "gent", inward=False)),
                changes("exchange.lane", "next = 7")],
        [sees("exchange.lane", sender=ID("beta")), sees("exchange.lane", inward=True),
         adds("exchange.lane", **_lane("beta", "lund", inward=False)),
         adds("exchange.lane", **_lane("gent", "alfa", inward=True))],
    ),
    ("exchange.lane", "lanes_of_the_peer"): Scenario(
        "peer be", [sees("exchange.lane", sender=ID("gent"), inward=True),
                    sees("exchange.lane", recipient=ID("gent"), inward=False),
                    adds("exchange.lane", **_lane("gent", "alfa", inward=True))],
        [sees("exchange.lane", sender=ID("lund")), sees("exchange.lane", recipient=ID("lund")),
         adds("exchange.lane", **_lane("lund", "alfa", inward=True)),
         adds("exchange.lane", **_lane("gent", "lund", inward=False))],
    ),
    ("exchange.outgoing", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("exchange.outgoing")], []),
    ("exchange.outgoing", "messages_of_my_agency"): Scenario(
        "dan", [sees("exchange.outgoing", **ALFA), adds("exchange.outgoing", **_outgoing("alfa", "be"))],
        [sees("exchange.outgoing", **BETA), adds("exchange.outgoing", **_outgoing("beta", "be"))],
    ),
    ("exchange.outgoing", "answers_to_the_peer"): Scenario(
        "peer be", [sees("exchange.outgoing", **BE), adds("exchange.outgoing", **_outgoing("alfa", "be"))],
        [sees("exchange.outgoing", **SE), adds("exchange.outgoing", **_outgoing("alfa", "se"))],
    ),
    ("exchange.outgoing", "messages_on_their_way"): Scenario(
        "worker", [sees("exchange.outgoing"), changes("exchange.outgoing", "attempts = 7"),
                   adds("exchange.outgoing", **_outgoing("alfa", "be"))],
        [nobody(probe) for probe in [sees("exchange.outgoing"), changes("exchange.outgoing", "attempts = 7"),
         adds("exchange.outgoing", **_outgoing("alfa", "be"))]],
    ),
    ("exchange.incoming", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("exchange.incoming")], []),
    ("exchange.incoming", "messages_to_my_agency"): Scenario(
        "dan", [sees("exchange.incoming", **ALFA)], [sees("exchange.incoming", **BETA)]
    ),
    ("exchange.incoming", "messages_of_the_peer"): Scenario(
        "peer be", [sees("exchange.incoming", **BE), adds("exchange.incoming", **BE, **ALFA)],
        [sees("exchange.incoming", **SE), adds("exchange.incoming", **SE, **ALFA)],
    ),
    ("exchange.receipt", "receipts_of_my_agency"): Scenario(
        "dan", [sees("exchange.receipt", **ALFA), adds("exchange.receipt", **ALFA)],
        [sees("exchange.receipt", **BETA), adds("exchange.receipt", **BETA)],
    ),
    ("exchange.receipt", "receipts_with_the_peer"): Scenario(
        "peer be", [sees("exchange.receipt", **BE), adds("exchange.receipt", **BE)],
        [sees("exchange.receipt", **SE), adds("exchange.receipt", **SE)],
    ),
    ("exchange.receipt", "receipts_brought_back"): Scenario(
        "worker", [sees("exchange.receipt"), adds("exchange.receipt")],
        [nobody(probe) for probe in [sees("exchange.receipt"), adds("exchange.receipt")]],
    ),
    ("exchange.held_back", "parts_that_we_hold_back"): Scenario(
        "dan", [sees("exchange.held_back", **ALFA), adds("exchange.held_back", **ALFA, state="void"),
                changes("exchange.held_back", "state = 'void'")],
        [sees("exchange.held_back", **BETA), adds("exchange.held_back", **BETA, state="void")],
    ),
    ("exchange.held_back", "parts_held_for_the_peer"): Scenario(
        "peer be", [sees("exchange.held_back", **BE), changes("exchange.held_back", "state = 'void'")],
        [sees("exchange.held_back", **SE), Refusal(changes("exchange.held_back", "state = 'void'"), "peer be", own=1)],
    ),
    ("exchange.quarantined", "the_owner_of_the_doors_reads"): Scenario(
        "owner", [sees("exchange.quarantined")], []
    ),
    ("exchange.quarantined", "set_aside_from_the_peer"): Scenario(
        "peer be", [adds("exchange.quarantined", **BE)], [adds("exchange.quarantined", **SE)]
    ),
    # after a restore
    ("exchange.catching_up", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("exchange.catching_up")], []),
    ("exchange.catching_up", "the_peer_catches_up"): Scenario(
        "peer be", [sees("exchange.catching_up", **BE, ours=False), changes("exchange.catching_up", "again = 7")],
        [sees("exchange.catching_up", **SE), adds("exchange.catching_up", peer="fi", ours=False),
         Refusal(changes("exchange.catching_up", "again = 7"), "peer be", own=1)],
    ),
    ("exchange.catching_up", "the_worker_catches_up"): Scenario(
        "worker", [sees("exchange.catching_up"), changes("exchange.catching_up", "again = 7"),
                   deletes("exchange.catching_up"), adds("exchange.catching_up", peer="fi", ours=True)],
        [nobody(sees("exchange.catching_up")), nobody(changes("exchange.catching_up", "again = 7")),
         nobody(deletes("exchange.catching_up")), nobody(adds("exchange.catching_up", peer="fi", ours=True))],
    ),
    ("exchange.asked_back", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("exchange.asked_back")], []),
    ("exchange.asked_back", "asked_back_by_the_peer"): Scenario(
        "peer be", [sees("exchange.asked_back", **BE), adds("exchange.asked_back", **BE)],
        [sees("exchange.asked_back", **SE), adds("exchange.asked_back", **SE)],
    ),
    ("exchange.asked_back", "asked_back_for_the_worker"): Scenario(
        "worker", [sees("exchange.asked_back"), deletes("exchange.asked_back")],
        [nobody(sees("exchange.asked_back")), nobody(deletes("exchange.asked_back"))],
    ),
    ("exchange.lane", "lanes_compared_by_the_worker"): Scenario(
        "worker", [sees("exchange.lane", inward=True)], [nobody(sees("exchange.lane", inward=True))]
    ),
    ("exchange.incoming", "messages_told_back"): Scenario(
        "worker", [sees("exchange.incoming")], [nobody(sees("exchange.incoming"))]
    ),
    ("exchange.outgoing", "sealed_bytes_are_destroyed"): Scenario(
        "owner", [changes("exchange.outgoing", "event = '{}'")],
        [changes("exchange.outgoing", "event = '{\"other\": 1}'")],
    ),
    ("referrals.gap", "gaps_that_the_peer_tells_of"): Scenario(
        "peer be", [sees("referrals.gap", **BE), adds("referrals.gap", **BE, other_agency_id=ID("gent"))],
        [sees("referrals.gap", **SE), adds("referrals.gap", **SE, other_agency_id=ID("lund")),
         adds("referrals.gap", **BE, other_agency_id=ID("lund"))],
    ),
    ("referrals.gap", "gaps_known_to_the_worker"): Scenario(
        "worker", [sees("referrals.gap"), adds("referrals.gap")],
        [nobody(sees("referrals.gap")), nobody(adds("referrals.gap"))],
    ),
    ("referrals.gap", "gaps_of_my_agency"): Scenario(
        "dan", [sees("referrals.gap", **ALFA), deletes("referrals.gap")],
        [sees("referrals.gap", **BETA), Refusal(deletes("referrals.gap"), "dan", own=1),
         Refusal(sees("referrals.gap", **ALFA), "adam")],
    ),
    # what the clock and the purge may do
    ("cases.section_version", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("cases.section_version")], []),
    ("cases.section_version", "versions_without_a_key"): Scenario(
        "worker", [deletes("cases.section_version")],
        [Refusal(deletes("cases.section_version"), "worker", own=2), nobody(deletes("cases.section_version"))],
    ),
    ("referrals.text", "texts_without_a_key"): Scenario(
        "worker", [deletes("referrals.text")],
        [Refusal(deletes("referrals.text"), "worker", own=2), nobody(deletes("referrals.text"))],
    ),
    ("referrals.referral", "the_clock_deletes_only_drafts"): Scenario(
        "worker", [deletes("referrals.referral")], [Refusal(deletes("referrals.referral"), "worker", own=2)]
    ),
    ("referrals.escalation", "steps_noted_by_the_clock"): Scenario(
        "worker", [sees("referrals.escalation"), adds("referrals.escalation", **STEP)],
        [nobody(sees("referrals.escalation")), nobody(adds("referrals.escalation", **STEP))],
    ),
    ("exchange.lane", "lanes_of_the_clock"): Scenario(
        "worker", [sees("exchange.lane", inward=False), changes("exchange.lane", "next = 7"),
                   adds("exchange.lane", **_lane("alfa", "gent", inward=False))],
        [adds("exchange.lane", **_lane("gent", "alfa", inward=True)),
         nobody(sees("exchange.lane", inward=False)),
         nobody(adds("exchange.lane", **_lane("alfa", "gent", inward=False)))],
    ),
    ("exchange.held_back", "parts_seen_by_the_clock"): Scenario(
        "worker", [sees("exchange.held_back")], [nobody(sees("exchange.held_back"))]
    ),
    ("exchange.held_back", "parts_that_the_clock_ends"): Scenario(
        "worker", [changes("exchange.held_back", "state = 'void', held = NULL")],
        [changes("exchange.held_back", "state = 'released', held = '{}'"),
         nobody(changes("exchange.held_back", "state = 'void', held = NULL"))],
    ),
    ("exchange.quarantined", "set_aside_long_enough"): Scenario(
        "worker", [sees("exchange.quarantined"), deletes("exchange.quarantined")],
        [nobody(sees("exchange.quarantined")), nobody(deletes("exchange.quarantined"))],
    ),
    # reviews, talks, escalations
    ("consent.review", "reviews_at_my_agency"): Scenario(
        "dan", [sees("consent.review", **ALFA)], [sees("consent.review", **BETA)]
    ),
    ("consent.review", "reviews_of_my_own_doing"): Scenario(
        "ana", [adds("consent.review", **ALFA, by_member=ID("ana"))],
        [adds("consent.review", **BETA, by_member=ID("ana")), adds("consent.review", **ALFA, by_member=ID("dan"))],
    ),
    ("consent.review", "reviews_that_i_make"): Scenario(
        "dan", [changes("consent.review", _reviewed_by("dan"))],
        [Refusal(changes("consent.review", _reviewed_by("dan")), "dan", own=1),
         changes("consent.review", _reviewed_by("sara"))],
    ),
    ("referrals.escalation", "steps_at_my_agency"): Scenario(
        "dan", [sees("referrals.escalation", **ALFA)], [sees("referrals.escalation", **BETA)]
    ),
    ("referrals.spoken", "talks_at_my_agency"): Scenario(
        "dan", [sees("referrals.spoken", **ALFA)], [sees("referrals.spoken", **BETA)]
    ),
    ("referrals.spoken", "talks_that_i_had"): Scenario(
        "dan", [adds("referrals.spoken", **_talk("alfa", "dan"))],
        [adds("referrals.spoken", **_talk("beta", "dan")), adds("referrals.spoken", **_talk("alfa", "ana"))],
    ),
    ("referrals.nudge", "nudges_at_my_agency"): Scenario(
        "dan", [sees("referrals.nudge", **ALFA)], [sees("referrals.nudge", **BETA)]
    ),
    ("referrals.nudge", "nudges_by_my_side"): Scenario(
        "dan", [adds("referrals.nudge", **_nudge("row_own_alfa", "alfa"))],
        [adds("referrals.nudge", **_nudge("row_own_beta", "alfa")),
         adds("referrals.nudge", **_nudge("row_own_alfa", "beta")),
         adds("referrals.nudge", **_nudge("row_own_alfa", "alfa", asker="coordinator"))],
    ),
    ("referrals.nudge", "nudges_where_i_coordinate"): Scenario(
        "cora", [sees("referrals.nudge", **BETA)],
        [sees("referrals.nudge", referral_id=ID("row_own_beta")),
         Refusal(sees("referrals.nudge", **BETA), "dan")],
    ),
    ("referrals.nudge", "nudges_by_the_coordinator"): Scenario(
        "cora", [adds("referrals.nudge", **_nudge("late_own_beta", "beta", asker="coordinator"))],
        [adds("referrals.nudge", **_nudge("row_own_beta", "beta", asker="coordinator")),
         adds("referrals.nudge", **_nudge("late_own_beta", "alfa", asker="coordinator")),
         adds("referrals.nudge", **_nudge("late_own_beta", "beta")),
         Refusal(adds("referrals.nudge", **_nudge("late_own_beta", "beta", asker="coordinator")), "dan")],
    ),
    ("referrals.nudge", "nudges_from_the_peer"): Scenario(
        "peer be", [sees("referrals.nudge", **ALFA), adds("referrals.nudge", **_nudge("row_own_alfa", "alfa"))],
        [sees("referrals.nudge", **BETA), adds("referrals.nudge", **_nudge("row_own_beta", "beta"))],
    ),
    ("referrals.nudge", "nudges_carried_by_the_clock"): Scenario(
        "worker", [sees("referrals.nudge"), changes("referrals.nudge", "told_at = now()")],
        [nobody(sees("referrals.nudge")), nobody(changes("referrals.nudge", "told_at = now()"))],
    ),
    ("referrals.about_child", "children_of_my_agency"): Scenario(
        "dan", [sees("referrals.about_child", **ALFA), adds("referrals.about_child", **_child("late_own_alfa", "alfa")),
                deletes("referrals.about_child")],
        [sees("referrals.about_child", **BETA), adds("referrals.about_child", **_child("late_own_beta", "beta")),
         adds("referrals.about_child", **_child("late_own_beta", "alfa")),
         Refusal(sees("referrals.about_child", **BETA), "cora"),
         Refusal(deletes("referrals.about_child"), "dan", own=2)],
    ),
    ("referrals.about_child", "children_whom_the_peer_sent"): Scenario(
        "peer be", [sees("referrals.about_child", **ALFA),
                    adds("referrals.about_child", **_child("late_own_alfa", "alfa")),
                    deletes("referrals.about_child")],
        [sees("referrals.about_child", **BETA), adds("referrals.about_child", **_child("late_own_beta", "beta")),
         Refusal(deletes("referrals.about_child"), "peer be", own=2)],
    ),
    ("referrals.about_child", "children_known_to_the_clock"): Scenario(
        "worker", [sees("referrals.about_child"), deletes("referrals.about_child")],
        [nobody(sees("referrals.about_child")), nobody(deletes("referrals.about_child"))],
    ),
    ("referrals.referral", "envelopes_escalated_to_me"): Scenario(
        "cora", [sees("referrals.referral", **BETA)],
        [sees("referrals.referral", **BETA, state="draft"), Refusal(sees("referrals.referral", **BETA), "dan")],
    ),
    # the feed: written by the database when what it tells commits
    ("referrals.feed_line", "lines_of_my_agency"): Scenario(
        "dan", [sees("referrals.feed_line", **ALFA)],
        [sees("referrals.feed_line", **BETA), Refusal(sees("referrals.feed_line", **ALFA), "adam")],
    ),
    ("referrals.feed_line", "the_owner_notes"): Scenario("ana", [noted("row_own_alfa", "alfa")], []),


    # lists: kept, put away, taken out, mailed
    ("referrals.kept_list", "lists_of_mine_and_my_teams"): Scenario(
        "nora", [sees("referrals.kept_list", member_id=ID("ana"), name="the team's")],
        [sees("referrals.kept_list", name="alone"), Refusal(sees("referrals.kept_list", **BETA), "sara")],
    ),
    ("referrals.kept_list", "lists_that_i_keep"): Scenario(
        "ana", [adds("referrals.kept_list", **_kept("alfa", "ana")),
                adds("referrals.kept_list", **_kept("alfa", "ana", team_id=ID("team_alfa")))],
        [adds("referrals.kept_list", **_kept("alfa", "dan")), adds("referrals.kept_list", **_kept("beta", "ana")),
         adds("referrals.kept_list", **_kept("alfa", "ana", team_id=ID("team_beta")))],
    ),
    ("referrals.kept_list", "lists_that_i_rename"): Scenario(
        "ana", [changes("referrals.kept_list", "name = name || '+'")],
        [Refusal(changes("referrals.kept_list", "name = name || '+'"), "nora")],
    ),
    ("referrals.kept_list", "lists_that_i_delete"): Scenario(
        "sara", [deletes("referrals.kept_list")],
        [Refusal(deletes("referrals.kept_list"), "sara", own=1), Refusal(deletes("referrals.kept_list"), "nora")],
    ),
    ("referrals.put_away", "put_away_by_me_or_my_people"): Scenario(
        "sara", [sees("referrals.put_away", **ALFA)],
        [sees("referrals.put_away", **BETA), Refusal(sees("referrals.put_away", member_id=ID("ana")), "dan")],
    ),
    ("referrals.put_away", "put_away_by_me"): Scenario(
        "dan", [adds("referrals.put_away", **_away("row_got_alfa", "alfa", "dan"))],
        [adds("referrals.put_away", **_away("row_got_alfa", "alfa", "ana")),
         adds("referrals.put_away", **_away("row_got_beta", "alfa", "dan")),
         adds("referrals.put_away", **_away("row_got_alfa", "beta", "dan"))],
    ),
    ("referrals.put_away", "taken_back_by_me"): Scenario(
        "dan", [deletes("referrals.put_away")],
        [Refusal(deletes("referrals.put_away"), "dan", own=1), Refusal(deletes("referrals.put_away"), "sara")],
    ),
    ("referrals.put_away", "put_away_known_to_the_clock"): Scenario(
        "worker", [sees("referrals.put_away"), deletes("referrals.put_away")],
        [nobody(sees("referrals.put_away")), nobody(deletes("referrals.put_away"))],
    ),
    ("referrals.taken_out", "taken_out_by_me_or_my_people"): Scenario(
        "sara", [sees("referrals.taken_out", **ALFA)],
        [sees("referrals.taken_out", **BETA), Refusal(sees("referrals.taken_out", member_id=ID("ana")), "dan")],
    ),
    ("referrals.taken_out", "taken_out_by_me"): Scenario(
        "dan", [adds("referrals.taken_out", **_taken("alfa", "dan"), reason="report")],
        [adds("referrals.taken_out", **_taken("beta", "dan"), reason="report"),
         adds("referrals.taken_out", **_taken("alfa", "ana"), reason="report")],
    ),
    ("referrals.taken_out_file", "files_of_mine"): Scenario(
        "dan", [sees("referrals.taken_out_file"), changes("referrals.taken_out_file", "fetched = 1"),
                deletes("referrals.taken_out_file")],
        [Refusal(sees("referrals.taken_out_file"), "dan", own=1), Refusal(sees("referrals.taken_out_file"), "sara"),
         Refusal(deletes("referrals.taken_out_file"), "dan", own=1)],
    ),
    ("referrals.taken_out_file", "files_whose_day_is_over"): Scenario(
        "worker", [ended_files()], [nobody(ended_files())]
    ),
    ("referrals.mailed", "mails_that_the_clock_sent"): Scenario(
        "worker", [sees("referrals.mailed"), adds("referrals.mailed"), deletes("referrals.mailed")],
        [nobody(sees("referrals.mailed")), nobody(adds("referrals.mailed")), nobody(deletes("referrals.mailed"))],
    ),
    # who administers: the owner's functions reach what the administrator does not see
    ("referrals.referral", "the_owner_hands_on"): Scenario("adam", [handed_over("ana", "dan")], []),
    **{
        (table, "nothing_for_who_administers"): Scenario(
            "dan", [sees(table, **ALFA)], [Refusal(sees(table, **ALFA), "adam")]
        )
        for table in HIDDEN_FROM_WHO_ADMINISTERS
    },
}  # fmt: skip
NARROWING = [
    ("referrals.referral", "the_clock_deletes_only_drafts"),
    *((table, "nothing_for_who_administers") for table in HIDDEN_FROM_WHO_ADMINISTERS),
]
"""Restrictive policies: they let nothing through, so without them more is in reach."""
