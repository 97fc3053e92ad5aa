"""Before deployment. Editions for GRETA beside those of Article 19a, and of several years; one ledger for all of them."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0012_kinds_and_years.sql"
BEFORE = Path(__file__).with_name("sql") / "0011_answers_counted.sql"
BACK = """
    DROP FUNCTION statistics.begin_edition(uuid, text, text, integer, integer, jsonb, text, timestamptz);
"""
"""The columns and the other functions stay: what was said of several years must not be taken for one."""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0011_answers_counted")]

    operations = [migrations.RunSQL(SQL.read_text(), BACK + BEFORE.read_text())]
