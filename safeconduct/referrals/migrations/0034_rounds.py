"""Before deployment. Rounds: services asked at once, of which the first yes wins; the others are told by the clock."""

import uuid
from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, WORKER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql")
ROUND, ENQUIRY = "referrals.round", "referrals.enquiry"
MINE = "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NULL"
WORKS = "(SELECT access.is_worker())"
# Of the rounds in which this peer was asked it may learn whether somebody has them; whom else was asked it never sees.
ASKED_THE_PEER = "id IN (SELECT e.together FROM referrals.enquiry e WHERE e.side = 'sender' AND e.peer = (SELECT access.current_peer()))"
OVER = f"{WORKS} AND GREATEST(until, won_at) <= (SELECT access.domain_now()) - interval '30 days'"
DECIDED = "together IN (SELECT r.id FROM referrals.round r WHERE r.won_by IS NOT NULL)"
OF_A_ROUND = f"{WORKS} AND side = 'sender' AND {DECIDED}"
READ = (
    "id, shared, side, agency_id, other_agency_id, peer, handle, together, until, answer, withdrawn_at, converted_at,"
    " taken_at"
)
LOCKS = [
    force_rows(ROUND),
    grant(ROUND, APP, "SELECT, INSERT, UPDATE (until, won_by, won_at)"),
    policy("rounds_of_my_agency_seen", ROUND, APP, "SELECT", MINE),
    policy("rounds_of_my_agency_begun", ROUND, APP, "INSERT", "", f"{MINE} AND won_by IS NULL"),
    policy("rounds_of_my_agency_changed", ROUND, APP, "UPDATE", MINE, MINE),
    grant(ROUND, INBOX, "SELECT (id, won_by, won_at), UPDATE (won_by, won_at)"),
    policy("rounds_in_which_the_peer_was_asked", ROUND, INBOX, "SELECT", ASKED_THE_PEER),
    policy("rounds_decided_by_an_answer", ROUND, INBOX, "UPDATE", ASKED_THE_PEER, ASKED_THE_PEER),
    grant(ROUND, WORKER, "SELECT (id, won_by), DELETE"),
    policy("rounds_seen_by_the_clock", ROUND, WORKER, "SELECT", WORKS),
    policy("rounds_kept_long_enough", ROUND, WORKER, "DELETE", OVER),
    grant(ENQUIRY, APP, "UPDATE (taken_at)"),
    grant(ENQUIRY, INBOX, "UPDATE (taken_at)"),
    grant(ENQUIRY, WORKER, f"SELECT ({READ}), UPDATE (taken_at, changed_at, closing)"),
    policy("enquiries_of_decided_rounds_seen", ENQUIRY, WORKER, "SELECT", OF_A_ROUND),
    policy("enquiries_of_decided_rounds_closed", ENQUIRY, WORKER, "UPDATE", OF_A_ROUND, OF_A_ROUND),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("referrals", "0033_agreement_stands")]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("search", models.TextField(blank=True)),
                (
                    "fitting",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list),
                ),
                ("won_by", models.UUIDField(null=True)),
                ("won_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'referrals"."round',
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("won_at", None), ("won_by", None)),
                            models.Q(("won_at__isnull", False), ("won_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_round_is_won_at_a_moment",
                    )
                ],
            },
        ),
        migrations.AddField("enquiry", "taken_at", models.DateTimeField(null=True)),
        migrations.AddField("enquiry", "closing", models.UUIDField(null=True)),
        migrations.RemoveConstraint("enquiry", "only_the_asker_knows_more"),
        migrations.AddConstraint(
            "enquiry",
            models.CheckConstraint(
                condition=models.Q(
                    ("side", "sender"),
                    models.Q(
                        ("asked_by", None),
                        ("closing", None),
                        ("converted_at", None),
                        ("message", None),
                        ("together", None),
                    ),
                    _connector="OR",
                ),
                name="only_the_asker_knows_more",
            ),
        ),
        migrations.AddIndex(
            "enquiry",
            models.Index(
                condition=models.Q(("together__isnull", False)),
                fields=["together"],
                name="enquiries_asked_together",
            ),
        ),
        migrations.RunSQL(
            (SQL / "0034_enquiries_waiting.sql").read_text(), (SQL / "0034_back.sql").read_text()
        ),
        *(lock.operation() for lock in LOCKS),
    ]
