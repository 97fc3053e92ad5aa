"""Before deployment. What was kept of an address goes when a service becomes a place that must not be found."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0009_secret_places.sql"
BACK = "DROP TRIGGER entry_made_secret ON directory.entry; DROP FUNCTION directory.forget_place()"


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_contacts_by_two")]
    operations = [migrations.RunSQL(SQL.read_text(), BACK)]
