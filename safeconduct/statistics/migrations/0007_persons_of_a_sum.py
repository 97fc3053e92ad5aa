"""Before deployment. Of a sum of money it is counted how many persons are in it, by currency: of few no sum is said."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0007_persons_of_a_sum.sql"


class Migration(migrations.Migration):
    dependencies = [("statistics", "0006_in_hand")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
