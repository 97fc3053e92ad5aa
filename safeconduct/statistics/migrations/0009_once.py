"""Before deployment. Marks of a person under a key of the year, pairs of two agencies, and what both say of them."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import OWNER, force_rows, policy

SQL = Path(__file__).with_name("sql") / "0009_once.sql"
TABLES = ("statistics.once", "statistics.compound", "statistics.pair")


class Migration(migrations.Migration):
    dependencies = [("statistics", "0008_editions"), ("keys", "0006_year_keys")]

    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        *(
            step.operation()
            for table in TABLES
            for step in (force_rows(table), policy("the_owner_counts", table, OWNER, "ALL", "true", "true"))
        ),
    ]
