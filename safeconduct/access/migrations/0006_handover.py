"""Before deployment. A colleague's cases go to several others, case by case; asked by other definers only."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0006_handover.sql"
INSIDE = ["could_take(uuid, uuid, uuid)", "hand_over_case(uuid, uuid, uuid)", "hand_over_rest(uuid, uuid[])"]


class Migration(migrations.Migration):
    dependencies = [("access", "0005_owner_recorded")]
    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"REVOKE ALL ON FUNCTION access.{name} FROM PUBLIC", migrations.RunSQL.noop)
            for name in INSIDE
        ),
    ]
