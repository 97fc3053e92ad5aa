"""Before deployment. Periods name the agreement that they follow, clocks keep the one they began under; with a history."""

import uuid
from pathlib import Path

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, WORKER, grant

SQL = Path(__file__).with_name("sql") / "0032_clocks_cite.sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0031_law"), ("agencies", "0011_statements")]
    operations = [
        migrations.AddField("agreedperiod", "cites", models.JSONField(null=True)),
        migrations.AddField("referral", "clock_cites", models.JSONField(null=True)),
        grant("referrals.referral", WORKER, "UPDATE (clock_cites)").operation(),
        migrations.CreateModel(
            name="AgreedOnce",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("periods", models.JSONField()),
            ],
            options={
                "db_table": 'referrals"."agreed_once',
                "indexes": [models.Index(fields=["-at"], name="agreed_lately")],
            },
        ),
        grant("referrals.agreed_once", APP, "SELECT").operation(),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
