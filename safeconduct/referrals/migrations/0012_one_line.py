"""Receipts, and sections, that come in one commit are one line of the feed."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0012_one_line.sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0011_further")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
