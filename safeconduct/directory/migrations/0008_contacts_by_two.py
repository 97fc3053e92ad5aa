"""Before deployment. A new contact of a hotline waits for a second person."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0008_contacts_by_two.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_keeping"), ("agencies", "0011_statements")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
