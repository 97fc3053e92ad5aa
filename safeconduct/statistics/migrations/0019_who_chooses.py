"""Before deployment. Who prepares an edition chooses its layout, and has its tables shown; others after a week."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0019_who_chooses.sql"


class Migration(migrations.Migration):
    dependencies = [("statistics", "0018_may_note")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
