"""Before deployment. Which law a service practises: countries and kinds of proceedings, also from the cards of peers."""

from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

KINDS = [
    "criminal",
    "civil",
    "labour",
    "asylum",
    "residence",
    "non_punishment",
    "compensation",
    "family",
]
SQL = Path(__file__).with_name("sql") / "0005_law.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_partners"), ("exchange", "0008_looked_up")]
    operations = [
        migrations.AddField(
            "entry", "jurisdictions", ArrayField(models.TextField(), default=list, db_default=[], size=None)
        ),
        migrations.AddField(
            "entry",
            "proceeding_types",
            ArrayField(models.TextField(), default=list, db_default=[], size=None),
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                name="practised_kinds_are_listed", condition=models.Q(proceeding_types__contained_by=KINDS)
            ),
        ),
        migrations.RunSQL(SQL.read_text(), "DROP FUNCTION directory.say_law(uuid, text[], text[])"),
    ]
