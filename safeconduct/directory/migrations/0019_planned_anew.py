"""Before deployment. Each part of an import is planned for the proposals that are there by then."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0019_planned_anew.sql"
BACK = "ALTER FUNCTION directory.bring_part(uuid, integer, integer, jsonb, jsonb) RESET plan_cache_mode"


class Migration(migrations.Migration):
    dependencies = [("directory", "0018_same_second")]
    operations = [migrations.RunSQL(SQL.read_text(), BACK)]
