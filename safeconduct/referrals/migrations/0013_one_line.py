"""Receipts, and sections, that come in one commit are one line of the feed."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0013_one_line.sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0012_work_of_a_member")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
