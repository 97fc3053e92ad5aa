"""Before deployment. When the team of a case changed, for its timeline."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0016_team_moments.sql"
BACK = "DROP FUNCTION access.team_moments(uuid, timestamptz, uuid, integer)"


class Migration(migrations.Migration):
    dependencies = [("access", "0015_given_as_file")]
    operations = [migrations.RunSQL(SQL.read_text(), BACK)]
