"""Before deployment. What a member holds is read once for each question, from one index, and no differently."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0009_sight.sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0008_emergency")]
    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.RunSQL("REVOKE ALL ON FUNCTION access.held() FROM PUBLIC", migrations.RunSQL.noop),
    ]
