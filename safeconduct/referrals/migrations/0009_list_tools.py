"""Before deployment. Lists that are kept, put away and taken out, and which mails of a day have gone."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

AGENCY = "agency_id = (SELECT access.current_agency())"
MINE = f"{AGENCY} AND member_id = (SELECT access.current_member())"
I_SUPERVISE = "(SELECT m.supervises FROM agencies.member m WHERE m.id = access.current_member())"
MY_TEAMS = "(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = (SELECT access.current_member()))"
OF_MY_REFERRAL = (
    "EXISTS (SELECT FROM referrals.referral r WHERE r.id = referral_id "
    "AND r.agency_id = (SELECT access.current_agency()))"
)
MINE_OR_A_TEAMS = (
    f"{AGENCY} AND (member_id = (SELECT access.current_member()) OR team_id IS NOT NULL AND {I_SUPERVISE})"
)
MINE_OR_SEEN_BY_THE_LEAD = f"{AGENCY} AND (member_id = (SELECT access.current_member()) OR {I_SUPERVISE})"
WORKS = "(SELECT access.is_worker())"

LISTS, AWAY, TAKEN, FILE, MAILED = (
    f"referrals.{name}" for name in ("kept_list", "put_away", "taken_out", "taken_out_file", "mailed")
)
LOCKS = [
    *(force_rows(table) for table in (LISTS, AWAY, TAKEN, FILE, MAILED)),
    grant(LISTS, APP, "SELECT, INSERT, UPDATE (name), DELETE"),
    policy(
        "lists_of_mine_and_my_teams",
        LISTS,
        APP,
        "SELECT",
        f"{MINE_OR_A_TEAMS} OR {AGENCY} AND team_id IN {MY_TEAMS}",
    ),
    policy(
        "lists_that_i_keep",
        LISTS,
        APP,
        "INSERT",
        "",
        f"{MINE} AND (team_id IS NULL OR team_id IN {MY_TEAMS})",
    ),
    policy("lists_that_i_rename", LISTS, APP, "UPDATE", MINE_OR_A_TEAMS, MINE_OR_A_TEAMS),
    policy("lists_that_i_delete", LISTS, APP, "DELETE", MINE_OR_A_TEAMS),
    grant(AWAY, APP, "SELECT, INSERT, DELETE"),
    policy("put_away_by_me_or_my_people", AWAY, APP, "SELECT", MINE_OR_SEEN_BY_THE_LEAD),
    policy("put_away_by_me", AWAY, APP, "INSERT", "", f"{MINE} AND {OF_MY_REFERRAL}"),
    policy("taken_back_by_me", AWAY, APP, "DELETE", MINE),
    grant(AWAY, WORKER, "SELECT, DELETE"),
    policy("put_away_known_to_the_clock", AWAY, WORKER, "ALL", WORKS, WORKS),
    grant(TAKEN, APP, "SELECT, INSERT"),
    policy("taken_out_by_me_or_my_people", TAKEN, APP, "SELECT", MINE_OR_SEEN_BY_THE_LEAD),
    policy("taken_out_by_me", TAKEN, APP, "INSERT", "", MINE),
    grant(FILE, APP, "SELECT, INSERT, UPDATE (fetched), DELETE"),
    policy("files_of_mine", FILE, APP, "ALL", MINE, MINE),
    # What it deletes it may tell by its end; it has no sight of the file itself.
    grant(FILE, WORKER, "SELECT (taken_out_id, until), DELETE"),
    policy("files_whose_day_is_over", FILE, WORKER, "ALL", WORKS, WORKS),
    grant(MAILED, WORKER, "SELECT, INSERT, DELETE"),
    policy("mails_that_the_clock_sent", MAILED, WORKER, "ALL", WORKS, WORKS),
]


def hidden(table: str) -> migrations.RunSQL:
    """A policy that only narrows: who administers may supervise too, and sees nothing of the work."""
    return migrations.RunSQL(
        f"CREATE POLICY nothing_for_who_administers ON {table} AS RESTRICTIVE FOR ALL TO {APP} "
        "USING ((SELECT access.current_administrator()) IS NULL)",
        f"DROP POLICY nothing_for_who_administers ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0008_handover_in_parts"),
        ("agencies", "0005_list_tools"),
    ]

    operations = [
        migrations.CreateModel(
            name="TakenOut",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "reason",
                    models.TextField(
                        choices=[
                            ("case_conference", "case_conference"),
                            ("supervision", "supervision"),
                            ("report", "report"),
                            ("handover", "handover"),
                            ("audit", "audit"),
                        ]
                    ),
                ),
                ("rows", models.PositiveIntegerField()),
            ],
            options={
                "db_table": 'referrals"."taken_out',
            },
        ),
        migrations.CreateModel(
            name="KeptList",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
                ("team_id", models.UUIDField(null=True)),
                ("name", models.TextField()),
                ("asked", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'referrals"."kept_list',
                "constraints": [
                    models.UniqueConstraint(fields=("member_id", "name"), name="one_list_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Mailed",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member_id", models.UUIDField()),
                ("day", models.DateField()),
            ],
            options={
                "db_table": 'referrals"."mailed',
                "constraints": [models.UniqueConstraint(fields=("member_id", "day"), name="one_mail_a_day")],
            },
        ),
        migrations.CreateModel(
            name="PutAway",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
                ("until", models.DateTimeField()),
                (
                    "reason",
                    models.TextField(
                        choices=[
                            ("person_thinks", "person_thinks"),
                            ("awaits_document", "awaits_document"),
                            ("awaits_colleague", "awaits_colleague"),
                            ("agreed_date", "agreed_date"),
                            ("nothing_now", "nothing_now"),
                        ]
                    ),
                ),
                ("stood", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="put_away",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "db_table": 'referrals"."put_away',
            },
        ),
        migrations.CreateModel(
            name="TakenOutFile",
            fields=[
                (
                    "taken_out",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="referrals.takenout",
                    ),
                ),
                ("agency_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
                ("sealed", models.BinaryField()),
                ("until", models.DateTimeField()),
                ("fetched", models.PositiveSmallIntegerField(default=0, db_default=0)),
            ],
            options={
                "db_table": 'referrals"."taken_out_file',
            },
        ),
        migrations.AddIndex(
            model_name="takenout",
            index=models.Index(fields=["member_id", "at"], name="taken_out_by_a_member"),
        ),
        migrations.AddConstraint(
            model_name="putaway",
            constraint=models.UniqueConstraint(
                fields=("referral", "member_id"), name="put_away_once_a_member"
            ),
        ),
        migrations.AddConstraint(
            model_name="putaway",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("at"))), name="put_away_until_later"
            ),
        ),
        *(lock.operation() for lock in LOCKS),
        hidden(AWAY),
        hidden(TAKEN),
    ]
