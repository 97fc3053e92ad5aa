"""Before deployment. The days of a claim lie open, without their words; what the mail of the day counts of them and of rules."""

from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

from safeconduct.vocabulary.roles import OWNER, policy

SQL = Path(__file__).with_name("sql") / "0005_days.sql"
BACK = "DROP FUNCTION rights.rules_waiting(uuid), rights.claim_days_waiting(uuid, date, date)"


class Migration(migrations.Migration):
    dependencies = [("rights", "0004_document_templates"), ("agencies", "0009_four_eyes")]

    operations = [
        migrations.AddField(
            model_name="compensationclaim",
            name="days",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list),
        ),
        policy("the_owner_of_the_doors_reads", "rights.claim", OWNER, "SELECT", "true").operation(),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]
