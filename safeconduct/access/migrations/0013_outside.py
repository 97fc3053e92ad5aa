"""Before deployment. Who can hear a complaint of a person: nobody who has a part in the case."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP

SQL = Path(__file__).with_name("sql") / "0013_outside.sql"
NAME = "access.outside(uuid)"


class Migration(migrations.Migration):
    dependencies = [("access", "0012_taken_over")]
    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.RunSQL(f"REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC", migrations.RunSQL.noop),
        migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION {NAME} TO {APP}", migrations.RunSQL.noop),
    ]
