"""Before deployment. Who saw the person's data, and who has taken it over into a file of their own."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0012_taken_over.sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0011_team")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
