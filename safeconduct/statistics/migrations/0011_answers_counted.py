"""Before deployment. An edition looks at the agencies of answers, as it does at those of editions."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0011_answers_counted.sql"


class Migration(migrations.Migration):
    dependencies = [("statistics", "0010_answers")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
