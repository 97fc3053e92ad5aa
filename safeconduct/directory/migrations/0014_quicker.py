"""Before deployment. A search for several needs reads one range; what lies laid out is worked out once a service."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0014_quicker.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0013_said_wrong")]
    operations = [migrations.RunSQL(SQL.read_text())]
