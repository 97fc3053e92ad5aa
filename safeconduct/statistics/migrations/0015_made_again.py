"""Before deployment. What is being made says that it is out of date; the reason of a correction can be changed."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0015_made_again.sql"
BACK = "DROP FUNCTION statistics.reword_edition(uuid, text, text, text);"
"""The others are as good for the release before: it does not ask whether what is counted is out of date."""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0014_whose_pairs")]

    operations = [migrations.RunSQL(SQL.read_text(), BACK)]
