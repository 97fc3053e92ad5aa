"""Before deployment. Who saw the person's data, and to which agency it was given as a file."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0015_given_as_file.sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0014_conferences")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
