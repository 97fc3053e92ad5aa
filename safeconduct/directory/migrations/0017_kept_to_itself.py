"""Before deployment. A setting keeps no service out of the searches, and a peer hears no name that is not offered to it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0017_kept_to_itself.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0016_laid_out_together")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
