"""Before deployment. After a restore two nodes agree on the numbers of their lanes, and what was lost is sent again."""

import uuid
from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, INBOX, OWNER, WORKER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0005_catching_up.sql"
PEER = "peer = (SELECT access.current_peer())"
WORKS = "(SELECT access.is_worker())"
UP, BACK = "exchange.catching_up", "exchange.asked_back"
LOCKS = [
    force_rows(UP),
    force_rows(BACK),
    policy("the_owner_of_the_doors_reads", UP, OWNER, "SELECT", "true"),
    grant(UP, INBOX, "SELECT, INSERT, UPDATE"),
    policy("the_peer_catches_up", UP, INBOX, "ALL", f"{PEER} AND NOT ours", f"{PEER} AND NOT ours"),
    grant(UP, WORKER, "SELECT, INSERT, UPDATE, DELETE"),
    policy("the_worker_catches_up", UP, WORKER, "ALL", WORKS, WORKS),
    grant(BACK, INBOX, "SELECT, INSERT, UPDATE"),
    policy("asked_back_by_the_peer", BACK, INBOX, "ALL", PEER, PEER),
    policy("the_owner_of_the_doors_reads", BACK, OWNER, "SELECT", "true"),
    grant(BACK, WORKER, "SELECT, DELETE"),
    policy("asked_back_for_the_worker", BACK, WORKER, "ALL", WORKS, WORKS),
    # Numbers only. The worker of a restored node compares both directions; it changes those that go out.
    policy("lanes_compared_by_the_worker", "exchange.lane", WORKER, "SELECT", f"inward AND {WORKS}"),
    grant("exchange.lane", APP, "UPDATE (leap_after, leap_to)"),
    grant("exchange.lane", INBOX, "UPDATE (leap_after, leap_to)"),
    grant("exchange.lane", WORKER, "UPDATE (leap_after, leap_to)"),
    # How much of what overtakes still waits, for a peer that asks whether it has all of it.
    grant("exchange.outgoing", INBOX, "SELECT (state, lane)"),
    # What a restored peer had told us, to tell it again what that was about.
    grant("exchange.incoming", WORKER, "SELECT"),
    policy("messages_told_back", "exchange.incoming", WORKER, "SELECT", WORKS),
    # For the triggers: sealed bytes of what was delivered can be destroyed, and nothing else.
    policy(
        "sealed_bytes_are_destroyed",
        "exchange.outgoing",
        OWNER,
        "UPDATE",
        "state IN ('sent', 'refused')",
        "event = '{}'::jsonb",
    ),
]
FUNCTIONS = (
    "agreed_with(text, bigint)",
    "caught_up(text)",
    "leap()", "destroy_sealed(uuid, text[])", "destroy_with_the_consent()", "destroy_with_the_key()",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0004_epochs"),
        ("access", "0007_restored"),
        ("keys", "0003_tombstones"),
    ]

    operations = [
        migrations.AddField("lane", "leap_after", models.BigIntegerField(null=True)),
        migrations.AddField("lane", "leap_to", models.BigIntegerField(null=True)),
        migrations.AddConstraint(
            "lane",
            models.CheckConstraint(
                condition=Q(("leap_after", None), ("leap_to", None))
                | Q(("leap_after__isnull", False), ("leap_to__isnull", False)),
                name="a_leap_has_both_ends",
            ),
        ),
        migrations.AddIndex(
            "outgoing",
            models.Index(
                condition=Q(("state__in", ["sent", "refused"])) & ~Q(("event", {})),
                fields=["answered_at"],
                name="outgoing_kept_sealed",
            ),
        ),
        migrations.CreateModel(
            name="CatchingUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("peer", models.TextField()),
                ("ours", models.BooleanField()),
                ("epoch", models.BigIntegerField()),
                ("state", models.TextField(default="open")),
                ("after", models.JSONField(null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("lanes_behind", models.IntegerField(default=0)),
                ("behind", models.IntegerField(default=0)),
                ("lanes_ahead", models.IntegerField(default=0)),
                ("ahead", models.IntegerField(default=0)),
                ("again", models.IntegerField(default=0)),
                ("voided", models.IntegerField(default=0)),
                ("told", models.IntegerField(default=0)),
            ],
            options={
                "db_table": 'exchange"."catching_up',
                "constraints": [
                    models.UniqueConstraint(fields=("peer", "ours"), name="one_row_a_peer_and_side"),
                    models.CheckConstraint(condition=Q(("epoch__gt", 0)), name="an_epoch_is_above_none"),
                    models.CheckConstraint(
                        condition=Q(("ended_at__isnull", False), ("state", "done"))
                        | Q(("state", "done"), _negated=True),
                        name="done_has_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AskedBack",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("peer", models.TextField()),
                ("inward", models.BooleanField()),
                ("handle", models.TextField()),
                ("sender", models.UUIDField()),
                ("recipient", models.UUIDField()),
                ("lane", models.TextField()),
                ("number", models.BigIntegerField()),
                ("below", models.BigIntegerField()),
                ("last", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": 'exchange"."asked_back',
                "indexes": [models.Index(fields=["peer"], name="asked_back_by_a_peer")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inward", "handle", "sender", "recipient", "lane"),
                        name="asked_back_once_a_lane",
                    )
                ],
            },
        ),
        *(lock.operation() for lock in LOCKS),
        # % stands for itself: no parameters are given.
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"REVOKE ALL ON FUNCTION exchange.{name} FROM PUBLIC", migrations.RunSQL.noop)
            for name in FUNCTIONS
        ),
        migrations.RunSQL(
            f"GRANT EXECUTE ON FUNCTION exchange.agreed_with(text, bigint) TO {APP}, {INBOX}, {WORKER}; "
            f"GRANT EXECUTE ON FUNCTION exchange.caught_up(text) TO {APP}",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            f"GRANT EXECUTE ON FUNCTION access.restoration() TO {INBOX}, {WORKER}", migrations.RunSQL.noop
        ),
    ]
