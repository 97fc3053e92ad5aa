"""Before deployment. Peers, lanes, the outbox, the inbox, receipts, what is held back and what was set aside."""

import uuid
from pathlib import Path

import django.contrib.postgres.fields
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

PEERS = Path(__file__).with_name("sql") / "0001_peers.sql"
FOR_APP = [
    "publish_own_card(jsonb, text)",
    "confirm_peer(jsonb, text)",
    "renew_peer(jsonb, text)",
    "suspend_peer(text)",
    "resume_peer(text)",
    "health(text)",
    "remove_peer(text)",
]
FOR_WORKER = ["renew_peer(jsonb, text)", "mark_asked(text, boolean)"]

AGENCY = "agency_id = (SELECT access.current_agency())"
PEER = "peer = (SELECT access.current_peer())"
WORKS = "(SELECT access.is_worker())"
OUT = "NOT inward AND sender = (SELECT access.current_agency())"
OUT_BY_CLOCK = f"NOT inward AND {WORKS}"
# A lane of the peer: inward it sends, outward it receives.
OF_PEER = (
    "CASE WHEN inward THEN sender ELSE recipient END IN "
    "(SELECT a.id FROM agencies.agency a WHERE a.node = (SELECT access.current_peer()))"
)


def executes(role: str, functions: list[str]) -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION exchange.{name} TO {role}", migrations.RunSQL.noop)
        for name in functions
    ]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_access"),
        ("directory", "0001_initial"),
    ]

    operations = [
        create_schema("exchange", *SERVING).operation(),
        migrations.CreateModel(
            name="Peer",
            fields=[
                ("node", models.TextField(primary_key=True, serialize=False)),
                ("card", models.JSONField()),
                ("fingerprint", models.TextField()),
                ("confirmed_at", models.DateTimeField()),
                ("offered", models.JSONField(null=True)),
                ("held_since", models.DateTimeField(null=True)),
                ("suspended_at", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("reached_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'exchange"."peer',
            },
        ),
        migrations.CreateModel(
            name="Handle",
            fields=[
                ("handle", models.TextField(primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("sender", models.UUIDField()),
                ("recipient", models.UUIDField()),
            ],
            options={
                "db_table": 'exchange"."handle',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_id", "sender", "recipient"), name="one_handle_a_case_and_pair"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldBack",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("referral_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("peer", models.TextField()),
                ("sections", django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                ("revision", models.IntegerField()),
                ("consent_id", models.UUIDField()),
                ("consent_version", models.IntegerField()),
                ("recipient_key", models.TextField()),
                ("held", models.JSONField(null=True)),
                ("state", models.TextField(default="waiting")),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'exchange"."held_back',
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("referral_id",),
                        name="one_waiting_part_a_referral",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held__isnull", False), ("state", "waiting")),
                            models.Q(("state", "waiting"), _negated=True),
                            _connector="OR",
                        ),
                        name="waiting_has_its_object",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "void"), _negated=True),
                            ("held__isnull", True),
                            _connector="OR",
                        ),
                        name="void_has_no_object",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incoming",
            fields=[
                ("message_id", models.UUIDField(primary_key=True, serialize=False)),
                ("peer", models.TextField()),
                ("agency_id", models.UUIDField()),
                ("sender", models.UUIDField()),
                ("handle", models.TextField()),
                ("lane", models.TextField()),
                ("sequence", models.BigIntegerField()),
                ("type", models.TextField()),
                ("object_hash", models.TextField()),
                ("referral_id", models.UUIDField(null=True)),
                ("status", models.TextField()),
                ("reason", models.TextField(blank=True)),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'exchange"."incoming',
                "indexes": [models.Index(fields=["referral_id"], name="incoming_of_a_referral")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("handle", "sender", "agency_id", "lane", "sequence"),
                        name="a_number_is_taken_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lane",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("inward", models.BooleanField()),
                ("handle", models.TextField()),
                ("sender", models.UUIDField()),
                ("recipient", models.UUIDField()),
                ("lane", models.TextField()),
                ("next", models.BigIntegerField(default=1)),
            ],
            options={
                "db_table": 'exchange"."lane',
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inward", "handle", "sender", "recipient", "lane"), name="one_row_a_lane"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("peer", models.TextField()),
                ("case_id", models.UUIDField(null=True)),
                ("referral_id", models.UUIDField(null=True)),
                ("handle", models.TextField()),
                ("recipient", models.UUIDField()),
                ("lane", models.TextField()),
                ("sequence", models.BigIntegerField()),
                ("type", models.TextField()),
                ("event", models.JSONField()),
                ("object_hash", models.TextField()),
                (
                    "sections",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                ("consent_id", models.UUIDField(null=True)),
                ("posted_at", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("state", models.TextField(default="waiting")),
                ("attempts", models.IntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True)),
            ],
            options={
                "db_table": 'exchange"."outgoing',
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["peer", "lane", "handle", "sequence"],
                        name="outgoing_waiting",
                    ),
                    models.Index(fields=["referral_id"], name="outgoing_of_a_referral"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent"])),
                        fields=("handle", "agency_id", "recipient", "lane", "sequence"),
                        name="one_message_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "waiting")),
                            ("state", "voided"),
                            models.Q(("answered_at__isnull", False), ("state__in", ["sent", "refused"])),
                            _connector="OR",
                        ),
                        name="answered_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quarantined",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("peer", models.TextField()),
                ("claimed_id", models.UUIDField(null=True)),
                ("fault", models.TextField()),
                ("size", models.IntegerField()),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'exchange"."quarantined',
                "indexes": [models.Index(fields=["received_at"], name="quarantined_when")],
            },
        ),
        migrations.CreateModel(
            name="StoredReceipt",
            fields=[
                ("digest", models.TextField(primary_key=True, serialize=False)),
                ("message_id", models.UUIDField()),
                ("referral_id", models.UUIDField(null=True)),
                ("agency_id", models.UUIDField()),
                ("peer", models.TextField()),
                ("step", models.TextField()),
                ("at", models.DateTimeField()),
                ("receipt", models.JSONField()),
            ],
            options={
                "db_table": 'exchange"."receipt',
                "indexes": [
                    models.Index(fields=["message_id"], name="receipt_of_a_message"),
                    models.Index(fields=["referral_id"], name="receipt_of_a_referral"),
                ],
            },
        ),
        force_rows("exchange.handle").operation(),
        force_rows("exchange.lane").operation(),
        force_rows("exchange.outgoing").operation(),
        force_rows("exchange.incoming").operation(),
        force_rows("exchange.receipt").operation(),
        force_rows("exchange.held_back").operation(),
        force_rows("exchange.quarantined").operation(),
        grant("exchange.peer", APP, "SELECT").operation(),
        grant("exchange.peer", INBOX, "SELECT").operation(),
        grant("exchange.peer", WORKER, "SELECT").operation(),
        grant("exchange.handle", APP, "SELECT, INSERT").operation(),
        policy(
            "handles_we_made",
            "exchange.handle",
            APP,
            "ALL",
            "sender = (SELECT access.current_agency())",
            "sender = (SELECT access.current_agency())",
        ).operation(),
        grant("exchange.lane", APP, "SELECT, INSERT, UPDATE (next)").operation(),
        policy("lanes_we_send_on", "exchange.lane", APP, "ALL", OUT, OUT).operation(),
        grant("exchange.lane", INBOX, "SELECT, INSERT, UPDATE (next)").operation(),
        policy("lanes_of_the_peer", "exchange.lane", INBOX, "ALL", OF_PEER, OF_PEER).operation(),
        grant("exchange.lane", WORKER, "SELECT, INSERT, UPDATE (next)").operation(),
        policy("lanes_of_the_clock", "exchange.lane", WORKER, "ALL", OUT_BY_CLOCK, OUT_BY_CLOCK).operation(),
        grant("exchange.outgoing", APP, "SELECT, INSERT, UPDATE (state, event, answer)").operation(),
        policy("messages_of_my_agency", "exchange.outgoing", APP, "ALL", AGENCY, AGENCY).operation(),
        grant(
            "exchange.outgoing",
            INBOX,
            "INSERT, SELECT (id, peer, agency_id, recipient, referral_id, object_hash)",
        ).operation(),
        policy("answers_to_the_peer", "exchange.outgoing", INBOX, "ALL", PEER, PEER).operation(),
        grant(
            "exchange.outgoing",
            WORKER,
            "SELECT, INSERT, UPDATE (state, event, attempts, next_try_at, answered_at, answer)",
        ).operation(),
        policy("messages_on_their_way", "exchange.outgoing", WORKER, "ALL", WORKS, WORKS).operation(),
        grant("exchange.incoming", APP, "SELECT").operation(),
        policy("messages_to_my_agency", "exchange.incoming", APP, "SELECT", AGENCY).operation(),
        grant("exchange.incoming", INBOX, "SELECT, INSERT").operation(),
        policy("messages_of_the_peer", "exchange.incoming", INBOX, "ALL", PEER, PEER).operation(),
        grant("exchange.receipt", APP, "SELECT, INSERT").operation(),
        policy("receipts_of_my_agency", "exchange.receipt", APP, "ALL", AGENCY, AGENCY).operation(),
        grant("exchange.receipt", INBOX, "SELECT, INSERT").operation(),
        policy("receipts_with_the_peer", "exchange.receipt", INBOX, "ALL", PEER, PEER).operation(),
        grant("exchange.receipt", WORKER, "SELECT, INSERT").operation(),
        policy("receipts_brought_back", "exchange.receipt", WORKER, "ALL", WORKS, WORKS).operation(),
        grant("exchange.held_back", APP, "SELECT, INSERT, UPDATE (state, held)").operation(),
        policy("parts_that_we_hold_back", "exchange.held_back", APP, "ALL", AGENCY, AGENCY).operation(),
        grant("exchange.held_back", INBOX, "SELECT, UPDATE (state, held)").operation(),
        policy("parts_held_for_the_peer", "exchange.held_back", INBOX, "ALL", PEER, PEER).operation(),
        # The clock may destroy what waits, and neither read nor write any of it.
        grant(
            "exchange.held_back", WORKER, "SELECT (id, referral_id, state), UPDATE (state, held)"
        ).operation(),
        policy("parts_seen_by_the_clock", "exchange.held_back", WORKER, "SELECT", WORKS).operation(),
        policy(
            "parts_that_the_clock_ends",
            "exchange.held_back",
            WORKER,
            "UPDATE",
            WORKS,
            f"{WORKS} AND held IS NULL",
        ).operation(),
        grant("exchange.quarantined", INBOX, "INSERT").operation(),
        policy("set_aside_from_the_peer", "exchange.quarantined", INBOX, "INSERT", "", PEER).operation(),
        grant("exchange.quarantined", WORKER, "SELECT (id, received_at), DELETE").operation(),
        policy("set_aside_long_enough", "exchange.quarantined", WORKER, "ALL", WORKS, WORKS).operation(),
        # For the numbers that whoever keeps the node is shown; no serving role is the owner.
        *[
            policy("the_owner_of_the_doors_reads", f"exchange.{table}", OWNER, "SELECT", "true").operation()
            for table in ("outgoing", "incoming", "quarantined")
        ],
        # % stands for itself: no parameters are given.
        migrations.RunSQL(PEERS.read_text(), migrations.RunSQL.noop),
        migrations.RunSQL(
            "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA exchange FROM PUBLIC", migrations.RunSQL.noop
        ),
        *executes(APP, FOR_APP),
        *executes(WORKER, FOR_WORKER),
    ]
