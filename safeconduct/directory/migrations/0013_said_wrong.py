"""Before deployment. Whoever would call a service is told that its number was said to be wrong."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0013_said_wrong.sql"
BACK = "DROP FUNCTION directory.is_said_wrong(uuid, text); DROP INDEX directory.wrong_of_how_reached"


class Migration(migrations.Migration):
    dependencies = [("directory", "0012_kept_tables")]
    operations = [migrations.RunSQL(SQL.read_text(), BACK)]
