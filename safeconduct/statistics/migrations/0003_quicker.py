"""Before deployment. The tallies are found by one index, and a fact is added to them as a part of its statement."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0003_quicker.sql"


class Migration(migrations.Migration):
    dependencies = [("statistics", "0002_persons")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
