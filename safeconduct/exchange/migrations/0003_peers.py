"""Before deployment. The card follows a second person's word."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0003_peers.sql"


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_promised_keys"), ("agencies", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
