"""The access schema: context, sight and doors; and the row policies of the rooms below it."""

import uuid
from pathlib import Path

from django.db import migrations, models

from safeconduct.vocabulary.roles import (
    APP,
    INBOX,
    OWNER,
    SERVING,
    WORKER,
    create_schema,
    force_rows,
    grant,
    policy,
)

SQL = Path(__file__).with_name("sql")


def from_file(name: str) -> migrations.RunSQL:
    # % stands for itself: no parameters are given.
    return migrations.RunSQL((SQL / name).read_text(), reverse_sql=migrations.RunSQL.noop)


FOR_APP = [
    "domain_now()",
    "this_node()",
    "is_demo()",
    "current_member()",
    "current_agency()",
    "current_administrator()",
    "keeps_node()",
    "in_setup()",
    "enter_setup()",
    "my_grants()",
    "visible_sections()",
    "editable_sections()",
    "visible_cases()",
    "received_by_agency()",
    "received_case(uuid, uuid)",
    "disclosures(uuid)",
    "holders(uuid)",
    "policy_hash()",
    "open_case(uuid, text)",
    "place(uuid, uuid, text)",
    "consent_to(uuid, uuid, text[], text, timestamptz, text, text, uuid, integer)",
    "take_over(uuid, text, text)",
    "break_glass(uuid, text[], text, text)",
    "review_break_glass(uuid)",
    "end_grants(uuid, text[], uuid, text)",
    "destroy_keys(uuid, text[])",
    "hold_still(uuid)",
    "who_saw(uuid)",
    "held_by_law(uuid)",
    "place_hold(uuid, text, timestamptz)",
    "lift_hold(uuid)",
    "reopen(uuid)",
]
FOR_INBOX = [
    "domain_now()",
    "this_node()",
    "current_peer()",
    "current_message()",
    "received_of_peer()",
    "received_case(uuid, uuid)",
    "receive(uuid, text, uuid, uuid, text[], text, timestamptz, text, text, uuid, integer)",
    "end_grants(uuid, text[], uuid, text)",
    "give_back(uuid, uuid, uuid, text)",
    "destroy_keys(uuid, text[])",
    "hold_still(uuid)",
    "policy_hash()",
    "held_by_law(uuid)",
    "let_reopen(uuid)",
    "reopen(uuid)",
]
FOR_WORKER = [
    "domain_now()",
    "this_node()",
    "is_worker()",
    "standing_keys()",
    "disclosures(uuid)",
    "end_grants(uuid, text[], uuid, text)",
    "hold_still(uuid)",
    "policy_hash()",
    "held_by_law(uuid)",
    "held_cases()",
]


def executes(role: str, functions: list[str]) -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION access.{name} TO {role}", migrations.RunSQL.noop)
        for name in functions
    ]


VISIBLE = (
    "case_id = ANY (ARRAY(SELECT access.visible_cases())) "
    "AND (case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
)
EDITABLE = "(case_id, section) IN (SELECT e.case_id, e.section FROM access.editable_sections() e)"
FROM_PEER = "case_id = ANY (ARRAY(SELECT access.received_of_peer()))"

BARE_CASE = [
    force_rows("access.case"),
    grant("access.case", APP, "SELECT"),
    grant("access.case", INBOX, "SELECT"),
    policy("the_owner_of_the_doors", "access.case", OWNER, "ALL", "true", "true"),
    policy(
        "cases_that_i_hold", "access.case", APP, "SELECT", "id = ANY (ARRAY(SELECT access.visible_cases()))"
    ),
    policy(
        "cases_of_the_peer",
        "access.case",
        INBOX,
        "SELECT",
        "id = ANY (ARRAY(SELECT access.received_of_peer()))",
    ),
]

SECTION_KEYS = [
    policy("the_owner_of_the_doors", "keys.section_key", OWNER, "ALL", "true", "true"),
    policy("keys_that_i_may_use", "keys.section_key", APP, "SELECT", VISIBLE),
    policy("keys_that_i_made", "keys.section_key", APP, "INSERT", "", EDITABLE),
    policy("keys_of_the_peers_cases", "keys.section_key", INBOX, "ALL", FROM_PEER, f"intake AND {FROM_PEER}"),
    policy("keys_that_are_due", "keys.section_key", WORKER, "SELECT", "(SELECT access.is_worker())"),
    # Only what a peer has brought gets its term from the worker; the keys of own content never.
    policy(
        "keys_that_get_a_term",
        "keys.section_key",
        WORKER,
        "UPDATE",
        "(SELECT access.is_worker()) AND intake",
        "(SELECT access.is_worker()) AND intake",
    ),
    policy(
        "keys_whose_time_has_come",
        "keys.section_key",
        WORKER,
        "DELETE",
        "(SELECT access.is_worker()) AND due <= (SELECT access.domain_now()) "
        "AND case_id <> ALL (ARRAY(SELECT access.held_cases()))",
    ),
]

AUDIT = [
    # For the function that shows a person who read their data; no serving role is the owner.
    policy("the_owner_of_the_doors_reads", "audit.record", OWNER, "SELECT", "true"),
    policy(
        "a_member_records_for_itself",
        "audit.record",
        APP,
        "INSERT",
        "",
        "(actor_kind = 'member' AND actor_id = (SELECT access.current_member())::text AND agency_id = (SELECT access.current_agency())) "
        "OR (actor_kind = 'anonymous' AND actor_id = '' AND agency_id IS NULL)",
    ),
    policy(
        "a_peer_is_recorded_as_itself",
        "audit.record",
        INBOX,
        "INSERT",
        "",
        "actor_kind = 'peer' AND actor_id = (SELECT access.current_peer())",
    ),
    policy(
        "the_clock_records_for_itself",
        "audit.record",
        WORKER,
        "INSERT",
        "",
        "actor_kind = 'clock' AND (SELECT access.is_worker())",
    ),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_initial"), ("audit", "0001_initial"), ("keys", "0001_section_keys")]
    operations = [
        create_schema("access", *SERVING).operation(),
        from_file("0001_tables.sql"),
        from_file("0001_context.sql"),
        from_file("0001_sight.sql"),
        from_file("0001_doors.sql"),
        from_file("0001_seen.sql"),
        from_file("0001_holds.sql"),
        from_file("0001_handover.sql"),
        from_file("0001_setup.sql"),
        migrations.RunSQL("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA access FROM PUBLIC", migrations.RunSQL.noop),
        *executes(APP, FOR_APP),
        *executes(INBOX, FOR_INBOX),
        *executes(WORKER, FOR_WORKER),
        *[step.operation() for step in (*BARE_CASE, *SECTION_KEYS, *AUDIT)],
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("kind", models.TextField()),
                ("peer", models.TextField(null=True)),
                ("handle", models.TextField(null=True)),
                ("referral_id", models.UUIDField(null=True)),
                ("opened_at", models.DateTimeField()),
            ],
            options={"db_table": 'access"."case', "managed": False},
        ),
    ]
