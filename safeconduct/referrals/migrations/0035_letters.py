"""Before deployment. Questions without a name: who answers them, conversations, letters. The worker carries what it cannot open."""

import uuid

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

DESK, THREAD, LETTER = "referrals.letter_desk", "referrals.letter_thread", "referrals.letter"
ADMINISTERS = (
    "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NOT NULL"
)
MINE = (
    "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NULL AND team_id IN "
    "(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = (SELECT access.current_member()))"
)
WRITTEN = f"{MINE} AND is_ours AND written_by = (SELECT access.current_member())"
WORKS = "(SELECT access.is_worker())"
OVER = f"{WORKS} AND until < ((SELECT access.domain_now()) AT TIME ZONE 'UTC')::date"
ALONE = f"{WORKS} AND NOT EXISTS (SELECT FROM referrals.letter_thread t WHERE t.id = thread_id)"
LOCKS = [
    force_rows(DESK),
    grant(DESK, APP, "SELECT, INSERT, UPDATE (team_id, is_open, days, contact_of, changed_at)"),
    policy("desk_of_my_agency_seen", DESK, APP, "SELECT", "agency_id = (SELECT access.current_agency())"),
    policy("desk_of_my_agency_made", DESK, APP, "INSERT", "", ADMINISTERS),
    policy("desk_of_my_agency_changed", DESK, APP, "UPDATE", ADMINISTERS, ADMINISTERS),
    grant(DESK, WORKER, "SELECT"),
    policy("desks_said_by_the_worker", DESK, WORKER, "SELECT", WORKS),
    force_rows(THREAD),
    grant(THREAD, APP, "SELECT, UPDATE (last_on, waits, ended_on, until)"),
    policy("conversations_of_my_team_seen", THREAD, APP, "SELECT", MINE),
    policy("conversations_of_my_team_changed", THREAD, APP, "UPDATE", MINE, MINE),
    grant(
        THREAD,
        WORKER,
        "SELECT (id, agency_id, team_id, until), INSERT, UPDATE (last_on, waits, until), DELETE",
    ),
    policy("conversations_carried", THREAD, WORKER, "SELECT", WORKS),
    policy("conversations_brought", THREAD, WORKER, "INSERT", "", WORKS),
    policy("conversations_moved", THREAD, WORKER, "UPDATE", WORKS, WORKS),
    policy("conversations_kept_long_enough", THREAD, WORKER, "DELETE", OVER),
    force_rows(LETTER),
    grant(LETTER, APP, "SELECT, INSERT"),
    policy("letters_of_my_team_seen", LETTER, APP, "SELECT", MINE),
    policy("letters_written_by_me", LETTER, APP, "INSERT", "", WRITTEN),
    grant(LETTER, WORKER, "SELECT (id, thread_id, outgoing), INSERT, UPDATE (outgoing), DELETE"),
    policy("letters_carried", LETTER, WORKER, "SELECT", WORKS),
    policy("letters_brought", LETTER, WORKER, "INSERT", "", f"{WORKS} AND NOT is_ours"),
    policy("letters_handed_over", LETTER, WORKER, "UPDATE", WORKS, WORKS),
    policy("letters_of_no_conversation", LETTER, WORKER, "DELETE", ALONE),
]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0034_rounds")]

    operations = [
        migrations.CreateModel(
            name="LetterDesk",
            fields=[
                ("agency_id", models.UUIDField(primary_key=True, serialize=False)),
                ("team_id", models.UUIDField()),
                ("is_open", models.BooleanField(default=False)),
                ("days", models.PositiveSmallIntegerField(default=3)),
                ("contact_of", models.TextField(blank=True, default="")),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'referrals"."letter_desk',
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 10)),
                        name="a_desk_looks_within_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contact_of__regex", "^([A-Z]{2})?$")),
                        name="a_contact_of_a_country",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterThread",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("team_id", models.UUIDField()),
                ("mark", models.BinaryField(max_length=32)),
                ("arrived_on", models.DateField()),
                ("last_on", models.DateField()),
                ("waits", models.BooleanField(default=True)),
                ("ended_on", models.DateField(null=True)),
                ("until", models.DateField()),
            ],
            options={
                "db_table": 'referrals"."letter_thread',
                "indexes": [
                    models.Index(fields=["team_id", "waits"], name="letters_of_a_team"),
                    models.Index(fields=["until"], name="letters_that_end"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("mark",), name="one_conversation_a_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("thread_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("team_id", models.UUIDField()),
                ("is_ours", models.BooleanField()),
                ("number", models.PositiveIntegerField(default=0)),
                ("day", models.DateField()),
                ("sealed", models.BinaryField()),
                ("key", models.PositiveIntegerField()),
                ("outgoing", models.BinaryField(null=True)),
                ("written_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": 'referrals"."letter',
                "indexes": [models.Index(fields=["thread_id"], name="letters_of_a_conversation")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_ours", True), ("number__gte", 1), ("written_by__isnull", False)),
                            models.Q(
                                ("is_ours", False), ("number", 0), ("outgoing", None), ("written_by", None)
                            ),
                            _connector="OR",
                        ),
                        name="a_letter_is_of_one_side",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_ours", True)),
                        fields=("thread_id", "number"),
                        name="one_answer_a_number",
                    ),
                ],
            },
        ),
        *(lock.operation() for lock in LOCKS),
    ]
