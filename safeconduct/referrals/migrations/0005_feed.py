"""Before deployment. The feed: what has changed about a referral, for a member's own software."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, OWNER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0005_feed.sql"

OF_MY_AGENCY = (
    "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NULL"
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_handover"), ("cases", "0001_initial"), ("exchange", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="FeedLine",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("number", models.BigIntegerField()),
                ("kind", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="feed_lines",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "db_table": 'referrals"."feed_line',
                "constraints": [
                    models.UniqueConstraint(fields=("agency_id", "number"), name="one_line_a_number")
                ],
                "indexes": [models.Index(fields=["referral", "at"], name="feed_of_a_referral")],
            },
        ),
        force_rows("referrals.feed_line").operation(),
        grant("referrals.feed_line", APP, "SELECT").operation(),
        policy("lines_of_my_agency", "referrals.feed_line", APP, "SELECT", OF_MY_AGENCY).operation(),
        policy("the_owner_notes", "referrals.feed_line", OWNER, "ALL", "true", "true").operation(),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
