"""Before deployment. What a member holds by a seat is looked up team by team, however many grants there are."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0018_seats.sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0017_papers")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
