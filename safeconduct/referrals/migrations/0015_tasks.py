"""Before deployment. Tasks in common: codes and days for the agency on this side, the words in a sealed text."""

import django.db.models.deletion
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, force_rows, grant, policy

TABLE = "referrals.task"
MINE = "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NULL"
# Whoever may not read what is to be done says nothing about it: the row policies of texts answer that.
WORDS_OPEN_TO_ME = (
    "EXISTS (SELECT FROM referrals.text t WHERE t.id = text_id AND t.referral_id = task.referral_id)"
)
OF_PEER = (
    "EXISTS (SELECT FROM referrals.referral r WHERE r.id = task.referral_id AND r.peer = (SELECT access.current_peer())"
    " AND r.agency_id = task.agency_id)"
)
ENDS = "UPDATE (ended, ended_at)"
LOCKS = [
    force_rows(TABLE),
    grant(TABLE, APP, f"SELECT, INSERT, {ENDS}"),
    policy("tasks_of_my_agency_seen", TABLE, APP, "SELECT", MINE),
    policy(
        "tasks_whose_words_are_mine_to_read_made", TABLE, APP, "INSERT", "", f"{MINE} AND {WORDS_OPEN_TO_ME}"
    ),
    policy(
        "tasks_whose_words_are_mine_to_read_ended",
        TABLE,
        APP,
        "UPDATE",
        f"{MINE} AND {WORDS_OPEN_TO_ME}",
        f"{MINE} AND {WORDS_OPEN_TO_ME}",
    ),
    grant(TABLE, INBOX, f"SELECT, INSERT, {ENDS}"),
    policy("tasks_shared_with_the_peer", TABLE, INBOX, "ALL", OF_PEER, OF_PEER),
]
SIDES = [("sender", "sender"), ("receiver", "receiver")]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0014_one_referral")]

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        primary_key=True,
                        related_name="task",
                        serialize=False,
                        to="referrals.text",
                    ),
                ),
                ("agency_id", models.UUIDField()),
                ("shared", models.UUIDField()),
                ("owner", models.TextField(choices=SIDES)),
                ("maker", models.TextField(choices=SIDES)),
                ("due", models.DateField(null=True)),
                ("ended", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="tasks",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "db_table": 'referrals"."task',
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended", "")),
                        fields=["agency_id", "due"],
                        name="open_tasks_by_day",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "shared"), name="one_task_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", ""), ("ended_at", None)),
                            models.Q(models.Q(("ended", ""), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_ended_task_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("maker__in", ["sender", "receiver"]), ("owner__in", ["sender", "receiver"])
                        ),
                        name="a_task_is_of_two_sides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended__in", ["", "done", "not_possible", "not_needed"])),
                        name="a_task_ends_as_is_listed",
                    ),
                ],
            },
        ),
        *(lock.operation() for lock in LOCKS),
    ]
