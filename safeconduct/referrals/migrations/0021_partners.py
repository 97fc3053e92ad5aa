"""Before deployment. A referral to a partner without a node: how it left, who has it there, and that they were told."""

import uuid
from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, force_rows, grant, policy

TABLE = "referrals.by_hand"
MINE = "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NULL"
OF_MY_REFERRAL = (
    "EXISTS (SELECT FROM referrals.referral r WHERE r.id = referral_id AND r.agency_id = by_hand.agency_id "
    "AND r.side = 'sender' AND r.peer = '-')"
)
LOCKS = [
    force_rows(TABLE),
    grant(TABLE, APP, "SELECT, INSERT"),
    policy("told_by_my_agency_seen", TABLE, APP, "SELECT", MINE),
    policy("told_by_my_agency_entered", TABLE, APP, "INSERT", "", f"{MINE} AND {OF_MY_REFERRAL}"),
]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0020_leaving")]

    operations = [
        migrations.CreateModel(
            name="ByHand",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                (
                    "step",
                    models.TextField(
                        choices=[
                            ("left", "left"),
                            ("received", "received"),
                            ("news", "news"),
                            ("told_back", "told_back"),
                        ]
                    ),
                ),
                (
                    "way",
                    models.TextField(
                        choices=[("telephone", "telephone"), ("paper", "paper"), ("file", "file")]
                    ),
                ),
                ("told_by", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DB_CASCADE,
                        related_name="by_hand",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "db_table": 'referrals"."by_hand',
                "indexes": [models.Index(fields=["referral", "at"], name="by_hand_of_a_referral")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("step__in", ["left", "received", "news", "told_back"])),
                        name="by_hand_as_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["telephone", "paper", "file"])),
                        name="by_hand_in_a_listed_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step", "left"), ("told_by", "")),
                            models.Q(
                                models.Q(("step", "left"), _negated=True),
                                models.Q(("told_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_told_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at__lte", models.F("entered_at") + timedelta(minutes=5))),
                        name="by_hand_before_it_is_entered",
                    ),
                ],
            },
        ),
        *(lock.operation() for lock in LOCKS),
    ]
