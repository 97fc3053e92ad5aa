"""Before deployment. How each item of a case conference stands for whoever opens the section that it touches."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP

SQL = Path(__file__).with_name("sql") / "0014_conferences.sql"
NAME = "access.conference_items()"


class Migration(migrations.Migration):
    dependencies = [("access", "0013_outside")]
    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.RunSQL(f"REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC", migrations.RunSQL.noop),
        migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION {NAME} TO {APP}", migrations.RunSQL.noop),
    ]
