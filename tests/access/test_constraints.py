"""Each constraint of the tables of access, broken once; a new one needs its line here."""

import uuid
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from tests.access.names import ID
from tests.access.rows import NOW, insert
from tests.access.world import World

type Rows = list[dict[str, Any]]

GRANT: dict[str, Any] = {
    "section": "needs",
    "basis": "lead",
    "purpose": "assessment",
    "holder_member": ID("ana"),
    "valid_from": NOW,
}
CASE = {"agency_id": ID("alfa"), "kind": "own"}
USE: dict[str, Any] = {
    "member_id": ID("ana"), "sections": ["safety"], "reason": "person_here", "at": NOW, "until": NOW,
}  # fmt: skip
REVIEWED = {"reviewed_at": NOW, "reviewed_by": ID("dan"), "verdict": "not_justified"}
NOTED = REVIEWED | {"noted_at": NOW, "noted_by": ID("sara")}
HELD: dict[str, Any] = {
    "case_id": ID("got_alfa"),
    "ground": "pending_claim",
    "owner_id": ID("sara"),
    "placed_at": NOW,
    "until": NOW + timedelta(days=90),
}
BROUGHT: dict[str, Any] = {"case_id": ID("own_alfa"), "at": NOW}
PADS = {"inner_pad": bytes(64), "outer_pad": bytes(64)}
FROM_PEER: dict[str, Any] = {"kind": "received", "peer": "be", "handle": "x", "referral_id": uuid.uuid4()}
CELL = dict.fromkeys(("sector", "profession", "purpose", "section", "action", "basis"), "x")
CONSENT = {"basis": "consent", "consent_id": uuid.uuid4(), "consent_version": 1}
TOKEN: dict[str, Any] = {
    "member_id": ID("ana"),
    "digest": bytes(32),
    "prefix": "12345678",
    "name": "Program",
    "scopes": ["read"],
    "made_at": NOW,
    "until": NOW + timedelta(days=90),
}
ANSWER: dict[str, Any] = {"token_id": ID("token"), "key": bytes(32), "request": bytes(32), "status": 201}

TOLD: dict[str, Any] = {
    "case_id": ID("own_alfa"), "told_at": NOW, "kept_until": None, "kept_why": None, "kept_by": None, "kept_at": None,
    "erased_at": None,
}  # fmt: skip
KEPT: dict[str, Any] = {
    "kept_until": NOW + timedelta(days=9), "kept_why": "pending_claim", "kept_by": ID("ana"), "kept_at": NOW,
}  # fmt: skip
OFFERED: dict[str, Any] = {
    "from_member": ID("ana"), "to_member": ID("dan"), "at": NOW, "until": NOW + timedelta(days=14),
}  # fmt: skip
TAKEN_OVER: dict[str, Any] = {"member_id": ID("sara"), "reason": "lead_gone"}
PAPER: dict[str, Any] = {
    "case_id": uuid.uuid4(), "agency_id": ID("alfa"), "mark": b"m" * 32, "parts": ["plan"], "hours": False,
    "language": "en", "made_by": ID("ana"), "made_at": NOW, "until": NOW + timedelta(days=30),
}  # fmt: skip
LOOK: dict[str, Any] = {
    "paper_id": ID("paper own_alfa"), "digest": b"d" * 32, "began_at": NOW, "ends_at": NOW + timedelta(minutes=10),
}  # fmt: skip
BROKEN: dict[str, tuple[str, Rows]] = {
    "paper_key_pkey": ("paper_key", [{"wrapped": b"x"}] * 2),
    "paper_key_single_check": ("paper_key", [{"wrapped": b"x", "single": False}]),
    "paper_pkey": ("paper", [PAPER | {"id": ID("paper own_alfa")}]),
    "paper_mark_key": ("paper", [PAPER, PAPER | {"case_id": uuid.uuid4()}]),
    "paper_mark_check": ("paper", [PAPER | {"mark": bytes(31)}]),
    "paper_parts_check": ("paper", [PAPER | {"parts": ["plan", "notes"]}]),
    "paper_made_by_fkey": ("paper", [PAPER | {"made_by": uuid.uuid4()}]),
    "paper_ended_why_check": ("paper", [PAPER | {"ended_at": NOW, "ended_why": "because"}]),
    "paper_ended_has_a_reason": ("paper", [PAPER | {"ended_at": NOW}]),
    "ninety_days_at_most": ("paper", [PAPER | {"until": NOW + timedelta(days=92)}]),
    "one_paper_a_case": ("paper", [PAPER, PAPER | {"mark": b"n" * 32}]),
    "look_pkey": ("look", [LOOK | {"id": ID("look at own_alfa")}]),
    "look_paper_id_fkey": ("look", [LOOK | {"paper_id": uuid.uuid4()}]),
    "look_digest_key": ("look", [LOOK, LOOK]),
    "look_digest_check": ("look", [LOOK | {"digest": bytes(31)}]),
    "ten_minutes_at_most": ("look", [LOOK | {"ends_at": NOW + timedelta(minutes=11)}]),
    "guess_address_check": ("guess", [{"at": NOW, "address": bytes(15)}]),
    "context_key_pkey": ("context_key", [PADS | {"process": "web"}]),
    "context_key_process_check": ("context_key", [PADS | {"process": "owner"}]),
    "context_key_inner_pad_check": ("context_key", [PADS | {"process": "web", "inner_pad": bytes(63)}]),
    "context_key_outer_pad_check": ("context_key", [PADS | {"process": "web", "outer_pad": bytes(65)}]),
    "node_pkey": ("node", [{"id": "be"}]),
    "node_single_check": ("node", [{"id": "be", "single": False}]),
    "only_a_demo_moves_its_clock": ("node", [{"moved": timedelta(1), "is_demo": False}]),
    "node_epoch_check": ("node", [{"epoch": -1, "restored_at": NOW, "restored_from": NOW}]),
    "restored_says_when_and_from_when": ("node", [{"epoch": 1, "restored_at": NOW}]),
    "setup_door_pkey": ("setup_door", [{"key_hash": bytes(32)}] * 2),
    "setup_door_single_check": ("setup_door", [{"key_hash": bytes(32), "single": False}]),
    "setup_door_key_hash_check": ("setup_door", [{"key_hash": bytes(31)}]),
    "policy_pkey": ("policy", [CELL, CELL]),
    "policy_version_pkey": ("policy_version", [{"hash": "x"}]),
    "policy_version_single_check": ("policy_version", [{"hash": "x", "single": False}]),
    "case_pkey": ("case", [CASE | {"id": ID("own_alfa")}]),
    "case_kind_check": ("case", [CASE | {"kind": "lent"}]),
    "case_agency_id_fkey": ("case", [CASE | {"agency_id": uuid.uuid4()}]),
    "received_says_from_whom": ("case", [CASE | FROM_PEER | {"handle": None}]),
    "one_received_case_a_referral": ("case", [CASE | FROM_PEER, CASE | FROM_PEER]),
    "grants_pkey": ("grants", [GRANT | {"id": ID("grant")}, GRANT | {"id": ID("grant")}]),
    "grants_basis_check": ("grants", [GRANT | {"basis": "rank"}]),
    "one_kind_of_holder": ("grants", [GRANT | {"holder_team": ID("team_alfa"), "professions": ["nurse"]}]),
    "a_team_holds_for_professions": ("grants", [GRANT | {"professions": ["nurse"]}]),
    "consent_is_named": ("grants", [GRANT | {"basis": "consent"}]),
    "ground_is_named": ("grants", [GRANT | {"basis": "ground"}]),
    "ground_is_listed": ("grants", [GRANT | {"basis": "ground", "ground": "because"}]),
    "a_disclosure_ends": ("grants", [GRANT | CONSENT | {"discloses": True}]),
    "break_glass_ends": ("grants", [GRANT | {"basis": "break_glass", "sign_in": "x"}]),
    "break_glass_is_bound": ("grants", [GRANT | {"basis": "break_glass", "valid_until": NOW}]),
    "ended_has_a_reason": ("grants", [GRANT | {"ended_at": NOW}]),
    "named_pkey": ("named", [{"case_id": ID("own_alfa"), "member_id": ID("ana")}] * 2),
    "named_case_id_fkey": ("named", [{"member_id": ID("ana")}]),
    "named_member_id_fkey": ("named", [{"case_id": ID("own_alfa")}]),
    "break_glass_use_pkey": ("break_glass_use", [USE | {"id": ID("x")}, USE | {"id": ID("x")}]),
    "break_glass_use_member_id_fkey": ("break_glass_use", [USE | {"member_id": uuid.uuid4()}]),
    "break_glass_use_reviewed_by_fkey": (
        "break_glass_use",
        [USE | REVIEWED | {"reviewed_by": uuid.uuid4()}],
    ),
    "reviewed_has_who_and_when": ("break_glass_use", [USE | {"reviewed_by": ID("dan")}]),
    "a_review_has_its_verdict": ("break_glass_use", [USE | REVIEWED | {"verdict": None}]),
    "verdict_is_listed": ("break_glass_use", [USE | REVIEWED | {"verdict": "well"}]),
    "reason_is_listed": ("break_glass_use", [USE | {"reason": "I was curious"}]),
    "typed_number_mark_check": (
        "typed_number",
        [{"member_id": ID("ana"), "agency_id": ID("alfa"), "mark": b"x"}],
    ),
    "four_hours_at_most": ("break_glass_use", [USE | {"until": NOW + timedelta(hours=4, seconds=1)}]),
    "words_lie_under_a_key": ("break_glass_use", [USE | {"words": b"x"}]),
    "break_glass_use_noted_by_fkey": ("break_glass_use", [USE | NOTED | {"noted_by": uuid.uuid4()}]),
    "noted_has_who_and_when": ("break_glass_use", [USE | NOTED | {"noted_at": None}]),
    "noted_by_another": ("break_glass_use", [USE | NOTED | {"noted_by": ID("ana")}]),
    "only_what_was_wrong_is_noted": ("break_glass_use", [USE | NOTED | {"verdict": "justified"}]),
    "reviewed_by_somebody_else": ("break_glass_use", [USE | REVIEWED | {"reviewed_by": ID("ana")}]),
    "one_unreviewed_use_a_member": ("break_glass_use", [USE, USE]),
    "lead_offer_pkey": ("lead_offer", [OFFERED | {"id": ID("x")}, OFFERED | {"id": ID("x")}]),
    "lead_offer_from_member_fkey": ("lead_offer", [OFFERED | {"from_member": uuid.uuid4()}]),
    "lead_offer_to_member_fkey": ("lead_offer", [OFFERED | {"to_member": uuid.uuid4()}]),
    "offered_to_another": ("lead_offer", [OFFERED | {"to_member": ID("ana")}]),
    "fourteen_days_at_most": ("lead_offer", [OFFERED | {"until": NOW + timedelta(days=14, seconds=1)}]),
    "an_ended_offer_says_why": ("lead_offer", [OFFERED | {"ended_at": NOW}]),
    "why_an_offer_ended": ("lead_offer", [OFFERED | {"ended_at": NOW, "ended_why": "because"}]),
    "one_open_offer_a_case": ("lead_offer", [OFFERED | {"case_id": ID("own_alfa")}] * 2),
    "taken_over_pkey": ("taken_over", [TAKEN_OVER | {"id": ID("x")}] * 2),
    "taken_over_member_id_fkey": ("taken_over", [TAKEN_OVER | {"member_id": uuid.uuid4()}]),
    "why_taken_over_is_listed": ("taken_over", [TAKEN_OVER | {"reason": "I wanted to"}]),
    "hold_pkey": ("hold", [HELD, HELD]),
    "hold_ground_check": ("hold", [HELD | {"ground": "we_may_need_it"}]),
    "hold_case_id_fkey": ("hold", [HELD | {"case_id": uuid.uuid4()}]),
    "hold_owner_id_fkey": ("hold", [HELD | {"owner_id": uuid.uuid4()}]),
    "reopening_pkey": ("reopening", [{"case_id": ID("got_alfa"), "at": NOW}] * 2),
    "reopening_case_id_fkey": ("reopening", [{"case_id": uuid.uuid4(), "at": NOW}]),
    "brought_pkey": ("brought", [BROUGHT, BROUGHT]),
    "brought_case_id_fkey": ("brought", [BROUGHT | {"case_id": uuid.uuid4()}]),
    "looked_at_says_what_came_of_it": ("brought", [BROUGHT | {"gone": True}]),
    "token_pkey": ("token", [TOKEN | {"id": ID("token")}, TOKEN | {"id": ID("token"), "digest": b"1" * 32}]),
    "token_member_id_fkey": ("token", [TOKEN | {"member_id": uuid.uuid4()}]),
    "token_digest_key": ("token", [TOKEN, TOKEN]),
    "token_digest_check": ("token", [TOKEN | {"digest": bytes(31)}]),
    "token_prefix_check": ("token", [TOKEN | {"prefix": "1234567890"}]),
    "token_name_check": ("token", [TOKEN | {"name": ""}]),
    "token_ended_why_check": ("token", [TOKEN | {"ended_at": NOW, "ended_why": "because"}]),
    "token_ended_has_a_reason": ("token", [TOKEN | {"ended_at": NOW}]),
    "scopes_are_listed": ("token", [TOKEN | {"scopes": ["read", "everything"]}]),
    "at_most_a_year": ("token", [TOKEN | {"until": NOW + timedelta(days=367)}]),
    "answer_pkey": ("answer", [ANSWER, ANSWER]),
    "answer_token_id_fkey": ("answer", [ANSWER | {"token_id": uuid.uuid4()}]),
    "answer_key_check": ("answer", [ANSWER | {"key": bytes(31)}]),
    "answer_request_check": ("answer", [ANSWER | {"request": bytes(31)}]),
    "answer_body_check": ("answer", [ANSWER | {"body": "x" * 4001}]),
    "a_hold_ends_within_ten_years": ("hold", [HELD | {"until": NOW + timedelta(days=3654)}]),
    "ending_pkey": ("ending", [TOLD, TOLD]),
    "ending_case_id_fkey": ("ending", [TOLD | {"case_id": uuid.uuid4()}]),
    "ending_kept_by_fkey": ("ending", [TOLD | KEPT | {"kept_by": uuid.uuid4()}]),
    "ending_kept_why_check": ("ending", [TOLD | KEPT | {"kept_why": "we_may_need_it"}]),
    "kept_with_reason_and_name": ("ending", [TOLD | KEPT | {"kept_why": None}]),
    "kept_a_year_at_a_time": ("ending", [TOLD | KEPT | {"kept_until": NOW + timedelta(days=367)}]),
}
REPLACED = {"node", "context_key"}
"""Tables that are full: what stands there is taken away first, unless a second row is what is tried."""


def test_every_constraint_is_broken_below(world: World) -> None:
    rows = world.owner.execute(
        "SELECT conname FROM pg_constraint WHERE connamespace = 'access'::regnamespace AND contype <> 'n' "
        "UNION SELECT relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "WHERE i.indisunique AND c.relnamespace = 'access'::regnamespace"
    ).fetchall()
    assert {row[0] for row in rows} == set(BROKEN)


@pytest.mark.own_sql
@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(world: World, name: str) -> None:
    table, rows = BROKEN[name]
    with (
        world.acting("owner") as connection,
        pytest.raises(psycopg.errors.IntegrityError) as caught,
    ):
        if table in REPLACED and not name.endswith("_pkey"):
            connection.execute(f"DELETE FROM access.{table}")
        if table == "answer":
            insert(connection, "access.token", **TOKEN, id=ID("token"))
        for row in rows:
            insert(connection, f"access.{table}", **row)
    assert caught.value.diag.constraint_name == name


def test_what_is_broken_above_is_right_but_for_one_thing(world: World) -> None:
    """The rows on which the broken ones are built are accepted as they are."""
    with world.acting("owner") as connection:
        insert(connection, "access.grants", **GRANT)
        insert(connection, "access.grants", **GRANT, valid_until=NOW)
        insert(connection, "access.grants", **(GRANT | CONSENT | {"discloses": True, "valid_until": NOW}))
        insert(connection, "access.grants", **(GRANT | {"basis": "ground", "ground": "vital_interest"}))
        insert(connection, "access.case", **CASE)
        insert(connection, "access.case", **(CASE | FROM_PEER))
        insert(connection, "access.break_glass_use", **USE)
        insert(connection, "access.break_glass_use", **(USE | NOTED))
        insert(connection, "access.lead_offer", **OFFERED)
        insert(connection, "access.lead_offer", **OFFERED, ended_at=NOW, ended_why="declined")
        insert(connection, "access.taken_over", **TAKEN_OVER)
        insert(connection, "access.named", case_id=ID("own_alfa"), member_id=ID("ana"))
        insert(connection, "access.token", **TOKEN, id=ID("token"))
        insert(connection, "access.answer", **ANSWER)
