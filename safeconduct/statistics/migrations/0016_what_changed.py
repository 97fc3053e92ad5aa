"""Before deployment. Noting a fact writes what has changed of it, and compares no more than that."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0016_what_changed.sql"


class Migration(migrations.Migration):
    dependencies = [("statistics", "0015_made_again")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
