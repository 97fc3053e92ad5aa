"""Before deployment. A peer's card of an earlier epoch is older."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql")


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_peers"), ("access", "0007_restored")]

    operations = [
        # CREATE OR REPLACE: the privileges of the function stay as they are. % stands for itself.
        migrations.RunSQL((SQL / "0004_epochs.sql").read_text(), migrations.RunSQL.noop),
    ]
