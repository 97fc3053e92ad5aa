"""Before deployment. A sum of money is not bounded by a small number: one agency's could end the adding up of all."""

from django.db import migrations

WIDE = "ALTER TABLE statistics.tally ALTER COLUMN number TYPE bigint"


class Migration(migrations.Migration):
    dependencies = [("statistics", "0004_whose")]

    operations = [migrations.RunSQL(WIDE, migrations.RunSQL.noop)]
