"""Before deployment. What is not agreed to goes back without undoing what was changed since; less takes effect beside more."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0013_going_back.sql"


class Migration(migrations.Migration):
    dependencies = [("agencies", "0012_readers_remark")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
