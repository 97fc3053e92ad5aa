"""Before deployment. The node's epoch: raised by a restore, said on its card, shown to who keeps the node."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0007_restored.sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0006_handover")]

    operations = [
        migrations.RunSQL(
            SQL.read_text(),
            "DROP FUNCTION access.restoration(); "
            "ALTER TABLE access.node DROP COLUMN epoch, DROP COLUMN restored_at, DROP COLUMN restored_from",
        ),
    ]
