"""Before deployment. Facts of a person are written by whoever may open something of the case, and by nobody beside."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0006_in_hand.sql"


class Migration(migrations.Migration):
    dependencies = [("statistics", "0005_wide_sums"), ("access", "0023_quicker")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
